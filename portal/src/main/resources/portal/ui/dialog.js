/** Questions to the person: a form in a dialog, and the confirmation of what cannot be taken back. */
import { html, nothing, render } from 'lit';
import { icon } from './icons.js';
import { told } from './toasts.js';

/** Opens a dialog with `content(close)`; resolves with what it is closed with. */
export function open(content, { kind = '', label } = {}) {
  const dialog = document.createElement('dialog');
  dialog.className = kind;
  if (label) {
    dialog.setAttribute('aria-label', label);
  }
  document.body.append(dialog);
  return new Promise((resolve) => {
    const close = (value) => {
      dialog.returned = value;
      dialog.close();
    };
    const draw = () => render(content(close, draw), dialog);
    dialog.addEventListener('close', () => {
      resolve(dialog.returned);
      dialog.remove();
    });
    dialog.addEventListener('click', (event) => event.target === dialog && close());
    draw();
    dialog.showModal();
  });
}

/**
 * A form. @param {(fields: Record<string, FormDataEntryValue>, form: HTMLFormElement) => Promise<unknown>} save what it does; the dialog stays open while it fails
 */
export function form({ title, body, save, action = 'Save', kind = '' }) {
  let wrong = null;
  let busy = false;
  return open(
    (close, draw) => html`<form
      @submit=${async (event) => {
        event.preventDefault();
        busy = true;
        draw();
        try {
          close((await save(Object.fromEntries(new FormData(event.target)), event.target)) ?? true);
        } catch (error) {
          wrong = error;
        }
        busy = false;
        draw();
      }}>
      <header><h2>${title}</h2><button type="button" class="icon quiet" aria-label="Close" @click=${() => close()}>${icon('close')}</button></header>
      ${typeof body === 'function' ? body(draw, wrong) : body}
      ${wrong ? html`<p class="wrong" role="alert">${wrong.param ? html`<code>${wrong.param}</code>: ` : nothing}${wrong.message}</p>` : nothing}
      <div class="row end"><button type="button" @click=${() => close()}>Cancel</button><button class="primary" ?disabled=${busy}>${busy ? 'Working …' : action}</button></div>
    </form>`,
    { kind, label: title },
  );
}

/** Asks before something that cannot be taken back; `name` has to be typed. Resolves with whether it was done. */
export function confirm({ title, text, name, action, run }) {
  return form({
    title,
    action,
    body: html`<p>${text}</p>
      ${name ? html`<label class="field">Type <code>${name}</code> to go on<input name="name" required autocomplete="off" pattern=${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')} title=${`exactly ${name}`}></label>` : nothing}`,
    save: async () => {
      await run();
      return true;
    },
  }).then((value) => value === true);
}

/** Shows a secret once. */
export function secret({ title, text, value }) {
  return open(
    (close) => html`<div class="inside">
      <header><h2>${title}</h2></header>
      <p>${text}</p>
      <sb-code label="shown only now" .text=${value}></sb-code>
      <div class="row end"><button class="primary" @click=${() => close(true)}>I have kept it</button></div>
    </div>`,
    { label: title },
  );
}

/** Does `run` and says what became of it where it fails. */
export async function attempt(run) {
  try {
    return await run();
  } catch (error) {
    told(error);
    return undefined;
  }
}
