/** The inspector at the right of the list. The browser keeps the focus inside while it is open. */
import { LitElement, html } from 'lit';
import { router } from '../../core/router.js';
import './inspector.js';

/** What belongs to the drawer in the address. */
const SHUT = { open: null, view: null, why: null, as: null };

class Drawer extends LitElement {
  static properties = { rid: { type: String }, query: { attribute: false }, order: { attribute: false } };

  createRenderRoot() {
    return this;
  }

  async firstUpdated() {
    this.querySelector('dialog').showModal();
    await this.querySelector('sb-inspector').updateComplete;
    this.querySelector('h2')?.focus();
  }

  shut() {
    if (router.get('open') === this.rid) {
      router.set(SHUT);
    }
  }

  render() {
    return html`<dialog class="drawer" aria-label="Request ${this.rid}" @close=${this.shut} @click=${(event) => event.target === event.currentTarget && event.currentTarget.close()}>
      <div class="inside"><sb-inspector drawer .rid=${this.rid} .query=${this.query} .order=${this.order}></sb-inspector></div>
    </dialog>`;
  }
}

customElements.define('sb-drawer', Drawer);
