/** The columns of the list of requests. */
import { html, nothing } from 'lit';
import { ago, clock, count, millis, nanos, DASH } from '../../core/format.js';
import { result } from '../../ui/mark.js';
import { tagLinks } from './tags.js';

const quiet = (value) => (value === '' || value === null || value === undefined ? html`<span class="muted">${DASH}</span>` : value);

/** Requested and served; one name where they are the same. The provider stands in a column of its own. */
function models(row) {
  const asked = row.requested_model || DASH;
  if (!row.served) {
    return html`${asked} <span class="muted">→ nobody</span>`;
  }
  const same = row.requested_model === row.served || row.requested_model === row.model;
  return html`<span title="${asked} → ${row.served}">${same ? nothing : html`<span class="muted">${asked} →</span> `}${row.model}</span>`;
}

const tokens = (row) => row.input_tokens + row.cache_read_tokens + row.cache_write_tokens;

/** @param {{chosen: string[], choose: function(string): void}} pair what is chosen to be compared */
export function columns({ chosen, choose }) {
  return [
    { id: 'time', label: 'Time', cell: (row) => html`<time datetime=${row.at} title=${ago(row.at)}>${clock(row.at)}</time>` },
    { id: 'pair', label: 'Pair', title: 'Choose two to compare them', cell: (row) => html`<input type="checkbox" aria-label="Compare ${row.id}" .checked=${chosen.includes(row.id)} ?disabled=${chosen.length >= 2 && !chosen.includes(row.id)} @change=${() => choose(row.id)}>` },
    { id: 'result', label: 'Result', filter: 'result', cell: (row) => result(row.result) },
    { id: 'project', label: 'Project', filter: 'project', cell: (row) => quiet(row.project) },
    { id: 'model', label: 'Requested → served', filter: 'model', cell: models },
    { id: 'status', label: 'Status', filter: 'status', cell: (row) => quiet(row.status) },
    { id: 'total_ms', label: 'Total', num: true, sort: 'total_ms', oneWay: true, cell: (row) => millis(row.total_ms) },
    { id: 'cost', label: 'Cost', num: true, sort: 'cost', oneWay: true, cell: (row) => html`${nanos(row.cost_nanos)}${row.cost_nanos !== null && !row.cost_exact ? html`<span class="muted" title="Estimated"> ≈</span>` : nothing}` },
    { id: 'first_byte_ms', label: 'First byte', num: true, sort: 'first_byte_ms', oneWay: true, cell: (row) => millis(row.first_byte_ms) },
    { id: 'attempts', label: 'Attempts', num: true, cell: (row) => (row.attempts > 1 ? html`<strong>${row.attempts}</strong>` : row.attempts) },
    { id: 'tokens', label: 'Tokens in', num: true, sort: 'tokens', oneWay: true, title: 'Sorted by all tokens, in and out', cell: (row) => count(tokens(row)) },
    { id: 'output_tokens', label: 'out', num: true, cell: (row) => count(row.output_tokens) },
    { id: 'error_class', label: 'Error class', filter: 'error_class', cell: (row) => quiet(row.error_class) },
    { id: 'provider', label: 'Provider', filter: 'provider', cell: (row) => quiet(row.provider) },
    { id: 'source', label: 'Source', filter: 'source', cell: (row) => quiet(row.source) },
    { id: 'session', label: 'Session', filter: 'session', cell: (row) => quiet(row.session) },
    { id: 'tags', label: 'Tags', hidden: true, cell: (row) => tagLinks(row.tags) },
    { id: 'key_label', label: 'Key', filter: 'key_label', hidden: true, cell: (row) => quiet(row.key_label) },
    { id: 'profile', label: 'Profile', filter: 'profile', hidden: true, cell: (row) => quiet(row.profile) },
    { id: 'task', label: 'Task', filter: 'task', hidden: true, cell: (row) => quiet(row.task) },
    { id: 'cached', label: 'Read from cache', num: true, hidden: true, cell: (row) => count(row.cache_read_tokens) },
    { id: 'reasoning', label: 'Reasoning', num: true, hidden: true, title: 'Tokens of the answer that were spent on thinking', cell: (row) => count(row.reasoning_tokens) },
    { id: 'stream', label: 'Stream', hidden: true, cell: (row) => (row.stream ? 'yes' : 'no') },
    { id: 'losses', label: 'Losses', num: true, hidden: true, title: 'Fields that a translation dropped or adapted', cell: (row) => count(row.losses) },
    { id: 'endpoint', label: 'Endpoint', filter: 'endpoint', hidden: true, cell: (row) => quiet(row.endpoint) },
    { id: 'app', label: 'App', filter: 'app', hidden: true, cell: (row) => quiet(row.app) },
    { id: 'id', label: 'Request id', hidden: true, cell: (row) => html`<code>${row.id}</code>` },
  ];
}
