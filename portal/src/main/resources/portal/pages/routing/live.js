/** The newest decisions, to choose one of. */
import { html, nothing } from 'lit';
import { count } from '../../core/format.js';
import { router } from '../../core/router.js';
import { named, pick } from '../../ui/filters.js';
import { icon } from '../../ui/icons.js';
import { result } from '../../ui/mark.js';
import '../../ui/table.js';
import '../../ui/time.js';

/** What decisions can be found by. */
export const FILTERED = ['project', 'source', 'model'];

/**
 * @param {object[]} rows as `/v1/decisions` lists them
 * @param {{current: ?string, more: ?Function, tools: unknown}} options
 */
export function decisions(rows, { current = null, more = null, tools = nothing } = {}) {
  const href = (row) => router.with({ decision: row.id, pin: null, point: null, second: null, compare: null, against: null });
  return html`<section class="card"><header><h2>Decisions</h2></header>
    <sb-table name="decisions" caption="Decisions, the newest first" .columns=${COLUMNS} .rows=${rows} .href=${href} .current=${current} .more=${more} .tools=${tools} tall></sb-table></section>`;
}

const COLUMNS = [
  { id: 'at', label: 'When', cell: (row) => html`<sb-time .at=${row.at}></sb-time>` },
  { id: 'asked', label: 'Asked for', cell: (row) => row.requested },
  { id: 'chosen', label: 'Chosen', cell: (row) => row.plan[0] ?? html`<span class="muted">nobody</span>` },
  { id: 'then', label: 'Then', num: true, cell: (row) => (row.plan.length > 1 ? html`<span title=${row.plan.slice(1).join(', ')}>+${row.plan.length - 1}</span>` : nothing) },
  { id: 'outcome', label: 'Outcome', cell: (row) => (row.outcome ? result(row.outcome.result) : html`<span class="muted">${row.mode === 'live' ? 'under way' : 'dry run'}</span>`) },
  { id: 'attempts', label: 'Attempts', num: true, cell: (row) => row.outcome?.attempts ?? nothing },
  { id: 'profile', label: 'Profile', cell: (row) => row.profile },
  { id: 'project', label: 'Project', cell: (row) => html`<span class="cell"><span class="cut">${named('project', row.project)}</span>${pick('project', row.project)}</span>` },
  { id: 'source', label: 'Source', cell: (row) => named('source', row.source) },
  { id: 'task', label: 'Task', hidden: true, cell: (row) => row.task },
  { id: 'tokens', label: 'Tokens in', num: true, cell: (row) => count(row.input_tokens) },
  { id: 'micros', label: 'µs', num: true, cell: (row) => count(row.micros), title: 'how long deciding took' },
  { id: 'id', label: 'Id', hidden: true, cell: (row) => html`<code>${row.id}</code>` },
];

/** Following, pausing, and how many wait. @param {{paused: boolean, waiting: number, broken: boolean, toggle: Function, take: Function}} page */
export function following({ paused, waiting, broken, toggle, take }) {
  return html`<button class="small" aria-pressed=${!paused} @click=${toggle}>${icon(paused ? 'play' : 'pause')}${paused ? 'Follow' : 'Pause'}</button>
    <span class="small muted" role="status">${paused ? 'paused' : broken ? 'no live stream: read every few seconds' : 'following'}</span>
    ${waiting > 0 ? html`<button class="small" @click=${take}>${icon('up')}${count(waiting)} new</button>` : nothing}`;
}
