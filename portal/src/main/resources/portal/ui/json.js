/**
 * JSON as a tree that can be folded. Only what is open is drawn, of a long list a part at a time, of
 * a long text the beginning: a body of megabytes must not freeze the page.
 */
import { LitElement, html, nothing } from 'lit';
import { count, plural } from '../core/format.js';
import { toast } from './toasts.js';
import { icon } from './icons.js';

const CHILDREN_AT_ONCE = 100;
/** How many children a branch may have to be open at first, by level; what is below these levels is small or closed. */
const OPEN_AT_FIRST = [Infinity, 30, 10];
const TEXT_AT_ONCE = 600;
const TEXT_AT_MOST = 200000;
const COPIED_AT_MOST = 5000000;

const isBranch = (value) => value !== null && typeof value === 'object';

/** `<sb-json label="Body" .value=${value} .depth=${2}>`: `depth` levels are open at first. */
class Json extends LitElement {
  static properties = { value: { attribute: false }, label: { type: String }, depth: { type: Number }, turned: { state: true }, more: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.value = null;
    this.label = 'JSON';
    this.depth = 2;
    this.turned = new Set();
    this.more = new Map();
  }

  willUpdate(changed) {
    if (changed.has('value')) {
      this.turned = new Set();
      this.more = new Map();
    }
  }

  isOpen(path, level, size) {
    return (level < this.depth && size <= (OPEN_AT_FIRST[level] ?? 10)) !== this.turned.has(path);
  }

  turn(path) {
    const turned = new Set(this.turned);
    turned.delete(path) || turned.add(path);
    this.turned = turned;
  }

  showMore(path, by) {
    this.more = new Map(this.more).set(path, (this.more.get(path) ?? 0) + by);
  }

  async copy() {
    const text = JSON.stringify(this.value, null, 2) ?? '';
    if (text.length > COPIED_AT_MOST) {
      toast('Too long for the clipboard', 'bad');
      return;
    }
    try {
      await navigator.clipboard.writeText(text);
      toast('Copied');
    } catch {
      toast('The browser does not allow copying here', 'bad');
    }
  }

  render() {
    return html`<div class="code json">
      <div class="bar"><span class="title">${this.label}</span>
        <button class="quiet small" title="Copy" @click=${this.copy}>${icon('copy')}<span class="visually-hidden">Copy ${this.label}</span></button></div>
      <div class="tree" tabindex="0" role="group" aria-label=${this.label}>${this.node(null, this.value, '$', 0, true)}</div>
    </div>`;
  }

  node(name, value, path, level, last) {
    if (!isBranch(value)) {
      return html`<div class="leaf">${this.name(name)}${this.leaf(value, path)}${last ? nothing : ','}</div>`;
    }
    const isList = Array.isArray(value);
    const size = isList ? value.length : Object.keys(value).length;
    const [before, after] = isList ? '[]' : '{}';
    if (size === 0) {
      return html`<div class="leaf">${this.name(name)}<span class="muted">${before}${after}</span>${last ? nothing : ','}</div>`;
    }
    const open = this.isOpen(path, level, size);
    return html`<div class="branch">
      <button class="fold" aria-expanded=${open} @click=${() => this.turn(path)}>${icon(open ? 'down' : 'right')}${this.name(name)}<span class="muted">${before}${open ? nothing : html` ${plural(size, isList ? 'entry' : 'field', isList ? 'entries' : 'fields')} ${after}`}</span></button>
      ${open ? html`<div class="inner">${this.members(value, isList, path, level, size)}</div><div class="muted">${after}${last ? nothing : ','}</div>` : nothing}
    </div>`;
  }

  members(value, isList, path, level, size) {
    const most = CHILDREN_AT_ONCE + (this.more.get(path) ?? 0);
    const names = isList ? null : Object.keys(value).slice(0, most);
    const shown = isList ? value.slice(0, most) : names.map((name) => value[name]);
    return html`${shown.map((each, i) => this.node(names ? names[i] : null, each, `${path}/${names ? names[i] : i}`, level + 1, i === size - 1))}
      ${size > most ? html`<button class="link" @click=${() => this.showMore(path, CHILDREN_AT_ONCE * 5)}>${count(size - most)} more</button>` : nothing}`;
  }

  name(name) {
    return name === null ? nothing : html`<span class="name">${JSON.stringify(name.length > 200 ? name.slice(0, 200) + '…' : name)}</span>: `;
  }

  leaf(value, path) {
    if (typeof value !== 'string') {
      return html`<span class="atom">${String(value)}</span>`;
    }
    const most = Math.min(TEXT_AT_MOST, TEXT_AT_ONCE + (this.more.get(path) ?? 0));
    if (value.length <= most) {
      return html`<span class="str">${JSON.stringify(value)}</span>`;
    }
    return html`<span class="str">${JSON.stringify(value.slice(0, most))}</span>
      ${most < TEXT_AT_MOST ? html`<button class="link" @click=${() => this.showMore(path, TEXT_AT_MOST)}>… ${count(value.length - most)} characters more</button>` : html`<span class="muted">… ${count(value.length - most)} characters more are not drawn; copy to have them</span>`}`;
  }
}

customElements.define('sb-json', Json);
