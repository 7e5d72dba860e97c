/** How good answers were, by what was said of them: with how much is known, and what was learnt. */
import { html, nothing } from 'lit';
import { api, queryOf } from '../core/api.js';
import { Page } from '../core/page.js';
import { rangeOf } from '../core/range.js';
import { router } from '../core/router.js';
import { clock, count, number, percent } from '../core/format.js';
import { interval, signed } from '../ui/bars.js';
import { attempt, confirm } from '../ui/dialog.js';
import { filters, filtersOf, filterQuery } from '../ui/filters.js';
import { icon } from '../ui/icons.js';
import { mark } from '../ui/mark.js';
import { range } from '../ui/range.js';
import { empty } from '../ui/state.js';
import { chosenTab, tabs } from '../ui/tabs.js';
import { toast } from '../ui/toasts.js';
import { gains } from './quality/gains.js';
import '../ui/code.js';
import '../ui/table.js';
import '../ui/time.js';

const STANDARD = 'now-30d';
/** Less than this says nothing yet. */
const ENOUGH = 10;
const FILTERED = ['project', 'task', 'model'];
const TABS = [['models', 'Model × task'], ['gain', 'Gain ledger'], ['alerts', 'Alerts'], ['signals', 'Signals'], ['report', 'How to report']];

class QualityPage extends Page {
  connectedCallback() {
    super.connectedCallback();
    this.follow('alert', () => this.refresh());
  }

  /** Each tab reads its own. */
  moved() {
    const tab = chosenTab(TABS);
    if (tab !== this.tab) {
      this.tab = tab;
      this.readKey = null;
      this.data = null;
    }
    super.moved();
  }

  async load(query, signal) {
    const asked = { ...rangeOf(query, STANDARD), ...filterQuery(query, FILTERED) };
    switch (chosenTab(TABS)) {
      case 'gain': {
        const [proof, gain] = await Promise.all([api.get('/v1/routing/proof', {}, signal), api.get('/v1/routing/gain', { ...rangeOf(query, STANDARD), project: query.get('project') }, signal)]);
        return { proof, gain };
      }
      case 'alerts':
        return { alerts: (await api.get('/v1/alerts', asked, signal)).data };
      case 'signals':
        return { signals: await api.get('/v1/signals', { ...asked, limit: 100 }, signal) };
      case 'report':
        return { report: true };
      default: {
        const [summary, alerts] = await Promise.all([api.get('/v1/signals/summary', asked, signal), api.get('/v1/alerts', asked, signal)]);
        return { summary: summary.data, alerts: alerts.data };
      }
    }
  }

  filters() {
    return filtersOf(FILTERED);
  }

  isEmpty({ summary, signals }) {
    return summary?.length === 0 || signals?.data.length === 0;
  }

  first() {
    return html`<div class="state card">${icon('star')}<h2>Nobody said anything of an answer yet</h2>
      <p>Until signals come, models are ranked by what public tests and prices tell. Report what you know of an answer, and the router learns from it.</p>
      <sb-code .samples=${samples()}></sb-code></div>`;
  }

  header() {
    return html`<div class="head"><h1>Signals & quality</h1>${range({ standard: STANDARD, refresh: false })}</div>${filters(FILTERED)}${tabs(TABS)}`;
  }

  content(data) {
    if (data.summary) {
      return this.models(data);
    }
    if (data.gain) {
      return gains(data);
    }
    if (data.alerts) {
      return this.alerts(data.alerts);
    }
    return data.signals ? this.signals(data.signals) : this.report();
  }

