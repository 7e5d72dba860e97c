/** When what happened: the request, what came before its first call, and each attempt at a provider. */
import { html, svg, nothing } from 'lit';
import { millis, number, clock } from '../../core/format.js';
import { mark } from '../../ui/mark.js';

const at = (text) => new Date(text).getTime();

const PHASES = { waiting: 'nothing sent yet', connect: 'connecting', head: 'awaiting the head', first_token: 'awaiting the first piece', body: 'in the answer' };

/** How an attempt ended, in a mark. */
function ended(attempt) {
  if (!attempt.fault && /^answered|^ok/.test(attempt.outcome)) {
    return mark('ok', 'answered');
  }
  return attempt.fault ? mark('bad', attempt.fault.replaceAll('_', ' ')) : mark('none', (attempt.outcome || 'given up').replaceAll('_', ' '));
}

/** Rows of the drawing: `{label, note, parts: [{from, to, color, title}]}` in milliseconds since the request came. */
function rowsOf({ record, attempts }) {
  const start = at(record.at);
  const rows = [{ label: 'Request', note: millis(record.total_ms), parts: whole(record) }];
  let before = 0;
  for (const attempt of attempts) {
    const from = Math.max(0, at(attempt.at) - start);
    if (!attempt.hedge && from > before) {
      const first = before === 0 && attempt === attempts[0];
      rows.push({ label: first ? 'Reading, guard, routing' : 'Between attempts', note: millis(from - before), parts: [{ from: before, to: from, color: 'muted', title: first ? 'read, checked, routed and translated' : 'waited and turned to the next' }] });
    }
    rows.push({ label: `${attempt.number}. ${attempt.provider}/${attempt.model}`, note: millis(attempt.total_ms), hedge: attempt.hedge, attempt, parts: partsOf(attempt, from) });
    before = Math.max(before, from + attempt.total_ms);
  }
  if (attempts.length > 0 && record.total_ms > before) {
    rows.push({ label: 'Translating, end', note: millis(record.total_ms - before), parts: [{ from: before, to: record.total_ms, color: 'muted', title: 'translated, told, closed' }] });
  }
  return rows;
}

function whole({ first_byte_ms: first, total_ms: total }) {
  return first === null ? [{ from: 0, to: total, color: 'c1', title: 'no byte was sent before the end' }] : [{ from: 0, to: first, color: 'c2', title: `first byte to the client after ${millis(first)}` }, { from: first, to: total, color: 'c1', title: `answer sent for ${millis(total - first)}` }];
}

function partsOf(attempt, from) {
  const end = from + attempt.total_ms;
  const name = ` (${PHASES[attempt.phase] ?? attempt.phase})`;
  if (attempt.first_token_ms === null) {
    return [...connecting(attempt, from), { from: from + (attempt.connect_ms ?? 0), to: end, color: attempt.fault ? 'bad' : 'muted', title: `${millis(attempt.total_ms)} without a piece of an answer${name}` }];
  }
  const first = from + attempt.first_token_ms;
  return [...connecting(attempt, from), { from: from + (attempt.connect_ms ?? 0), to: first, color: 'c2', title: `first piece after ${millis(attempt.first_token_ms)}` }, { from: first, to: end, color: attempt.fault ? 'bad' : 'c1', title: `${attempt.fault ? `broke${name} after` : 'streamed for'} ${millis(end - first)}` }];
}

/** The time until there was a connection; nothing where one was kept, or where none ever stood. */
function connecting(attempt, from) {
  return attempt.connect_ms > 0 ? [{ from, to: from + attempt.connect_ms, color: 'c3', title: `connected after ${millis(attempt.connect_ms)}` }] : [];
}

