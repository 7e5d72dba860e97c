/** Who sends requests: sources, keys, and how they stand against their limits and budgets. */
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { Page } from '../core/page.js';
import { rangeOf } from '../core/range.js';
import { router } from '../core/router.js';
import { count, day, millis, nanos, percent, short, usd } from '../core/format.js';
import { filterQuery, filters, filtersOf, named } from '../ui/filters.js';
import { bar, spark, stacked } from '../ui/bars.js';
import { mark } from '../ui/mark.js';
import { range } from '../ui/range.js';
import { empty, firstRun } from '../ui/state.js';
import { chosenTab, tabs } from '../ui/tabs.js';
import '../ui/chart.js';
import '../ui/table.js';
import '../ui/time.js';

const FILTERED = ['project', 'source', 'key_label', 'provider', 'model', 'profile'];
const TABS = [['sources', 'Sources'], ['keys', 'Keys'], ['budgets', 'Budgets'], ['limits', 'Limits']];
const STATES = { ok: 'ok', warning: 'warn', exhausted: 'bad', exceeded: 'bad' };
const LIMITS = [['requests_per_minute', 'requests a minute'], ['requests_per_day', 'requests a day'], ['tokens_per_minute', 'tokens a minute'], ['max_in_flight', 'under way at once']];

class Requesters extends Page {
  static awaitsRequests = true;

  async load(query, signal) {
    const asked = { ...rangeOf(query), ...filterQuery(query, FILTERED) };
    const [stats, sources, budgets, limits] = await Promise.all([
      api.get('/v1/stats', asked, signal),
      api.get('/v1/sources', { ...asked, limit: 200 }, signal),
      api.get('/v1/budgets', {}, signal),
      api.get('/v1/limits', {}, signal),
    ]);
    return { stats, sources: sources.data, budgets: budgets.data, limits: limits.data };
  }

  isEmpty({ stats, budgets, limits }) {
    const tab = chosenTab(TABS);
    return stats.requests === 0 && (tab === 'sources' || tab === 'keys') && budgets.length + limits.length === 0;
  }

  filters() {
    return filtersOf(FILTERED);
  }

  first() {
    return firstRun('Nobody has sent anything yet', 'Send requests with the header x-source to see who they are from.');
  }

  header() {
    return html`<div class="head"><h1>Requesters</h1>${range()}
      <p class="sub">A client says what it is with the header <code>x-source</code>; its key says who pays.</p></div>${filters(FILTERED)}`;
  }

  content(data) {
    const tab = chosenTab(TABS);
    const shown = { sources: () => this.sources(data), keys: () => this.keys(data), budgets: () => this.budgets(data.budgets), limits: () => this.limits(data.limits) };
    return html`${tabs(TABS)}${shown[tab]()}`;
  }

  behind(name, value) {
    return router.with({ tab: null, refresh: null, [name]: value }, '/requests');
  }

  /** Columns that a source and a key have in common. */
  columns(fleet) {
    return [
      { id: 'requests', label: 'Requests', num: true, cell: (row) => count(row.requests), value: (row) => row.requests },
      { id: 'success', label: 'Success', num: true, cell: (row) => html`${percent(row.success_rate)}`, value: (row) => row.success_rate },
      { id: 'against', label: 'Errors against all', cell: (row) => this.against(row, fleet), value: (row) => row.errors / Math.max(1, row.requests), title: 'share of errors here, and of everything' },
      { id: 'cost', label: 'Cost', num: true, cell: (row) => nanos(row.cost_nanos), value: (row) => row.cost_nanos },
      { id: 'each', label: 'Per request', num: true, cell: (row) => nanos(row.requests ? row.cost_nanos / row.requests : null), value: (row) => row.cost_nanos / Math.max(1, row.requests) },
      { id: 'tokens', label: 'Tokens in / out', num: true, cell: (row) => `${short(row.input_tokens)} / ${short(row.output_tokens)}`, value: (row) => row.input_tokens + row.output_tokens },
      { id: 'p95', label: 'Total p95', num: true, cell: (row) => millis(row.total_ms?.p95), value: (row) => row.total_ms?.p95 },
      { id: 'last', label: 'Last seen', cell: (row) => html`<sb-time .at=${row.last_at}></sb-time>`, value: (row) => row.last_at },
    ];
  }

  against(row, fleet) {
    const own = row.errors / Math.max(1, row.requests);
    const kind = own > 2 * fleet && row.errors >= 5 ? 'warn' : 'none';
    return mark(kind, `${percent(own)} / ${percent(fleet)}`);
  }

  sources({ stats, sources }) {
    if (sources.length === 0) {
      return empty('No source in this time', '');
    }
    const by = new Map(stats.by_source.map((each) => [each.name, each]));
    const rows = sources.map((each) => ({ ...each, total_ms: by.get(each.source)?.total_ms }));
    const columns = [
      { id: 'source', label: 'Source', cell: (row) => row.source, value: (row) => row.source },
      ...this.columns(stats.errors / Math.max(1, stats.requests)),
      { id: 'models', label: 'Models', cell: (row) => html`<span class="cell"><span class="cut">${row.models.map((each) => each.name ?? each).join(', ')}</span></span>` },
      { id: 'hours', label: 'Last 24 hours', cell: (row) => spark(row.requests_per_hour, 'requests an hour') },
    ];
    const asked = new URLSearchParams(rangeOf(router.query));
    return html`<div class="card"><sb-table name="sources" caption="Sources" .columns=${columns} .rows=${rows} .keyOf=${(row) => row.source} .href=${(row) => this.behind('source', row.source)} csv="/v1/sources?${asked}"></sb-table></div>`;
  }

