/**
 * A chart over time: stacked bars and lines, with a cursor that says what stands there, marks of
 * what happened, a span that can be marked to look closer, and the same as a table.
 *
 * A series is `{id, label, color, kind: 'bar'|'line'|'area', value(point)}`. Points are
 * `{at, …}` in order, `step` milliseconds apart; there may be gaps. `from` and `to` are the span
 * that is shown, else that of the points.
 */
import { LitElement, html, svg, nothing } from 'lit';
import { count, clock, tick, time } from '../core/format.js';
import { marked } from '../core/range.js';
import { router } from '../core/router.js';
import { css } from './css.js';

const MINUTE = 60000;
const TICKS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14400, 43200].map((minutes) => minutes * MINUTE);
const PAD = { top: 10, right: 10, bottom: 22, left: 52 };

class Chart extends LitElement {
  static properties = {
    label: { type: String },
    points: { attribute: false },
    series: { attribute: false },
    step: { type: Number },
    from: { attribute: false },
    to: { attribute: false },
    height: { type: Number },
    format: { attribute: false },
    notes: { attribute: false },
    still: { type: Boolean },
    href: { attribute: false },
    width: { state: true },
    cursor: { state: true },
    brush: { state: true },
    asTable: { state: true },
  };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.points = [];
    this.series = [];
    this.step = 3600000;
    this.height = 200;
    this.format = count;
    this.notes = [];
    this.width = 600;
    this.cursor = null;
    this.brush = null;
    this.asTable = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.sizes = new ResizeObserver(([entry]) => (this.width = Math.max(240, Math.round(entry.contentRect.width))));
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  willUpdate() {
    this.times = this.points.map((point) => new Date(point.at).getTime());
    const bars = this.series.filter((each) => each.kind === 'bar');
    const lines = this.series.filter((each) => each.kind !== 'bar');
    const sum = (point) => bars.reduce((total, each) => total + (each.value(point) ?? 0), 0);
    const most = Math.max(0, ...this.points.map(sum), ...this.points.flatMap((point) => lines.map((each) => each.value(point) ?? 0)));
    this.scale = scaleOf(most, this.format === count);
    this.top = this.scale.at(-1);
    this.inner = { width: this.width - PAD.left - PAD.right, height: this.height - PAD.top - PAD.bottom };
    this.begin = Math.min(this.from ? new Date(this.from).getTime() : Infinity, this.times[0] ?? (this.from ? Infinity : 0)); // sums begin at the hour or day before
    this.end = Math.max(this.to ? new Date(this.to).getTime() : 0, (this.times.at(-1) ?? 0) + (bars.length ? this.step : 0));
    this.wide = Math.max(1, (this.inner.width * this.step) / Math.max(1, this.end - this.begin));
    this.hasBars = bars.length > 0;
  }

  x(at) {
    return PAD.left + (this.end === this.begin ? 0 : ((at - this.begin) / (this.end - this.begin)) * this.inner.width);
  }

  y(value) {
    return PAD.top + this.inner.height * (1 - value / this.top);
  }

  // ── drawing ──────────────────────────────────────────────────────

  render() {
    return html`<figure class="chart">
      ${this.asTable
        ? this.table()
        : html`<svg viewBox="0 0 ${this.width} ${this.height}" height=${this.height} role="img" aria-label=${this.summary()} tabindex=${this.still ? nothing : 0}
            @pointermove=${this.moved} @pointerleave=${() => this.brush || (this.cursor = null)} @pointerdown=${this.pressed} @pointerup=${this.released} @keydown=${this.keyed} @blur=${() => (this.cursor = null)}>
            ${this.axes()} ${this.bars()} ${this.lines()} ${this.marks()} ${this.pointer()}
          </svg>${this.tip()}`}
      <figcaption class="legend">
        ${this.series.map((each) => html`<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="f-${each.color}" width="10" height="10" rx="2"/></svg>${each.label}</span>`)}
        <button class="link no-print" aria-pressed=${this.asTable} @click=${() => (this.asTable = !this.asTable)}>${this.asTable ? 'as chart' : 'as table'}</button>
      </figcaption>
    </figure>`;
  }

