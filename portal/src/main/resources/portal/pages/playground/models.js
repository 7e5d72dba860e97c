/** Which names a request may go to, and what the card of a model allows. */
import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { number, usd } from '../../core/format.js';
import { icon } from '../../ui/icons.js';

export const MOST_MODELS = 4;

/** Names that clients may ask for. It is a door of clients: who is not let in there has not been logged out. */
async function names(signal) {
  const response = await api.raw('GET', '/v1/models', undefined, { signal });
  if (!response.ok) {
    throw new Error(response.status === 401 ? 'the list of models wants a key' : `the gateway answered ${response.status}`);
  }
  return response.json();
}

/** @returns {Promise<{names: object[], cards: object[], missing: string[]}>} */
export async function readChoices(signal) {
  const [models, profiles, catalogue] = await Promise.allSettled([
    names(signal),
    api.get('/v1/profiles', {}, signal),
    api.get('/v1/catalog', { deployed: true, kind: 'chat', limit: 500 }, signal),
  ]);
  if (models.status === 'rejected' && profiles.status === 'rejected') {
    throw models.reason;
  }
  const missing = [];
  const listOf = (settled, what) => {
    if (settled.status === 'rejected') {
      missing.push(`${what} could not be read: ${settled.reason.message}`);
      return [];
    }
    return settled.value.data;
  };
  const auto = { id: 'auto', hint: 'the engine chooses, by the standard profile' };
  const byProfile = listOf(profiles, 'profiles').map((each) => ({ id: `profile:${each.id}`, hint: each.profile?.description || 'profile' }));
  const named = listOf(models, 'models').map((each) => ({ id: each.id, hint: [each.name !== each.id && each.name, each.provider].filter(Boolean).join(', ') }));
  return { names: [auto, ...byProfile, ...named], cards: listOf(catalogue, 'model cards'), missing };
}

/** The card in the list that a name stands for; null where it stands for none, or for several. */
export function cardFor(name, cards) {
  const found = cards.filter((card) => card.id === name || card.id.endsWith('/' + name) || card.deployments.some((each) => each === name || each.endsWith('/' + name)));
  return found.find((card) => card.deployments.some((each) => each === name || each.endsWith('/' + name))) ?? found[0] ?? null;
}

const whole = new Map();

/** The whole card, read once. @returns {Promise<?object>} null where it cannot be had: all is allowed then */
export async function wholeCard(id) {
  if (!whole.has(id)) {
    whole.set(id, api.get(`/v1/catalog/${id.split('/').map(encodeURIComponent).join('/')}`).catch(() => null));
  }
  return whole.get(id);
}

/** What can be chosen of a request; `allowed` asks the card. */
export const PARAMS = [
  { id: 'temperature', label: 'Temperature', kind: 'number', min: 0, max: 2, step: 0.1, hint: '0 to 2', allowed: (card) => card?.parameters?.temperature !== 'no' },
  { id: 'top_p', label: 'Top p', kind: 'number', min: 0, max: 1, step: 0.05, hint: '0 to 1', allowed: (card) => card?.parameters?.temperature !== 'no' },
  { id: 'max_tokens', label: 'Max tokens', kind: 'number', min: 1, max: 10000000, step: 1, hint: 'of the answer', allowed: () => true },
  { id: 'seed', label: 'Seed', kind: 'number', min: 0, max: 2147483647, step: 1, hint: 'where the model has one', allowed: () => true },
  { id: 'stop', label: 'Stop texts', kind: 'lines', hint: 'one in a line, up to 4', allowed: (card) => card?.parameters?.stop !== 'no' },
  { id: 'effort', label: 'Reasoning effort', kind: 'choice', hint: 'how long it may think', allowed: (card) => !card || (card.capabilities?.reasoning !== 'no' && (card.parameters?.reasoning_control ?? ['effort']).includes('effort')) },
];

const EFFORTS = ['low', 'medium', 'high'];

/** The efforts that any of these cards has. */
export function effortsOf(cards) {
  const told = [...new Set(cards.flatMap((card) => card?.parameters?.reasoning_levels ?? []))];
  return told.length ? told : EFFORTS;
}

/** The parameters that go out to this model: those chosen that the API and the card have. */
export function paramsFor(chosen, format, card) {
  const kept = PARAMS.filter((each) => format.params.includes(each.id) && each.allowed(card) && chosen[each.id] !== undefined && chosen[each.id] !== '');
  return Object.fromEntries(kept.map((each) => [each.id, valueOf(each, chosen[each.id])]));
}

/** Those chosen that it does not get. */
export function leftOut(chosen, format, card) {
  const kept = paramsFor(chosen, format, card);
  return PARAMS.filter((each) => chosen[each.id] !== undefined && chosen[each.id] !== '' && !(each.id in kept)).map((each) => each.label.toLowerCase());
}

function valueOf(param, text) {
  if (param.kind === 'number') {
    return Number(text);
  }
  return param.kind === 'lines' ? text.split('\n').filter(Boolean).slice(0, 4) : text;
}

/**
 * The fields for up to four names. @param {{chosen: string[], names: object[], cards: object[], set: (chosen: string[]) => void}} given
 */
export function modelFields({ chosen, names, cards, set }) {
  return html`<fieldset class="models"><legend>${chosen.length > 1 ? 'Models, side by side' : 'Model or profile'}</legend>
    <datalist id="model-names">${names.map((each) => html`<option value=${each.id}>${each.hint}</option>`)}</datalist>
    ${chosen.map((name, i) => modelField(name, i, { chosen, names, cards, set }))}
    ${chosen.length < MOST_MODELS ? html`<button type="button" class="small" @click=${() => set([...chosen, nextName(chosen, names)])}>${icon('plus')}Compare with another</button>` : nothing}
  </fieldset>`;
}

function modelField(name, i, { chosen, names, cards, set }) {
  const card = cardFor(name, cards);
  const known = names.some((each) => each.id === name);
  const change = (event) => set(chosen.map((each, at) => (at === i ? event.target.value.trim() || each : each)));
  return html`<div class="model">
    <div class="row nowrap"><input list="model-names" aria-label=${chosen.length > 1 ? `Model ${i + 1}` : 'Model or profile'} .value=${name} @change=${change} @focus=${(event) => event.target.select()} maxlength="256" spellcheck="false" autocapitalize="none" autocomplete="off">
      ${chosen.length > 1 ? html`<button type="button" class="icon quiet" aria-label="Without ${name}" @click=${() => set(chosen.filter((_, at) => at !== i))}>${icon('close')}</button>` : nothing}</div>
    <p class="hint">${card ? cardHint(card) : known ? names.find((each) => each.id === name).hint : 'not in the list; the gateway may know it all the same'}</p>
  </div>`;
}

function cardHint(card) {
  const price = card.price?.usd_per_million;
  return html`<a href="/catalogue/${card.id}">${card.name}</a>, ${card.limits?.context_tokens ? `${number(card.limits.context_tokens / 1000)}K context` : 'context unknown'}${price ? `, ${usd(price.input)} in and ${usd(price.output)} out a million` : ''}`;
}

function nextName(chosen, names) {
  return names.find((each) => !chosen.includes(each.id) && !each.id.includes(':') && each.id !== 'auto' && !/embed/.test(each.id))?.id ?? 'auto';
}
