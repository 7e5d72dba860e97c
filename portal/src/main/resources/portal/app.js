/** The frame: side bar, top bar, the page that the address names. */
import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { element } from './core/element.js';
import { api } from './core/api.js';
import { keys } from './core/keys.js';
import { live } from './core/live.js';
import { prefs } from './core/prefs.js';
import { router } from './core/router.js';
import { clock } from './core/format.js';
import { pages } from './pages/pages.js';
import { icon } from './ui/icons.js';
import { mark } from './ui/mark.js';
import { banner, troublesOf } from './ui/banners.js';
import { empty } from './ui/state.js';
import { told } from './ui/toasts.js';
import { help } from './ui/help.js';
import { palette } from './ui/palette.js';
import './ui/time.js';

/** Not more often: what is missing after that is a fault of the gateway. */
const RELOAD_MS = 30000;
const HEALTH_MS = 15000;
const THEMES = [null, 'light', 'dark'];

class App extends LitElement {
  static properties = { open: { state: true }, ready: { state: true }, failure: { state: true }, health: { state: true }, hidden: { state: true }, troubles: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.open = false;
    this.ready = null;
    this.failure = null;
    this.health = null;
    /** Troubles that one does not want to be told of again, as long as they last. */
    this.hidden = new Set();
    this.troubles = [];
    /** Ids of all that was not as it should be when it was asked last. */
    this.noted = [];
  }

  connectedCallback() {
    super.connectedCallback();
    router.addEventListener('change', () => this.show());
    prefs.addEventListener('change', () => this.requestUpdate());
    live.addEventListener('status', () => this.requestUpdate());
    document.addEventListener('visibilitychange', () => this.watchHealth());
    api.addEventListener('me', () => this.requestUpdate());
    api.addEventListener('expired', () => this.toLogin());
    keys.on('Ctrl+K', palette);
    keys.on('/', () => this.focusSearch());
    keys.on('?', help);
    keys.on('d', () => this.nextTheme());
    keys.on('t', () => this.openRange());
    keys.on('Escape', () => this.escape());
    this.begin();
  }

  async begin() {
    try {
      await api.identify();
      this.readHealth();
      await this.show();
    } catch (error) {
      this.failure = error;
    }
  }

  /** What the gateway says of itself, again and again while somebody looks; anybody may know that. */
  async readHealth() {
    clearTimeout(this.nextHealth);
    try {
      this.health = await api.get('/health');
      this.failure = null;
      this.note(troublesOf(this.health));
    } catch (error) {
      this.failure = error;
    }
    this.nextHealth = setTimeout(() => this.readHealth(), HEALTH_MS);
  }

  /** What may be over in a moment is told when it is there the second time. */
  note(troubles) {
    const ids = troubles.map((each) => each.id);
    this.troubles = troubles.filter((each) => !each.brief || this.noted.includes(each.id));
    this.noted = ids;
    this.hidden = new Set([...this.hidden].filter((id) => ids.includes(id)));
  }

  /** A tab that nobody sees asks nothing. */
  watchHealth() {
    clearTimeout(this.nextHealth);
    if (!document.hidden) {
      this.readHealth();
    }
  }

  async show() {
    this.open = false;
    const page = router.page;
    if (page && page.role !== null && api.me === null) {
      this.toLogin();
      return;
    }
    if (page) {
      try {
        await page.load();
      } catch (error) {
        this.reload(error);
        return;
      }
    }
    if (router.page === page) {
      const moved = this.ready !== page;
      this.ready = page;
      document.title = `${page?.title ?? 'Not found'} · Signalbox`;
      if (moved) {
        await this.updateComplete;
        scrollTo(0, 0);
        this.querySelector('main')?.focus({ preventScroll: true });
      }
      this.requestUpdate();
    }
  }

  /** A module that is not there: the gateway was updated under an open tab, which starts anew once. */
  reload(error) {
    const last = Number(sessionStorage.getItem('signalbox.reloaded') ?? 0);
    if (Date.now() - last > RELOAD_MS) {
      sessionStorage.setItem('signalbox.reloaded', String(Date.now()));
      location.reload();
    } else {
      told(error);
    }
  }

  toLogin() {
    if (router.path !== '/login') {
      const back = router.path + location.search;
      router.go(back === '/' ? '/login' : `/login?next=${encodeURIComponent(back)}`, { replace: true });
    }
  }

  focusSearch() {
    const field = this.querySelector('main input[type="search"]');
    if (!field) {
      palette();
      return;
    }
    field.focus();
  }

  openRange() {
    const choice = this.querySelector('#range');
    if (!choice) {
      return false;
    }
    choice.open = !choice.open;
    choice.querySelector('summary').focus();
    return true;
  }

  escape() {
    if (this.open) {
      this.open = false;
      return true;
    }
    return false;
  }

