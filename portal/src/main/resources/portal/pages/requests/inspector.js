/**
 * One request: what it was, when what happened, why this model, what was said, what became of it,
 * what it cost. The same in the drawer over the list and on a page of its own.
 */
import { LitElement, html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { keys } from '../../core/keys.js';
import { router } from '../../core/router.js';
import { failed, forbidden, skeleton, empty } from '../../ui/state.js';
import { result } from '../../ui/mark.js';
import { icon } from '../../ui/icons.js';
import { chosenTab, tabs } from '../../ui/tabs.js';
import { toast } from '../../ui/toasts.js';
import { summary } from './summary.js';
import { timeline } from './timeline.js';
import { signals } from './signals.js';
import { cost } from './cost.js';
import { snippets } from './snippets.js';
import './decision.js';
import './content.js';
import '../../ui/time.js';

const TABS = [['summary', 'Summary'], ['timeline', 'Timeline'], ['routing', 'Routing'], ['content', 'Content'], ['signals', 'Signals'], ['cost', 'Cost']];
const SKELETON_AFTER_MS = 150;
/** Steps that wait for the request before them; a key that is held down asks for more than anybody wants. */
const STEPS_WAITING_AT_MOST = 10;

class Inspector extends LitElement {
  static properties = { rid: { type: String }, query: { attribute: false }, order: { attribute: false }, drawer: { type: Boolean }, found: { state: true }, problem: { state: true }, slow: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.query = {};
    this.order = null;
    this.drawer = false;
    this.found = null;
    this.problem = null;
    this.slow = false;
    /** The id that was read last, with or without success. */
    this.told = null;
    /** Steps still to be taken, on to older ones; less than none is back. */
    this.ahead = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = [keys.on('j', () => this.step('next')), keys.on('k', () => this.step('previous'))];
    this.onMove = () => this.requestUpdate();
    router.addEventListener('change', this.onMove);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo.forEach((each) => each());
    router.removeEventListener('change', this.onMove);
    this.reading?.abort();
  }

  willUpdate(changed) {
    if (changed.has('rid')) {
      this.read();
    }
  }

  /** Reads the request; what is shown of the one before stays until it is there. */
  async read() {
    this.reading?.abort();
    const reading = new AbortController();
    const { rid } = this;
    this.reading = reading;
    const waits = setTimeout(() => (this.slow = true), SKELETON_AFTER_MS);
    try {
      const found = await api.get(`/v1/records/${encodeURIComponent(rid)}`, this.query, reading.signal);
      if (this.reading === reading) {
        this.found = found;
        this.problem = null;
      }
    } catch (error) {
      if (this.reading === reading && error.name !== 'AbortError') {
        this.problem = error;
        this.found = null;
      }
    }
    clearTimeout(waits);
    if (this.reading === reading) {
      this.slow = false;
      this.told = rid;
      this.goOn();
    }
  }

  /** The address of the one before or after this in the list; null at its ends. */
  neighbour(name) {
    const at = this.order?.indexOf(this.rid) ?? -1;
    const id = (at >= 0 ? this.order[at + (name === 'next' ? 1 : -1)] : null) ?? (at >= 0 ? null : (this.found?.neighbours[name]?.id ?? null));
    if (id === null) {
      return null;
    }
    return this.drawer ? router.with({ open: id, why: null }) : router.with({ why: null }, `/requests/${encodeURIComponent(id)}`);
  }

  /** Whether it is not known yet what stands beside this request. */
  get isBehind() {
    return this.told !== this.rid && !this.order?.includes(this.rid);
  }

  step(name) {
    if (this.isBehind) {
      const ahead = this.ahead + (name === 'next' ? 1 : -1);
      this.ahead = Math.max(-STEPS_WAITING_AT_MOST, Math.min(STEPS_WAITING_AT_MOST, ahead));
      return true;
    }
    const where = this.neighbour(name);
    if (where === null) {
      return false;
    }
    router.go(where, { replace: this.drawer });
    return true;
  }

  /** Takes the next of the steps that waited, where there is one to go to. */
  goOn() {
    const sign = Math.sign(this.ahead);
    this.ahead -= sign;
    if (sign !== 0 && !this.step(sign > 0 ? 'next' : 'previous')) {
      this.ahead = 0;
    }
  }

  async copyId() {
    try {
      await navigator.clipboard.writeText(this.rid);
      toast('Copied');
    } catch {
      toast('The browser does not allow copying here', 'bad');
    }
  }

  // ── drawing ──────────────────────────────────────────────────────

  render() {
    return html`${this.head()} ${this.body()}`;
  }

  head() {
    const record = this.found?.record;
    const title = html`<code class="cut">${this.rid}</code>`;
    return html`<div class="inspector-head">
      <div class="row apart">
        ${this.drawer ? html`<h2 tabindex="-1" class="title">${title}</h2>` : html`<h1 class="title"><a href=${router.with({ view: null, why: null, as: null }, '/requests')}>Requests</a> <span class="muted">/</span> ${title}</h1>`}
        <div class="row tight no-print">
          ${this.arrow('previous', 'Previous, newer (k)', 'up')} ${this.arrow('next', 'Next, older (j)', 'down')}
          ${this.drawer ? html`<a class="button icon quiet" href=${router.with({ open: null, pair: null, refresh: null }, `/requests/${encodeURIComponent(this.rid)}`)} title="On a page of its own" aria-label="On a page of its own">${icon('external')}</a>
            <button class="icon quiet" aria-label="Close" title="Close (Esc)" @click=${() => this.closest('dialog').close()}>${icon('close')}</button>` : nothing}
        </div>
      </div>
      ${record ? html`<div class="row">
        ${result(record.result)} <span class="muted"><sb-time .at=${record.at} exact></sb-time></span><span class="spacer"></span>
        <button class="small" @click=${this.copyId}>${icon('copy')}Copy id</button>
        <button class="small" @click=${() => snippets(this.found)}>${icon('copy')}Copy as code</button>
        <a class="button small" href="/playground?request=${encodeURIComponent(record.id)}">${icon('play')}Replay in the playground</a>
      </div>` : nothing}
    </div>`;
  }

  arrow(name, title, drawing) {
    const where = this.neighbour(name);
    return where === null
      ? html`<button class="icon quiet" disabled aria-label=${title} title=${title}>${icon(drawing)}</button>`
      : html`<a class="button icon quiet" href=${where} aria-label=${title} title=${title} @click=${(event) => (event.preventDefault(), this.step(name))}>${icon(drawing)}</a>`;
  }

  body() {
    if (this.problem) {
      return this.problem.status === 404
        ? empty('There is no such request', 'Its record may be older than analytics.retention_hours, or belong to another key.')
        : this.problem.forbidden ? forbidden(this.problem) : failed(this.problem, () => this.read());
    }
    if (this.found === null) {
      return this.slow ? skeleton() : nothing;
    }
    return html`${tabs(TABS, 'view', 'Request')}${this.tab(this.found)}`;
  }

  tab(found) {
    switch (chosenTab(TABS, 'view')) {
      case 'timeline':
        return timeline(found);
      case 'routing':
        return html`<sb-decision .decision=${found.decision?.id ?? null} .served=${found.record.served}></sb-decision>`;
      case 'content':
        return html`<sb-content .rid=${found.record.id} .losses=${found.losses}></sb-content>`;
      case 'signals':
        return signals(found, () => this.read());
      case 'cost':
        return cost(found);
      default:
        return summary(found);
    }
  }
}

customElements.define('sb-inspector', Inspector);