  summary() {
    const last = this.points.at(-1);
    const parts = last ? this.series.map((each) => `${each.label}: last ${this.format(each.value(last))}`) : ['no data'];
    return `${this.label}. ${this.points.length} points. ${parts.join(', ')}.`;
  }

  axes() {
    const ticks = this.ticks();
    return svg`${this.scale.map((value) => svg`<line class="gridline" x1=${PAD.left} x2=${this.width - PAD.right} y1=${this.y(value)} y2=${this.y(value)}/><text class="axis" x=${PAD.left - 6} y=${this.y(value) + 4} text-anchor="end">${this.format(value)}</text>`)}
      ${ticks.map((at, i) => svg`<text class="axis" x=${this.x(at)} y=${this.height - 6} text-anchor=${i === 0 && this.x(at) < PAD.left + 16 ? 'start' : 'middle'}>${tick(at, this.end - this.begin > 3 * 86400000 ? 86400000 : this.step)}</text>`)}`;
  }

  /** Round moments along the axis, as many as there is room for. */
  ticks() {
    const most = Math.max(2, Math.floor(this.inner.width / 90));
    const every = TICKS.find((each) => (this.end - this.begin) / each <= most) ?? TICKS.at(-1);
    const zone = new Date(this.begin).getTimezoneOffset() * 60000;
    const all = [];
    for (let at = Math.ceil((this.begin - zone) / every) * every + zone; at <= this.end; at += every) {
      if (this.x(at) < this.width - 20) {
        all.push(at);
      }
    }
    return all;
  }

  bars() {
    const bars = this.series.filter((each) => each.kind === 'bar');
    if (bars.length === 0) {
      return nothing;
    }
    const width = Math.max(1, this.wide * 0.82);
    return this.points.map((point, i) => {
      let under = 0;
      return bars.map((each) => {
        const value = each.value(point) ?? 0;
        const from = under;
        under += value;
        return value > 0 ? svg`<rect class="f-${each.color}" x=${this.x(this.times[i])} width=${width} y=${this.y(under)} height=${Math.max(1, this.y(from) - this.y(under))}/>` : nothing;
      });
    });
  }

  lines() {
    return this.series.filter((each) => each.kind !== 'bar').map((each) => {
      const runs = this.runs(each);
      const path = (run) => run.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
      const floor = this.y(0).toFixed(1);
      return svg`${each.kind === 'area' ? runs.map((run) => svg`<path class="area f-${each.color}" d="${path(run)}L${run.at(-1)[0].toFixed(1)} ${floor}L${run[0][0].toFixed(1)} ${floor}Z"/>`) : nothing}
        ${runs.map((run) => (run.length === 1 ? svg`<circle class="f-${each.color}" cx=${run[0][0]} cy=${run[0][1]} r="2"/>` : svg`<path class="line s-${each.color}" d=${path(run)}/>`))}`;
    });
  }

  /** A line breaks where there is no figure. */
  runs(series) {
    const runs = [];
    let run = null;
    this.points.forEach((point, i) => {
      const value = series.value(point);
      if (value === null || value === undefined) {
        run = null;
        return;
      }
      if (!run) {
        run = [];
        runs.push(run);
      }
      run.push([this.x(this.times[i]), this.y(value)]);
    });
    return runs;
  }

  marks() {
    return this.notes
      .map((note) => ({ ...note, when: new Date(note.at).getTime() }))
      .filter((note) => note.when >= this.begin && note.when <= this.end)
      .map((note) => svg`<g class="note"><title>${clock(note.at)}: ${note.text}</title><line x1=${this.x(note.when)} x2=${this.x(note.when)} y1=${PAD.top} y2=${PAD.top + this.inner.height}/><path d="M${this.x(note.when)} ${PAD.top + 7}l-4-7h8z"/></g>`);
  }

