/** The views that statements may read, with their columns, as the gateway tells them. */
import { LitElement, html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { failed } from '../../ui/state.js';

/** They are the same as long as the gateway runs. */
let known = null;

class Views extends LitElement {
  static properties = { insert: { attribute: false }, look: { attribute: false }, views: { state: true }, problem: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.views = known;
    this.problem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.views === null) {
      this.read();
    }
  }

  async read() {
    this.problem = null;
    try {
      known = (await api.get('/v1/ask/views')).data;
      this.views = known;
    } catch (error) {
      this.problem = error;
    }
  }

  render() {
    const chosen = router.get('view');
    return html`<section class="card" aria-label="Views and columns"><header><h2>Views</h2></header><div class="body">
      ${this.problem ? failed(this.problem, () => this.read()) : nothing}
      ${(this.views ?? []).map((view) => html`<details ?open=${view.name === chosen}><summary><code>${view.name}</code></summary>
        <p class="hint">${plain(view.meaning)}.</p>
        <dl class="columns">${view.columns.map((column) => html`<dt><button class="link" title="Put it into the statement" @click=${() => this.insert(column.name)}><code>${column.name}</code></button> <span class="muted small">${column.type}</span></dt><dd class="hint">${meaning(column)}</dd>`)}</dl>
        <button class="small" @click=${() => this.look(view.name)}>Look at it</button></details>`)}
    </div></section>`;
  }
}

/** Without the marks that code has in documents. */
const plain = (text) => text.replaceAll('`', '');

function meaning({ meaning: text, unit, values }) {
  const allowed = values.length ? `; one of ${values.map((value) => value || 'empty').join(', ')}` : '';
  return `${plain(text)}${unit ? ` (${unit})` : ''}${allowed}`;
}

customElements.define('sb-ask-views', Views);
