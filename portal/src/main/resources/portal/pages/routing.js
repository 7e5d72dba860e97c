/** Why requests go where they go: the decision record, asked, live, and looked back at. */
import { html, nothing } from 'lit';
import { api, ApiError, queryOf } from '../core/api.js';
import { live } from '../core/live.js';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { filterQuery, filters, filtersOf } from '../ui/filters.js';
import { empty, notice } from '../ui/state.js';
import { diff, replayed } from './routing/diff.js';
import { form } from './routing/form.js';
import './routing/layers.js';
import { decisions, FILTERED, following } from './routing/live.js';
import { read, tradeFrom, tradeOf, whatIf } from './routing/model.js';
import { asked, headline, refusal, runnerUp, whyNot } from './routing/panels.js';
import { addressOf, bodyOf, questionOf } from './routing/question.js';
import { readRecord, share, knownNames } from './routing/read.js';
import { trials } from './routing/trials.js';
import { sliders, wanted } from './routing/whatif.js';

const LIST = 30;
const REREAD_MS = 2500;
const POLL_MS = 5000;
const TABS = [['simulate', 'Simulate'], ['live', 'Live'], ['replay', 'Replay'], ['trials', 'Trials']];

class Routing extends Page {
  static drawn = [...Page.drawn.filter((name) => name !== 'tab'), 'pin', 'point', 'second', 'as', 'layers.sort', 'diff.sort', 'moves.sort', 'shadows.sort'];

  constructor() {
    super();
    this.paused = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.fresh = 0;
    this.body_ = '';
    this.sliding = null;
    this.known = { profiles: [], deployments: [], providers: [], trades: {}, missing: [] };
  }

