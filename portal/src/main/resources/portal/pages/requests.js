/** Every request that came through, found by what one knows of it; and one of them, looked into. */
import { html, nothing } from 'lit';
import { live } from '../core/live.js';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { absolute, marked, rangeOf } from '../core/range.js';
import { clock, count, plural } from '../core/format.js';
import { filters, filtersOf } from '../ui/filters.js';
import { range } from '../ui/range.js';
import { icon } from '../ui/icons.js';
import { attempt } from '../ui/dialog.js';
import { chosenTab, tabs } from '../ui/tabs.js';
import { asked, exportAddress, passes, readList, readMore } from './requests/list.js';
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
const SERIES = [
  { id: 'ok', label: 'ok', color: 'c1', kind: 'bar', value: (point) => point.ok },
  { id: 'mitigated', label: 'mitigated by failover', color: 'warn', kind: 'bar', value: (point) => point.mitigated },
  { id: 'impacting', label: 'customer-impacting', color: 'bad', kind: 'bar', value: (point) => point.impacting },
];

class Requests extends Page {
  static properties = { fresh: { state: true }, pausedAt: { state: true } };
  static drawn = ['open', 'view', 'why', 'as', 'pair', 'state', 'refresh', 'sessions.sort'];

  constructor() {
    super();
    /** Ids of requests that came since the list was read. */
    this.fresh = new Set();
    this.pausedAt = null;
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
    const data = chosenTab(TABS) === 'sessions' ? await readSessions(query, signal) : await readList(query, signal);
    this.fresh = new Set();
    return data;
  }

  isEmpty({ one, rows, sessions }) {
    return one === undefined && (rows ?? sessions).length === 0;
  }

  filters() {
    const names = filtersOf();
    // without filters an empty span is no first run: there may be requests before it
    return names.length === 0 && router.query.has('from') ? ['time'] : names;
  }

  missing({ refused }) {
    return refused ? [`there is no order by ${refused}, so the newest come first`] : [];
  }

  // ── the live tail ────────────────────────────────────────────────

  moved() {
    super.moved();
    const wanted = this.isLive && this.one === null && this.pausedAt === null && router.page?.tag === this.localName;
    if (wanted && this.tail === null) {
      this.tail = live.on('record', (record) => this.came(record));
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
    return html`<button class="small" aria-pressed=${this.pausedAt !== null} @click=${() => this.pause()}>${icon(this.pausedAt ? 'play' : 'pause')}${this.pausedAt ? `Go on (paused at ${clock(this.pausedAt)})` : 'Pause'}</button>
      <span role="status" class="visually-hidden">${n > 0 ? 'There are new requests' : nothing}</span>
      ${n > 0 ? html`<button class="small primary" @click=${() => this.refresh()}>${n >= WAITING_AT_MOST ? `${count(n)} or more` : count(n)} new: show</button>` : nothing}`;
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
      return html`<sb-inspector .rid=${data.one} .query=${asked(this.given())}></sb-inspector>`;
    }
    if (data.sessions) {
      return sessionTable(data, () => this.moreSessions());
    }
    return html`<div class="stack">${this.comparison()} ${this.histogram(data)} ${this.table(data)}</div>${this.drawer(data)}`;
  }

  /** Of the address of one request only what it says itself narrows its neighbours: no span is taken for granted. */
  given() {
    const query = new URLSearchParams(router.query);
    if (!query.has('from')) {
      query.set('from', '1970-01-01');
    }
    return query;
  }

  histogram({ histogram, rows, total }) {
    if (histogram === null) {
      return nothing;
    }
    const span = this.readSpan;
    const step = histogram.length > 1 ? new Date(histogram[1].at) - new Date(histogram[0].at) : new Date(span.to) - new Date(span.from);
    const said = total ? `${total.exact ? '' : 'more than '}${plural(total.n, 'request')}` : `${count(rows.length)} read`;
    return html`<section class="card"><header><h2>By outcome</h2><span class="muted">${said}</span></header>
      <div class="body"><sb-chart label="Requests by outcome" .points=${histogram} .series=${SERIES} .step=${step} .from=${span.from} .to=${span.to} .height=${130}
        .href=${(point) => router.with(marked(new Date(point.at).getTime(), new Date(point.at).getTime() + step))}></sb-chart></div></section>`;
  }

  table({ rows, next, refused }) {
    const exported = exportAddress(router.query, rows.length, refused);
    return html`<div class="card"><sb-table name="requests" caption="Requests" .columns=${columns({ chosen: router.all('pair'), choose: (id) => this.choose(id) })} .rows=${rows}
      .href=${(row) => router.with({ open: row.id })} .current=${router.get('open')} .more=${next ? () => this.more() : null} .csv=${exported} .json=${exported}
      .tools=${html`<sb-views></sb-views>${this.tailing()}${this.chosen()}`}></sb-table></div>`;
  }

  async more() {
    const { rows, next } = (await attempt(() => readMore(router.query, this.data.next, this.data.refused))) ?? {};
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

  drawer({ rows }) {
    const open = router.get('open');
    return open ? html`<sb-drawer .rid=${open} .query=${asked(router.query)} .order=${router.get('sort') ? rows.map((row) => row.id) : null}></sb-drawer>` : nothing;
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
