/** A moment: how long ago, and exactly when one points at it. */
import { LitElement, html } from 'lit';
import { ago, time } from '../core/format.js';

class Time extends LitElement {
  static properties = { at: { attribute: false }, exact: { type: Boolean } };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), 10000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  render() {
    if (!this.at) {
      return html`<span class="muted">–</span>`;
    }
    const iso = new Date(this.at).toISOString();
    return html`<time class="nowrap" datetime=${iso} title=${time(this.at)}>${this.exact ? time(this.at) : ago(this.at)}</time>`;
  }
}

customElements.define('sb-time', Time);
