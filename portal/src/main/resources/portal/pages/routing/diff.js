/** Two decisions beside each other: plans, layers, and model by model what is another. */
import { html, nothing } from 'lit';
import { count, nanos } from '../../core/format.js';
import { router } from '../../core/router.js';
import '../../ui/table.js';
import '../../ui/time.js';
import { points, words } from './model.js';

/**
 * @param {{title: unknown, view: ReturnType<import('./model.js').read>}} a
 * @param {{title: unknown, view: ReturnType<import('./model.js').read>}} b
 */
export function diff(a, b) {
  const rows = merged(a.view, b.view);
  const changed = rows.filter((row) => row.changed);
  return html`<section class="card"><header><h2>Difference</h2><span class="small muted">${verdict(a.view, b.view, changed)}</span></header>
    <div class="body stack">
      <div class="grid two">${side('A', a, b.view)}${side('B', b, a.view)}</div>
      ${revisions(a.view.record, b.view.record)}
      ${questions(a.view.record.question, b.view.record.question)}
    </div>
    <sb-table name="diff" caption="Model by model, those that differ" .columns=${COLUMNS} .rows=${changed.length ? changed : rows.slice(0, 20)} .keyOf=${(row) => row.model} plain></sb-table>
  </section>`;
}

function verdict(a, b, changed) {
  const first = (view) => view.passed[0]?.model ?? 'nobody';
  const choice = first(a) === first(b) ? `the same choice: ${first(a)}` : `${first(a)} → ${first(b)}`;
  return changed.length === 0 ? 'the same in every figure' : `${choice}; ${count(changed.length)} models differ`;
}

function side(letter, { title, view }, other) {
  const places = new Map(other.passed.map((row) => [row.model, row.position]));
  return html`<div class="side-by-side"><h3><span class="tag accent">${letter}</span> ${title}</h3>
    <p class="small muted">${view.layers.map((layer) => `${layer.layer} ${layer.in} → ${layer.out}`).join(' · ')}</p>
    <ol class="plan-list">${view.passed.slice(0, view.holds).map((row) => html`<li><span class="num">${row.position}.</span> <a href=${router.with({ pin: row.model })}>${row.model}</a> <span class="muted nowrap">${points(row.utility, false)}</span> ${moved(row, places)}</li>`)}</ol>
    ${view.passed.length === 0 ? html`<p class="muted">Nobody may answer.</p>` : nothing}</div>`;
}

function moved(row, places) {
  const there = places.get(row.model);
  return there === row.position ? nothing : html`<span class="tag ${there === undefined ? 'warn' : ''}">${there === undefined ? 'dropped there' : `${there}. there`}</span>`;
}

function revisions(a, b) {
  const changed = Object.keys(a.revisions).filter((part) => a.revisions[part] !== b.revisions[part]);
  return changed.length ? html`<p class="small">Decided on other ${changed.map((part, i) => html`${i ? ', ' : ''}${part} (<code>${a.revisions[part]}</code> → <code>${b.revisions[part]}</code>)`)}.</p>` : html`<p class="small muted">Both decided on the same configuration, catalog, prices, quality and health.</p>`;
}

function questions(a, b) {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !['at', 'seed'].includes(name) && JSON.stringify(a[name]) !== JSON.stringify(b[name]));
  const text = (value) => (value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value));
  return names.length ? html`<p class="small">Asked otherwise: ${names.map((name, i) => html`${i ? '; ' : ''}${words(name)} <code>${text(a[name])}</code> → <code>${text(b[name])}</code>`)}.</p>` : nothing;
}

function merged(a, b) {
  const rows = new Map();
  for (const [name, view] of [['a', a], ['b', b]]) {
    view.rows.forEach((row) => rows.set(row.model, { ...(rows.get(row.model) ?? { model: row.model }), [name]: row }));
  }
  return [...rows.values()]
    .map((row) => ({ ...row, changed: fingerprint(row.a) !== fingerprint(row.b) }))
    .sort((x, y) => Math.min(x.a?.position ?? 1e6, x.b?.position ?? 1e6) - Math.min(y.a?.position ?? 1e6, y.b?.position ?? 1e6));
}

function fingerprint(row) {
  return row ? JSON.stringify([row.drop && [row.drop.layer, row.drop.reason, row.drop.text], row.drop ? null : row.position, row.filter?.term, row.cost?.term, row.latency?.term, row.quality?.term, row.fit?.fields]) : '';
}

const place = (row) => (!row ? 'no candidate' : row.drop ? `dropped by ${row.drop.layer}: ${row.drop.text}` : `${row.position}. with ${points(row.utility, false)}`);
const change = (name) => (row) => {
  const [before, after] = [row.a?.[name]?.term, row.b?.[name]?.term];
  return before === undefined || after === undefined || row.a?.drop || row.b?.drop ? null : after - before;
};
const delta = (id, label) => ({ id, label, num: true, value: change(id), cell: (row) => (change(id)(row) === null ? '–' : points(change(id)(row))) });
const COLUMNS = [
  { id: 'model', label: 'Model', value: (row) => row.model, cell: (row) => html`<a href=${router.with({ pin: row.model })}>${row.model}</a>` },
  { id: 'a', label: 'A', wrap: true, cell: (row) => place(row.a) },
  { id: 'b', label: 'B', wrap: true, cell: (row) => place(row.b) },
  { id: 'utility', label: 'Utility, points', num: true, value: (row) => total(row), cell: (row) => points(total(row)) },
  delta('cost', 'Cost'),
  delta('latency', 'Time'),
  delta('quality', 'Quality'),
  delta('filter', 'Policy'),
  { id: 'nanos', label: 'Cost, B', num: true, cell: (row) => nanos(row.b?.cost?.nanos) },
];

function total(row) {
  return row.a?.utility === null || row.b?.utility === null || !row.a || !row.b ? null : row.b.utility - row.a.utility;
}

/** What a replay found, in a sentence. */
export function replayed(replay) {
  if (replay.equal) {
    return html`<div class="notice info"><span>Replayed against what ${replay.against === 'stored' ? 'was known then' : 'is known now'}: the same decision, figure by figure.</span></div>`;
  }
  const parts = Object.keys(replay.changed_revisions ?? {});
  return html`<div class="notice warn"><span>Replayed against what ${replay.against === 'stored' ? 'was known then' : 'is known now'}: it comes out otherwise.
    ${parts.length ? `Another ${parts.join(', ')}.` : ''} ${count(replay.newly_dropped?.length ?? 0)} newly dropped, ${count(replay.newly_kept?.length ?? 0)} newly kept, ${count(replay.utilities?.length ?? 0)} with another utility.${replay.differences?.length ? ` Differs in: ${replay.differences.map((each) => each.path ?? each.field ?? JSON.stringify(each)).slice(0, 5).join('; ')}.` : ''}</span></div>`;
}
