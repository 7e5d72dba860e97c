/** What a proposed change would have done to recorded requests, as `POST /v1/plan` tells. */
import { html, nothing } from 'lit';
import { count, millis, nanos, number, percent } from '../core/format.js';
import { mark } from './mark.js';
import { tile } from './tile.js';

/** @param {object} plan the answer of `/v1/plan` */
export function planned(plan) {
  if (plan.requests === 0) {
    return html`<p class="notice info">There are no recorded requests that it could be tried on.</p>`;
  }
  return html`<div class="stack">
    <div class="grid tiles">
      ${tile({ label: 'Requests moved', value: percent(plan.moved.share), note: `${count(plan.moved.requests)} of ${count(plan.requests)}` })}
      ${tile({ label: 'Cost', value: signed(plan.cost.delta_nanos, nanos), note: `90 %: ${signed(plan.cost.low_nanos, nanos)} to ${signed(plan.cost.high_nanos, nanos)}` })}
      ${tile({ label: 'Time a request', value: signed(plan.latency.delta_ms, millis), note: `90 %: ${signed(plan.latency.low_ms, millis)} to ${signed(plan.latency.high_ms, millis)}` })}
      ${tile({ label: 'Quality', value: `${signed(plan.quality.value, (value) => number(value * 100))} points`, note: `90 %: ${signed(plan.quality.low, (value) => number(value * 100))} to ${signed(plan.quality.high, (value) => number(value * 100))}` })}
      ${tile({ label: 'Assertions', value: plan.assertions.broken.length ? mark('bad', `${count(plan.assertions.broken.length)} broken`) : mark('ok', `${count(plan.assertions.checked)} hold`), note: nothing })}
    </div>
    ${plan.quality.checked ? nothing : html`<p class="hint">Quality is what the router itself expects: ${plan.quality.refusal?.text ?? 'no signal checks it'}.</p>`}
    ${plan.assertions.broken.map((each) => html`<p class="notice bad">${each.name}: ${each.explanation}</p>`)}
    ${refusals(plan.refusals)}
    ${plan.moved.by.length ? moves(plan.moved) : nothing}
    ${plan.samples.length ? html`<p class="small">For instance ${plan.samples.slice(0, 5).map((each, i) => html`${i ? ', ' : ''}<a href="/routing?decision=${each.decision}">${each.from.model} → ${each.to.model}</a>`)}.</p>` : nothing}
    ${plan.notes.map((each) => html`<p class="hint">${each}</p>`)}
  </div>`;
}

function signed(value, format) {
  if (value === null || value === undefined) {
    return '–';
  }
  return value > 0 ? `+${format(value)}` : value < 0 ? `−${format(-value)}` : format(0);
}

function refusals({ new: more, gone }) {
  return html`${more.requests ? html`<p class="notice warn">${count(more.requests)} requests would be refused that are answered now: ${reasons(more)}.</p>` : nothing}
    ${gone.requests ? html`<p class="notice info">${count(gone.requests)} requests would be answered that are refused now.</p>` : nothing}`;
}

function reasons({ by_reason: by }) {
  return Object.entries(by).map(([reason, n]) => `${reason.replaceAll('_', ' ')} ${count(n)}`).join(', ');
}

function moves(moved) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Where requests would go"><table class="plain">
    <caption class="visually-hidden">Where requests would go</caption>
    <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col" class="num">Requests</th><th scope="col" class="num">Share</th></tr></thead>
    <tbody>${moved.by.map((each) => html`<tr><td>${each.from || 'nobody'}</td><td>${each.to || 'nobody'}</td><td class="num">${count(each.requests)}</td><td class="num">${percent(each.share)}</td></tr>`)}</tbody>
  </table></div>`;
}
