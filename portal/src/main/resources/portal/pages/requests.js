/** Every request that came through, found by what one knows of it; and one of them, looked into. */
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { live } from '../core/live.js';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { absolute, marked, rangeOf } from '../core/range.js';
import { clock, count, plural, time } from '../core/format.js';
import { filters, filtersOf } from '../ui/filters.js';
import { range } from '../ui/range.js';
import { icon } from '../ui/icons.js';
import { attempt } from '../ui/dialog.js';
import { filteredEmpty } from '../ui/state.js';
import { chosenTab, tabs } from '../ui/tabs.js';
import { narrowed, exportAddress, passes, readList, readMore } from './requests/list.js';
import { exportAll } from './requests/export.js';
import { columns } from './requests/columns.js';
import { search } from './requests/search.js';
import { readSessions, sessionTable } from './requests/sessions.js';
import '../ui/chart.js';
import '../ui/table.js';
import './requests/views.js';
import './requests/compare.js';
import './requests/drawer.js';
import './requests/inspector.js';

const TABS = [['list', 'Requests'], ['sessions', 'By session']];
const WAITING_AT_MOST = 1000;
const ROWS_AT_MOST = 2000;
const SERIES = [
  { id: 'ok', label: 'ok', color: 'c1', kind: 'bar', value: (point) => point.ok },
  { id: 'mitigated', label: 'mitigated by failover', color: 'warn', kind: 'bar', value: (point) => point.mitigated },
  { id: 'impacting', label: 'customer-impacting', color: 'bad', kind: 'bar', value: (point) => point.impacting },
  { id: 'client', label: 'wrong or left by the client', color: 'c8', kind: 'bar', value: (point) => point.requests - point.ok - point.mitigated - point.impacting },
];

class Requests extends Page {
  static awaitsRequests = true;
  static properties = { fresh: { state: true }, untold: { state: true }, pausedAt: { state: true }, exported: { state: true } };
  static drawn = ['open', 'view', 'why', 'as', 'pair', 'state', 'refresh', 'sessions.sort'];

  constructor() {
    super();
    /** Ids of requests that came since the list was read. */
    this.fresh = new Set();
    this.untold = false;
    this.pausedAt = null;
    /** Rows of an export so far; null while there is none. */
    this.exported = null;
    this.tail = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.tail?.();
    this.tail = null;
  }

  get one() {
    return router.rest || null;
  }

  async load(query, signal) {
    if (this.one) {
      return { one: this.one };
    }
    this.readSpan = absolute(rangeOf(query));
    const data = chosenTab(TABS) === 'sessions' ? await readSessions(query, signal) : await readList(query, this.rowsBefore(), signal);
    if (this.isEmpty(data) && this.filters().length === 0) {
      data.ever = (await api.get('/v1/records', { limit: 1 }, signal)).data.length > 0;
    }
    this.fresh = new Set();
    this.untold = false;
    return data;
  }

  /** How many rows the same list had: reading it again must not take away what one looks at. */
  rowsBefore() {
    const rows = this.listKey === this.readKey ? (this.data?.rows?.length ?? 0) : 0;
    this.listKey = this.readKey;
    return rows;
  }

  isEmpty({ one, rows, sessions }) {
    return one === undefined && (rows ?? sessions).length === 0;
  }

  filters() {
    return filtersOf();
  }

  /** Without filters an empty span is the first run only where there are no requests before it either. */
  first() {
    return this.data?.ever ? filteredEmpty([]) : super.first();
  }

  missing({ refused, ranked_from: from }) {
    return [...(refused ? [`there is no order by ${refused}, so the newest come first`] : []), ...(from ? [`put in order are only those since ${time(from)}`] : [])];
  }

  // ── the live tail ────────────────────────────────────────────────

  moved() {
    super.moved();
    const wanted = this.isLive && this.one === null && this.pausedAt === null && router.page?.tag === this.localName;
    if (wanted && this.tail === null) {
      const ends = [live.on('record', (record) => this.came(record)), live.on('tick', (tick) => this.missed(tick.skipped > 0)), live.on('reset', () => this.missed(true))];
      this.tail = () => ends.forEach((end) => end());
    } else if (!wanted && this.tail !== null) {
      this.tail();
      this.tail = null;
    }
  }

  came(record) {
    if (this.fresh.size < WAITING_AT_MOST && passes(record, router.query)) {
      this.fresh = new Set(this.fresh).add(record.id);
    }
  }

  /** More came than the stream told of. */
  missed(any) {
    this.untold = this.untold || any;
  }

  pause() {
    this.pausedAt = this.pausedAt === null ? Date.now() : null;
    this.moved();
    if (this.pausedAt === null) {
      this.refresh();
    }
  }

  tailing() {
    if (!this.isLive) {
      return nothing;
    }
    const n = this.fresh.size;
    const isMore = this.untold || n >= WAITING_AT_MOST;
    return html`<button class="small" aria-pressed=${this.pausedAt !== null} @click=${() => this.pause()}>${icon(this.pausedAt ? 'play' : 'pause')}${this.pausedAt ? `Go on (paused at ${clock(this.pausedAt)})` : 'Pause'}</button>
      <span role="status" class="visually-hidden">${n > 0 || isMore ? 'There are new requests' : nothing}</span>
      ${n > 0 || isMore ? html`<button class="small primary" @click=${() => this.refresh()}>${isMore ? `more than ${count(n)}` : count(n)} new: show</button>` : nothing}`;
  }

