/** The projects, as they work right now: who is active, on what, with which streams under way. */
import { html, svg } from 'lit';
import { api } from '../core/api.js';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { count, nanos, number, percent, short, span } from '../core/format.js';
import { live } from '../core/live.js';
import { spark } from '../ui/bars.js';
import { mark } from '../ui/mark.js';
import { firstRun } from '../ui/state.js';
import { chosenTab, tabs } from '../ui/tabs.js';
import '../ui/table.js';
import '../ui/time.js';

const TABS = [['cards', 'Live'], ['table', 'Table']];
const ACTIVE = [[5, '5 minutes'], [60, 'hour'], [1440, 'day'], [10080, 'week'], [0, 'ever']];
/** A project that had requests in most hours and has been silent this long is worth a look. */
const SILENT_MS = 2 * 3600000;
const LANE_MS = 60000;
const REREAD_MS = 15000;

class Projects extends Page {
  static awaitsRequests = true;
  static properties = { tick: { state: true } };

  constructor() {
    super();
    this.tick = null;
    this.seen = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow('tick', (tick) => this.ticked(tick));
    this.frame = setInterval(() => document.hidden || this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.frame);
  }

  get minutes() {
    const wanted = Number(router.get('active_since_mins', '1440'));
    return ACTIVE.some(([minutes]) => minutes === wanted) ? wanted : 1440;
  }

  /** Streams are remembered a little longer than they are open, so that their end can be seen. */
  ticked(tick) {
    this.tick = tick;
    const now = Date.now();
    const open = new Set();
    for (const project of tick.projects ?? []) {
      for (const stream of project.streams ?? []) {
        open.add(stream.request_id);
        this.seen.set(stream.request_id, { ...stream, project: project.project, until: null });
      }
    }
    for (const [id, stream] of this.seen) {
      if (!open.has(id) && stream.until === null) {
        stream.until = now;
      }
      if (stream.until !== null && now - stream.until > LANE_MS) {
        this.seen.delete(id);
      }
    }
    if (now - (this.readAt ?? 0) > REREAD_MS) {
      this.refresh();
    }
  }

  async load(query, signal) {
    const since = this.minutes ? { active_since_mins: this.minutes } : {};
    const [projects, today] = await Promise.all([
      api.get('/v1/projects', { ...since, limit: 200 }, signal),
      api.get('/v1/stats', { from: midnight() }, signal),
    ]);
    return { projects: projects.data, next: projects.next, today: new Map(today.by_project.map((each) => [each.name, each])) };
  }

  isEmpty({ projects }) {
    return projects.length === 0 && this.minutes === 0;
  }

  first() {
    return firstRun('No project has come through yet', 'Send requests with the header x-project to see them here.');
  }

  header() {
    return html`<div class="head"><h1>Projects</h1>
      ${live.status === 'open' ? mark('ok', 'live') : mark('none', 'not live')}
      <label class="row">Active within the last
        <select @change=${(event) => router.set({ active_since_mins: event.target.value })}>
          ${ACTIVE.map(([minutes, text]) => html`<option value=${minutes} ?selected=${minutes === this.minutes}>${text}</option>`)}
        </select></label>
      <p class="sub">A client names its project with the header <code>x-project</code>.</p></div>`;
  }

  content(data) {
    const tab = chosenTab(TABS);
    if (data.projects.length === 0) {
      return html`${tabs(TABS)}<p class="muted">No project sent anything in this time.</p>`;
    }
    return html`${tabs(TABS)}${tab === 'cards' ? this.cards(data) : this.table(data)}`;
  }

  cards({ projects, today }) {
    const now = new Map((this.tick?.projects ?? []).map((each) => [each.project, each]));
    const order = [...projects].sort((a, b) => (now.get(b.project)?.requests_per_second ?? 0) - (now.get(a.project)?.requests_per_second ?? 0) || Date.parse(b.last_at) - Date.parse(a.last_at));
    return html`<ul class="grid cards">${order.map((project) => this.card(project, now.get(project.project), today.get(project.project)))}</ul>`;
  }

