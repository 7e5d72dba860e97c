/** Logging in with a name and a password, or with the company's own provider of identities. */
import { LitElement, html, nothing } from 'lit';
import { api } from '../core/api.js';
import { match, router } from '../core/router.js';
import { hasPath } from '../ui/schema.js';
import { told } from '../ui/toasts.js';

class Login extends LitElement {
  static properties = { wrong: { state: true }, busy: { state: true }, single: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.wrong = null;
    this.busy = false;
    this.single = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.updateComplete.then(() => this.querySelector('input')?.focus());
    hasPath('/v1/login/oidc').then((there) => (this.single = there), told);
  }

  /** Where one wanted to go: a page of the portal, nothing else. */
  get next() {
    const wanted = router.get('next', '/');
    return wanted.startsWith('/') && !wanted.startsWith('//') && match(new URL(wanted, location.origin).pathname).page ? wanted : '/';
  }

  async submit(event) {
    event.preventDefault();
    const fields = new FormData(event.target);
    this.busy = true;
    this.wrong = null;
    try {
      await api.post('/v1/login', { username: fields.get('username'), password: fields.get('password') });
      await api.identify();
      router.go(this.next, { replace: true });
    } catch (error) {
      this.wrong = error;
      this.updateComplete.then(() => this.querySelector('[name="password"]')?.select());
    }
    this.busy = false;
  }

  render() {
    return html`<div class="login card">
      <form class="body stack" @submit=${this.submit}>
        <div class="row"><img src="icon.svg" alt="" width="32" height="32"><h1>Log in to Signalbox</h1></div>
        ${api.me?.by === 'open' ? html`<p class="notice info">This gateway is open: no login is needed. <a href="/">To the overview</a></p>` : nothing}
        <label class="field">Name<input name="username" autocomplete="username" required maxlength="128" autocapitalize="none" spellcheck="false"></label>
        <label class="field">Password<input name="password" type="password" autocomplete="current-password" required></label>
        ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong.message}</p>` : nothing}
        <button class="primary" ?disabled=${this.busy}>${this.busy ? 'Checking …' : 'Log in'}</button>
        ${this.single ? html`<a class="button" href="/v1/login/oidc">Log in with single sign-on</a>` : nothing}
      </form>
    </div>`;
  }
}

customElements.define('page-login', Login);