  // ── drawing ──────────────────────────────────────────────────────

  header() {
    if (this.one) {
      return nothing;
    }
    return html`<div class="head"><h1>Requests</h1>${range()}</div>
      <div class="row finding">${search()}${filters()}</div>${tabs(TABS)}`;
  }

  content(data) {
    if (data.one) {
      return html`<sb-inspector .rid=${data.one} .query=${narrowed(this.given())}></sb-inspector>`;
    }
    if (data.sessions) {
      return sessionTable(data, () => this.moreSessions());
    }
    return html`<div class="stack">${this.comparison()} ${this.histogram(data)} ${this.table(data)}</div>`;
  }

  /** Of the address of one request only what it says itself narrows its neighbours: no span is taken for granted. */
  given() {
    const query = new URLSearchParams(router.query);
    if (!query.has('from')) {
      query.set('from', '1970-01-01');
    }
    return query;
  }

  histogram({ histogram, step_seconds: seconds, total }) {
    if (histogram === undefined) {
      return nothing;
    }
    const span = this.readSpan;
    const step = seconds * 1000;
    const said = total.exact ? plural(total.n, 'request') : html`<span title=${total.counted_from ? `counted back to ${time(total.counted_from)}` : nothing}>more than ${plural(total.n, 'request')}</span>`;
    return html`<section class="card"><header><h2>By outcome</h2><span class="muted">${said}</span></header>
      <div class="body"><sb-chart label="Requests by outcome" .points=${histogram} .series=${SERIES} .step=${step} .from=${span.from} .to=${span.to} .height=${130}
        .href=${(point) => router.with(marked(new Date(point.at).getTime(), new Date(point.at).getTime() + step))}></sb-chart></div></section>`;
  }

  table(data) {
    const { rows, next } = data;
    const exported = exportAddress(router.query, data);
    return html`<div class="card"><sb-table name="requests" caption="Requests" .columns=${columns({ chosen: router.all('pair'), choose: (id) => this.choose(id) })} .rows=${rows}
      .href=${(row) => router.with({ open: row.id })} .current=${router.get('open')} .more=${next && rows.length < ROWS_AT_MOST ? () => this.more() : null} .csv=${exported} .json=${exported}
      .tools=${html`<sb-views></sb-views>${this.tailing()}${this.chosen()}${this.exporting(data)}`}></sb-table>
      ${next && rows.length >= ROWS_AT_MOST ? html`<p class="more muted">These are ${count(rows.length)}; a shorter span or a filter shows the others.</p>` : nothing}</div>`;
  }

  /** The whole list, where it is longer than what is shown. */
  exporting(data) {
    return data.next === null ? nothing : html`<button class="small" ?disabled=${this.exported !== null} title="All requests of this list as CSV, not only those shown" @click=${() => exportAll(router.query, data, (rows) => (this.exported = rows))}>${icon('download')}${this.exported === null ? 'All as CSV' : `${count(this.exported)} read`}</button>`;
  }

  async more() {
    const { rows, next } = (await attempt(() => readMore(router.query, this.data))) ?? {};
    if (rows) {
      this.data = { ...this.data, rows: [...this.data.rows, ...rows], next };
    }
  }

  async moreSessions() {
    const page = await attempt(() => readSessions(router.query, undefined, this.data.next));
    if (page) {
      this.data = { sessions: [...this.data.sessions, ...page.sessions], next: page.next };
    }
  }

  // ── two beside each other ────────────────────────────────────────

  choose(id) {
    const now = router.all('pair');
    router.set({ pair: now.includes(id) ? now.filter((each) => each !== id) : [...now, id] }, { replace: true });
  }

  chosen() {
    const n = router.all('pair').length;
    return n === 1 ? html`<span class="muted small">1 chosen, choose another to compare</span><button class="quiet small" @click=${() => router.set({ pair: null })}>Clear</button>` : nothing;
  }

  comparison() {
    const pair = router.all('pair').slice(0, 2);
    return pair.length === 2 ? html`<sb-compare .pair=${pair}></sb-compare>` : nothing;
  }

  // ── the drawer over the list ─────────────────────────────────────

  /** Whatever the state of the list: a link to a request holds when the list is empty by now. */
  render() {
    return html`${super.render()}${this.drawer(this.data ?? {})}`;
  }

  drawer({ rows, order }) {
    const open = router.get('open');
    return open && this.one === null ? html`<sb-drawer .rid=${open} .query=${narrowed(router.query)} .order=${order ? rows.map((row) => row.id) : null}></sb-drawer>` : nothing;
  }

  updated() {
    const open = router.get('open');
    if (this.opened && !open) {
      const links = [...this.querySelectorAll('a.rowlink')];
      links.find((link) => new URL(link.href).searchParams.get('open') === this.opened)?.focus();
    }
    this.opened = open;
  }
}

customElements.define('page-requests', Requests);
