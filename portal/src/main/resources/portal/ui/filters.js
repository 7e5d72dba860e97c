/** Filters as chips; each is a parameter of the address, `!value` means none of it. */
import { html, nothing } from 'lit';
import { router } from '../core/router.js';
import { icon } from './icons.js';

/** The filters that requests can be found by. */
export const FILTERS = {
  project: 'project', source: 'source', key_label: 'key', provider: 'provider', model: 'model', profile: 'profile', result: 'result',
  task: 'task', app: 'app', endpoint: 'endpoint', session: 'session', tag: 'tag', requested_model: 'asked for', status: 'status', outcome: 'outcome',
  error_class: 'error class', failed_provider: 'failed provider', failed_class: 'failed as', attempts_min: 'attempts from', text: 'error text', request_id: 'request id',
};

/** Those of `names` that the address has. */
export function filtersOf(names = Object.keys(FILTERS)) {
  return names.filter((name) => router.query.has(name));
}

/** The parameters of `names` as the API takes them. */
export function filterQuery(query, names = Object.keys(FILTERS)) {
  return Object.fromEntries(names.map((name) => [name, query.getAll(name)]));
}

/** The address with one more, or one less, value of a filter. */
function toggled(name, value, path = router.path) {
  const now = router.all(name);
  const rest = now.filter((each) => each !== value && each !== opposite(value));
  return router.with({ [name]: now.includes(value) ? rest : [...rest, value] }, path);
}

function opposite(value) {
  return value.startsWith('!') ? value.slice(1) : '!' + value;
}

/** Empty values are called as the API calls them. */
export function named(name, value) {
  return value === '' || value === null ? (name === 'project' || name === 'source' ? '(unattributed)' : '(none)') : value;
}

/** @param {string[]} names the filters of this page */
export function filters(names = Object.keys(FILTERS)) {
  const chips = names.flatMap((name) => router.all(name).map((value) => chip(name, value)));
  return html`<div class="filters no-print" role="group" aria-label="Filters">
    ${adding(names)} ${chips}
    ${chips.length > 1 ? html`<a class="button quiet small" href=${router.with(Object.fromEntries(names.map((name) => [name, null])))}>Clear all</a>` : nothing}
  </div>`;
}

function chip(name, value) {
  const not = value.startsWith('!');
  return html`<span class="chip ${not ? 'not' : ''}">
    <span class="what">${FILTERS[name] ?? name}${not ? ' not' : ''}</span>
    <button class="value cut" title="Turn around: ${not ? 'only these' : 'all but these'}" @click=${() => router.go(router.with({ [name]: router.all(name).map((each) => (each === value ? opposite(value) : each)) }))}>${not ? value.slice(1) : value}</button>
    <button aria-label="Remove the filter ${FILTERS[name] ?? name} ${value}" @click=${() => router.set({ [name]: router.all(name).filter((each) => each !== value) })}>${icon('close')}</button>
  </span>`;
}

function adding(names) {
  return html`<details class="drop start small">
    <summary>${icon('filter')}Filter</summary>
    <form class="pop" @submit=${add}>
      <label class="field">What<select name="name">${names.map((name) => html`<option value=${name}>${FILTERS[name] ?? name}</option>`)}</select></label>
      <label class="field">is<select name="not"><option value="">this</option><option value="!">not this</option></select></label>
      <label class="field">Value<input name="value" required maxlength="200" autocomplete="off"></label>
      <button class="primary">Add</button>
    </form>
  </details>`;
}

function add(event) {
  event.preventDefault();
  const fields = new FormData(event.target);
  const name = fields.get('name');
  event.target.closest('details').open = false;
  router.set({ [name]: [...router.all(name), fields.get('not') + fields.get('value').trim()] });
  event.target.reset();
}

/** Two small buttons beside a value: only these, all but these. */
export function pick(name, value) {
  const text = String(named(name, value));
  return html`<span class="pick no-print">
    <button title="Only ${text}" aria-label="Only ${FILTERS[name] ?? name} ${text}" @click=${(event) => only(event, name, text)}>${icon('plus')}</button>
    <button title="Without ${text}" aria-label="Without ${FILTERS[name] ?? name} ${text}" @click=${(event) => only(event, name, '!' + text)}>${icon('minus')}</button>
  </span>`;
}

function only(event, name, value) {
  event.stopPropagation();
  event.preventDefault();
  router.go(toggled(name, value));
}