  pointer() {
    const parts = [];
    if (this.brush) {
      const [a, b] = [this.brush.from, this.brush.to].sort((p, q) => p - q);
      parts.push(svg`<rect class="brush" x=${a} width=${b - a} y=${PAD.top} height=${this.inner.height}/>`);
    }
    if (this.cursor !== null && this.times[this.cursor] !== undefined) {
      const x = this.centre(this.cursor);
      parts.push(svg`<line class="cursor" x1=${x} x2=${x} y1=${PAD.top} y2=${PAD.top + this.inner.height}/>`);
    }
    return parts;
  }

  centre(i) {
    return this.x(this.times[i]) + (this.hasBars ? this.wide * 0.41 : 0);
  }

  tip() {
    const point = this.cursor === null ? null : this.points[this.cursor];
    if (!point) {
      return nothing;
    }
    const x = this.centre(this.cursor);
    const side = x > this.width / 2 ? { right: `${this.width - x + 10}px`, left: 'auto' } : { left: `${x + 10}px`, right: 'auto' };
    return html`<div class="tip" ${css({ top: '8px', ...side })}><strong>${time(point.at)}</strong>
      <table>${this.series.map((each) => html`<tr><th scope="row">${each.label}</th><td class="num">${this.format(each.value(point))}</td></tr>`)}</table></div>`;
  }

  table() {
    return html`<div class="scroll tall" tabindex="0" role="region" aria-label=${this.label}><table>
      <caption class="visually-hidden">${this.label}</caption>
      <thead><tr><th scope="col">Time</th>${this.series.map((each) => html`<th scope="col" class="num">${each.label}</th>`)}</tr></thead>
      <tbody>${this.points.map((point) => html`<tr><td>${time(point.at)}</td>${this.series.map((each) => html`<td class="num">${this.format(each.value(point))}</td>`)}</tr>`)}</tbody>
    </table></div>`;
  }

  // ── pointing ─────────────────────────────────────────────────────

  place(event) {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.max(PAD.left, Math.min(this.width - PAD.right, ((event.clientX - box.left) / box.width) * this.width));
  }

  moved(event) {
    if (this.points.length === 0) {
      return;
    }
    const x = this.place(event);
    this.cursor = this.nearest(x);
    if (this.brush) {
      this.brush = { ...this.brush, to: x };
    }
  }

  nearest(x) {
    let best = 0;
    for (let i = 1; i < this.points.length; i++) {
      if (Math.abs(this.centre(i) - x) < Math.abs(this.centre(best) - x)) {
        best = i;
      }
    }
    return best;
  }

  pressed(event) {
    if (this.still || event.button !== 0) {
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    const x = this.place(event);
    this.brush = { from: x, to: x };
  }

  released(event) {
    if (!this.brush) {
      return;
    }
    const [a, b] = [this.brush.from, this.place(event)].sort((p, q) => p - q);
    this.brush = null;
    if (b - a > 8) {
      this.zoom(this.at(a), this.at(b));
    } else if (this.href && this.points[this.cursor]) {
      router.go(this.href(this.points[this.cursor]));
    }
  }

  at(x) {
    return this.begin + ((x - PAD.left) / this.inner.width) * (this.end - this.begin);
  }

  zoom(from, to) {
    router.set(marked(Math.floor(from / 60000) * 60000, Math.ceil(to / 60000) * 60000));
  }

  keyed(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) {
      event.preventDefault();
      this.cursor = Math.max(0, Math.min(this.points.length - 1, (this.cursor ?? -1) + by));
    } else if (event.key === 'Enter' && this.cursor !== null && !this.still) {
      const at = this.times[this.cursor];
      this.zoom(at, at + this.step);
    }
  }
}

/** Round values from 0 to at least `most`, up to five; whole ones where only these are told apart. */
function scaleOf(most, whole) {
  const raw = Math.max(most / 4, whole ? 1 : 1e-12);
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = (most > 0 ? [1, 2, 2.5, 5, 10].find((factor) => raw <= factor * size * 1.000001 && !(whole && size < 10 && factor === 2.5)) : 1) * (most > 0 ? size : 1);
  return Array.from({ length: Math.max(1, Math.ceil(most / step - 1e-9)) + 1 }, (_, i) => i * step);
}

customElements.define('sb-chart', Chart);
