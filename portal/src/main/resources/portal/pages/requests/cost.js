/** What a request cost, as sums that can be followed: tokens × price, attempt by attempt. */
import { html, nothing } from 'lit';
import { clock, count, day, nanos, percent, usd } from '../../core/format.js';
import { facts } from '../../ui/facts.js';
import { notice } from '../../ui/state.js';

const BUCKETS = { input: 'input', cache_read: 'read from cache', cache_write: 'written to cache', cache_write_hour: 'written to cache for an hour', audio_input: 'audio in', output: 'output', reasoning: 'thinking', audio_output: 'audio out' };
/** Buckets that are counted in another as well, where they have no price of their own. */
const PART_OF = { reasoning: 'output', audio_output: 'output', audio_input: 'input' };

export function cost({ record, attempts, repricings }) {
  return html`<div class="stack">
    ${record.cost_nanos === null ? notice('warn', 'Something of this request has no price, so there is no sum. Prices can be set in the configuration and applied to the past.') : nothing}
    ${attempts.length === 0 ? notice('info', 'No provider was called, so nothing was charged.') : nothing}
    ${attempts.map((attempt) => oneAttempt(attempt))}
    ${sum(record, attempts)}
    ${changed(repricings)}
  </div>`;
}

function oneAttempt(attempt) {
  const used = Object.keys(BUCKETS).filter((name) => attempt.tokens[name] > 0);
  return html`<section class="card"><header><h2>Attempt ${attempt.number}: ${attempt.provider}/${attempt.model}</h2><span class="muted small">${charged(attempt)}</span></header>
    <div class="body stack">
      ${used.length === 0 ? html`<p class="muted">No tokens were charged.</p>` : html`<div class="scroll" tabindex="0" role="region" aria-label="Cost of attempt ${attempt.number}"><table class="plain">
        <caption class="visually-hidden">Cost of attempt ${attempt.number}</caption>
        <thead><tr><th scope="col">Kind</th><th scope="col" class="num">Tokens</th><th scope="col" class="num">× dollars per million</th><th scope="col" class="num">= nano-dollars</th><th scope="col" class="num">Dollars</th></tr></thead>
        <tbody>${used.map((name) => bucket(attempt, name))}
          <tr class="sum"><th scope="row">Sum</th><td></td><td></td><td class="num">${count(attempt.cost_nanos)}</td><td class="num">${nanos(attempt.cost_nanos)}</td></tr></tbody>
      </table></div>`}
      ${attempt.price ? source(attempt) : used.length ? html`<p class="muted">No price is known for this deployment.</p>` : nothing}
    </div></section>`;
}

function charged({ charge }) {
  return { none: 'not charged', reported: 'tokens as the provider reported them', estimated: 'tokens estimated: the provider reported none' }[charge] ?? charge;
}

function bucket({ tokens, price, cost_parts_nanos: parts }, name) {
  const rate = price?.[`${name}_nanos`];
  const inside = parts[name] === null && PART_OF[name];
  return html`<tr><th scope="row">${BUCKETS[name]}</th><td class="num">${count(tokens[name])}</td>
    ${inside
      ? html`<td class="num muted" colspan="3">at the rate of ${PART_OF[name]}, counted there</td>`
      : html`<td class="num">${rate === null || rate === undefined ? '–' : usd(rate / 1e9)}</td><td class="num">${count(parts[name])}</td><td class="num">${nanos(parts[name])}</td>`}</tr>`;
}

function source({ price, priced_as: as, service_tier: tier }) {
  return facts([
    ['Priced as', as], ['Tier', tier && tier !== price.tier ? `${price.tier} (served as ${tier})` : price.tier],
    ['Holds above', price.above_input_tokens ? `${count(price.above_input_tokens)} tokens in` : null], ['Holds from', price.holds_from ? day(price.holds_from) : null], ['Hours', price.window],
    ['Source', price.source], ['As of', price.as_of ? day(price.as_of) : null], ['Confidence', price.confidence],
  ], 'wide');
}

function sum(record, attempts) {
  const off = record.cost_nanos === null || !record.estimated_nanos ? null : (record.cost_nanos - record.estimated_nanos) / record.estimated_nanos;
  return html`<section class="card"><header><h2>In all</h2></header><div class="body">${facts([
    ['Cost', html`${attempts.length > 1 ? html`<span class="muted">${attempts.map((each) => count(each.cost_nanos)).join(' + ')} = </span>` : nothing}${record.cost_nanos === null ? '–' : html`${count(record.cost_nanos)} nano-dollars = <strong>${nanos(record.cost_nanos)}</strong>`}`],
    ['Exact', record.cost_exact ? 'yes: reported tokens at known prices' : 'no: tokens or prices are partly estimated or missing'],
    ['Wasted', record.wasted_nanos ? `${nanos(record.wasted_nanos)} for attempts that did not give the answer` : 'nothing'],
    ['Expected', html`${nanos(record.estimated_nanos)}${off === null ? nothing : html` <span class="muted">(it came to ${percent(Math.abs(off), 0)} ${off < 0 ? 'less' : 'more'})</span>`}`],
  ])}</div></section>`;
}

function changed(repricings) {
  if (repricings.length === 0) {
    return nothing;
  }
  return html`<section class="card"><header><h2>Priced again</h2></header>
    <div class="body scroll" tabindex="0" role="region" aria-label="Priced again"><table class="plain"><caption class="visually-hidden">Priced again</caption>
      <thead><tr><th scope="col">When</th><th scope="col">By</th><th scope="col">Attempt</th><th scope="col" class="num">Before</th><th scope="col" class="num">After</th></tr></thead>
      <tbody>${repricings.map((each) => html`<tr><td>${clock(each.at)}</td><td>${each.actor || '–'}</td><td>${each.attempt}</td><td class="num">${nanos(each.before_nanos)}</td><td class="num">${nanos(each.after_nanos)}</td></tr>`)}</tbody>
    </table></div></section>`;
}
