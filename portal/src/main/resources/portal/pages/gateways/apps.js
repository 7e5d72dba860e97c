/** The apps of the configuration: what they are called, what came through them, what they may take. */
import { LitElement, html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { count, millis, nanos, percent, short } from '../../core/format.js';
import { facts } from '../../ui/facts.js';
import { icon } from '../../ui/icons.js';
import { mark } from '../../ui/mark.js';
import { failed, skeleton } from '../../ui/state.js';
import { snippets } from './snippets.js';
import '../../ui/table.js';

const NAMES_AT_ONCE = 100;
const PROTOCOLS = { openai_chat: 'OpenAI Chat', openai_responses: 'OpenAI Responses', anthropic: 'Anthropic', gemini: 'Gemini' };
const RATES = { requests_per_minute: 'requests a minute', requests_per_day: 'requests a day', tokens_per_minute: 'tokens a minute' };

/** @param {object[]} apps as `/v1/apps` lists them */
export function appTable(apps) {
  const requests = (row) => `/requests?app=${encodeURIComponent(row.id)}`;
  const columns = [
    { id: 'name', label: 'Name', cell: (row) => row.id, value: (row) => row.id },
    { id: 'path', label: 'Path', cell: (row) => html`<code>${row.path}</code>`, value: (row) => row.path },
    { id: 'names', label: 'Names of its own', num: true, title: 'Rewrites, prefixes and entries of its model list', cell: (row) => count(names(row).length), value: (row) => names(row).length },
    { id: 'profile', label: 'Profile', cell: (row) => (row.profile ? html`<a href="/profiles/${encodeURIComponent(row.profile)}">${row.profile}</a>` : html`<span class="muted">as rules say</span>`), value: (row) => row.profile },
    { id: 'requests', label: 'Requests (24 h)', num: true, cell: (row) => html`<a href=${requests(row)}>${count(row.usage.requests)}</a>`, value: (row) => row.usage.requests },
    { id: 'success', label: 'Success', num: true, cell: (row) => percent(row.usage.success_rate), value: (row) => row.usage.success_rate },
    { id: 'tokens', label: 'Tokens in / out', num: true, cell: (row) => `${short(row.usage.input_tokens)} / ${short(row.usage.output_tokens)}` },
    { id: 'cost', label: 'Cost', num: true, cell: (row) => nanos(row.usage.cost_nanos), value: (row) => row.usage.cost_nanos },
  ];
  return html`<sb-table name="apps" caption="Apps" .columns=${columns} .rows=${apps} .href=${(row) => router.with({ app: row.id, open: null })} .current=${router.get('app')}></sb-table>`;
}

/** What clients of the app may call models by besides what holds everywhere: the name, what answers to it, and what the answer says. */
function names({ rewrites, prefix_providers: prefixes, models }) {
  const own = (rewrite) => html`${rewrite.provider}/${rewrite.model ?? html`<span class="muted">the same</span>`}`;
  const rows = [
    ...rewrites.map((each) => ({ name: each.model_exact ?? `${each.model_prefix} …`, behind: own(each), says: each.rewrite_response_model ? 'the name asked for' : 'the model' })),
    ...Object.entries(prefixes).map(([prefix, provider]) => ({ name: `${prefix} …`, behind: `${provider}, the name as it is`, says: 'the model' })),
  ];
  const told = new Set(rewrites.map((each) => each.model_exact));
  return [...rows, ...models.filter((each) => !told.has(each.id)).map((each) => ({ name: each.id, behind: 'as everywhere', says: 'the model' }))];
}

/** One of them. What it may take and spend is read when it is opened. */
class App extends LitElement {
  static properties = { app: { attribute: false }, terms: { state: true }, problem: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.terms = null;
    this.problem = null;
  }

  willUpdate(changed) {
    if (changed.has('app') && changed.get('app')?.id !== this.app.id) {
      this.terms = null;
      this.read();
    }
  }

  async read() {
    const { id } = this.app;
    const own = ({ scope, subject }) => scope === 'app' && subject === id;
    this.problem = null;
    try {
      const [limits, budgets] = await Promise.all([api.get('/v1/limits'), api.get('/v1/budgets')]);
      if (id === this.app.id) {
        this.terms = { limits: limits.data.filter(own), budgets: budgets.data.filter(own) };
      }
    } catch (error) {
      this.problem = error;
    }
  }

  render() {
    const { id, url, protocols, profile, default: fallback } = this.app;
    const query = encodeURIComponent(id);
    return html`<section class="card" aria-label="App ${id}">
      <header><h2>${id}</h2><a class="button small" href="/config?tab=running&find=${encodeURIComponent(`apps.${id}`)}">${icon('file')}Configuration</a></header>
      <div class="body stack">
        ${facts([
          ['Address', html`<code>${url}</code>`],
          ['Who comes in', html`every caller of the gateway, with the key it has: an app has no token of its own. <a href="/access">Keys</a>`],
          ['APIs', protocols.map((each) => PROTOCOLS[each] ?? each).join(', ')],
          ['Profile', profile ? html`<a href="/profiles/${encodeURIComponent(profile)}">${profile}</a>, of requests that name none` : 'as rules say'],
          ['Other names', fallback ? html`go to <code>${fallback}</code>` : 'mean what they mean everywhere'],
          ['Requests', html`<a href="/requests?app=${query}">all of them</a>, <a href="/failures?app=${query}">failures</a>`],
        ])}
        <h3>What to paste into a client</h3>${snippets(this.app.snippets)}
        ${this.ownNames()} ${this.allowed()}
      </div></section>`;
  }

  ownNames() {
    const rows = names(this.app);
    if (rows.length === 0) {
      return nothing;
    }
    const columns = [
      { id: 'name', label: 'Clients say', cell: (row) => html`<code>${row.name}</code>` },
      { id: 'behind', label: 'Served by', cell: (row) => row.behind },
      { id: 'says', label: 'Answers say', cell: (row) => row.says },
    ];
    return html`<h3>Names of its own</h3><sb-table plain caption="Names of ${this.app.id}" .columns=${columns} .rows=${rows.slice(0, NAMES_AT_ONCE)} .keyOf=${(row) => row.name + row.says}></sb-table>
      ${rows.length > NAMES_AT_ONCE ? html`<p class="muted small">The first ${NAMES_AT_ONCE} of ${count(rows.length)}; the configuration has them all.</p>` : nothing}`;
  }

  allowed() {
    if (this.problem) {
      return failed(this.problem, () => this.read());
    }
    if (this.terms === null) {
      return skeleton();
    }
    const { limits, budgets } = this.terms;
    if (limits.length + budgets.length === 0) {
      return html`<h3>Limits and budgets</h3><p class="muted">None is for this app alone. <code>scope = "app"</code> makes one: <a href="/docs?s=limits">how</a>.</p>`;
    }
    return html`<h3>Limits and budgets</h3><ul class="stack terms">
      ${limits.map((limit) => html`<li><strong>${limit.name}</strong>: ${left(limit)}</li>`)}
      ${budgets.map((budget) => html`<li><strong>${budget.name}</strong>: ${nanos(budget.spent_nanos)} of ${nanos(budget.limit_nanos)} a ${budget.period} ${budget.state === 'ok' ? nothing : mark(budget.state === 'exhausted' ? 'bad' : 'warn', budget.state)}</li>`)}
    </ul>`;
  }
}

/** What is left of each thing that is limited. */
function left(limit) {
  const rates = Object.entries(RATES).filter(([id]) => limit[id]).map(([id, label]) => {
    const { limit: most, remaining, full_in_ms: full } = limit[id];
    return `${count(remaining)} of ${count(most)} ${label} left${full > 0 ? `, all again in ${millis(full)}` : ''}`;
  });
  const open = limit.max_in_flight ? [`${count(limit.max_in_flight.now)} of ${count(limit.max_in_flight.limit)} at once`] : [];
  return [...rates, ...open].join('; ');
}

customElements.define('sb-app-detail', App);
