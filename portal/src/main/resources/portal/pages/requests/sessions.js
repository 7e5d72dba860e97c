/** The requests of a filter put together by session. */
import { html } from 'lit';
import { address, api } from '../../core/api.js';
import { rangeOf } from '../../core/range.js';
import { router } from '../../core/router.js';
import { clock, count, nanos, percent, span } from '../../core/format.js';
import { filterQuery } from '../../ui/filters.js';
import { mark } from '../../ui/mark.js';
import '../../ui/table.js';

const NAMES_AT_ONCE = 2;

/** All filters but the one on sessions. */
const asked = (query) => ({ ...rangeOf(query), ...filterQuery(query), session: null });

export async function readSessions(query, signal, after = null) {
  const page = await api.get('/v1/sessions', { ...asked(query), limit: 100, after }, signal);
  return { sessions: page.data, next: page.next ?? null };
}

const COLUMNS = [
  { id: 'session', label: 'Session', cell: (row) => row.session },
  { id: 'last_at', label: 'Last request', value: (row) => row.last_at, cell: (row) => clock(row.last_at) },
  { id: 'lasted', label: 'Lasted', num: true, value: lasted, cell: (row) => span(lasted(row)) },
  { id: 'requests', label: 'Requests', num: true, value: (row) => row.requests, cell: (row) => html`${count(row.requests)}${row.truncated ? '+' : ''}` },
  { id: 'errors', label: 'Errors', num: true, value: (row) => row.errors, cell: (row) => (row.errors ? mark('bad', `${count(row.errors)} (${percent(row.errors / row.requests, 0)})`) : '0') },
  { id: 'cost', label: 'Cost', num: true, value: (row) => row.cost_nanos, cell: (row) => nanos(row.cost_nanos) },
  { id: 'models', label: 'Models', cell: (row) => names(row.models) },
  { id: 'projects', label: 'Projects', cell: (row) => names(row.projects) },
];

function lasted(row) {
  return new Date(row.last_at) - new Date(row.first_at);
}

function names(list) {
  const all = list ?? [];
  return html`<span title=${all.join(', ')}>${all.slice(0, NAMES_AT_ONCE).join(', ')}${all.length > NAMES_AT_ONCE ? ` and ${all.length - NAMES_AT_ONCE} more` : ''}</span>`;
}

/** @param {{sessions: object[], next: ?string}} data @param {function(): Promise<void>} more */
export function sessionTable(data, more) {
  return html`<div class="card"><sb-table name="sessions" caption="Sessions" .columns=${COLUMNS} .rows=${data.sessions} .keyOf=${(row) => row.session} .more=${data.next ? more : null}
    .href=${(row) => router.with({ session: row.session, tab: null, 'sessions.sort': null })} .csv=${address('/v1/sessions', { ...asked(router.query), limit: 200 })}></sb-table></div>`;
}
