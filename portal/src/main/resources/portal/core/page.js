/**
 * What every page does the same: it reads what it shows, says so while it reads, when there is
 * nothing, when it failed, when one may not see it, and when it is no longer fresh.
 */
import { LitElement, html, nothing } from 'lit';
import { api, ApiError } from './api.js';
import { live } from './live.js';
import { prefs } from './prefs.js';
import { router } from './router.js';
import { empty, failed, filteredEmpty, firstRun, forbidden, notice, skeleton, STATES } from '../ui/state.js';

const SKELETON_AFTER_MS = 150;
/** What the stream tells may be stored a moment later. */
const STORED_AFTER_MS = [300, 2000];

export class Page extends LitElement {
  static properties = { data: { state: true }, problem: { state: true }, waiting: { state: true }, readAt: { state: true } };

  /** Parameters of the address that only change what is drawn, not what is read. */
  static drawn = ['tab', 'open', 'state', 'refresh'];

  /** Whether the first request of all fills the page, which then waits for it. */
  static awaitsRequests = false;

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.data = null;
    this.problem = null;
    this.waiting = false;
    this.readAt = null;
    this.undo = [];
    this.awaited = null;
  }

  // ── what a page says ─────────────────────────────────────────────

  /** Reads what the page shows. One list call a page. @returns {Promise<object>} */
  async load(_query, _signal) {
    return {};
  }

  /** Whether `data` holds nothing to show. */
  isEmpty(_data) {
    return false;
  }

  /** Names of the filters in force, which may be why there is nothing. */
  filters() {
    return [];
  }

  /** What is drawn of `data`. */
  content(_data) {
    return nothing;
  }

  /** What is drawn before there ever was anything. */
  first() {
    return firstRun();
  }

  /** What stands above the content whatever its state; usually the heading and its tools. */
  header() {
    return nothing;
  }

  /** Sentences about what could not be read, where the rest is shown all the same. */
  missing(_data) {
    return [];
  }

  // ── how it is done ───────────────────────────────────────────────

  connectedCallback() {
    super.connectedCallback();
    this.listen(router, 'change', () => this.moved());
    this.listen(prefs, 'change', () => this.requestUpdate());
    this.listen(live, 'status', () => this.requestUpdate());
    this.readKey = null;
    this.moved();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo.forEach((each) => each());
    this.undo = [];
    this.awaitFirst(null);
    this.reading?.abort();
    clearInterval(this.timer);
    clearTimeout(this.slow);
  }

  /** Listens to an event until the page is left. */
  listen(target, name, listener) {
    target.addEventListener(name, listener);
    this.undo.push(() => target.removeEventListener(name, listener));
  }

  /** Listens to a topic of the live stream until the page is left. */
  follow(topic, listener) {
    this.undo.push(live.on(topic, listener));
  }

  moved() {
    if (router.page?.tag !== this.localName) {
      return;
    }
    const query = new URLSearchParams(router.query);
    this.constructor.drawn.forEach((name) => query.delete(name));
    const key = router.path + '?' + query;
    this.setTimer();
    if (key !== this.readKey) {
      this.readKey = key;
      this.refresh();
    }
    this.requestUpdate();
  }

  /** "It appears here" is meant: the page reads again when the first request comes. */
  awaitFirst(state) {
    const waits = this.constructor.awaitsRequests && state === 'first-run' && router.get('state') === null;
    if (waits && this.awaited === null) {
      this.awaited = live.on('record', () => STORED_AFTER_MS.forEach((ms) => setTimeout(() => this.awaited && this.refresh(), ms)));
    } else if (!waits && this.awaited !== null) {
      this.awaited();
      this.awaited = null;
    }
  }

  /** Whether the page is to change by itself as things happen. */
  get isLive() {
    return router.get('refresh') === 'live';
  }

  /** Reads every so many seconds where the address says so: `refresh=30s`. */
  setTimer() {
    clearInterval(this.timer);
    const seconds = /^(\d+)s$/.exec(router.get('refresh', ''))?.[1];
    if (seconds) {
      this.timer = setInterval(() => document.hidden || this.refresh(), Math.max(5, Number(seconds)) * 1000);
    }
  }

  /** Reads again; what is shown stays until the new is there. */
  async refresh() {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    clearTimeout(this.slow);
    this.slow = setTimeout(() => (this.waiting = true), SKELETON_AFTER_MS);
    try {
      const data = await this.load(new URLSearchParams(router.query), reading.signal);
      if (!reading.signal.aborted) {
        this.data = data;
        this.problem = null;
        this.readAt = Date.now();
      }
    } catch (error) {
      if (error.name !== 'AbortError' && !reading.signal.aborted) {
        this.problem = error;
        if (!(error instanceof ApiError)) {
          console.error(error);
        }
      }
    } finally {
      if (this.reading === reading) {
        clearTimeout(this.slow);
        this.waiting = false;
        this.dispatchEvent(new CustomEvent('settled', { bubbles: true }));
      }
    }
  }

  /** `?state=…` shows a state on purpose; the tests of the pages look at each. */
  get state() {
    const forced = router.get('state');
    if (STATES.includes(forced)) {
      return forced;
    }
    if (this.problem && !this.data) {
      return this.problem.forbidden ? 'forbidden' : 'error';
    }
    if (!this.data) {
      return 'loading';
    }
    if (this.isEmpty(this.data)) {
      return this.filters().length > 0 ? 'filtered-empty' : 'first-run';
    }
    return this.problem || (this.isLive && live.status === 'broken') ? 'stale' : 'ready';
  }

  render() {
    const state = this.state;
    this.setAttribute('data-state', state);
    this.toggleAttribute('aria-busy', state === 'loading');
    this.awaitFirst(state);
    return html`${this.header()}${this.body(state)}`;
  }

  body(state) {
    switch (state) {
      case 'loading':
        return this.waiting || router.get('state') ? skeleton() : nothing;
      case 'error':
        return failed(this.problem ?? EXAMPLE, () => this.refresh());
      case 'forbidden':
        return forbidden(this.problem);
      case 'first-run':
        return this.first();
      case 'filtered-empty':
        return filteredEmpty(this.filters());
      case 'empty':
        return empty('Nothing here yet', '');
      case 'stale':
        return html`${this.staleNotice()}${this.data ? this.content(this.data) : skeleton()}`;
      case 'partial':
        return html`${this.partial(['a provider could not be reached'])}${this.data ? this.content(this.data) : skeleton()}`;
      default:
        return html`${this.partial(this.missing(this.data))}${this.content(this.data)}`;
    }
  }

  staleNotice() {
    const why = this.problem ? this.problem.message : 'the live stream is interrupted, trying again';
    return notice('warn', html`Not fresh: ${why}. Data from <sb-time .at=${this.readAt ?? Date.now()} exact></sb-time>.`, () => this.refresh());
  }

  partial(sentences) {
    return sentences.map((each) => notice('warn', html`Incomplete: ${each}.`));
  }
}

/** What `?state=error` shows. */
const EXAMPLE = new ApiError({ status: 503, code: 'reader_busy', message: 'too many questions are being answered; try again in 2 seconds', param: null, requestId: 'req_example' });
