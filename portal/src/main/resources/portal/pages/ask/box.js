/** The question box: a field with ways to go on below it. */
import { LitElement, html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { icon } from '../../ui/icons.js';

const WAIT_MS = 120;

/** `<sb-ask-box .value=${question} @asked=${event}>`; the event's detail is the question. */
class AskBox extends LitElement {
  static properties = { value: { type: String }, busy: { type: Boolean }, found: { state: true }, at: { state: true }, open: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.value = '';
    this.busy = false;
    this.found = [];
    this.at = -1;
    this.open = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.reading?.abort();
  }

  typed(event) {
    this.value = event.target.value;
    this.at = -1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.complete(), WAIT_MS);
  }

  async complete() {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    if (this.value.trim() === '') {
      this.open = false;
      return;
    }
    try {
      const { data } = await api.get('/v1/ask/completions', { q: this.value }, reading.signal);
      this.found = data.filter((each) => each !== this.value.trim());
      this.open = this.found.length > 0 && this.contains(document.activeElement);
    } catch {
      this.open = false; // the box works without them
    }
  }

  keyed(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && this.open) {
      event.preventDefault();
      this.at = (this.at + by + this.found.length + (this.at < 0 && by < 0 ? 1 : 0)) % this.found.length;
    } else if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.open = false;
    } else if ((event.key === 'Tab' || event.key === 'Enter') && this.open && this.at >= 0) {
      event.preventDefault();
      this.choose(this.found[this.at]);
    }
  }

  choose(text) {
    this.value = text;
    this.at = -1;
    this.querySelector('input').focus();
    this.complete();
  }

  submit(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    this.reading?.abort();
    this.open = false;
    if (this.value.trim()) {
      this.dispatchEvent(new CustomEvent('asked', { detail: this.value.trim() }));
    }
  }

  render() {
    return html`<form class="askbox" role="search" aria-label="Ask your data" @submit=${this.submit} @focusout=${(event) => this.contains(event.relatedTarget) || (this.open = false)}>
      <input type="search" name="q" aria-label="Question" placeholder="cost by project last 7 days" maxlength="1000" autocomplete="off" spellcheck="false" .value=${this.value}
        role="combobox" aria-autocomplete="list" aria-expanded=${this.open} aria-controls="ask-found" aria-activedescendant=${this.at >= 0 ? `ask-${this.at}` : nothing} @input=${this.typed} @keydown=${this.keyed} @focus=${() => this.complete()}>
      <button class="primary" ?disabled=${this.busy}>${icon('search')}Ask</button>
      <div id="ask-found" role="listbox" aria-label="Ways to go on" ?hidden=${!this.open}>
        ${this.found.map((each, i) => html`<div role="option" id="ask-${i}" aria-selected=${i === this.at} @pointerdown=${(event) => (event.preventDefault(), this.choose(each))}>${each}</div>`)}
      </div>
    </form>`;
  }
}

customElements.define('sb-ask-box', AskBox);