  models({ summary, alerts }) {
    const bad = new Set(alerts.map((each) => `${each.model} ${each.task}`));
    const columns = [
      { id: 'model', label: 'Model', cell: (row) => html`<strong>${row.model}</strong>`, value: (row) => row.model, filter: 'model' },
      { id: 'task', label: 'Task', cell: (row) => row.task, value: (row) => row.task, filter: 'task' },
      { id: 'source', label: 'Who says so', cell: (row) => row.source, value: (row) => row.source },
      { id: 'mean', label: 'Good answers', num: true, cell: (row) => (row.n_eff < ENOUGH ? html`<span class="muted" title="too little to say">${percent(row.mean, 0)} ?</span>` : percent(row.mean)), value: (row) => row.mean },
      { id: 'interval', label: '90 % interval', cell: (row) => interval({ value: row.mean, from: row.low, to: row.high, label: `${percent(row.low)} to ${percent(row.high)}` }), value: (row) => row.low },
      { id: 'range', label: 'From – to', cell: (row) => `${percent(row.low, 0)} – ${percent(row.high, 0)}`, hidden: true },
      { id: 'n', label: 'Signals', num: true, cell: (row) => count(row.n), value: (row) => row.n },
      { id: 'samples', label: 'Answers', num: true, cell: (row) => count(row.samples), value: (row) => row.samples, hidden: true },
      { id: 'n_eff', label: 'n eff.', num: true, cell: (row) => number(row.n_eff), value: (row) => row.n_eff, title: 'how many sure signals would say as much', hidden: true },
      { id: 'enough', label: 'Enough?', title: 'Whether there are enough signals to claim anything', cell: (row) => (bad.has(`${row.model} ${row.task}`) ? mark('bad', 'alert') : row.n_eff < ENOUGH ? mark('none', 'insufficient data') : mark('ok', 'yes')) },
      { id: 'trend', label: 'Trend', num: true, cell: (row) => trend(row.trend), value: (row) => row.trend, title: 'the last seven days less the time before, in points' },
      { id: 'age', label: 'Newest', cell: (row) => html`<sb-time .at=${row.newest_at}></sb-time>`, value: (row) => row.newest_at },
    ];
    const asked = queryOf({ ...rangeOf(router.query, STANDARD), ...filterQuery(router.query, FILTERED) });
    return html`<div class="card"><sb-table name="quality" caption="Quality by model and task" .columns=${columns} .rows=${summary} .keyOf=${(row) => `${row.model} ${row.task} ${row.source}`} .href=${(row) => router.with({ tab: 'signals', model: row.model, task: row.task })} csv="/v1/signals/summary?${asked}"></sb-table></div>
      <p class="hint">A mean of few signals says little: below ${ENOUGH} effective ones nothing is claimed, and the router counts only what is <a href=${router.with({ tab: 'gain' })}>proven to predict</a>.</p>`;
  }

  alerts(alerts) {
    if (alerts.length === 0) {
      return empty('No alert', 'No mean is beyond its threshold, and no model was found to have become worse.');
    }
    const columns = [
      { id: 'kind', label: 'Kind', cell: (row) => (row.kind === 'degraded' ? mark('bad', 'became worse') : mark('warn', 'beyond its bound')), value: (row) => row.kind },
      { id: 'model', label: 'Model', cell: (row) => html`<strong>${row.model}</strong>`, value: (row) => row.model, filter: 'model' },
      { id: 'task', label: 'Task', cell: (row) => row.task, value: (row) => row.task, filter: 'task' },
      { id: 'project', label: 'Project', cell: (row) => row.project ?? 'all' },
      { id: 'what', label: 'What', wrap: true, cell: (row) => row.text ?? alertText(row) },
      { id: 'at', label: 'Since', cell: (row) => html`<sb-time .at=${row.at ?? row.newest_at}></sb-time>`, value: (row) => row.at },
    ];
    return html`<div class="card"><sb-table name="alerts" caption="Alerts" .columns=${columns} .rows=${alerts} .keyOf=${(row) => JSON.stringify(row)} .href=${(row) => router.with({ tab: 'signals', model: row.model, task: row.task })}></sb-table></div>`;
  }

  signals(page) {
    const columns = [
      { id: 'at', label: 'Time', cell: (row) => clock(row.at) },
      { id: 'value', label: 'Value', num: true, cell: (row) => (row.value === null ? '–' : row.value >= 0.5 ? mark('ok', number(row.value)) : mark('bad', number(row.value))) },
      { id: 'name', label: 'Name', cell: (row) => row.name },
      { id: 'source', label: 'Source', cell: (row) => row.source },
      { id: 'model', label: 'Model', cell: (row) => (row.provider ? `${row.provider}/${row.model}` : row.model) },
      { id: 'task', label: 'Task', cell: (row) => row.task, filter: 'task' },
      { id: 'project', label: 'Project', cell: (row) => row.project, filter: 'project' },
      { id: 'state', label: 'State', cell: (row) => (row.state === 'applied' ? mark('ok', 'applied') : mark('none', row.reason ? `${row.state}: ${row.reason}` : row.state)) },
      { id: 'expected', label: 'Expected before', num: true, cell: (row) => percent(row.expected?.cluster), title: 'what was expected of the answer before this was said' },
      { id: 'surprise', label: 'Surprise', cell: (row) => (row.expected && row.value !== null ? signed(row.value - row.expected.cluster, `${number(row.value - row.expected.cluster)}`) : nothing) },
      { id: 'weight', label: 'Weight', num: true, cell: (row) => number(row.weight), hidden: true },
      { id: 'request', label: 'Request', cell: (row) => (row.request_id ? html`<a href="/requests/${row.request_id}"><code>${row.request_id.slice(0, 14)}…</code></a>` : '–') },
      { id: 'do', label: 'Change', cell: (row) => (row.state === 'applied' || row.state === 'pending' ? html`<button class="small danger" ?disabled=${!api.may('operator')} @click=${() => this.revoke(row)}>Take back</button>` : nothing) },
    ];
    const asked = queryOf({ ...rangeOf(router.query, STANDARD), ...filterQuery(router.query, FILTERED) });
    return html`<div class="card"><sb-table name="signals" caption="Signals" .columns=${columns} .rows=${page.data} csv="/v1/signals?${asked}" .more=${page.next ? () => this.more(page) : null}></sb-table></div>`;
  }

