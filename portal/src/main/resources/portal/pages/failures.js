/** What went wrong, in two colours: what clients felt, and what failover kept from them. */
import { html, nothing } from 'lit';
import { api, queryOf } from '../core/api.js';
import { Page } from '../core/page.js';
import { absolute, rangeOf } from '../core/range.js';
import { router } from '../core/router.js';
import { clock, count, millis, percent, span } from '../core/format.js';
import { filterQuery, filters, filtersOf } from '../ui/filters.js';
import { stacked } from '../ui/bars.js';
import { mark } from '../ui/mark.js';
import { range } from '../ui/range.js';
import { empty } from '../ui/state.js';
import { chosenTab, tabs } from '../ui/tabs.js';
import { tile } from '../ui/tile.js';
import '../ui/chart.js';
import '../ui/table.js';
import '../ui/time.js';

const FILTERED = ['project', 'source', 'key_label', 'model', 'profile', 'task', 'endpoint', 'session', 'tag', 'error_class', 'failed_provider', 'failed_class', 'status', 'text'];
const STEPS = { minute: 60000, hour: 3600000, day: 86400000 };
const TABS = [['incidents', 'Incidents'], ['classes', 'By error class'], ['requests', 'Requests']];

/** What the classes of faults mean; the words of docs/failover.md. */
const CLASSES = {
  rate_limited: 'the provider said 429: too many requests',
  overloaded: 'the provider has no room at present',
  server_error: 'the provider failed with a 5xx status',
  timeout: 'no answer within the time allowed',
  connect: 'no connection to the provider',
  auth: 'the provider refused our key',
  bad_request: 'the provider refused the request itself',
  stream_broken: 'the answer broke off in the middle',
};

class Failures extends Page {
  connectedCallback() {
    super.connectedCallback();
    this.follow('record', (row) => this.isLive && row.result !== 'ok' && this.later());
    this.follow('health', () => this.isLive && this.later());
  }

