/** What one fills in: the prompt, tools, schema, parameters, headers. Functions that draw; the page holds the state. */
import { html, nothing } from 'lit';
import { bytes } from '../../core/format.js';
import { icon } from '../../ui/icons.js';
import { effortsOf, PARAMS } from './models.js';

const MOST_IMAGES = 4;
const IMAGE_BYTES = 4 * 1024 * 1024;
const LABEL = '[A-Za-z0-9_.:\\/@\\-]{1,128}';

export const HEADERS = [
  { id: 'project', label: 'x-project', hint: 'what it counts for' },
  { id: 'source', label: 'x-source', hint: 'portal-playground where empty' },
  { id: 'task', label: 'x-task', hint: 'such as code or extract' },
  { id: 'session', label: 'x-session', hint: 'the conversation' },
];

/** @param {{turns: object[], changed: () => void}} given */
export function turnFields({ turns, changed }) {
  const lastUser = turns.findLastIndex((turn) => turn.role === 'user');
  return html`${turns.map((turn, i) => turnField(turn, i, { turns, changed, isLast: i === lastUser }))}
    <div class="row"><button type="button" class="small" @click=${() => (turns.push({ role: turns.at(-1)?.role === 'user' ? 'assistant' : 'user', text: '', images: [] }), changed())}>${icon('plus')}Add a turn</button></div>`;
}

function turnField(turn, i, { turns, changed, isLast }) {
  const name = turn.role === 'tool' ? `Outcome of ${turn.name || turn.callId}` : `Turn ${i + 1}`;
  return html`<div class="turn-field ${turn.role}">
    <div class="row apart">
      ${turn.role === 'tool'
        ? html`<span class="small">outcome of <code>${turn.name || turn.callId}</code></span>`
        : html`<select aria-label="Who says turn ${i + 1}" @change=${(event) => ((turn.role = event.target.value), changed())}>${['user', 'assistant'].map((role) => html`<option value=${role} ?selected=${turn.role === role}>${role}</option>`)}</select>`}
      <span class="row">
        ${turn.role === 'user' ? imageButton(turn, changed) : nothing}
        ${turns.length > 1 ? html`<button type="button" class="icon quiet small" aria-label="Without turn ${i + 1}" @click=${() => (turns.splice(i, 1), changed())}>${icon('close')}</button>` : nothing}
      </span>
    </div>
    <textarea aria-label=${name} name=${isLast ? 'prompt' : nothing} rows=${rowsFor(turn.text)} .value=${turn.text} placeholder=${turn.role === 'user' ? 'Ask something' : turn.role === 'tool' ? 'What the tool gave back' : 'What the model said'}
      @input=${(event) => ((turn.text = event.target.value), changed())} @paste=${(event) => turn.role === 'user' && pasted(event, turn, changed)}></textarea>
    ${(turn.calls ?? []).map((call) => html`<p class="small muted">calls <code>${call.name}</code> with <code class="cut">${call.arguments}</code></p>`)}
    ${turn.images?.length ? html`<ul class="images">${turn.images.map((image, at) => html`<li>${image.url ? nothing : html`<img alt="" src=${`data:${image.type};base64,${image.data}`}>`}<span class="cut small">${image.name}</span>${image.url ? nothing : html`<span class="muted small">${bytes(image.bytes)}</span>`}
      <button type="button" class="icon quiet small" aria-label="Without ${image.name}" @click=${() => (turn.images.splice(at, 1), changed())}>${icon('close')}</button></li>`)}</ul>` : nothing}
    ${turn.wrong ? html`<p class="wrong" role="alert">${turn.wrong}</p>` : nothing}
  </div>`;
}

function rowsFor(text) {
  return Math.max(2, Math.min(14, text.slice(0, 4000).split('\n').length + Math.floor(Math.min(text.length, 4000) / 90)));
}