  async more(page) {
    const asked = { ...rangeOf(router.query, STANDARD), ...filterQuery(router.query, FILTERED), limit: 100, after: page.next };
    const next = await attempt(() => api.get('/v1/signals', asked));
    if (next) {
      this.data = { signals: { data: [...page.data, ...next.data].slice(-1000), next: next.next } };
    }
  }

  async revoke(row) {
    if (await confirm({ title: 'Take the signal back', text: 'What was learnt is afterwards what it would be had it never come.', action: 'Take it back', run: () => api.delete(`/v1/signals/${row.id}`) })) {
      toast('Taken back');
      this.refresh();
    }
  }

  report() {
    return html`<div class="grid two"><section class="card"><header><h2>Report a signal</h2></header><div class="body stack">
      <p>Name the answer by the header <code>x-signalbox-decision</code> or <code>x-request-id</code> that came with it, and say how good it was: <code>true</code>, <code>false</code> or a number from 0 to 1.</p>
      <sb-code .samples=${samples()}></sb-code></div></section>
      <section class="card"><header><h2>What becomes of it</h2></header><div class="body stack prose">
        <p>It is stored once, however often it is sent under one <code>idempotency_key</code>, and can be taken back exactly.</p>
        <p>Each level of learning (the card; the model; the task; the kind of prompt) predicts it before learning from it. A level counts in decisions only where that helped, which the <a href=${router.with({ tab: 'gain' })}>gain ledger</a> shows.</p>
        <p>When answers become worse than expected, there is an <a href=${router.with({ tab: 'alerts' })}>alert</a>, and what was known before counts a tenth.</p>
      </div></section></div>`;
  }
}

function trend(value) {
  if (value === null || value === undefined) {
    return html`<span class="muted">–</span>`;
  }
  const text = `${value > 0 ? '▲' : value < 0 ? '▼' : '='} ${number(Math.abs(value) * 100, 2)}`;
  return html`<span class="delta ${value < -0.02 ? 'bad' : value > 0.02 ? 'good' : ''}">${text}</span>`;
}

function alertText(alert) {
  return alert.kind === 'degraded' ? `answers became worse than expected (statistic ${number(alert.statistic)})` : `${alert.metric ?? 'mean'} ${number(alert.value ?? alert.mean)} where ${number(alert.threshold ?? alert.bound)} is the bound, of ${count(alert.samples ?? alert.n)} answers`;
}

function samples() {
  const url = `${location.origin}/v1/signals`;
  return [
    { label: 'thumbs', text: `curl ${url} -H 'content-type: application/json' \\\n  -d '{"decision_id": "d_…", "name": "thumbs", "value": true}'` },
    { label: 'test result', text: `curl ${url} -H 'content-type: application/json' \\\n  -d '{"request_id": "req_…", "source": "test", "name": "unit tests", "value": 0.8, "idempotency_key": "build-4711"}'` },
    { label: 'comparison', text: `curl ${url} -H 'content-type: application/json' \\\n  -d '{"value": {"better": "d_…", "worse": "d_…"}, "source": "judge"}'` },
    { label: 'of many', text: `curl ${url} -H 'content-type: application/json' \\\n  -d '{"model": "openai/gpt-4o", "task": "extract", "n": 40, "acceptance": 0.9, "source": "business"}'` },
  ];
}

customElements.define('page-quality', QualityPage);
