/** The policy on trial: what it would have decided, and how requests fare that it serves. */
import { html, nothing } from 'lit';
import { change, count, DASH, millis, nanos, percent, time } from '../../core/format.js';
import { router } from '../../core/router.js';
import { mark } from '../../ui/mark.js';
import { notice } from '../../ui/state.js';
import { tile } from '../../ui/tile.js';
import '../../ui/table.js';
import '../../ui/time.js';
import { points } from './model.js';

const STATES = { off: ['none', 'off'], running: ['ok', 'running'], stopped: ['bad', 'stood down'] };

/** @param {{shadow: object, canary: object}} trials */
export function trials({ shadow, canary }) {
  const off = shadow.share === 0 && canary.state === 'off';
  return html`<div class="stack">
    ${off ? notice('info', html`No policy is on trial. <code>[trial]</code> says how another policy differs, <code>[shadow]</code> lets it decide beside the one in force, <code>[canary]</code> lets it serve a share. <a href="/docs">Documentation</a>, <a href="/config">configuration</a>.`) : nothing}
    ${shadowCard(shadow)}${canaryCard(canary)}
  </div>`;
}

function shadowCard(shadow) {
  const { summary } = shadow;
  return html`<section class="card"><header><h2>Shadow</h2>${shadow.share > 0 ? mark('ok', `decides ${percent(shadow.share, 1)} a second time`) : mark('none', 'off')}<code class="small">${shadow.revision}</code></header>
    <div class="body stack">
      <div class="grid tiles">
        ${tile({ label: 'Compared', value: count(summary.decisions), note: shadow.left_out ? `${count(shadow.left_out)} left out` : nothing })}
        ${tile({ label: 'Would move', value: count(summary.moved), note: summary.decisions ? percent(summary.moved / summary.decisions) : nothing })}
        ${tile({ label: 'Nobody would answer', value: count(summary.refused) })}
        ${tile({ label: 'Cost, a request', value: nanos(summary.mean_delta_cost_nanos), note: `${nanos(summary.delta_cost_nanos)} in all` })}
        ${tile({ label: 'Time, a request', value: millisDelta(summary.mean_delta_ms) })}
        ${tile({ label: 'Quality, a request', value: summary.mean_delta_q === undefined ? DASH : `${points(summary.mean_delta_q * 1e9)} pts` })}
      </div>
      ${summary.moves.length ? html`<sb-table name="moves" caption="Most frequent moves" .columns=${MOVES} .rows=${summary.moves} .keyOf=${(row) => `${row.from} ${row.to}`} plain></sb-table>` : nothing}
    </div>
    ${shadow.data.length ? html`<sb-table name="shadows" caption="Comparisons, the newest first" .columns=${COMPARED} .rows=${shadow.data} .keyOf=${(row) => row.decision} .href=${(row) => `/routing?decision=${row.decision}`} tall></sb-table>` : nothing}
  </section>`;
}

function millisDelta(value) {
  return value === undefined ? DASH : `${value < 0 ? '−' : '+'}${millis(Math.abs(value))}`;
}

const signedNanos = (value) => (value > 0 ? '+' : '') + nanos(value);
const FROM_TO = [
  { id: 'from', label: 'In force', value: (row) => row.from, cell: (row) => row.from ?? 'nobody' },
  { id: 'to', label: 'On trial', value: (row) => row.to, cell: (row) => row.to ?? 'nobody' },
];
const MOVES = [
  ...FROM_TO,
  { id: 'n', label: 'Decisions', num: true, value: (row) => row.decisions, cell: (row) => count(row.decisions) },
  { id: 'cost', label: 'Cost', num: true, value: (row) => row.delta_cost_nanos, cell: (row) => signedNanos(row.delta_cost_nanos) },
  { id: 'ms', label: 'Time, mean', num: true, value: (row) => row.mean_delta_ms, cell: (row) => millisDelta(row.mean_delta_ms) },
  { id: 'q', label: 'Quality, points', num: true, value: (row) => row.mean_delta_q, cell: (row) => points((row.mean_delta_q ?? 0) * 1e9) },
];
const COMPARED = [
  { id: 'at', label: 'When', cell: (row) => html`<sb-time .at=${row.at}></sb-time>` },
  ...FROM_TO,
  { id: 'moved', label: 'Moved', cell: (row) => (row.moved ? mark('warn', 'moved') : mark('none', 'same')) },
  { id: 'cost', label: 'Cost', num: true, cell: (row) => signedNanos(row.delta_cost_nanos) },
  { id: 'ms', label: 'Time', num: true, cell: (row) => millisDelta(row.delta_ms) },
  { id: 'q', label: 'Quality, points', num: true, cell: (row) => points((row.delta_q ?? 0) * 1e9) },
  { id: 'project', label: 'Project', cell: (row) => row.project ?? '' },
  { id: 'profile', label: 'Profile', cell: (row) => row.profile ?? '' },
];

function canaryCard(canary) {
  const [kind, text] = STATES[canary.state] ?? ['none', canary.state];
  const rows = [
    ['Requests', (side) => count(side.requests)],
    ['Did not end well', (side) => `${count(side.failed)}${side.requests ? ` (${percent(side.failed / side.requests)})` : ''}`],
    ['Time to the end, p95', (side) => (side.requests ? millis(side.p95_ms) : DASH)],
    ['Mean cost', (side) => nanos(side.mean_cost_nanos ?? (side.priced ? side.cost_nanos / side.priced : null))],
    ['Signals', (side) => count(side.signals)],
    ['Negative signals', (side) => `${count(side.negative_signals)}${side.signals ? ` (${percent(side.negative_signals / side.signals)})` : ''}`],
  ];
  const dearer = change(canary.canary.mean_cost_nanos, canary.rest.mean_cost_nanos);
  return html`<section class="card"><header><h2>Canary</h2>${mark(kind, canary.state === 'running' ? `serves ${percent(canary.share, 1)}` : text)}<code class="small">${canary.revision}</code></header>
    <div class="body stack">
      ${canary.stopped ? notice('bad', html`Stood down by the guard <b>${canary.stopped.guard}</b> at ${time(canary.stopped.at)}: ${canary.stopped.text}`) : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label="Canary against the rest"><table class="plain">
        <caption class="visually-hidden">Canary against the rest</caption>
        <thead><tr><th scope="col">Since the policy is on trial</th><th scope="col" class="num">Canary</th><th scope="col" class="num">The rest</th></tr></thead>
        <tbody>${rows.map(([label, of]) => html`<tr><th scope="row">${label}</th><td class="num">${of(canary.canary)}</td><td class="num">${of(canary.rest)}</td></tr>`)}</tbody>
      </table></div>
      ${dearer === null ? nothing : html`<p class="small muted">A request of the canary costs ${percent(Math.abs(dearer))} ${dearer > 0 ? 'more' : 'less'}.</p>`}
      ${canary.state === 'off' ? nothing : html`<p class="small"><a href=${router.with({ tab: 'live' })}>Its decisions</a> say “canary”.</p>`}
    </div></section>`;
}