function imageButton(turn, changed) {
  return html`<label class="button small">${icon('plus')}Image<input type="file" class="visually-hidden" accept="image/png,image/jpeg,image/gif,image/webp" multiple @change=${(event) => {
    addImages(turn, [...event.target.files], changed);
    event.target.value = '';
  }}></label>`;
}

function pasted(event, turn, changed) {
  const files = [...event.clipboardData.files].filter((file) => file.type.startsWith('image/'));
  if (files.length) {
    event.preventDefault();
    addImages(turn, files, changed);
  }
}

async function addImages(turn, files, changed) {
  turn.wrong = null;
  for (const file of files) {
    if (file.size > IMAGE_BYTES) {
      turn.wrong = `${file.name} has ${bytes(file.size)}; up to ${bytes(IMAGE_BYTES)} can be sent from here`;
    } else if (turn.images.length >= MOST_IMAGES) {
      turn.wrong = `up to ${MOST_IMAGES} images a turn can be sent from here`;
    } else {
      turn.images.push({ name: file.name, type: file.type, bytes: file.size, data: await base64(file) });
    }
  }
  changed();
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** A text of JSON with what is wrong with it. */
export function jsonField({ id, label, hint, value, wrong, changed, rows = 6 }) {
  return html`<label class="field">${label}<textarea class="code" id=${id} rows=${rows} spellcheck="false" .value=${value} aria-describedby="${id}-hint" aria-invalid=${wrong ? 'true' : nothing} @input=${(event) => changed(event.target.value)}></textarea>
    <span class="hint" id="${id}-hint">${hint}</span>${wrong ? html`<span class="wrong" role="alert">${wrong}</span>` : nothing}</label>`;
}

/** @param {{chosen: Record<string, string>, format: object, cards: object[], changed: () => void}} given */
export function paramFields({ chosen, format, cards, changed }) {
  return html`<div class="params">${PARAMS.map((param) => {
    const refusing = cards.filter((card) => !param.allowed(card));
    const never = !format.params.includes(param.id);
    const off = never || (cards.length > 0 && refusing.length === cards.length);
    const why = never ? `not in ${format.label}` : refusing.length ? `${off ? 'not for' : 'left out for'} ${refusing.map((card) => card.name).join(', ')}` : param.hint;
    const set = (event) => ((chosen[param.id] = event.target.value), changed());
    return html`<label class="field">${param.label}${control(param, { value: chosen[param.id] ?? '', off, set, cards })}<span class="hint">${why}</span></label>`;
  })}</div>`;
}

function control(param, { value, off, set, cards }) {
  switch (param.kind) {
    case 'lines':
      return html`<textarea rows="2" .value=${value} ?disabled=${off} @input=${set}></textarea>`;
    case 'choice':
      return html`<select ?disabled=${off} @change=${set}><option value="">as the model wants</option>${effortsOf(cards).map((each) => html`<option value=${each} ?selected=${each === value}>${each}</option>`)}</select>`;
    default:
      return html`<input type="number" min=${param.min} max=${param.max} step=${param.step} .value=${value} ?disabled=${off} @input=${set} placeholder="as the model wants">`;
  }
}

/** @param {{headers: Record<string, string>, key: string, setKey: (key: string) => void, changed: () => void}} given */
export function headerFields({ headers, key, setKey, changed }) {
  return html`<div class="params">${HEADERS.map((each) => html`<label class="field"><code>${each.label}</code><input .value=${headers[each.id]} pattern=${LABEL} maxlength="128" autocomplete="off" spellcheck="false" title="letters, digits and _ . : / @ -" @input=${(event) => ((headers[each.id] = event.target.value.trim()), changed())}><span class="hint">${each.hint}</span></label>`)}</div>
    <label class="field">Key<input type="password" autocomplete="off" spellcheck="false" .value=${key} placeholder="as who is logged in" @input=${(event) => setKey(event.target.value.trim())}>
      <span class="hint">Sends the request as this key instead. It stays in the memory of this page: not in the address, not stored, gone when the tab is.</span></label>`;
}