  keys({ stats }) {
    const columns = [{ id: 'key', label: 'Key', cell: (row) => named('key_label', row.name), value: (row) => row.name }, ...this.columns(stats.errors / Math.max(1, stats.requests))];
    return html`<div class="card"><sb-table name="by-key" caption="Keys" .columns=${columns} .rows=${stats.by_key} .keyOf=${(row) => row.name} .href=${(row) => this.behind('key_label', row.name)}></sb-table></div>
      ${api.may('admin') ? html`<p class="hint"><a href="/access">Make, change and take back keys</a></p>` : nothing}`;
  }

  budgets(budgets) {
    if (budgets.length === 0) {
      return empty('No budget is set', 'A budget limits what a key, a project, an app or everything may spend in a day or a month.', html`<a class="button" href="/docs?s=budgets">How to set one</a>`);
    }
    return html`<div class="grid two">${budgets.map((each) => this.budget(each))}</div>`;
  }

  budget(budget) {
    const used = (budget.spent_nanos + budget.reserved_nanos) / budget.limit_nanos;
    const kind = STATES[budget.state] ?? (used >= 1 ? 'bad' : 'ok');
    return html`<section class="card"><header><h2>${budget.subject || budget.scope} <span class="tag">${budget.scope}</span></h2>${mark(kind, `${percent(used, 0)} used`)}</header>
      <div class="body stack">
        ${stacked([{ value: budget.spent_nanos, color: kind === 'ok' ? 'c1' : kind, label: 'spent' }, { value: budget.reserved_nanos, color: 'c3', label: 'reserved' }, { value: Math.max(0, budget.left_nanos), color: 'muted', label: 'left' }])}
        <dl class="facts wide">
          <div><dt>Spent</dt><dd>${nanos(budget.spent_nanos)}</dd></div>
          <div><dt>Limit a ${budget.period}</dt><dd>${nanos(budget.limit_nanos)}</dd></div>
          <div><dt>Left</dt><dd>${nanos(budget.left_nanos)}</dd></div>
          <div><dt>Forecast for the end</dt><dd>${budget.forecast_nanos > budget.limit_nanos ? mark('warn', nanos(budget.forecast_nanos)) : nanos(budget.forecast_nanos)}</dd></div>
          <div><dt>Begins anew</dt><dd>${day(budget.resets_at)}</dd></div>
          <div><dt>At the limit</dt><dd>${budget.action === 'stop' ? 'requests are refused' : 'requests are answered, with a warning'}</dd></div>
        </dl>
        ${this.burnDown(budget)}
        <p class="small"><a href=${this.requestsOf(budget)}>The requests behind it</a></p>
      </div></section>`;
  }

  requestsOf(budget) {
    const name = { project: 'project', key: 'key_label', app: 'app' }[budget.scope];
    const query = new URLSearchParams({ from: budget.began_at });
    if (name) {
      query.set(name, budget.subject);
    }
    return `/requests?${query}`;
  }

  /** What is left, as it went down since the period began, and where it is heading. */
  burnDown(budget) {
    if (!budget.series?.length) {
      return nothing;
    }
    let spent = 0;
    const points = budget.series.map((point) => {
      spent += point.spent_nanos;
      return { at: point.at, left: (budget.limit_nanos - spent) / 1e9 };
    });
    const step = points.length > 1 ? Date.parse(points[1].at) - Date.parse(points[0].at) : 3600000;
    const series = [{ id: 'left', label: 'left', color: 'c1', kind: 'area', value: (point) => Math.max(0, point.left) }];
    return html`<sb-chart label="What is left of the budget" still .points=${points} .series=${series} .step=${step} .from=${budget.began_at} .to=${budget.resets_at} .format=${usd} .height=${130}></sb-chart>`;
  }

  limits(limits) {
    if (limits.length === 0) {
      return empty('No limit is set', 'Limits bound requests, tokens and requests under way for keys, projects, apps and sources.', html`<a class="button" href="/docs?s=limits">How to set one</a>`);
    }
    const columns = [
      { id: 'name', label: 'Limit', cell: (row) => row.name, value: (row) => row.name },
      { id: 'scope', label: 'For each', cell: (row) => row.scope, value: (row) => row.scope },
      { id: 'subject', label: 'Whose', cell: (row) => row.subject, value: (row) => row.subject },
      ...LIMITS.map(([id, text]) => ({ id, label: text, cell: (row) => this.rate(row[id]) })),
    ];
    return html`<div class="card"><sb-table name="limits" caption="Limits" .columns=${columns} .rows=${limits} .keyOf=${(row) => row.name + row.subject}></sb-table></div>`;
  }

  rate(rate) {
    if (!rate) {
      return html`<span class="muted">–</span>`;
    }
    const used = rate.now ?? rate.limit - rate.remaining;
    return html`${count(used)} of ${count(rate.limit)}${bar(used / rate.limit, used / rate.limit > 0.9 ? 'bad' : 'c1', `${count(used)} of ${count(rate.limit)}`)}`;
  }
}

customElements.define('page-requesters', Requesters);
