/** The models this gateway knows: what they can, what they cost, how good and how fast they are. */
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { count, day, millis, percent, short, usd } from '../core/format.js';
import { icon } from '../ui/icons.js';
import { mark } from '../ui/mark.js';
import { chosenTab, tabs } from '../ui/tabs.js';
import { calculator } from './catalogue/calculator.js';
import { card, retiresIn } from './catalogue/card.js';
import { compare } from './catalogue/compare.js';
import '../ui/table.js';

const TABS = [['table', 'Table'], ['cards', 'Cards'], ['cost', 'Cost calculator']];
const FACETS = [['maker', 'Maker'], ['kind', 'Kind'], ['family', 'Family'], ['capability', 'Capability'], ['stage', 'Stage']];
const NAMES = ['q', 'deployed', 'context_min', 'price_max', ...FACETS.map(([name]) => name)];
const MOST_COMPARED = 4;
const CARDS_AT_ONCE = 60;

class Catalogue extends Page {
  static drawn = [...Page.drawn, 'context_min', 'price_max', 'sort', 'models.sort', 'input', 'output', 'cached', 'requests', 'tier', 'task'];

  async load(query, signal) {
    if (router.rest) {
      return { one: await api.get(`/v1/catalog/${router.rest.split('/').map(encodeURIComponent).join('/')}`, {}, signal) };
    }
    const asked = Object.fromEntries(FACETS.map(([name]) => [name, query.getAll(name)]));
    const list = await api.get('/v1/catalog', { ...asked, q: query.get('q'), deployed: query.get('deployed'), limit: 500 }, signal);
    const chosen = query.getAll('compare').slice(0, MOST_COMPARED);
    const compared = await Promise.all(chosen.map((id) => api.get(`/v1/catalog/${id}`, {}, signal)));
    return { list, compared };
  }

  filters() {
    return NAMES.filter((name) => router.query.has(name));
  }

  isEmpty({ list }) {
    return list !== undefined && this.shown(list).length === 0;
  }

  header() {
    if (router.rest) {
      return html`<div class="head"><h1>${this.data?.one?.name ?? router.rest}</h1><a class="button" href="/catalogue">${icon('left')}All models</a></div>`;
    }
    return html`<div class="head"><h1>Catalogue</h1>
        <label class="check"><input type="checkbox" .checked=${router.get('deployed') === 'true'} @change=${(event) => router.set({ deployed: event.target.checked ? 'true' : null })}>Only what this gateway serves</label></div>
      <div class="filters no-print" role="group" aria-label="Filters">
        <input class="find" type="search" aria-label="Find a model" placeholder="Find a model" .value=${router.get('q', '')} @change=${(event) => router.set({ q: event.target.value.trim() })}>
        ${FACETS.map(([name, label]) => this.facet(name, label))}
        ${this.bound('context_min', 'Context from', [[8000, '8K'], [32000, '32K'], [128000, '128K'], [200000, '200K'], [1000000, '1M']])}
        ${this.bound('price_max', 'Input up to', [[0.1, '$0.10'], [0.5, '$0.50'], [1, '$1'], [3, '$3'], [10, '$10']])}
        ${this.filters().length ? html`<a class="button quiet small" href=${router.with(Object.fromEntries(NAMES.map((name) => [name, null])))}>Clear all</a>` : nothing}
      </div>`;
  }

  facet(name, label) {
    const counts = Object.entries(this.data?.list?.facets[name] ?? {}).sort((a, b) => b[1] - a[1]);
    const chosen = router.all(name);
    const toggle = (value, on) => router.set({ [name]: on ? [...chosen, value] : chosen.filter((each) => each !== value) });
    return html`<details class="drop start small"><summary>${label}${chosen.length ? html` <span class="tag accent">${chosen.length}</span>` : nothing}</summary>
      <fieldset class="pop"><legend class="visually-hidden">${label}</legend>
        ${counts.map(([value, n]) => html`<label class="check"><input type="checkbox" .checked=${chosen.includes(value)} @change=${(event) => toggle(value, event.target.checked)}><span class="cut">${value.replaceAll('_', ' ')}</span><span class="muted">${n}</span></label>`)}
      </fieldset></details>`;
  }

  bound(name, label, choices) {
    return html`<label class="row"><span class="visually-hidden">${label}</span><select aria-label=${label} @change=${(event) => router.set({ [name]: event.target.value })}>
      <option value="">${label} …</option>${choices.map(([value, text]) => html`<option value=${value} ?selected=${router.get(name) === String(value)}>${label} ${text}</option>`)}</select></label>`;
  }

  /** What passes the bounds too, which are tried here. */
  shown(list) {
    const context = Number(router.get('context_min', '0'));
    const price = Number(router.get('price_max', 'Infinity'));
    return list.data.filter((each) => (context === 0 || (each.limits?.context_tokens ?? 0) >= context) && (price === Infinity || (each.price?.usd_per_million?.input ?? Infinity) <= price));
  }

