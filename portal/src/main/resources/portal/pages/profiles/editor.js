/** The form of a profile. Every change is a change of the draft, which stands in the address. */
import { html, nothing } from 'lit';
import { GROUPS, isSet } from './document.js';
import { tradeEditor } from './trade.js';

/**
 * @param {object} draft @param {string[]} deployments
 * @param {{change: (changes: object, final: boolean) => void, locked: boolean, problem: ?Error, inForce: object}} page
 */
export function editor(draft, deployments, page) {
  return html`<section class="card"><header><h2>Draft</h2></header><form class="body stack profile-form" @submit=${(event) => event.preventDefault()}>
    <label class="field">What it is for<input maxlength="200" .value=${draft.description ?? ''} ?disabled=${page.locked} @change=${(event) => page.change({ description: event.target.value.trim() || null }, true)}></label>
    ${tradeEditor(draft, page.change, page.locked)}
    ${GROUPS.map(([title, text, fields]) => html`<fieldset class="plain-set stack" ?disabled=${page.locked}><legend><h3>${title}</h3></legend>
      ${text ? html`<p class="hint">${text}</p>` : nothing}
      <div class="ask-grid">${fields.filter((field) => !['flag', 'checks'].includes(field.kind)).map((field) => edit(field, draft, page))}</div>
      ${fields.filter((field) => field.kind === 'checks').map((field) => edit(field, draft, page))}
      <div class="checks">${fields.filter((field) => field.kind === 'flag').map((field) => edit(field, draft, page))}</div>
    </fieldset>`)}
    <datalist id="selectors">${deployments.map((id) => html`<option value=${id}></option>`)}</datalist>
  </form></section>`;
}

function edit(field, draft, page) {
  const wrong = page.problem?.param?.replace(/^profile\./, '').split(/[.[]/)[0] === field.key ? html`<span class="wrong" role="alert">${page.problem.message}</span>` : nothing;
  const differs = JSON.stringify(isSet(draft[field.key]) ? draft[field.key] : null) !== JSON.stringify(isSet(page.inForce?.[field.key]) ? page.inForce[field.key] : null);
  const label = html`<span>${field.label}${differs ? html` <span class="tag accent">changed</span>` : nothing}</span>`;
  const set = (value) => page.change({ [field.key]: value }, true);
  switch (field.kind) {
    case 'flag':
      return html`<label class="check"><input type="checkbox" .checked=${draft[field.key] === true} @change=${(event) => set(event.target.checked)}>${label}</label>`;
    case 'choice':
      return html`<label class="field">${label}<select @change=${(event) => set(event.target.value)}>${field.choices.map((each) => html`<option value=${each} ?selected=${each === draft[field.key]}>${each}</option>`)}</select>${wrong}</label>`;
    case 'checks':
      return html`<fieldset class="checks"><legend>${label}</legend>${field.choices.map((each) => html`<label class="check"><input type="checkbox" .checked=${(draft[field.key] ?? []).includes(each)} @change=${(event) => set(toggled(draft[field.key] ?? [], each, event.target.checked))}>${each.replaceAll('_', ' ')}</label>`)}${wrong}</fieldset>`;
    case 'list':
      return html`<div class="field">${label}<textarea class="code" rows=${Math.min(6, Math.max(1, (draft[field.key] ?? []).length))} aria-label=${field.label} spellcheck="false" .value=${(draft[field.key] ?? []).join('\n')} @change=${(event) => set(event.target.value.split(/[\n,]/).map((each) => each.trim()).filter(Boolean))}></textarea>${field.selectors ? adding(field, draft, set) : nothing}${wrong}</div>`;
    default:
      return figure(field, draft, label, set, wrong);
  }
}

/** One more of what is known; anything else can be typed above. */
function adding(field, draft, set) {
  const add = (event) => {
    const one = event.target.value.trim();
    event.target.value = '';
    one && !(draft[field.key] ?? []).includes(one) && set([...(draft[field.key] ?? []), one]);
  };
  return html`<input list="selectors" placeholder="add a deployment" aria-label="${field.label}: add a deployment" autocomplete="off" @change=${add}>`;
}

function figure(field, draft, label, set, wrong) {
  const scale = field.scale ?? 1;
  const shown = isSet(draft[field.key]) ? String(Number((draft[field.key] * scale).toPrecision(12))) : '';
  const taken = (event) => event.target.checkValidity() && set(event.target.value === '' ? null : Number((Number(event.target.value) / scale).toPrecision(12)));
  return html`<label class="field"><span>${label}${field.unit ? html` <span class="hint">${field.unit}</span>` : nothing}</span><input type="number" min=${field.least ?? 0} max=${field.most} step=${field.step} .value=${shown} placeholder="none" @change=${taken}>${wrong}</label>`;
}

function toggled(list, one, on) {
  return on ? [...list, one] : list.filter((each) => each !== one);
}
