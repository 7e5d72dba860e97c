/** What the gateway did in a span of time, and whether all is well. */
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { Page } from '../core/page.js';
import { rangeOf } from '../core/range.js';
import { router } from '../core/router.js';
import { count, millis, nanos, percent, short, usd } from '../core/format.js';
import { filterQuery, filters, filtersOf } from '../ui/filters.js';
import { range } from '../ui/range.js';
import { circuit } from '../ui/mark.js';
import { delta, tile } from '../ui/tile.js';
import { bar } from '../ui/bars.js';
import '../ui/chart.js';
import '../ui/time.js';

const FILTERED = ['project', 'source', 'key_label', 'provider', 'model', 'profile'];
const STEPS = { minute: 60000, hour: 3600000, day: 86400000 };
const REREAD_MS = 5000;

class Overview extends Page {
  static awaitsRequests = true;

  connectedCallback() {
    super.connectedCallback();
    this.follow('tick', (tick) => this.ticked(tick));
    this.follow('health', () => this.soon());
  }

  /** Live: the sums are read again when something happened, at most every few seconds. */
  ticked(tick) {
    this.tick = tick;
    if (router.get('refresh', '') === 'live' && tick.requests_per_second > 0) {
      this.soon();
    }
    this.requestUpdate();
  }

  soon() {
    if (Date.now() - (this.readAt ?? 0) > REREAD_MS) {
      this.refresh();
    }
  }

  async load(query, signal) {
    const span = rangeOf(query);
    const asked = { ...span, ...filterQuery(query, FILTERED), compare: 'previous' };
    const [stats, health, projects] = await Promise.all([
      api.get('/v1/stats', asked, signal),
      api.get('/health', {}, signal),
      api.get('/v1/projects', { active_since_mins: 60, limit: 200 }, signal),
    ]);
    return { stats, health, active: projects.data.length };
  }

  isEmpty({ stats }) {
    return stats.requests === 0 && (this.filters().length > 0 || stats.previous.requests === 0);
  }

  filters() {
    return filtersOf(FILTERED);
  }

  header() {
    return html`<div class="head"><h1>Overview</h1>${range()}</div>${filters(FILTERED)}`;
  }

  /** The requests behind a figure. */
  behind(more = {}) {
    return router.with({ refresh: null, tab: null, state: null, ...more }, '/requests');
  }

  content({ stats, health, active }) {
    const before = stats.previous;
    return html`<div class="stack">
      <div class="grid tiles ${stats.baseline ? 'eight' : ''}">
        ${tile({ label: 'Requests', value: short(stats.requests), href: this.behind(), note: delta(stats.requests, before.requests) })}
        ${tile({ label: 'Success', value: percent(stats.success_rate), href: this.behind({ result: ['failed', 'client_error', 'client_closed'] }), note: delta(stats.success_rate, before.success_rate, 'up') })}
        ${tile({ label: 'Cost', value: nanos(stats.cost_nanos), href: this.behind({ sort: '-cost' }), note: stats.unpriced_requests ? `${count(stats.unpriced_requests)} without a price` : delta(stats.cost_nanos, before.cost_nanos, 'down') })}
        ${tile({ label: 'Total time, p50 / p95', value: html`${millis(stats.total_ms?.p50)} <span class="muted small">/ ${millis(stats.total_ms?.p95)}</span>`, href: this.behind({ sort: '-total_ms' }), note: delta(stats.total_ms?.p95, before.total_ms?.p95, 'down') })}
        ${tile({ label: 'First byte, p50 / p95', value: html`${millis(stats.first_byte_ms?.p50)} <span class="muted small">/ ${millis(stats.first_byte_ms?.p95)}</span>`, href: this.behind({ sort: '-first_byte_ms' }), note: delta(stats.first_byte_ms?.p95, before.first_byte_ms?.p95, 'down') })}
        ${tile({ label: 'Tokens in / out', value: html`${short(stats.input_tokens)} <span class="muted small">/ ${short(stats.output_tokens)}</span>`, href: this.behind(), note: `${percent(stats.cache_hit_share, 0)} read from cache` })}
        ${tile({ label: 'Active projects', value: count(active), href: '/projects', note: 'in the last hour' })}
        ${this.saved(stats)}
      </div>
      ${this.outcomes(stats)}
      <div class="grid two">${this.costs(stats)} ${this.times(stats)}</div>
      <div class="grid three">
        ${this.top('Models', stats.by_model, 'model')} ${this.top('Projects', stats.by_project, 'project')} ${this.top('Sources', stats.by_source, 'source')} ${this.errors(stats)}
      </div>
      ${this.deployments(health)}
    </div>`;
  }

  /** What routing saved against always asking one model. */
  saved({ baseline }) {
    return baseline ? tile({ label: 'Saved by routing', value: nanos(baseline.saved_nanos), href: '/catalogue', note: html`<span class="one-line cut" title=${`against always ${baseline.model}: ${baseline.how}`}>against ${baseline.model.split('/').at(-1)}</span>` }) : nothing;
  }

