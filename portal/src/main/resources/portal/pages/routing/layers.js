/**
 * The drawing of a decision: a column for each layer and one for the plan, a line for each model,
 * which ends where it was dropped. In a narrow box the columns stand below each other.
 */
import { LitElement, html, svg, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { count, millis, nanos, number } from '../../core/format.js';
import { router } from '../../core/router.js';
import { signed } from '../../ui/bars.js';
import { css } from '../../ui/css.js';
import { icon } from '../../ui/icons.js';
import { LAYERS, lines, points, words } from './model.js';
import { table } from './table.js';

const STEP_MS = 1100;
const COLUMNS = [...LAYERS, 'plan'];
const TITLES = {
  filter: ['Filter', 'may be called now'],
  capability: ['Capability', 'able to'],
  cost: ['Cost', 'for money'],
  latency: ['Latency', 'for time'],
  quality: ['Quality', 'for answers'],
  plan: ['Plan', 'in this order'],
};

class Layers extends LitElement {
  static properties = { view: { attribute: false }, pinned: { type: String }, name: { type: String }, step: { state: true }, playing: { state: true }, open: { state: true }, tools: { attribute: false } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.step = COLUMNS.length;
    this.playing = false;
    this.open = new Set();
    this.name = 'layers';
    this.tools = nothing;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
  }

  willUpdate(changed) {
    if (changed.has('view') && changed.get('view')?.record.id !== this.view?.record.id) {
      this.open = new Set();
      this.playing || (this.step = COLUMNS.length);
    }
  }

  // ── walking through ──────────────────────────────────────────────

  play() {
    this.step = 1;
    this.playing = true;
    clearInterval(this.timer);
    this.timer = setInterval(() => (this.step < COLUMNS.length ? this.step++ : this.stop()), STEP_MS);
  }

  stop() {
    clearInterval(this.timer);
    this.playing = false;
  }

  go(step) {
    this.stop();
    this.step = Math.max(1, Math.min(COLUMNS.length, step));
  }

  controls() {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const asTable = router.get('as') === 'table';
    return html`<div class="tools no-print" role="group" aria-label="Drawing">
      <button class="small" ?disabled=${asTable || this.step === 1} @click=${() => this.go(this.step - 1)}>${icon('left')}Back</button>
      <button class="small" ?disabled=${asTable} @click=${() => this.go(this.step === COLUMNS.length ? 1 : this.step + 1)}>Step${icon('right')}</button>
      <button class="small" ?disabled=${asTable || still} title=${still ? 'Your system asks for less motion: use Step' : 'Layer by layer'} @click=${() => (this.playing ? this.stop() : this.play())}>${icon(this.playing ? 'pause' : 'play')}${this.playing ? 'Pause' : 'Play'}</button>
      <button class="small" ?disabled=${asTable || this.step === COLUMNS.length} @click=${() => this.go(COLUMNS.length)}>All</button>
      <span class="small muted" role="status">${asTable ? '' : this.step < COLUMNS.length ? `${this.step} of ${COLUMNS.length}: ${TITLES[COLUMNS[this.step - 1]][0].toLowerCase()}` : ''}</span>
      <span class="spacer"></span>
      ${this.tools}
      <a class="button small" aria-current=${asTable ? 'true' : nothing} href=${router.with({ as: asTable ? null : 'table' })}>${icon(asTable ? 'route' : 'list')}${asTable ? 'As drawing' : 'As table'}</a>
    </div>`;
  }

  // ── drawing ──────────────────────────────────────────────────────

  render() {
    const view = this.view;
    if (!view) {
      return nothing;
    }
    return html`${this.controls()}${router.get('as') === 'table' ? table(view, this.name) : this.drawing(view)}`;
  }

  drawing(view) {
    const all = lines(view, this.open, this.pinned);
    const penalties = all.flatMap(({ row }) => [row?.cost?.term, row?.latency?.term]).map((term) => Math.abs(term ?? 0));
    this.most = Math.max(1, ...penalties);
    return html`<div class="layers-box"><div class="layers">
      ${COLUMNS.map((column, i) => html`<section class="layer ${i >= this.step ? 'later' : ''}" aria-label=${TITLES[column][0]}>
        <header class="layer-head" ${css({ '--col': i + 1 })}>${this.head(column, i, view)}</header>
        <ul>${repeat(all.map((line, n) => ({ line, n })).filter(({ line }) => i <= line.end), ({ line }) => line.key, ({ line, n }) => this.pill(line, n, i))}</ul>
      </section>`)}
    </div></div>`;
  }

  head(column, i, view) {
    const [title, text] = TITLES[column];
    const layer = view.layers[i];
    const numbers = layer ? html`<b>${layer.in} → ${layer.out}</b>` : html`<b>${Math.min(view.holds, view.passed.length)}</b> of ${view.passed.length}`;
    return html`<h3><span class="layer-number">${i + 1}</span>${title}</h3>
      <p class="small"><span class="nowrap">${numbers}</span> <span class="muted">${layer && layer.in > layer.out ? `${layer.in - layer.out} dropped` : text}</span></p>`;
  }

  pill(line, n, i) {
    const place = css({ '--col': i + 1, '--row': n + 2 });
    const wire = i === 0 ? nothing : html`<svg class="wire" viewBox="0 0 10 10" preserveAspectRatio="none" aria-hidden="true">${svg`<line x1="0" x2="10" y1="5" y2="5" stroke-width=${line.fold ? Math.min(7, 1.5 + Math.log2(line.fold)) : 1.5} vector-effect="non-scaling-stroke"/>`}</svg>`;
    if (line.fold) {
      return line.end === i
        ? html`<li class="pill fold ${i < 5 ? 'dropped' : ''}" ${place}>${wire}<button class="link" aria-expanded=${line.open} @click=${() => this.toggle(line.key)}>${icon(line.open ? 'down' : 'right')}<span class="cut" title=${line.text}>${line.text}</span></button></li>`
        : html`<li class="pill through" ${place}>${wire}<span class="muted small">${count(line.fold)}</span><span class="visually-hidden"> more pass</span></li>`;
    }
    const row = line.row;
    if (row.drop && i === row.drop.at) {
      return html`<li class="pill dropped ${this.kind(row)}" ${place}>${wire}<span class="${i === 0 ? '' : 'pill-name'}">${this.who(row)}</span><span class="reason" title=${row.drop.text}><b>${words(row.drop.reason)}</b> ${row.drop.text}</span></li>`;
    }
    return html`<li class="pill ${this.kind(row)} ${i < 2 && !this.says(row, i) ? 'plain' : ''}" ${place}>${wire}${i > 0 ? html`<span class="pill-name">${row.model}</span>` : nothing}${this.inside(row, i)}</li>`;
  }

  /** What is told apart at a glance: the first, the planned, the pinned. */
  kind(row) {
    const planned = row.position !== null && row.position <= this.view.holds;
    return `${row.position === 1 ? 'first' : planned ? 'planned' : ''} ${row.model === this.pinned ? 'pinned' : ''} ${row.drop ? 'doomed' : ''}`;
  }

  says(row, i) {
    return i === 0 ? row.filter : row.fit;
  }

  inside(row, i) {
    switch (COLUMNS[i]) {
      case 'filter':
        return html`${this.who(row)}<span class="under"><span class="cut">${row.provider}</span>${row.filter?.term ? html`<span class="tag" title=${Object.keys(row.filter.parts ?? {}).join(', ')}>${points(row.filter.term)}</span>` : nothing}${row.rank ? html`<span class="tag">rank ${row.rank}</span>` : nothing}</span>`;
      case 'capability':
        return row.fit ? html`<span class="cut small warned" title=${losses(row.fit)}>${losses(row.fit)}</span>` : html`<span class="muted small">can do all</span>`;
      case 'cost':
        return this.scored(row.cost, row.cost?.term / this.most, `${nanos(row.cost?.nanos)}${row.cost?.assumed ? ' assumed' : ''}`, `${count(row.cost?.output_tokens)} tokens out`);
      case 'latency':
        return this.scored(row.latency, row.latency?.term / this.most, millis(row.latency?.total_ms), `first token ${millis(row.latency?.ttft_ms)}, ${row.latency?.source}`);
      case 'quality':
        return this.scored(row.quality, row.quality?.term / 1e9, `${number((row.quality?.q ?? 0) * 100, 3)} ± ${number((row.quality?.sd ?? 0) * 100, 2)}`, Object.entries(row.quality?.parts ?? {}).map(([name, value]) => `${name} ${number(value * 100, 3)}`).join(', '));
      default:
        return this.planned(row);
    }
  }

  scored(score, share, figure, more) {
    return score ? html`<span class="figures" title=${more}><span class="cut">${figure}</span><span class="nowrap">${points(score.term)}</span></span>${signed(share, `${points(score.term)} points`)}` : nothing;
  }

  planned(row) {
    const first = this.view.passed[0];
    const inPlan = row.position <= this.view.holds;
    const was = this.view.before?.get(row.model)?.position;
    const why = this.view.before ? (was === row.position ? 'as it was' : `was ${was}`) : (row.entry.why ?? 'beyond the plan');
    const then = inPlan && row.position < this.view.holds ? html`<svg class="then" viewBox="0 0 10 12" aria-hidden="true"><path d="M5 0v10M2 7l3 4 3-4"/></svg>` : nothing;
    return html`<span class="figures"><span><b>${inPlan ? `${row.position}.` : `(${row.position}.)`}</b> ${points(row.utility, false)}</span>${row.position > 1 ? html`<span class="muted nowrap">${points(row.utility - first.utility)}</span>` : nothing}</span>
      <span class="under"><span class="cut" title=${why}>${why}</span>${row.entry.propensity > 0 && row.entry.propensity < 1 ? html`<span class="tag">drawn with ${number(row.entry.propensity, 3)}</span>` : nothing}</span>${then}`;
  }

  who(row) {
    const on = row.model === this.pinned;
    return html`<a class="who cut" href=${router.with({ pin: on ? null : row.model })} aria-current=${on ? 'true' : nothing} title="${row.model}: ${on ? 'let go' : 'why not this one?'}">${row.name}</a>`;
  }

  toggle(key) {
    const open = new Set(this.open);
    open.has(key) ? open.delete(key) : open.add(key);
    this.open = open;
  }
}

/** What a request loses at a deployment that is kept. */
export function losses(fit) {
  const parts = fit.fields?.length ? [`loses ${fit.fields.join(', ')}`] : [];
  return fit.made_elsewhere ? [...parts, `${words(fit.made_elsewhere.what)} made by ${fit.made_elsewhere.provider}`].join('; ') : parts.join('');
}

customElements.define('sb-layers', Layers);