  connectedCallback() {
    super.connectedCallback();
    this.poll = setInterval(() => document.hidden || live.status === 'open' || this.happened(), POLL_MS);
    this.listen(router, 'change', () => this.askWhyNot());
    knownNames().then((known) => {
      this.known = known;
      this.requestUpdate();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.poll);
    clearTimeout(this.again);
    this.hear(false);
  }

  get tab() {
    const named = router.get('tab');
    return TABS.some(([id]) => id === named) ? named : router.get('decision') ? 'replay' : 'simulate';
  }

  // ── reading ──────────────────────────────────────────────────────

  async load(query, signal) {
    this.wrong = null;
    const tab = this.tab;
    this.hear(tab === 'live');
    if (tab === 'trials') {
      const [shadow, canary] = await Promise.all([api.get('/v1/shadow', { limit: 50 }, signal), api.get('/v1/canary', {}, signal)]);
      return { tab, shadow, canary };
    }
    const data = tab === 'simulate' ? await this.simulated(query, signal) : await this.looked(tab, query, signal);
    return { tab, ...data, ...(data.record ? await this.beside(data.record, query, signal) : {}) };
  }

  /** What the form asks; its mistakes are said beside it. */
  async simulated(query, signal) {
    if (query.get('how') === 'body') {
      return { record: query.get('decision') ? await readRecord('GET', `/v1/decisions/${query.get('decision')}`, undefined, { signal }) : null };
    }
    try {
      const question = questionOf(query);
      return { question, record: await readRecord('POST', '/v1/route', JSON.stringify(question), { signal }) };
    } catch (error) {
      if (error instanceof ApiError && [400, 404, 409].includes(error.status)) {
        this.wrong = error;
        return { record: null };
      }
      throw error;
    }
  }

  async looked(tab, query, signal) {
    const id = query.get('decision');
    const listed = tab === 'live' || !id ? await api.get('/v1/decisions', { ...filterQuery(query, FILTERED), limit: LIST, mode: tab === 'live' ? 'live' : null }, signal) : null;
    this.fresh = 0;
    const shown = id ?? (tab === 'live' ? listed.data[0]?.id : null);
    return { list: listed?.data ?? null, next: listed?.next ?? null, record: shown ? await readRecord('GET', `/v1/decisions/${encodeURIComponent(shown)}`, undefined, { signal }) : null };
  }

  /** The decision it is to be compared with: another one, or the same made again. */
  async beside(record, query, signal) {
    const against = query.get('against');
    if (against === 'stored' || against === 'current') {
      const replay = await readRecord('POST', `/v1/decisions/${encodeURIComponent(record.id)}/replay`, JSON.stringify({ against }), { signal });
      return { replay, other: replay.decision };
    }
    const id = query.get('compare');
    return id && id !== record.id ? { other: await readRecord('GET', `/v1/decisions/${encodeURIComponent(id)}`, undefined, { signal }) } : {};
  }

  async refresh() {
    await super.refresh();
    this.why = null;
    this.askWhyNot();
  }

  /** Asks the gateway for the one sentence of the model that is pinned. */
  async askWhyNot() {
    const model = router.get('pin');
    const id = this.data?.record?.id;
    if (!model || !id || (this.why?.model === model && this.why.of === id)) {
      return;
    }
    try {
      const { why_not: [answer] } = await api.get(`/v1/decisions/${encodeURIComponent(id)}`, { why_not: model });
      this.why = { ...answer, of: id };
    } catch (error) {
      this.why = { model, of: id, problem: error.message };
    }
    this.requestUpdate();
  }

  // ── following ────────────────────────────────────────────────────

  /** Listens to the stream while the tab that follows it is shown. */
  hear(wanted) {
    if (wanted && !this.deaf) {
      this.deaf = live.on('record', () => this.happened());
    } else if (!wanted && this.deaf) {
      this.deaf();
      this.deaf = null;
    }
  }

  happened() {
    if (this.tab !== 'live' || router.page?.tag !== this.localName) {
      return;
    }
    this.fresh += 1;
    if (this.paused || router.get('decision') || router.get('pin') || this.again) {
      this.requestUpdate();
      return;
    }
    this.again = setTimeout(() => {
      this.again = null;
      this.tab === 'live' && !this.paused && !router.get('decision') && this.refresh();
    }, Math.max(0, REREAD_MS - (Date.now() - (this.readAt ?? 0))));
  }

  isEmpty(data) {
    return data.tab === 'live' && data.list.length === 0 && !data.record;
  }

  filters() {
    return this.tab === 'live' ? filtersOf(FILTERED) : [];
  }

  missing(data) {
    return data.tab === 'simulate' ? this.known.missing : [];
  }

  // ── drawing ──────────────────────────────────────────────────────

  header() {
    const tab = this.tab;
    const id = this.data?.record?.id;
    const to = { simulate: '/routing', live: '/routing?tab=live', replay: id ? `/routing?decision=${id}` : '/routing?tab=replay', trials: '/routing?tab=trials' };
    return html`<div class="head"><h1>Routing</h1><p class="sub">Five layers drop or score each deployment; the plan is what is left, best first.</p></div>
      <nav class="tabs" aria-label="Views">${TABS.filter(([name]) => name !== 'trials' || api.may('viewer')).map(([name, title]) => html`<a href=${to[name]} aria-current=${name === tab}>${title}</a>`)}</nav>`;
  }

  content(data) {
    if (data.tab !== this.tab) {
      return nothing;
    }
    switch (data.tab) {
      case 'trials':
        return trials(data);
      case 'simulate':
        return html`<div class="stack">${form(this.known, { ask: (fields) => this.ask(fields), paste: (fields) => this.paste(fields), body: this.body_, wrong: this.wrong })}${this.decision(data)}</div>`;
      case 'live':
        return html`${filters(FILTERED)}<div class="stack follow">${this.list(data)}${this.decision(data)}</div>`;
      default:
        return html`<div class="stack">${data.record ? this.replayTools(data) : this.chooser(data)}${this.decision(data)}</div>`;
    }
  }

  list(data) {
    const tools = following({
      paused: this.paused,
      waiting: this.paused || router.get('decision') || router.get('pin') ? this.fresh : 0,
      broken: live.status === 'broken',
      toggle: () => ((this.paused = !this.paused), this.paused || router.set({ decision: null, pin: null }), this.requestUpdate()),
      take: () => (router.get('decision') ? router.set({ decision: null, pin: null }) : this.refresh()),
    });
    return decisions(data.list, { current: data.record?.id, tools, more: data.next ? () => this.more(data) : null });
  }

  chooser(data) {
    return html`<section class="card"><header><h2>Replay a decision</h2></header><div class="body">
        <form class="row" @submit=${(event) => (event.preventDefault(), router.go(`/routing?decision=${encodeURIComponent(new FormData(event.target).get('id').trim())}`))}>
          <label class="field grow">Id of a decision<input name="id" required pattern="d_[A-Za-z0-9]+" title="d_…" placeholder="d_… from x-signalbox-decision" autocomplete="off"></label><button class="primary">Open</button>
        </form></div></section>
      ${filters(FILTERED)}
      ${data.list?.length ? decisions(data.list, { more: data.next ? () => this.more(data) : null }) : empty('No decision is kept', 'Every request that is routed leaves one, and every dry run.')}`;
  }

  async more(data) {
    const page = await api.get('/v1/decisions', { ...filterQuery(router.query, FILTERED), limit: LIST, mode: data.tab === 'live' ? 'live' : null, after: data.next });
    this.paused = true;
    this.data = { ...data, list: [...data.list, ...page.data], next: page.next };
  }

  replayTools({ record, replay }) {
    const against = router.get('against');
    const link = (name, title) => html`<a class="button small" aria-current=${against === name ? 'true' : nothing} href=${router.with({ against: against === name ? null : name, compare: null })}>${title}</a>`;
    return html`<div class="row no-print" role="group" aria-label="Replay">
      ${record.mode === 'replay' ? nothing : html`${link('stored', 'Again on what was known then')}${link('current', 'Again on what is known now')}`}
      <a class="button small quiet" href="/routing?tab=replay">Another decision</a></div>
      ${replay ? replayed(replay) : nothing}`;
  }

  decision(data) {
    if (!data.record) {
      return this.tab === 'simulate' && router.get('how') === 'body' && !this.wrong ? notice('info', 'Paste what a client sends; the decision appears here.') : nothing;
    }
    const base = read(data.record);
    const profile = this.known.trades[data.record.question.profile];
    const original = tradeOf(base.rows, profile ? tradeFrom(profile) : null);
    const now = wanted(original, this.sliding ?? {});
    const view = now.point !== original.point || now.second !== original.second ? whatIf(base, original, now) : base;
    const pinned = router.get('pin');
    return html`${refusal(data.record)}
      <section class="card"><header><h2>${view.before ? 'What if' : 'Layers'}</h2></header>
        <div class="body stack">${headline(view)}${base.passed.length > 1 ? sliders(original, now, (changes, final) => this.slid(changes, final)) : nothing}</div>
        <sb-layers .view=${view} .pinned=${pinned} .tools=${share(data, { compare: this.comparing(data) })}></sb-layers>
      </section>
      ${data.other ? this.difference(data, base) : nothing}
      <div class="grid two">${whyNot(view, pinned, this.why)}${runnerUp(base)}</div>
      ${asked(base)}`;
  }

  /** What was kept first and what came of it: a replay comes after its record, what one asks now after what was kept. */
  difference({ record, other, replay }, view) {
    const asked = (one) => JSON.stringify({ ...one.question, at: null, seed: null });
    if (!replay && this.tab === 'simulate' && asked(record) === asked(other)) {
      return notice('info', html`Kept ${this.titled(other)}: change the question, and both stand beside each other.`);
    }
    const one = { title: this.titled(record), view };
    const two = { title: this.titled(other), view: read(other) };
    return replay ? diff(one, two) : diff(two, one);
  }

  titled(record) {
    return html`<a class="mono" href="/routing?decision=${record.id}">${record.id}</a> <span class="muted small">${record.mode === 'replay' ? `made again, ${router.get('against')}` : record.mode.replace('_', ' ')}</span>`;
  }

  /** Keeping this decision to hold the next one against. */
  comparing({ record, other, replay }) {
    if (replay || record.mode === 'replay') {
      return nothing;
    }
    return other || router.get('compare')
      ? html`<a class="button small" href=${router.with({ compare: null })}>End comparison</a>`
      : html`<a class="button small" href=${router.with({ compare: record.id })} title="What you ask or open next is held against this one">Compare with the next</a>`;
  }

  /** While a slider moves only the drawing follows; the address when it is let go. */
  slid(changes, final) {
    this.sliding = final ? null : { ...this.sliding, ...changes };
    if (final) {
      router.set(changes, { replace: true });
    }
    this.requestUpdate();
  }

  // ── asking ───────────────────────────────────────────────────────

  ask(fields) {
    const url = addressOf(fields, this.known.providers);
    url === location.pathname + location.search ? this.refresh() : router.go(url);
  }

  async paste(fields) {
    this.body_ = fields.get('body');
    const headers = Object.fromEntries(['project', 'source', 'profile', 'task', 'session'].map((name) => [`x-${name}`, fields.get(name)?.trim()]).filter(([, value]) => value));
    try {
      const record = await readRecord('POST', '/v1/route', bodyOf(this.body_, fields.get('format'), fields.get('model').trim(), ''), { headers });
      this.wrong = null;
      router.go('/routing?' + queryOf({ tab: 'simulate', how: 'body', decision: record.id, compare: router.get('compare') }));
    } catch (error) {
      this.wrong = error instanceof SyntaxError ? { message: `this is no JSON: ${error.message}` } : error;
      this.requestUpdate();
    }
  }
}

customElements.define('page-routing', Routing);