  outcomes(stats) {
    const series = [
      { id: 'ok', label: 'ok', color: 'c1', kind: 'bar', value: (point) => point.ok },
      { id: 'mitigated', label: 'mitigated by failover', color: 'warn', kind: 'bar', value: (point) => point.mitigated },
      { id: 'impacting', label: 'customer-impacting', color: 'bad', kind: 'bar', value: (point) => point.impacting },
    ];
    return html`<section class="card"><header><h2>Requests by outcome</h2></header>
      <div class="body"><sb-chart label="Requests by outcome" .points=${stats.series} .series=${series} .step=${STEPS[stats.grain]} .from=${stats.from} .to=${stats.to} .notes=${stats.annotations ?? []} .height=${220}></sb-chart></div></section>`;
  }

  costs(stats) {
    const series = [{ id: 'cost', label: 'cost', color: 'c2', kind: 'bar', value: (point) => point.cost_nanos / 1e9 }];
    return html`<section class="card"><header><h2>Cost</h2></header>
      <div class="body"><sb-chart label="Cost" .points=${stats.series} .series=${series} .step=${STEPS[stats.grain]} .from=${stats.from} .to=${stats.to} .format=${usd} .height=${170}></sb-chart></div></section>`;
  }

  times(stats) {
    const series = [
      { id: 'p95', label: 'total p95', color: 'c3', kind: 'line', value: (point) => point.total_ms?.p95 ?? null },
      { id: 'p50', label: 'total p50', color: 'c1', kind: 'line', value: (point) => point.total_ms?.p50 ?? null },
      { id: 'ttft', label: 'first byte p50', color: 'c2', kind: 'line', value: (point) => point.first_byte_ms?.p50 ?? null },
    ];
    return html`<section class="card"><header><h2>Time</h2></header>
      <div class="body"><sb-chart label="Time" .points=${stats.series} .series=${series} .step=${STEPS[stats.grain]} .from=${stats.from} .to=${stats.to} .format=${millis} .height=${170}></sb-chart></div></section>`;
  }

  top(title, groups, name) {
    const most = Math.max(1, ...groups.map((each) => each.requests));
    const link = (each) => this.behind({ [name]: each.name ?? each[name] });
    return html`<section class="card"><header><h2>${title}</h2><a class="small" href=${{ model: '/catalogue', project: '/projects', source: '/requesters' }[name]}>All</a></header>
      <div class="body scroll"><table class="plain">
        <caption class="visually-hidden">${title}</caption>
        <thead><tr><th scope="col">${title.replace(/s$/, '')}</th><th scope="col" class="num">Requests</th><th scope="col" class="num">Success</th><th scope="col" class="num">Cost</th></tr></thead>
        <tbody>${groups.slice(0, 8).map((each) => html`<tr>
          <td><a href=${link(each)}>${each.name ?? each[name]}</a>${bar(each.requests / most, 'c1', `${count(each.requests)} requests`)}</td>
          <td class="num">${short(each.requests)}</td>
          <td class="num">${percent(each.success_rate ?? 1 - each.errors / each.requests, 1)}</td>
          <td class="num">${nanos(each.cost_nanos)}</td>
        </tr>`)}</tbody>
      </table></div></section>`;
  }

  /** What clients were told, by class. */
  errors({ by_error_class: classes }) {
    if (!classes?.length) {
      return nothing;
    }
    const most = Math.max(...classes.map((each) => each.errors));
    return html`<section class="card"><header><h2>Errors</h2><a class="small" href="/failures">All</a></header>
      <div class="body scroll" tabindex="0" role="region" aria-label="Errors"><table class="plain">
        <caption class="visually-hidden">Errors by class</caption>
        <thead><tr><th scope="col">Class</th><th scope="col" class="num">Requests</th></tr></thead>
        <tbody>${classes.slice(0, 8).map((each) => html`<tr><td><a href=${this.behind({ error_class: each.name, result: ['failed', 'client_error', 'client_closed'] })}>${each.name === '(none)' ? 'none: by the client' : each.name}</a>${bar(each.errors / most, 'bad', `${count(each.errors)} errors`)}</td><td class="num">${short(each.errors)}</td></tr>`)}</tbody>
      </table></div></section>`;
  }

  deployments(health) {
    const all = Object.entries(health.deployments);
    if (all.length === 0) {
      return nothing;
    }
    return html`<section class="card"><header><h2>Deployments</h2><a class="small" href="/providers">Providers</a></header>
      <div class="body scroll"><table class="plain">
        <caption class="visually-hidden">Deployments</caption>
        <thead><tr><th scope="col">Deployment</th><th scope="col">Circuit</th><th scope="col" class="num">Under way</th><th scope="col" class="num">First byte p50</th><th scope="col" class="num">p95</th><th scope="col" class="num">Tokens/s</th></tr></thead>
        <tbody>${all.map(([name, state]) => html`<tr>
          <td><a href=${this.behind({ provider: name.split('/')[0], model: name.split('/').slice(1).join('/') })}>${name}</a></td>
          <td>${circuit(state.circuit)}</td><td class="num">${state.in_flight}</td><td class="num">${millis(state.ttft_ms_p50)}</td><td class="num">${millis(state.ttft_ms_p95)}</td><td class="num">${count(state.tokens_per_second)}</td>
        </tr>`)}</tbody>
      </table></div></section>`;
  }
}

customElements.define('page-overview', Overview);
