/** Code to be copied: one text, or the same in several languages. */
import { LitElement, html, nothing } from 'lit';
import { toast } from './toasts.js';
import { icon } from './icons.js';

class Code extends LitElement {
  static properties = { samples: { attribute: false }, text: { type: String }, label: { type: String }, wrap: { type: Boolean }, chosen: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.samples = null;
    this.text = '';
    this.label = '';
    this.wrap = false;
    this.chosen = 0;
  }

  get all() {
    return this.samples ?? [{ label: this.label, text: this.text }];
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.all[this.chosen].text);
      toast('Copied');
    } catch {
      const selection = getSelection();
      selection.selectAllChildren(this.querySelector('pre'));
      toast('Selected: copy it with Ctrl+C');
    }
  }

  step(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) {
      this.chosen = (this.chosen + by + this.all.length) % this.all.length;
      this.updateComplete.then(() => this.querySelector('[role="tab"][aria-selected="true"]').focus());
    }
  }

  render() {
    const all = this.all;
    const sample = all[Math.min(this.chosen, all.length - 1)];
    return html`<div class="code ${this.wrap ? 'wrap' : ''}">
      <div class="bar">
        ${all.length > 1
          ? html`<div role="tablist" aria-label="Languages" @keydown=${this.step}>
              ${all.map((each, i) => html`<button role="tab" tabindex=${i === this.chosen ? 0 : -1} aria-selected=${i === this.chosen} @click=${() => (this.chosen = i)}>${each.label}</button>`)}
            </div>`
          : html`<span class="title">${sample.label || nothing}</span>`}
        <button class="quiet small" title="Copy" @click=${this.copy}>${icon('copy')}<span class="visually-hidden">Copy ${sample.label}</span></button>
      </div>
      <pre tabindex="0" aria-label=${sample.label || 'code'} role="group">${sample.text}</pre>
    </div>`;
  }
}

customElements.define('sb-code', Code);
