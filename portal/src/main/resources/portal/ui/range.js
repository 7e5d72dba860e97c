/** Choosing the span of time that a page shows; it stands in the address. */
import { html, nothing } from 'lit';
import { prefs } from '../core/prefs.js';
import { router } from '../core/router.js';
import { absolute, CHOICES, rangeOf, STANDARD, words } from '../core/range.js';
import { clock } from '../core/format.js';
import { icon } from './icons.js';

/** The tools at the right of a heading: span, zone, refresh. */
export function range({ standard = STANDARD, refresh = true } = {}) {
  const chosen = rangeOf(router.query, standard);
  return html`<div class="row no-print">
    <details class="drop" id="range" @keydown=${escape}>
      <summary>${icon('clock')}${words(chosen, clock)}</summary>
      <div class="pop">
        ${CHOICES.map(([from, text]) => html`<a class="button ${from === chosen.from && !chosen.to ? 'primary' : 'quiet'}" href=${router.with({ from: from === standard ? null : from, to: null })} @click=${shut}>${text}</a>`)}
        <form class="stack" @submit=${apply}>
          <label class="field">From<input type="datetime-local" name="from" step="1" required .value=${local(absolute(chosen).from)}></label>
          <label class="field">To<input type="datetime-local" name="to" step="1" .value=${local(absolute(chosen).to)}></label>
          <button class="primary">Show this span</button>
        </form>
        <button class="quiet" @click=${(event) => (shut(event), router.set(absolute(chosen)))}>Make it absolute, to share</button>
        <button class="quiet" @click=${() => (prefs.zone = prefs.zone === 'utc' ? 'local' : 'utc')}>Times in ${prefs.zone === 'utc' ? 'UTC: show local' : 'local zone: show UTC'}</button>
      </div>
    </details>
    ${refresh ? refreshing() : nothing}
  </div>`;
}

function refreshing() {
  const chosen = router.get('refresh', '');
  return html`<label class="row"><span class="visually-hidden">Refresh</span>
    <select aria-label="Refresh" .value=${chosen} @change=${(event) => router.set({ refresh: event.target.value })}>
      ${[['', 'Refresh: off'], ['5s', 'every 5 s'], ['30s', 'every 30 s'], ['live', 'live']].map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
    </select></label>`;
}

function escape(event) {
  if (event.key === 'Escape') {
    event.currentTarget.open = false;
    event.currentTarget.querySelector('summary').focus();
  }
}

function shut(event) {
  event.target.closest('details').open = false;
}

/** A moment as the field for it wants it, in the person's own zone. */
function local(iso) {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
}

function apply(event) {
  event.preventDefault();
  const fields = new FormData(event.target);
  const moment = (name) => (fields.get(name) ? new Date(fields.get(name)).toISOString() : null);
  event.target.closest('details').open = false;
  router.set({ from: moment('from'), to: moment('to') });
}
