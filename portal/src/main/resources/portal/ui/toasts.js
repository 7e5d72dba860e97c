/** Short news at the edge of the window, read out politely. */
import { LitElement, html } from 'lit';

const STAYS_MS = 5000;
const MOST = 4;

class Toasts extends LitElement {
  static properties = { all: { state: true } };

  constructor() {
    super();
    this.all = [];
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute('role', 'status');
    this.setAttribute('aria-live', 'polite');
    this.popover = 'manual';
  }

  /** Shown anew with each of them, so that they are above a dialog that came after them. */
  updated() {
    if (this.matches(':popover-open')) {
      this.hidePopover();
    }
    if (this.all.length > 0) {
      this.showPopover();
    }
  }

  add(text, kind) {
    const one = { text, kind };
    this.all = [...this.all, one].slice(-MOST);
    setTimeout(() => (this.all = this.all.filter((each) => each !== one)), kind === 'bad' ? STAYS_MS * 2 : STAYS_MS);
  }

  render() {
    return this.all.map((each) => html`<div class="toast ${each.kind}">${each.text}</div>`);
  }
}

customElements.define('sb-toasts', Toasts);

/** @param {'good'|'bad'} kind */
export function toast(text, kind = 'good') {
  document.querySelector('sb-toasts')?.add(text, kind);
}

/** Says what a change met with. */
export function told(error) {
  toast(error.requestId ? `${error.message} (${error.requestId})` : error.message, 'bad');
}