  content({ one, list, compared }) {
    if (one) {
      return card(one);
    }
    const tab = chosenTab(TABS);
    const rows = this.shown(list);
    const shown = { table: () => this.table(rows), cards: () => this.cards(rows), cost: () => calculator(rows) };
    return html`${compared.length ? compare(compared, (id) => this.toggle(id)) : nothing}
      ${tabs(TABS)}<p class="hint">${count(rows.length)} of ${count(list.total)} models</p>${shown[tab]()}`;
  }

  toggle(id) {
    const chosen = router.all('compare');
    router.set({ compare: chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id].slice(-MOST_COMPARED) });
  }

  comparing(row) {
    return html`<input type="checkbox" aria-label="Compare ${row.name ?? row.id}" .checked=${router.all('compare').includes(row.id)} @change=${() => this.toggle(row.id)}>`;
  }

  table(rows) {
    const columns = [
      { id: 'name', label: 'Model', cell: (row) => html`<strong>${row.name ?? row.id}</strong>`, value: (row) => row.name ?? row.id },
      { id: 'compare', label: 'Compare', cell: (row) => this.comparing(row) },
      { id: 'served', label: 'Served', cell: (row) => (row.deployments.length ? mark('ok', plural(row.deployments.length)) : mark('none', 'not here')), value: (row) => row.deployments.length },
      { id: 'quality', label: 'Quality', num: true, cell: (row) => percent(row.quality), value: (row) => row.quality, title: 'expected share of good answers, general tasks, before any signal' },
      { id: 'input', label: 'Input $/M', num: true, cell: (row) => usd(row.price?.usd_per_million.input), value: (row) => row.price?.usd_per_million.input },
      { id: 'output', label: 'Output $/M', num: true, cell: (row) => usd(row.price?.usd_per_million.output), value: (row) => row.price?.usd_per_million.output },
      { id: 'cache', label: 'Cached $/M', num: true, cell: (row) => usd(row.price?.usd_per_million.cache_read), value: (row) => row.price?.usd_per_million.cache_read, hidden: true },
      { id: 'context', label: 'Context', num: true, cell: (row) => short(row.limits?.context_tokens), value: (row) => row.limits?.context_tokens },
      { id: 'ttft', label: 'First token, measured', num: true, cell: (row) => millis(row.measured?.ttft_ms), value: (row) => row.measured?.ttft_ms },
      { id: 'tps', label: 'Tokens/s, measured', num: true, cell: (row) => count(row.measured?.tokens_per_second), value: (row) => row.measured?.tokens_per_second },
      { id: 'id', label: 'Id', cell: (row) => html`<code>${row.id}</code>`, value: (row) => row.id },
      { id: 'can', label: 'Can', cell: (row) => html`<span class="cell"><span class="cut">${row.capabilities.filter((each) => !['streaming', 'system_prompt'].includes(each)).map((each) => each.replaceAll('_', ' ')).join(', ')}</span></span>` },
      { id: 'stage', label: 'Stage', cell: (row) => stage(row), value: (row) => row.stage },
      { id: 'as_of', label: 'As of', cell: (row) => (row.as_of ? day(row.as_of) : '–'), value: (row) => row.as_of },
    ];
    return html`<div class="card"><sb-table name="models" caption="Models" .columns=${columns} .rows=${rows} .href=${(row) => `/catalogue/${row.id}`} json="/v1/catalog?limit=500"></sb-table></div>`;
  }

  cards(rows) {
    const some = rows.slice(0, CARDS_AT_ONCE);
    return html`<ul class="grid cards">${some.map((row) => html`<li class="card model">
      <header><h2 class="cut"><a href="/catalogue/${row.id}">${row.name ?? row.id}</a></h2>${this.comparing(row)}</header>
      <div class="body stack">
        <p class="row small"><code class="cut">${row.id}</code>${stage(row)}</p>
        <dl class="facts wide">
          <div><dt>Quality</dt><dd>${percent(row.quality)}</dd></div>
          <div><dt>In / out $/M</dt><dd>${usd(row.price?.usd_per_million.input)} / ${usd(row.price?.usd_per_million.output)}</dd></div>
          <div><dt>Context</dt><dd>${short(row.limits?.context_tokens)}</dd></div>
          <div><dt>First token</dt><dd>${millis(row.measured?.ttft_ms)}</dd></div>
        </dl>
        <p class="row">${row.capabilities.map((each) => html`<span class="tag">${each.replaceAll('_', ' ')}</span>`)}</p>
      </div></li>`)}</ul>
      ${rows.length > some.length ? html`<p class="hint">The first ${CARDS_AT_ONCE}: narrow them with the filters, or use the table.</p>` : nothing}`;
  }
}

function plural(n) {
  return n === 1 ? '1 deployment' : `${n} deployments`;
}

function stage(row) {
  const kind = { active: 'ok', preview: 'info', deprecated: 'warn', retired: 'bad' }[row.stage] ?? 'none';
  const left = retiresIn(row.lifecycle);
  return mark(kind, left ? `${row.stage}, ${left}` : row.stage);
}

customElements.define('page-catalogue', Catalogue);