  later() {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.refresh();
    }, 3000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.soon);
  }

  async load(query, signal) {
    const asked = { ...rangeOf(query), ...filterQuery(query, FILTERED) };
    const wantsRows = query.get('tab') === 'requests';
    const [failures, records] = await Promise.all([
      api.get('/v1/failures', asked, signal),
      wantsRows ? api.get('/v1/records', this.recordsAsked(query), signal) : { data: [] },
    ]);
    return { failures, records };
  }

  recordsAsked(query) {
    return { ...rangeOf(query), ...filterQuery(query, FILTERED), result: ['failed', 'mitigated', 'client_error', 'client_closed'], limit: 100 };
  }

  isEmpty({ failures }) {
    return failures.impacting + failures.mitigated === 0 && this.filters().length > 0;
  }

  filters() {
    return filtersOf(FILTERED);
  }

  header() {
    return html`<div class="head"><h1>Failures</h1>${range()}
      <p class="sub">${mark('bad', 'customer-impacting')} what a client was told &nbsp; ${mark('warn', 'mitigated by failover')} what another attempt saved</p></div>${filters(FILTERED)}`;
  }

  moved() {
    super.moved();
    // the rows of one tab are read only when it is opened
    if (this.data && router.get('tab') === 'requests' && this.data.records.data.length === 0) {
      this.refresh();
    }
  }

  /** The requests behind a figure, by the result they had. */
  behind(more = {}) {
    return router.with({ tab: null, refresh: null, state: null, ...more }, '/requests');
  }

  content({ failures, records }) {
    if (failures.impacting + failures.mitigated === 0) {
      return empty('Nothing went wrong', 'No request failed in this time, and none had to be saved by failover.', html`<a class="button" href=${router.with({ from: 'now-30d', to: null })}>Look at 30 days</a>`);
    }
    const tab = chosenTab(TABS);
    const all = failures.impacting + failures.mitigated;
    return html`<div class="stack">
      <div class="grid tiles">
        ${tile({ label: 'Customer-impacting', value: mark('bad', count(failures.impacting)), href: this.behind({ result: 'failed' }), note: `${plain(failures.minutes_impacted)} with one` })}
        ${tile({ label: 'Mitigated by failover', value: mark('warn', count(failures.mitigated)), href: this.behind({ result: 'mitigated' }), note: `${plain(failures.minutes_mitigated)} with one` })}
        ${tile({ label: 'Kept from clients', value: percent(all ? failures.mitigated / all : null, 0), href: this.behind({ result: 'mitigated' }), note: 'of all that went wrong' })}
        ${tile({ label: 'Failed calls', value: count(failures.failed_calls), href: this.behind({ result: ['failed', 'mitigated'] }), note: 'attempts at providers' })}
        ${tile({ label: 'Last seen', value: html`<sb-time .at=${failures.last_at}></sb-time>`, note: `first ${clock(failures.first_at)}` })}
      </div>
      ${failures.truncated ? html`<p class="notice warn">Only the newest 20,000 of each kind are counted: choose a shorter span for exact figures.</p>` : nothing}
      ${this.timeline(failures)}
      <section aria-label="Details">${tabs(TABS)}
        ${tab === 'incidents' ? this.incidents(failures.incidents) : tab === 'classes' ? this.classes(failures.by_class) : this.requests(records)}
      </section>
    </div>`;
  }

  timeline(failures) {
    const series = [
      { id: 'impacting', label: 'customer-impacting', color: 'bad', kind: 'bar', value: (point) => point.impacting },
      { id: 'mitigated', label: 'mitigated by failover', color: 'warn', kind: 'bar', value: (point) => point.mitigated },
    ];
    const { from, to } = absolute(rangeOf(router.query));
    return html`<section class="card"><header><h2>Over time</h2></header>
      <div class="body"><sb-chart label="Failures over time" .points=${failures.timeline} .series=${series} .step=${STEPS[failures.grain]} .from=${from} .to=${to} .height=${190}></sb-chart></div></section>`;
  }

  incidents(incidents) {
    const columns = [
      { id: 'what', label: 'What', cell: (row) => html`<strong>${row.class}</strong>`, value: (row) => row.class },
      { id: 'provider', label: 'Provider', cell: (row) => row.provider || 'this gateway', value: (row) => row.provider },
      { id: 'impacting', label: 'Impacting', num: true, cell: (row) => (row.impacting ? mark('bad', count(row.impacting)) : '0'), value: (row) => row.impacting },
      { id: 'mitigated', label: 'Mitigated', num: true, cell: (row) => (row.mitigated ? mark('warn', count(row.mitigated)) : '0'), value: (row) => row.mitigated },
      { id: 'calls', label: 'Failed calls', num: true, cell: (row) => count(row.failed_calls), value: (row) => row.failed_calls },
      { id: 'first', label: 'First', cell: (row) => clock(row.first_at), value: (row) => row.first_at },
      { id: 'last', label: 'Last', cell: (row) => html`<sb-time .at=${row.last_at}></sb-time>`, value: (row) => row.last_at },
      { id: 'lasted', label: 'Lasted', num: true, cell: (row) => span(Date.parse(row.last_at) - Date.parse(row.first_at)), value: (row) => Date.parse(row.last_at) - Date.parse(row.first_at) },
      { id: 'minutes', label: 'Minutes saved', num: true, cell: (row) => count(row.minutes_mitigated), value: (row) => row.minutes_mitigated, title: 'minutes in which failover kept it from clients' },
      { id: 'projects', label: 'Projects', cell: (row) => html`<span class="cell"><span class="cut">${row.projects.join(', ')}</span></span>` },
      { id: 'models', label: 'Models', cell: (row) => html`<span class="cell"><span class="cut">${row.models.join(', ')}</span></span>` },
    ];
    return html`<div class="card"><sb-table name="incidents" caption="Incidents" .columns=${columns} .rows=${incidents} .keyOf=${(row) => row.first_at + row.provider + row.class} .href=${(row) => `/requests?${queryOf(row.records)}`}></sb-table></div>
      <p class="hint">An incident is what went wrong at one provider in one way, with no quiet time of more than five minutes. Open one to see its requests and their failover.</p>`;
  }

  classes(classes) {
    const columns = [
      { id: 'class', label: 'Class', cell: (row) => html`<strong>${row.class}</strong>`, value: (row) => row.class },
      { id: 'meaning', label: 'Meaning', wrap: true, cell: (row) => CLASSES[row.class] ?? '' },
      { id: 'share', label: 'Felt by clients', cell: (row) => stacked([{ value: row.impacting, color: 'bad', label: 'impacting' }, { value: row.mitigated, color: 'warn', label: 'mitigated' }]) },
      { id: 'impacting', label: 'Impacting', num: true, cell: (row) => count(row.impacting), value: (row) => row.impacting },
      { id: 'mitigated', label: 'Mitigated', num: true, cell: (row) => count(row.mitigated), value: (row) => row.mitigated },
      { id: 'first', label: 'First', cell: (row) => clock(row.first_at), value: (row) => row.first_at },
      { id: 'last', label: 'Last', cell: (row) => html`<sb-time .at=${row.last_at}></sb-time>`, value: (row) => row.last_at },
      { id: 'projects', label: 'Projects', cell: (row) => html`<span class="cell"><span class="cut">${row.projects.join(', ')}</span></span>` },
    ];
    return html`<div class="card"><sb-table name="classes" caption="By error class" .columns=${columns} .rows=${classes} .keyOf=${(row) => row.class} .href=${(row) => this.behind({ error_class: row.class, result: ['failed', 'mitigated', 'client_error'] })}></sb-table></div>`;
  }

  requests(records) {
    const asked = queryOf(this.recordsAsked(router.query));
    const columns = [
      { id: 'at', label: 'Time', cell: (row) => clock(row.at), value: (row) => row.at },
      { id: 'result', label: 'Result', cell: (row) => (row.result === 'mitigated' ? mark('warn', 'mitigated') : mark('bad', row.result.replace('_', ' '))), filter: 'result' },
      { id: 'error_class', label: 'Class', cell: (row) => row.error_class || row.outcome, filter: 'error_class' },
      { id: 'project', label: 'Project', cell: (row) => row.project, filter: 'project' },
      { id: 'requested', label: 'Asked for', cell: (row) => row.requested_model },
      { id: 'served', label: 'Served by', cell: (row) => row.served || 'nobody' },
      { id: 'attempts', label: 'Attempts', num: true, cell: (row) => row.attempts, value: (row) => row.attempts },
      { id: 'total', label: 'Total', num: true, cell: (row) => millis(row.total_ms), value: (row) => row.total_ms },
      { id: 'error', label: 'Told the client', wrap: true, cell: (row) => row.error },
    ];
    return html`<div class="card"><sb-table name="failed" caption="Requests with failures" .columns=${columns} .rows=${records.data} .href=${(row) => router.with({ tab: null, open: null }, `/requests/${row.id}`)} csv="/v1/records?${asked}"></sb-table></div>`;
  }
}

function plain(minutes) {
  return minutes === 1 ? '1 minute' : `${count(minutes)} minutes`;
}

customElements.define('page-failures', Failures);