  nextTheme() {
    prefs.theme = THEMES[(THEMES.indexOf(prefs.theme) + 1) % THEMES.length];
  }

  async logout() {
    try {
      await api.post('/v1/logout');
    } catch (error) {
      told(error);
    }
    await api.identify();
    if (api.me === null) {
      router.go('/login');
    } else {
      router.go('/');
    }
  }

  // ── drawing ──────────────────────────────────────────────────────

  render() {
    const bare = router.page?.tag === 'page-login';
    this.toggleAttribute('bare', bare);
    return html`<a class="skip" href="#main" @click=${this.skip}>Skip to the content</a>
      ${bare ? nothing : this.side()} ${this.open ? html`<div class="scrim" @click=${() => (this.open = false)}></div>` : nothing}
      ${bare ? nothing : this.top()}
      ${this.banners()}
      <main id="main" tabindex="-1">${this.page()}</main>
      <sb-toasts></sb-toasts>`;
  }

  skip(event) {
    event.preventDefault();
    document.querySelector('main').focus();
  }

  side() {
    const groups = [...new Set(pages.map((page) => page.group))].filter((group) => group !== null);
    return html`<aside class="side ${this.open ? 'open' : ''}" aria-label="Signalbox" @keydown=${(event) => event.key === 'Escape' && (this.open = false)}>
      <a class="brand" href="/" aria-label="Signalbox, to the overview"><img src="icon.svg" alt="" width="26" height="26">Signalbox</a>
      <nav aria-label="Pages">
        ${groups.map((group) => html`<h2 id="nav-${group}">${group}</h2>
          <ul aria-labelledby="nav-${group}">${pages.filter((page) => page.group === group && api.may(page.role)).map((page) => this.link(page))}
            ${group === 'Learn' ? html`<li><a href="/docs/api">${icon('bolt')}API reference</a></li>` : nothing}</ul>`)}
      </nav>
      <footer>
        <span>${this.health ? html`Signalbox ${this.health.version}` : 'Signalbox'}</span>
        ${this.liveMark()}
      </footer>
    </aside>`;
  }

  link(page) {
    const here = router.page === page;
    return html`<li><a href="/${page.path}" aria-current=${here ? 'page' : nothing} title=${page.key ? `g ${page.key}` : nothing}>${icon(page.icon)}${page.title}</a></li>`;
  }

  liveMark() {
    switch (live.status) {
      case 'open':
        return mark('ok', 'live');
      case 'broken':
        return mark('warn', live.heardAt ? `reconnecting, data from ${clock(live.heardAt)}` : 'reconnecting');
      case 'connecting':
        return mark('none', 'connecting');
      default:
        return mark('none', 'not live');
    }
  }

  top() {
    const theme = prefs.theme;
    return html`<header class="top">
      <button class="icon quiet menu" aria-label="Menu" aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>${icon('menu')}</button>
      <button class="search" @click=${palette}>${icon('search')}<span class="cut">Find a page, a model, a request</span><kbd class="wide">Ctrl K</kbd></button>
      <span class="spacer"></span>
      <button class="icon quiet" aria-label="Theme: ${theme ?? 'as the system'}" title="Theme: ${theme ?? 'as the system'} (d)" @click=${this.nextTheme}>${icon(theme === 'light' ? 'sun' : theme === 'dark' ? 'moon' : 'half')}</button>
      <button class="icon quiet wide" aria-label="Keys" title="Keys (?)" @click=${help}>${icon('question')}</button>
      ${this.who()}
    </header>`;
  }

  who() {
    const me = api.me;
    if (me === null) {
      return html`<a class="button" href="/login">Log in</a>`;
    }
    if (me.by === 'open') {
      return html`<span class="tag warn" title="No key and no login is needed here">open</span>`;
    }
    return html`<span class="who"><span class="cut">${me.user ?? me.label}</span><span class="tag">${me.role}</span></span>
      ${me.by === 'session' ? html`<button class="quiet" @click=${this.logout}>Log out</button>` : nothing}`;
  }

  banners() {
    const troubles = this.troubles.filter((each) => !this.hidden.has(each.id));
    if (!this.failure && troubles.length === 0) {
      return nothing;
    }
    return html`<section class="banners" aria-label="Trouble">
      ${this.failure ? banner({ kind: 'bad', content: `The gateway does not answer: ${this.failure.message}.` }, { retry: () => this.readHealth() }) : nothing}
      ${repeat(troubles, (each) => each.id, (each) => banner(each, { hide: () => this.hide(each.id) }))}</section>`;
  }

  hide(id) {
    this.hidden = new Set([...this.hidden, id]);
    this.querySelector('main')?.focus({ preventScroll: true });
  }

  page() {
    if (this.ready === null) {
      return router.page === null ? empty('There is no such page', router.path, html`<a class="button primary" href="/">To the overview</a>`) : nothing;
    }
    return element(this.ready.tag);
  }
}

customElements.define('sb-app', App);
