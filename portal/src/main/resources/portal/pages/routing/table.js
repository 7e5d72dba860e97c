/** The same as the drawing, as a table: every figure of every layer. */
import { html, nothing } from 'lit';
import { count, DASH, millis, nanos, number } from '../../core/format.js';
import { router } from '../../core/router.js';
import '../../ui/table.js';
import { points, words } from './model.js';
import { losses } from './layers.js';

/** @param {ReturnType<import('./model.js').read>} view @param {string} name under which its columns are remembered */
export function table(view, name) {
  return html`<sb-table .name=${name} caption="The decision, model by model" .columns=${columns(view)} .rows=${view.rows} .keyOf=${(row) => row.model} plain tall></sb-table>`;
}

function columns(view) {
  const pts = (label, of) => ({ id: label, label, num: true, value: of, cell: (row) => (of(row) === null ? DASH : points(of(row))) });
  return [
    { id: 'model', label: 'Model', value: (row) => row.model, cell: (row) => html`<a href=${router.with({ pin: row.model })}>${row.model}</a>` },
    { id: 'place', label: 'Place', num: true, value: (row) => row.position ?? 1e6, cell: (row) => row.position ?? DASH },
    { id: 'fate', label: 'What became of it', wrap: true, value: (row) => fate(row, view), cell: (row) => fate(row, view) },
    { id: 'loss', label: 'Told loss', cell: (row) => (row.fit ? losses(row.fit) : nothing) },
    pts('Policy, points', (row) => row.filter?.term ?? null),
    { id: 'cost', label: 'Cost', num: true, value: (row) => row.cost?.nanos ?? null, cell: (row) => nanos(row.cost?.nanos) + (row.cost?.assumed ? ' (assumed)' : '') },
    { id: 'out', label: 'Tokens out', num: true, value: (row) => row.cost?.output_tokens ?? null, cell: (row) => count(row.cost?.output_tokens) },
    pts('Cost, points', (row) => row.cost?.term ?? null),
    { id: 'ttft', label: 'First token', num: true, value: (row) => row.latency?.ttft_ms ?? null, cell: (row) => millis(row.latency?.ttft_ms) },
    { id: 'time', label: 'To the end', num: true, value: (row) => row.latency?.total_ms ?? null, cell: (row) => millis(row.latency?.total_ms) },
    { id: 'n', label: 'Measured answers', num: true, value: (row) => row.latency?.n ?? null, cell: (row) => count(row.latency?.n) },
    pts('Time, points', (row) => row.latency?.term ?? null),
    { id: 'q', label: 'Quality', num: true, value: (row) => row.quality?.q ?? null, cell: (row) => (row.quality ? `${number(row.quality.q * 100, 4)} ± ${number(row.quality.sd * 100, 2)}` : DASH) },
    { id: 'parts', label: 'Made of', cell: (row) => Object.entries(row.quality?.parts ?? {}).map(([part, value]) => `${part} ${number(value * 100, 4)}`).join(', ') },
    { id: 'signals', label: 'Signals', num: true, value: (row) => row.quality?.n_eff ?? null, cell: (row) => number(row.quality?.n_eff) },
    pts('Quality, points', (row) => row.quality?.term ?? null),
    pts('Utility, points', (row) => row.utility),
    { id: 'propensity', label: 'Chance to be first', num: true, cell: (row) => number(row.entry?.propensity) },
  ];
}

function fate(row, view) {
  if (row.drop) {
    return `dropped by ${row.drop.layer}, ${words(row.drop.reason)}: ${row.drop.text}`;
  }
  return row.position <= view.holds ? `in the plan${view.before || !row.entry.why ? '' : `: ${row.entry.why}`}` : 'passed; the plan is full';
}
