/** What a request was and what came of it, on one look. */
import { html, nothing } from 'lit';
import { count, millis, nanos, number, plural } from '../../core/format.js';
import { router } from '../../core/router.js';
import { facts } from '../../ui/facts.js';
import { FILTERS, named } from '../../ui/filters.js';
import { mark } from '../../ui/mark.js';
import { tagLinks } from './tags.js';

/** A value that leads to all requests that have it. */
function link(name, value) {
  const text = named(name, value);
  return text === '(none)' ? null : html`<a href=${router.with({ [name]: text, open: null, view: null, pair: null }, '/requests')} title="All with this ${FILTERS[name]}">${text}</a>`;
}

export function summary({ record, attempts, losses, findings, trace_id: trace, trace_link: page }) {
  return html`<div class="stack">
    ${told(record)}
    <section class="card"><header><h2>Facts</h2></header><div class="body">${about(record, attempts, traced(trace, page))}</div></section>
    <section class="card"><header><h2>Use</h2></header><div class="body">${use(record)}</div></section>
    ${lost(losses)} ${guarded(findings)} ${headers(record, losses)}
  </div>`;
}

/** What the client was told, in one sentence. */
function told(record) {
  const status = record.status ? `Status ${record.status}` : 'No status';
  const sentence = {
    ok: 'answered at the first try.',
    mitigated: `answered, after something had gone wrong that the client did not see.`,
    failed: 'the client was told of a failure.',
    client_error: 'the client was told that its request was wrong.',
    client_closed: 'the client left before the answer was whole.',
  }[record.result];
  const kind = { ok: 'info', mitigated: 'warn', failed: 'bad' }[record.result] ?? '';
  return html`<div class="notice ${kind} told"><span><strong>${status}:</strong> ${sentence ?? 'still under way.'}</span>
    ${record.error ? html`<blockquote>${record.error}</blockquote>` : nothing}</div>`;
}

/** The trace it belongs to; a link where there is a page that shows it. */
function traced(trace, page) {
  if (!trace) {
    return null;
  }
  return page ? html`<a href=${page} rel="noopener noreferrer"><code>${trace}</code></a>` : html`<code>${trace}</code>`;
}

function about(record, attempts, trace) {
  return facts([
    ['Project', link('project', record.project)], ['Source', link('source', record.source)], ['Key', link('key_label', record.key_label)], ['App', link('app', record.app)],
    ['Asked for', link('requested_model', record.requested_model)], ['Served by', record.served ? html`<a href=${router.with({ provider: record.provider, model: record.model, open: null, view: null, pair: null }, '/requests')}>${record.served}</a>` : mark('none', 'nobody')],
    ['Called itself', record.answered_model !== record.model ? record.answered_model : null],
    ['Endpoint', html`${record.endpoint}${record.stream ? ', streamed' : ''}`], ['Profile', link('profile', record.profile)], ['Task', link('task', record.task)], ['Session', link('session', record.session)], ['Tags', record.tags ? tagLinks(record.tags) : null],
    ['Outcome', record.outcome], ['Error class', link('error_class', record.error_class)],
    ['Attempts', attempts.length > 1 ? html`<a href=${router.with({ view: 'timeline' })}>${attempts.length}</a>` : record.attempts], ['Decision', record.decision_id ? html`<a href="/routing?decision=${record.decision_id}"><code>${record.decision_id}</code></a>` : null],
    ['Trace', trace], ['Node', record.node], ['Record', html`<code>${record.number}</code>`],
  ], 'wide');
}

function use(record) {
  return facts([
    ['First byte', millis(record.first_byte_ms)], ['Total', millis(record.total_ms)], ['Gateway itself', record.gateway_us === null ? null : `${number(record.gateway_us / 1000)} ms`],
    ['Tokens in', count(record.input_tokens)], ['read from cache', count(record.cache_read_tokens)], ['written to cache', count(record.cache_write_tokens)],
    ['Tokens out', html`${count(record.output_tokens)}${record.usage_exact ? '' : ' (estimated)'}`], ['of these thinking', count(record.reasoning_tokens)],
    ['Cost', html`<a href=${router.with({ view: 'cost' })}>${nanos(record.cost_nanos)}</a>${record.cost_exact ? '' : ' (estimated)'}`],
    ['of it wasted', record.wasted_nanos ? nanos(record.wasted_nanos) : null], ['Expected before', nanos(record.estimated_nanos)],
    ['Provider’s count', record.usage_consistent === false ? mark('warn', 'does not add up') : null],
  ], 'wide');
}

function lost(losses) {
  if (losses.length === 0) {
    return nothing;
  }
  return html`<section class="card"><header><h2>Lost in translation</h2><span class="muted small">${plural(losses.length, 'field')}</span></header>
    <div class="body scroll" tabindex="0" role="region" aria-label="Lost in translation"><table class="plain"><caption class="visually-hidden">Lost in translation</caption>
      <thead><tr><th scope="col">Field</th><th scope="col">What became of it</th></tr></thead>
      <tbody>${losses.map((loss) => html`<tr><td><code>${loss.field}</code></td><td>${loss.kind === 'dropped' ? mark('warn', 'dropped: this provider has nothing like it') : mark('info', loss.kind)}</td></tr>`)}</tbody>
    </table></div></section>`;
}

function guarded(findings) {
  if (findings.length === 0) {
    return nothing;
  }
  const kinds = { redact: 'warn', block: 'bad', log: 'info' };
  return html`<section class="card"><header><h2>Found by the guard</h2><span class="muted small">${plural(findings.length, 'finding')}</span></header>
    <div class="body scroll" tabindex="0" role="region" aria-label="Found by the guard"><table class="plain"><caption class="visually-hidden">Found by the guard</caption>
      <thead><tr><th scope="col">What</th><th scope="col">Kind</th><th scope="col">Where</th><th scope="col">Done</th></tr></thead>
      <tbody>${findings.map((one) => html`<tr><td>${one.rule}</td><td>${one.category}</td><td><code>${one.field}</code></td><td>${mark(kinds[one.action] ?? 'info', { redact: 'replaced', block: 'refused', log: 'noted' }[one.action] ?? one.action)}</td></tr>`)}</tbody>
    </table></div></section>`;
}

/** The headers by which the client could have known the same. */
function headers(record, losses) {
  const lossText = losses.slice(0, 10).map((loss) => `${loss.field}:${loss.kind}`).join(',');
  const all = [
    ['x-request-id', record.id], ['x-signalbox-decision', record.decision_id], ['x-signalbox-model', record.served], ['x-signalbox-attempts', record.attempts],
    ['x-signalbox-loss', lossText + (losses.length > 10 ? '+' : '')],
  ].filter(([, value]) => value !== '' && value !== null);
  return html`<details class="card more-facts"><summary>Headers of the answer, as this record makes them out</summary>
    <div class="body">${facts(all.map(([name, value]) => [html`<code>${name}</code>`, html`<code>${value}</code>`]))}</div></details>`;
}
