/** Two requests beside each other: what they were, took, used, cost, and why they went where they went. */
import { LitElement, html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { count, millis, nanos, number, time, percent, DASH } from '../../core/format.js';
import { result } from '../../ui/mark.js';
import { icon } from '../../ui/icons.js';
import { failed, skeleton } from '../../ui/state.js';

const same = (value) => value || DASH;

/** `[label, value of a record, how it is shown]`; figures are told as a difference too. */
const SECTIONS = [
  ['Facts', [
    ['Time', (one) => one.record.at, time], ['Result', (one) => one.record.result, result], ['Project', (one) => one.record.project, same], ['Source', (one) => one.record.source, same], ['Session', (one) => one.record.session, same],
    ['Endpoint', (one) => one.record.endpoint, same], ['Asked for', (one) => one.record.requested_model, same], ['Served by', (one) => one.record.served, same], ['Profile', (one) => one.record.profile, same], ['Task', (one) => one.record.task, same],
    ['Status', (one) => one.record.status, same], ['Error class', (one) => one.record.error_class, same], ['Losses', (one) => one.record.losses, count],
  ]],
  ['Times', [['First byte', (one) => one.record.first_byte_ms, millis], ['Total', (one) => one.record.total_ms, millis], ['Gateway itself', (one) => one.record.gateway_us / 1000, millis], ['Attempts', (one) => one.record.attempts, count]]],
  ['Tokens', [['In', (one) => one.record.input_tokens, count], ['Read from cache', (one) => one.record.cache_read_tokens, count], ['Written to cache', (one) => one.record.cache_write_tokens, count], ['Out', (one) => one.record.output_tokens, count], ['of these thinking', (one) => one.record.reasoning_tokens, count]]],
  ['Cost', [['Cost', (one) => one.record.cost_nanos, nanos], ['of it wasted', (one) => one.record.wasted_nanos, nanos], ['Expected before', (one) => one.record.estimated_nanos, nanos]]],
  ['Decision', [
    ['First choice', (one) => one.decision?.plan[0]?.model, same], ['Utility', (one) => points(one.decision?.plan[0]?.utility), (value) => `${number(value, 5)} points`], ['Runner-up', (one) => one.decision?.runner_up?.model, same],
    ['Then', (one) => one.decision?.plan.slice(1).map((each) => each.model).join(' → '), same], ['Considered', (one) => one.decision?.layers[0]?.in, count], ['Passed all layers', (one) => one.decision?.layers.at(-1)?.out, count],
  ]],
];

function points(utility) {
  return utility === undefined ? null : utility / 1e7;
}

class Compare extends LitElement {
  static properties = { pair: { attribute: false }, found: { state: true }, problem: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.pair = [];
    this.found = null;
    this.problem = null;
  }

  willUpdate() {
    const wanted = this.pair.join(' ');
    if (wanted !== this.wanted) {
      this.wanted = wanted;
      this.found = null;
      this.read(wanted);
    }
  }

  async read(wanted) {
    try {
      const found = await Promise.all(this.pair.map(readOne));
      if (wanted === this.wanted) {
        this.found = found;
        this.problem = null;
      }
    } catch (error) {
      this.problem = error;
    }
  }

  render() {
    return html`<section class="card compare"><header><h2>Two requests</h2><button class="icon quiet" aria-label="Close the comparison" @click=${() => router.set({ pair: null })}>${icon('close')}</button></header>
      <div class="body">${this.problem ? failed(this.problem, () => this.read(this.wanted)) : this.found ? this.table() : skeleton()}</div></section>`;
  }

  table() {
    const [a, b] = this.found;
    const head = (one) => html`<th scope="col"><a href=${router.with({ open: one.record.id })}><code>${one.record.id}</code></a></th>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Two requests"><table class="plain">
      <caption class="visually-hidden">Two requests beside each other</caption>
      <thead><tr><td></td>${head(a)}${head(b)}<th scope="col">Difference</th></tr></thead>
      ${SECTIONS.map(([title, rows]) => html`<tbody><tr><th scope="rowgroup" colspan="4" class="group">${title}</th></tr>${rows.map(([label, value, show]) => this.row(label, value(a), value(b), show))}</tbody>`)}
    </table></div>`;
  }

  row(label, a, b, show) {
    const cell = (value) => html`<td>${value === null || value === undefined || Number.isNaN(value) ? DASH : show(value)}</td>`;
    return html`<tr class=${a === b ? 'alike' : ''}><th scope="row">${label}</th>${cell(a)}${cell(b)}<td>${difference(a, b, show)}</td></tr>`;
  }
}

async function readOne(id) {
  const found = await api.get(`/v1/records/${encodeURIComponent(id)}`);
  // decisions may be gone while records are kept
  const decision = found.decision ? await api.get(found.decision.href).catch(() => null) : null;
  return { ...found, decision };
}

function difference(a, b, show) {
  if ((a ?? '') === (b ?? '')) {
    return html`<span class="muted">alike</span>`;
  }
  if (typeof a !== 'number' || typeof b !== 'number') {
    return 'differs';
  }
  const share = a === 0 ? nothing : html` <span class="muted">(${percent(Math.abs(b - a) / Math.abs(a), 0)})</span>`;
  return html`${b > a ? '▲' : '▼'} ${show(Math.abs(b - a))}${share}`;
}

customElements.define('sb-compare', Compare);
