/**
 * What differs between two texts, line by line (Myers' algorithm). It is bounded: what would take
 * too long is shown as all of one and all of the other, and says so.
 */
import { html, nothing } from 'lit';
import { count, plural } from '../core/format.js';

const LINES_AT_MOST = 6000;
const EDITS_AT_MOST = 1500;
const DRAWN_AT_MOST = 2000;
const LINE_AT_MOST = 2000;
/** Lines around a change that are shown with it. */
const AROUND = 3;

/**
 * @returns {{lines: {kind: 'same'|'added'|'removed', text: string}[], whole: boolean}} `whole` is false where the texts were too
 * different, or too long, to find the shortest way
 */
function lineDiff(before, after) {
  const a = before.split('\n');
  const b = after.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start++;
  }
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
    end++;
  }
  const same = (text) => ({ kind: 'same', text });
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return { lines: [...a.slice(0, start).map(same), ...middle.lines, ...a.slice(a.length - end).map(same)], whole: middle.whole };
}

function between(a, b) {
  const replaced = () => [...a.map((text) => ({ kind: 'removed', text })), ...b.map((text) => ({ kind: 'added', text }))];
  if (a.length === 0 || b.length === 0) {
    return { lines: replaced(), whole: true };
  }
  const trace = a.length + b.length > LINES_AT_MOST ? null : traceOf(a, b);
  return trace === null ? { lines: replaced(), whole: false } : { lines: walkBack(trace, a, b), whole: true };
}

/** How far one gets on each diagonal with 0, 1, 2 … edits; null when it takes too many. */
function traceOf(a, b) {
  const most = Math.min(a.length + b.length, EDITS_AT_MOST);
  const far = new Map([[1, 0]]);
  const trace = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(new Map(far));
    for (let k = -edits; k <= edits; k += 2) {
      let x = takesFromAbove(far, k, edits) ? far.get(k + 1) : far.get(k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) {
        x++;
      }
      far.set(k, x);
      if (x >= a.length && x - k >= b.length) {
        return trace;
      }
    }
  }
  return null;
}

const takesFromAbove = (far, k, edits) => k === -edits || (k !== edits && far.get(k - 1) < far.get(k + 1));

function walkBack(trace, a, b) {
  const lines = [];
  let x = a.length;
  let y = b.length;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const far = trace[edits];
    const k = x - y;
    const before = takesFromAbove(far, k, edits) ? k + 1 : k - 1;
    const fromX = edits === 0 ? 0 : far.get(before);
    const fromY = edits === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY && a[x - 1] === b[y - 1]) {
      lines.push({ kind: 'same', text: a[--x] });
      y--;
    }
    if (edits > 0) {
      lines.push(x === fromX ? { kind: 'added', text: b[--y] } : { kind: 'removed', text: a[--x] });
    }
  }
  return lines.reverse();
}

/** Changed lines with some around them; `null` stands for what is left out between. */
function hunks(lines) {
  const near = new Uint8Array(lines.length);
  lines.forEach((line, i) => {
    if (line.kind !== 'same') {
      near.fill(1, Math.max(0, i - AROUND), Math.min(lines.length, i + AROUND + 1));
    }
  });
  const shown = [];
  let left = 0;
  lines.forEach((line, i) => {
    if (near[i]) {
      if (left > 0) {
        shown.push({ kind: 'left', text: plural(left, 'line') + ' alike' });
      }
      left = 0;
      shown.push(line);
    } else {
      left++;
    }
  });
  return left > 0 ? [...shown, { kind: 'left', text: plural(left, 'line') + ' alike' }] : shown;
}

const SIGN = { same: ' ', added: '+', removed: '−', left: '⋯' };
const WORD = { added: 'added: ', removed: 'removed: ' };

/** @param {{before: string, after: string, label: string}} texts */
export function diff({ before, after, label }) {
  const { lines, whole } = lineDiff(before, after);
  const changes = { added: lines.filter((line) => line.kind === 'added').length, removed: lines.filter((line) => line.kind === 'removed').length };
  const all = hunks(lines);
  return html`<p class="small muted">${changes.added + changes.removed === 0 ? 'Both are alike, line by line.' : `${plural(changes.removed, 'line')} taken away, ${count(changes.added)} added.`}
      ${whole ? nothing : ' They are too long or too different to be compared line by line: all of one is shown, then all of the other.'}
      ${all.length > DRAWN_AT_MOST ? ` Only the first ${count(DRAWN_AT_MOST)} lines are drawn.` : nothing}</p>
    ${all.some((line) => line.kind !== 'left')
      ? html`<div class="code diff"><pre tabindex="0" role="region" aria-label=${label}>${all.slice(0, DRAWN_AT_MOST).map(drawLine)}</pre></div>`
      : nothing}`;
}

function drawLine({ kind, text }) {
  const cut = text.length > LINE_AT_MOST ? text.slice(0, LINE_AT_MOST) + ' …' : text;
  return html`<div class="line-${kind}"><span aria-hidden="true">${SIGN[kind]} </span>${WORD[kind] ? html`<span class="visually-hidden">${WORD[kind]}</span>` : nothing}${cut}</div>`;
}