  card(project, now, today) {
    const silent = isSilent(project);
    const here = router.with({ active_since_mins: null, tab: null, project: project.project }, '/requests');
    return html`<li class="card project">
      <header><h2 class="cut"><a href=${here}>${project.project}</a></h2>${now?.requests_per_second > 0 ? mark('ok', 'active') : silent ? mark('warn', 'silent') : mark('none', 'idle')}</header>
      <div class="body stack">
        <dl class="facts wide">
          <div><dt>Requests/s</dt><dd>${number(now?.requests_per_second ?? 0, 2)}</dd></div>
          <div><dt>Under way</dt><dd>${count(now?.open ?? 0)}</dd></div>
          <div><dt>Cost today</dt><dd>${nanos(today?.cost_nanos ?? 0)}</dd></div>
          <div><dt>Success today</dt><dd>${percent(today?.success_rate)}</dd></div>
        </dl>
        ${this.lane(project.project)}
        <p class="row apart small"><span class="muted cut">${now?.last_model || project.models[0]?.name || project.models[0] || ''}</span>${spark(project.requests_per_hour, `requests an hour, last 24: ${project.requests_per_hour.join(', ')}`)}</p>
        <p class="small muted">${silent ? html`Usually busy, silent for ${span(Date.now() - Date.parse(project.last_at))}.` : html`Last seen <sb-time .at=${project.last_at}></sb-time>`}</p>
      </div>
    </li>`;
  }

  /** The answers of the last minute as strokes, the open ones growing. */
  lane(project) {
    const now = Date.now();
    const streams = [...this.seen.values()].filter((each) => each.project === project).slice(-20);
    const rows = [];
    const x = (at) => Math.max(0, 100 - ((now - at) / LANE_MS) * 100);
    for (const stream of streams) {
      const begin = Date.parse(stream.started_at);
      const end = stream.until ?? now;
      let row = rows.findIndex((until) => until < begin);
      row = row < 0 ? rows.length : row;
      rows[row] = end;
      stream.row = row;
    }
    const height = Math.max(1, rows.length) * 5;
    return html`<svg class="lane ${streams.length ? '' : 'still'}" viewBox="0 0 100 ${height}" height=${Math.min(60, height * 2)} preserveAspectRatio="none" role="img" aria-label="${streams.filter((each) => each.until === null).length} answers under way">
      ${streams.map((stream) => svg`<rect class=${stream.until === null ? 'f-c1' : 'f-muted'} x=${x(Date.parse(stream.started_at))} width=${Math.max(0.6, x(stream.until ?? now) - x(Date.parse(stream.started_at)))} y=${stream.row * 5 + 1} height="3"><title>${stream.model}</title></rect>`)}
    </svg>`;
  }

  table({ projects, today }) {
    const columns = [
      { id: 'project', label: 'Project', cell: (row) => row.project, value: (row) => row.project },
      { id: 'requests', label: 'Requests', num: true, cell: (row) => count(row.requests), value: (row) => row.requests },
      { id: 'success', label: 'Success', num: true, cell: (row) => percent(row.success_rate), value: (row) => row.success_rate },
      { id: 'cost', label: 'Cost', num: true, cell: (row) => nanos(row.cost_nanos), value: (row) => row.cost_nanos },
      { id: 'today', label: 'Cost today', num: true, cell: (row) => nanos(today.get(row.project)?.cost_nanos ?? 0), value: (row) => today.get(row.project)?.cost_nanos ?? 0 },
      { id: 'tokens', label: 'Tokens in / out', num: true, cell: (row) => `${short(row.input_tokens)} / ${short(row.output_tokens)}`, value: (row) => row.input_tokens + row.output_tokens },
      { id: 'models', label: 'Models', cell: (row) => html`<span class="cell"><span class="cut">${row.models.map((each) => each.name ?? each).join(', ')}</span></span>` },
      { id: 'hours', label: 'Last 24 hours', cell: (row) => spark(row.requests_per_hour, 'requests an hour') },
      { id: 'last', label: 'Last seen', cell: (row) => html`<sb-time .at=${row.last_at}></sb-time>`, value: (row) => row.last_at },
    ];
    return html`<div class="card"><sb-table name="projects" caption="Projects" .columns=${columns} .rows=${projects} .keyOf=${(row) => row.project} .href=${(row) => `/requests?project=${encodeURIComponent(row.project)}`} csv="/v1/projects${this.minutes ? `?active_since_mins=${this.minutes}` : ''}"></sb-table></div>`;
  }
}

function midnight() {
  const date = new Date();
  date.setHours(0, 0, 0, 0);
  return date.toISOString();
}

/** Busy in most of the last hours, and now nothing for two. */
function isSilent(project) {
  const hours = project.requests_per_hour.slice(0, -2);
  return Date.now() - Date.parse(project.last_at) > SILENT_MS && hours.filter((each) => each > 0).length > hours.length / 2;
}

customElements.define('page-projects', Projects);
