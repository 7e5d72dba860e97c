/** Why this model: the decision of a request, short. The whole picture is on the page of routing. */
import { LitElement, html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { number, plural } from '../../core/format.js';
import { signed } from '../../ui/bars.js';
import { mark } from '../../ui/mark.js';
import { empty, failed, forbidden, skeleton } from '../../ui/state.js';

const LAYERS = { filter: 'Filter', capability: 'Capability', cost: 'Cost', latency: 'Latency', quality: 'Quality' };
const DROPPED_AT_ONCE = 30;

/** Billionths of utility as points. */
const points = (value) => `${value < 0 ? '−' : '+'}${number(Math.abs(value) / 1e7)}`;

class DecisionView extends LitElement {
  static properties = { decision: { type: String }, served: { type: String }, found: { state: true }, problem: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.decision = null;
    this.found = null;
    this.problem = null;
    this.asked = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.onMove = () => this.requestUpdate();
    router.addEventListener('change', this.onMove);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    router.removeEventListener('change', this.onMove);
  }

  willUpdate() {
    const wanted = this.decision === null ? null : `${this.decision} ${router.get('why', '')}`;
    if (wanted !== this.asked) {
      this.asked = wanted;
      if (wanted) {
        this.read(wanted);
      }
    }
  }

  async read(wanted) {
    try {
      const found = await api.get(`/v1/decisions/${encodeURIComponent(this.decision)}`, { why_not: router.get('why') });
      if (wanted === this.asked) {
        this.found = found;
        this.problem = null;
      }
    } catch (error) {
      if (wanted === this.asked) {
        this.problem = error;
      }
    }
  }

  render() {
    if (this.decision === null) {
      return empty('Nothing was decided', 'The request ended before it was routed, or it was of a kind that has only one place to go.');
    }
    if (this.problem) {
      return this.problem.status === 404 ? empty('The decision is kept no more', 'Decisions are kept for analytics.retention_hours.') : this.problem.forbidden ? forbidden(this.problem) : failed(this.problem, () => this.read(this.asked));
    }
    if (this.found === null) {
      return skeleton();
    }
    return html`<div class="stack">${this.plan()} ${this.layers()} ${this.whyNot()}
      <div class="row"><a class="button primary" href="/routing?decision=${encodeURIComponent(this.decision)}">See it layer by layer</a><span class="muted small">Decided in ${number(this.found.micros)} µs, profile <code>${this.found.question.profile}</code></span></div></div>`;
  }

  /** What each layer gave to a model. */
  terms(model) {
    return this.found.layers.map((layer) => [layer.layer, (layer.scored ?? []).find((each) => each.model === model)]).filter(([, scored]) => scored?.term !== undefined);
  }

  plan() {
    const [winner, ...others] = this.found.plan;
    if (!winner) {
      return html`<p class="notice bad">Nobody could answer this: every candidate was dropped.</p>`;
    }
    const second = this.found.runner_up;
    return html`<section class="card"><header><h2>${winner.model}</h2><span class="muted small">${winner.why}</span></header><div class="body stack">
      ${this.arithmetic(winner)}
      ${second ? html`<p>Second: <strong>${second.model}</strong>, ${number(second.gap / 1e7)} points behind. It ${second.text}.</p>` : html`<p class="muted">There was no second to compare with.</p>`}
      ${this.found.exploration ? html`<p class="notice info">Chance took part: ${this.found.exploration.drawn ? html`it drew <strong>${this.found.exploration.drawn}</strong>` : 'it left the best in place'}, to learn of models that are asked seldom.</p>` : nothing}
      ${others.length ? html`<p class="small">Then, if it failed: ${others.map((each, i) => html`${i ? ' → ' : nothing}<span title=${each.why}>${each.model}</span>`)}</p>` : nothing}
      ${this.served && this.served !== winner.model ? html`<p>${mark('warn', 'failed over')}: answered by <strong>${this.served}</strong> in the end, <a href=${router.with({ view: 'timeline' })}>what happened</a></p>` : nothing}
    </div></section>`;
  }

  arithmetic(winner) {
    const terms = this.terms(winner.model);
    if (terms.length === 0) {
      return nothing;
    }
    const most = Math.max(1, ...terms.map(([, scored]) => Math.abs(scored.term)));
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Points of ${winner.model}"><table class="plain points"><caption class="visually-hidden">Points of ${winner.model}</caption>
      <tbody>${terms.map(([layer, scored]) => html`<tr><th scope="row">${LAYERS[layer] ?? layer}</th><td>${signed(scored.term / most, `${points(scored.term)} points`)}</td><td class="num">${points(scored.term)}</td></tr>`)}
        <tr class="sum"><th scope="row">Utility</th><td></td><td class="num">${number(winner.utility / 1e7, 6)} points</td></tr></tbody>
    </table></div>`;
  }

  layers() {
    return html`<section class="card"><header><h2>Layers</h2></header><div class="body scroll" tabindex="0" role="region" aria-label="Layers"><table class="plain">
      <caption class="visually-hidden">Layers</caption>
      <thead><tr><th scope="col">Layer</th><th scope="col" class="num">In → out</th><th scope="col">Dropped</th></tr></thead>
      <tbody>${this.found.layers.map((layer) => html`<tr><th scope="row">${LAYERS[layer.layer] ?? layer.layer}</th><td class="num">${layer.in} → ${layer.out}</td><td class="wrap">${this.dropped(layer)}</td></tr>`)}</tbody>
    </table></div></section>`;
  }

  dropped({ dropped }) {
    if (dropped.length === 0) {
      return html`<span class="muted">nobody</span>`;
    }
    return html`<details><summary>${plural(dropped.length, 'model')}: ${[...new Set(dropped.map((each) => each.reason.replaceAll('_', ' ')))].join(', ')}</summary>
      <ul class="reasons">${dropped.slice(0, DROPPED_AT_ONCE).map((each) => html`<li><strong>${each.model}</strong> ${each.text}</li>`)}${dropped.length > DROPPED_AT_ONCE ? html`<li class="muted">and ${dropped.length - DROPPED_AT_ONCE} more</li>` : nothing}</ul></details>`;
  }

  whyNot() {
    const winner = this.found.plan[0]?.model;
    const all = new Set([...this.found.plan, ...(this.found.unplanned ?? []), ...this.found.layers.flatMap((layer) => [...layer.dropped, ...(layer.scored ?? [])])].map((each) => each.model));
    all.delete(winner);
    const chosen = router.get('why', '');
    const answer = (this.found.why_not ?? []).find((each) => each.model === chosen);
    return html`<section class="card"><header><h2>Why not …</h2></header><div class="body stack">
      <label class="field">Another model<select @change=${(event) => router.set({ why: event.target.value }, { replace: true })}>
        <option value="">choose one</option>${[...all].sort().map((model) => html`<option value=${model} ?selected=${model === chosen}>${model}</option>`)}
      </select></label>
      <p role="status">${chosen ? (answer ? html`<strong>${chosen}</strong>: ${answer.text}` : 'Reading …') : nothing}</p>
    </div></section>`;
  }
}

customElements.define('sb-decision', DecisionView);
