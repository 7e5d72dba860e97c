/** Saved views: addresses of this page under a name, for oneself or for all. */
import { LitElement, html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { attempt, confirm, form } from '../../ui/dialog.js';
import { toast } from '../../ui/toasts.js';
import { icon } from '../../ui/icons.js';

const PAGE = 'requests';
/** What of an address is of the moment. */
const PASSING = ['open', 'view', 'why', 'as', 'pair', 'state'];

class Views extends LitElement {
  static properties = { all: { state: true }, problem: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.all = null;
    this.problem = null;
  }

  /** Read when the list is opened, not with every page view. */
  async opened(event) {
    if (event.target.open) {
      await this.read();
    }
  }

  async read() {
    try {
      this.all = (await api.get('/v1/views')).data.filter((each) => each.page === PAGE);
      this.problem = null;
    } catch (error) {
      this.problem = error;
    }
  }

  render() {
    return html`<details class="drop start small" @toggle=${this.opened} @keydown=${escape}>
      <summary>${icon('bookmark')}Views</summary>
      <div class="pop saved">
        ${this.problem ? html`<p class="wrong" role="alert">${this.problem.message}</p>` : this.list()}
        <button class="small" @click=${this.save}>${icon('plus')}Save this view</button>
      </div>
    </details>`;
  }

  list() {
    if (this.all === null) {
      return html`<p class="muted">Reading …</p>`;
    }
    return this.all.length === 0
      ? html`<p class="muted">None yet. A view keeps span, filters and order of this page.</p>`
      : html`<ul>${this.all.map((view) => html`<li>
          <a class="cut" href="/requests?${view.query}" title=${view.query} @click=${(event) => (event.target.closest('details').open = false)}>${view.name}</a>
          ${view.shared ? html`<span class="tag" title=${view.by ? `Saved by ${view.by}` : 'Shared'}>shared</span>` : nothing}
          ${this.mayDelete(view) ? html`<button class="quiet small" aria-label="Delete the view ${view.name}" @click=${() => this.takeOut(view)}>${icon('trash')}</button>` : nothing}
        </li>`)}</ul>`;
  }

  mayDelete(view) {
    return view.own || (view.shared && api.may('admin'));
  }

  async save() {
    const query = new URLSearchParams(router.query);
    PASSING.forEach((name) => query.delete(name));
    const saved = await form({
      title: 'Save this view',
      body: html`<label class="field">Name<input name="name" required maxlength="80" autocomplete="off" autofocus></label>
        ${api.may('viewer') ? html`<label class="check"><input type="checkbox" name="shared">For everybody who may see all requests</label>` : nothing}
        <p class="hint">A view of the same name is replaced.</p>
        <p class="hint cut">${query.toString() || 'the last 24 hours, without filters'}</p>`,
      save: (fields) => api.post('/v1/views', { name: fields.name.trim(), page: PAGE, query: query.toString(), shared: fields.shared === 'on' }),
    });
    if (saved) {
      toast('Saved');
      await this.read();
    }
  }

  async takeOut(view) {
    const done = await confirm({ title: 'Delete the view', text: html`The view “${view.name}” goes away${view.shared ? ' for everybody' : ''}. No data does.`, action: 'Delete', run: () => api.delete(`/v1/views/${encodeURIComponent(view.id)}`) });
    if (done) {
      toast('Deleted');
      await attempt(() => this.read());
    }
  }
}

function escape(event) {
  if (event.key === 'Escape') {
    event.currentTarget.open = false;
    event.currentTarget.querySelector('summary').focus();
  }
}

customElements.define('sb-views', Views);
