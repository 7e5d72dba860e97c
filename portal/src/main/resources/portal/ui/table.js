/**
 * A table: sorting by its heads, columns that can be hidden, rows that are links, walking with j
 * and k, and the same rows as CSV.
 *
 * A column is `{id, label, cell(row), value?(row), sort?, oneWay?, num?, filter?, hidden?, wrap?, title?}`.
 * `value` is what it is sorted by here; `sort` is the name by which the API sorts, where it does, and
 * `oneWay` that it does so from the largest alone.
 * `filter` is the parameter that its values are filters of.
 */
import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { keys } from '../core/keys.js';
import { prefs } from '../core/prefs.js';
import { router } from '../core/router.js';
import { pick } from './filters.js';
import { icon } from './icons.js';

class Table extends LitElement {
  static properties = {
    name: { type: String },
    caption: { type: String },
    columns: { attribute: false },
    rows: { attribute: false },
    keyOf: { attribute: false },
    href: { attribute: false },
    current: { attribute: false },
    more: { attribute: false },
    csv: { type: String },
    json: { type: String },
    tall: { type: Boolean },
    tools: { attribute: false },
    plain: { type: Boolean },
    at: { state: true },
    reading: { state: true },
  };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.rows = [];
    this.columns = [];
    this.keyOf = (row) => row.id;
    this.at = -1;
    this.reading = false;
    this.tools = nothing;
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = this.plain ? [] : [keys.on('j', () => this.walk(1)), keys.on('k', () => this.walk(-1)), keys.on('Enter', () => this.enter())];
    this.onPrefs = () => this.requestUpdate();
    prefs.addEventListener('change', this.onPrefs);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo.forEach((each) => each());
    prefs.removeEventListener('change', this.onPrefs);
  }

  /** The order that the address asks for: `sort=-cost` is the largest first. */
  get order() {
    const text = router.get(this.name ? `${this.name}.sort` : 'sort') ?? router.get('sort');
    return text ? { id: text.replace(/^-/, ''), down: text.startsWith('-') } : null;
  }

  get sorted() {
    const order = this.order;
    const column = order && this.columns.find((each) => each.id === order.id);
    if (!column?.value) {
      return this.rows;
    }
    const sign = order.down ? -1 : 1;
    return [...this.rows].sort((a, b) => sign * compare(column.value(a), column.value(b)));
  }

  get shown() {
    const hidden = prefs.hidden(this.name) ?? this.columns.filter((each) => each.hidden).map((each) => each.id);
    return this.columns.filter((each) => !hidden.includes(each.id));
  }

  walk(by) {
    const rows = this.sorted;
    if (!this.href || rows.length === 0 || document.querySelector('dialog.drawer[open]')) {
      return false;
    }
    this.at = Math.max(0, Math.min(rows.length - 1, this.at + by));
    this.updateComplete.then(() => this.querySelectorAll('tbody tr')[this.at]?.querySelector('a.rowlink')?.focus());
    return true;
  }

  enter() {
    const row = this.sorted[this.at];
    if (!row || !this.href || document.activeElement?.closest('a, button')) {
      return false;
    }
    router.go(this.href(row));
    return true;
  }

  async readMore() {
    this.reading = true;
    try {
      await this.more();
    } finally {
      this.reading = false;
    }
  }

  render() {
    const shown = this.shown;
    const rows = this.sorted;
    return html`${this.toolbar()}
      <div class="scroll ${this.tall ? 'tall' : ''}" tabindex="0" role="region" aria-label=${this.caption}>
        <table>
          <caption class="visually-hidden">${this.caption}</caption>
          <thead><tr>${shown.map((column) => this.head(column))}</tr></thead>
          <tbody>${repeat(rows, this.keyOf, (row, i) => this.row(row, i, shown))}</tbody>
        </table>
      </div>
      ${this.more ? html`<div class="more"><button ?disabled=${this.reading} @click=${this.readMore}>${this.reading ? 'Reading …' : 'Show more'}</button></div>` : nothing}`;
  }

  toolbar() {
    if (this.plain) {
      return nothing;
    }
    return html`<div class="tools no-print">
      ${this.tools}<span class="spacer"></span>
      <details class="drop small"><summary>${icon('columns')}<span>Columns</span></summary>
        <div class="pop">
          ${this.columns.map((column) => html`<label class="check"><input type="checkbox" .checked=${this.shown.includes(column)} @change=${() => this.toggle(column)}>${column.label}</label>`)}
          <label class="check"><input type="checkbox" .checked=${prefs.density === 'compact'} @change=${() => (prefs.density = prefs.density === 'compact' ? 'normal' : 'compact')}>Compact rows</label>
        </div>
      </details>
      ${this.csv ? html`<a class="button small" href=${this.csv} @click=${(event) => download(event, this.csv, 'text/csv', `${this.name}.csv`)}>${icon('download')}CSV</a>` : nothing}
      ${this.json || this.csv ? html`<a class="button small" href=${this.json ?? this.csv} target="_blank">JSON</a>` : nothing}
    </div>`;
  }

  toggle(column) {
    const hidden = this.columns.filter((each) => !this.shown.includes(each)).map((each) => each.id);
    prefs.hide(this.name, hidden.includes(column.id) ? hidden.filter((id) => id !== column.id) : [...hidden, column.id]);
  }

  head(column) {
    const order = this.order;
    const sortable = column.sort !== undefined || column.value !== undefined;
    const direction = order?.id === column.id ? (order.down ? 'descending' : 'ascending') : 'none';
    const name = this.name && !column.sort ? `${this.name}.sort` : 'sort';
    const next = direction !== 'descending' ? '-' + column.id : column.oneWay ? null : column.id;
    return html`<th scope="col" class="${column.num ? 'num' : ''} ${column.wrap ? 'wrap' : ''}" aria-sort=${sortable && direction !== 'none' ? direction : nothing} title=${column.title ?? nothing}>
      ${sortable ? html`<button @click=${() => router.set({ [name]: next }, { replace: true })}>${column.label}${direction === 'none' ? nothing : icon(direction === 'descending' ? 'down' : 'up')}</button>` : column.label}
    </th>`;
  }

  row(row, i, shown) {
    const key = this.keyOf(row);
    const href = this.href?.(row);
    const current = this.current !== undefined && this.current !== null ? key === this.current : i === this.at;
    return html`<tr class=${current ? 'current' : ''} aria-current=${current ? 'true' : nothing} @click=${(event) => this.clicked(event, href)}>
      ${shown.map((column, n) => html`<td class="${column.num ? 'num' : ''} ${column.wrap ? 'wrap' : ''}">${this.cell(column, row, n === 0 ? href : null)}</td>`)}
    </tr>`;
  }

  cell(column, row, href) {
    const content = href ? html`<a class="rowlink" href=${href}>${column.cell(row)}</a>` : column.cell(row);
    if (!column.filter) {
      return content;
    }
    return html`<span class="cell"><span class="cut">${content}</span>${pick(column.filter, row[column.filter])}</span>`;
  }

  clicked(event, href) {
    if (href && !event.target.closest('a, button, input, details') && getSelection().isCollapsed) {
      if (event.metaKey || event.ctrlKey) {
        window.open(href, '_blank');
      } else {
        router.go(href);
      }
    }
  }
}

/** What is absent comes first when ascending. */
function compare(a, b) {
  if (a === b) {
    return 0;
  }
  if (a === null || a === undefined) {
    return -1;
  }
  if (b === null || b === undefined) {
    return 1;
  }
  return typeof a === 'string' ? a.localeCompare(b) : a - b;
}

/** Saves what `url` answers in the form of `type`. */
async function download(event, url, type, name) {
  event.preventDefault();
  const response = await fetch(url, { headers: { accept: type } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

customElements.define('sb-table', Table);