/** @param {object} found an answer of `/v1/records/{id}` */
export function timeline(found) {
  const { record, attempts } = found;
  const rows = rowsOf(found);
  const most = Math.max(1, record.total_ms, ...rows.flatMap((row) => row.parts.map((part) => part.to)));
  return html`<div class="stack">
    <section class="card"><header><h2>Timeline</h2><span class="muted small">${millis(record.total_ms)} in all</span></header>
      <div class="body waterfall" role="group" aria-label="Timeline">
        ${axis(most)} ${rows.map((row) => drawRow(row, most))}
        <p class="legend">${[['c3', 'connecting'], ['c2', 'until the first piece'], ['c1', 'answer'], ['bad', 'failed'], ['muted', 'the gateway']].map(([color, text]) => html`<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="f-${color}" width="10" height="10" rx="2"/></svg>${text}</span>`)}</p>
      </div></section>
    ${table(found)}
    <p class="muted small">The gateway’s own work took ${record.gateway_us === null ? 'an unknown time' : `${number(record.gateway_us / 1000)} ms`} in all: reading, access, guard, routing, translating. Its single steps are in the header <code>server-timing</code> of the answer and are not kept. A connection that was kept from before takes no time.</p>
  </div>`;
}

function axis(most) {
  return html`<div class="water-row scale" aria-hidden="true"><span></span><div>${[0, 0.25, 0.5, 0.75, 1].map((share) => html`<span>${share === 0 ? '0' : millis(share * most)}</span>`)}</div><span></span></div>`;
}

function drawRow(row, most) {
  const share = (value) => (value / most) * 100;
  const said = row.parts.map((part) => part.title).join(', ');
  return html`<div class="water-row">
    <span class="cut" title=${row.label}>${row.label}${row.hedge ? html` <span class="tag" title="Sent beside another that was slow">hedge</span>` : nothing}</span>
    <svg viewBox="0 0 100 14" preserveAspectRatio="none" role="img" aria-label="${row.label}: ${said}">
      ${[25, 50, 75].map((x) => svg`<line class="gridline" x1=${x} x2=${x} y1="0" y2="14"/>`)}
      ${row.parts.map((part) => svg`<rect class="f-${part.color}" x=${share(part.from)} width=${Math.max(0.4, share(part.to - part.from))} y="2" height="10"><title>${part.title}</title></rect>`)}
    </svg>
    <span class="num">${row.note}</span>
  </div>`;
}

function table({ record, attempts }) {
  if (attempts.length === 0) {
    return html`<p class="notice">No provider was called: ${record.error || 'the request ended before it'}.</p>`;
  }
  const start = at(record.at);
  return html`<section class="card"><header><h2>Attempts</h2></header>
    <div class="body scroll" tabindex="0" role="region" aria-label="Attempts"><table class="plain">
      <caption class="visually-hidden">Attempts</caption>
      <thead><tr><th scope="col">#</th><th scope="col">Deployment</th><th scope="col">Ended</th><th scope="col" class="num">Began</th><th scope="col" class="num">Connected</th><th scope="col" class="num">First piece</th><th scope="col" class="num">Total</th><th scope="col">Came to</th><th scope="col" class="num" title="How long the provider asked to wait">Wait</th><th scope="col">Charged</th></tr></thead>
      <tbody>${attempts.map((each) => html`<tr>
        <td>${each.number}</td><td>${each.provider}/${each.model}${each.key_label ? html` <span class="muted">key ${each.key_label}</span>` : nothing}</td>
        <td>${ended(each)}${each.status ? html` <span class="muted" title="Status of the answer">${each.status}</span>` : nothing}</td><td class="num" title=${clock(each.at)}>+${millis(at(each.at) - start)}</td><td class="num">${millis(each.connect_ms)}</td><td class="num">${millis(each.first_token_ms)}</td><td class="num">${millis(each.total_ms)}</td>
        <td>${PHASES[each.phase] ?? each.phase}</td><td class="num">${millis(each.retry_after_ms)}</td><td>${{ none: 'nothing', reported: 'reported', estimated: 'estimated' }[each.charge] ?? each.charge}</td>
      </tr>`)}</tbody>
    </table></div></section>`;
}
