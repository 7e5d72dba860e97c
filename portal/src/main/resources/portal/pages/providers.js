/** The providers: where requests go, how each is doing, and what can be done about it. */
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { clock, count, millis, nanos, percent } from '../core/format.js';
import { attempt, confirm, form } from '../ui/dialog.js';
import { icon } from '../ui/icons.js';
import { circuit, mark } from '../ui/mark.js';
import { bodySchema, schemaFields, schemaValues } from '../ui/schema.js';
import { toast } from '../ui/toasts.js';
import '../ui/code.js';
import '../ui/table.js';
import '../ui/time.js';

const FIRST = ['id', 'provider_type', 'api_key', 'endpoint', 'models'];
const WORST = ['open', 'half_open', 'closed'];

class Providers extends Page {
  static properties = { tried: { state: true } };

  constructor() {
    super();
    this.tried = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow('health', () => this.refresh());
  }

  async load(_query, signal) {
    const [providers, health, stats] = await Promise.all([
      api.get('/v1/providers', {}, signal),
      api.get('/health', {}, signal),
      api.get('/v1/stats', { from: 'now-24h' }, signal),
    ]);
    const use = new Map(stats.by_provider.map((each) => [each.name, each]));
    return { providers: providers.data.map((each) => ({ ...each, deployments: deploymentsOf(each.id, health) })), use };
  }

  isEmpty({ providers }) {
    return providers.length === 0;
  }

  missing({ providers }) {
    const open = providers.flatMap((each) => each.deployments).filter((each) => each.circuit === 'open');
    return open.length ? [`${open.map((each) => each.name).join(', ')} cannot be reached at present`] : [];
  }

  header() {
    return html`<div class="head"><h1>Providers</h1>
      <button ?disabled=${!api.may('operator')} @click=${() => this.testAll()}>${icon('bolt')}Test all</button>
      <button class="primary" ?disabled=${!api.may('operator')} title=${api.may('operator') ? nothing : 'needs the role operator'} @click=${() => this.make()}>${icon('plus')}Add a provider</button></div>`;
  }

  first() {
    return html`<div class="state card">${icon('plug')}<h2>No provider yet</h2><p>Add one with its key: it takes requests at once, and its models are in the catalogue.</p>
      <button class="primary" ?disabled=${!api.may('operator')} @click=${() => this.make()}>Add a provider</button></div>`;
  }

  content({ providers, use }) {
    const columns = [
      { id: 'id', label: 'Provider', cell: (row) => html`<strong>${row.id}</strong>`, value: (row) => row.id },
      { id: 'type', label: 'Type', cell: (row) => row.provider_type, value: (row) => row.provider_type },
      { id: 'state', label: 'State', cell: (row) => this.stateOf(row) },
      { id: 'health', label: 'Circuit', cell: (row) => circuit(worst(row)) },
      { id: 'flight', label: 'Under way', num: true, cell: (row) => count(sum(row, 'in_flight')), value: (row) => sum(row, 'in_flight') },
      { id: 'keys', label: 'Keys', num: true, cell: (row) => (benched(row) ? mark('warn', `${benched(row)} of ${row.keys} benched`) : count(row.keys)), value: (row) => row.keys },
      { id: 'requests', label: 'Requests (24 h)', num: true, cell: (row) => html`<a href="/requests?provider=${encodeURIComponent(row.id)}">${count(use.get(row.id)?.requests ?? 0)}</a>`, value: (row) => use.get(row.id)?.requests ?? 0 },
      { id: 'success', label: 'Success', num: true, cell: (row) => percent(use.get(row.id)?.success_rate), value: (row) => use.get(row.id)?.success_rate },
      { id: 'p50', label: 'First byte p50', num: true, cell: (row) => millis(use.get(row.id)?.first_byte_ms?.p50), value: (row) => use.get(row.id)?.first_byte_ms?.p50 },
      { id: 'cost', label: 'Cost', num: true, cell: (row) => nanos(use.get(row.id)?.cost_nanos ?? 0), value: (row) => use.get(row.id)?.cost_nanos ?? 0 },
      { id: 'models', label: 'Models', num: true, cell: (row) => count(row.models.length), value: (row) => row.models.length },
      { id: 'test', label: 'Last test', cell: (row) => this.testOf(row.id) },
      { id: 'source', label: 'From', cell: (row) => (row.source === 'config' ? 'file' : 'registered'), value: (row) => row.source },
    ];
    return html`<div class="stack">
      <div class="card"><sb-table name="providers" caption="Providers" .columns=${columns} .rows=${providers} .href=${(row) => router.with({ open: row.id })} .current=${router.get('open')}></sb-table></div>
      ${this.detail(providers.find((each) => each.id === router.get('open')))}
    </div>`;
  }

  stateOf(provider) {
    if (!provider.enabled) {
      return mark('none', 'off');
    }
    return provider.drained ? mark('warn', 'drained') : mark('ok', 'takes requests');
  }

  testOf(id) {
    const tried = this.tried.get(id);
    if (!tried) {
      return html`<span class="muted">–</span>`;
    }
    if (tried === 'running') {
      return mark('none', 'asking …');
    }
    return tried.ok ? mark('ok', millis(tried.latency_ms)) : mark('bad', tried.error ?? tried.fault ?? `status ${tried.status}`);
  }

  detail(provider) {
    if (!provider) {
      return nothing;
    }
    const may = api.may('operator');
    const file = provider.source === 'config';
    return html`<section class="card" aria-label=${provider.id}>
      <header><h2>${provider.id}</h2>
        <button class="small" ?disabled=${!may} @click=${() => this.test(provider.id)}>${icon('bolt')}Test</button>
        <button class="small" ?disabled=${!may} @click=${() => this.drain(provider)}>${icon('pause')}${provider.drained ? 'Take requests again' : 'Drain'}</button>
        <button class="small" ?disabled=${!may} @click=${() => this.reset(provider)} title="closes its circuits and has its keys back">${icon('refresh')}Reset</button>
        <button class="small" ?disabled=${!may || file} title=${file ? 'it stands in the configuration file' : nothing} @click=${() => this.change(provider)}>${icon('edit')}Change</button>
        <button class="small danger" ?disabled=${!may || file} title=${file ? 'it stands in the configuration file' : nothing} @click=${() => this.takeOut(provider)}>${icon('trash')}Take out</button></header>
      <div class="body stack">
        <dl class="facts">
          <dt>Address</dt><dd>${provider.endpoint ?? 'the vendor’s own'}</dd>
          <dt>Speaks</dt><dd>${provider.protocols.join(', ')}</dd>
          <dt>Keys</dt><dd>${count(provider.keys)}, never shown</dd>
          ${provider.note ? html`<dt>Note</dt><dd>${provider.note}</dd>` : nothing}
          <dt>Failures</dt><dd><a href="/failures?failed_provider=${encodeURIComponent(provider.id)}">what went wrong there</a></dd>
        </dl>
        ${this.keysOf(provider)}
        <h3>Models</h3>
        ${this.models(provider)}
        ${this.listed(provider)}
      </div></section>`;
  }

  keysOf(provider) {
    const all = provider.health?.benched_keys ?? [];
    return all.length === 0 ? nothing : html`<h3>Benched keys</h3><ul>${all.map((each) => html`<li>${mark('warn', `key ${each.key}`)} until ${clock(each.until)}: ${each.reason}</li>`)}</ul>`;
  }

  models(provider) {
    const by = new Map(provider.deployments.map((each) => [each.model, each]));
    const rows = [...new Set([...provider.models, ...by.keys()])].map((model) => ({ model, ...by.get(model) }));
    const columns = [
      { id: 'model', label: 'Model', cell: (row) => html`<a href="/requests?provider=${encodeURIComponent(provider.id)}&model=${encodeURIComponent(row.model)}">${row.model}</a>`, value: (row) => row.model },
      { id: 'circuit', label: 'Circuit', cell: (row) => html`${circuit(row.circuit)}${row.until ? html` until ${clock(row.until)}` : nothing}` },
      { id: 'in_flight', label: 'Under way', num: true, cell: (row) => count(row.in_flight ?? 0) },
      { id: 'quota', label: 'Quota used', num: true, cell: (row) => (row.quota_used_percent >= 0 ? `${row.quota_used_percent} %` : '–') },
      { id: 'p50', label: 'First byte p50', num: true, cell: (row) => millis(row.ttft_ms_p50) },
      { id: 'p95', label: 'p95', num: true, cell: (row) => millis(row.ttft_ms_p95) },
      { id: 'tps', label: 'Tokens/s', num: true, cell: (row) => count(row.tokens_per_second) },
      { id: 'n', label: 'n', num: true, cell: (row) => count(row.n) },
      { id: 'try', label: 'Try', cell: (row) => html`<a href="/playground?model=${encodeURIComponent(`${provider.id}/${row.model}`)}">playground</a>` },
    ];
    return html`<sb-table plain name="provider-models" caption="Models of ${provider.id}" .columns=${columns} .rows=${rows} .keyOf=${(row) => row.model}></sb-table>`;
  }

  /** What the provider says it has, and this gateway does not ask it for yet. */
  listed(provider) {
    const said = this.tried.get(provider.id)?.models;
    if (!said) {
      return html`<p class="hint">Test it to fetch the list of models that it says it has.</p>`;
    }
    const more = said.filter((model) => !provider.models.includes(model));
    const file = provider.source === 'config';
    return html`<h3>It says it has ${count(said.length)} models, ${count(more.length)} of them not named here</h3>
      ${more.length ? html`<ul class="row">${more.slice(0, 60).map((model) => html`<li><button class="small" ?disabled=${file || !api.may('operator')} title=${file ? 'it stands in the configuration file' : 'serve it too'} @click=${() => this.serve(provider, model)}>${icon('plus')}${model}</button></li>`)}</ul>` : nothing}
      ${more.length > 60 ? html`<p class="hint">and ${count(more.length - 60)} more</p>` : nothing}`;
  }

  async serve(provider, model) {
    if (await attempt(() => api.patch(`/v1/providers/${provider.id}`, { models: [...provider.models, model] }))) {
      toast(`${model} is served from now on`);
      this.refresh();
    }
  }

  async test(id) {
    this.tried = new Map(this.tried).set(id, 'running');
    const done = await attempt(() => api.post(`/v1/providers/${id}/test`));
    this.tried = new Map(this.tried).set(id, done ?? { ok: false, error: 'could not be asked' });
  }

  testAll() {
    return Promise.all(this.data.providers.map((each) => this.test(each.id)));
  }

  async make() {
    const schema = await attempt(() => bodySchema('POST', '/v1/providers'));
    if (!schema) {
      return;
    }
    const made = await form({
      title: 'Add a provider',
      action: 'Add it',
      body: (_draw, wrong) => schemaFields(schema, { first: FIRST, hide: ['type', 'base_url', 'region'], wrong }),
      save: (_fields, element) => api.post('/v1/providers', schemaValues(element, schema)),
    });
    if (made) {
      toast('Added; it takes requests now');
      await this.refresh();
      router.set({ open: made.id });
      this.test(made.id);
    }
  }

  async change(provider) {
    const schema = await attempt(() => bodySchema('PATCH', '/v1/providers/{id}'));
    const whole = schema && (await attempt(() => api.get(`/v1/providers/${provider.id}`)));
    if (!whole) {
      return;
    }
    const values = whole.registered ?? whole;
    const done = await form({
      title: `Change ${provider.id}`,
      body: (_draw, wrong) => schemaFields(schema, { first: ['enabled', ...FIRST], hide: ['id', 'type', 'base_url', 'region'], values, wrong }),
      save: (_fields, element) => {
        const body = schemaValues(element, schema, values);
        if (body.api_key === null) {
          delete body.api_key; // an empty field keeps the keys there are: they are never shown
        }
        return api.patch(`/v1/providers/${provider.id}`, body);
      },
    });
    if (done) {
      toast('Changed; it counts from the next request on');
      this.refresh();
    }
  }

  async drain(provider) {
    const done = await attempt(() => api.post(`/v1/providers/${provider.id}/drain`, { drain: !provider.drained }));
    if (done) {
      toast(provider.drained ? `${provider.id} takes requests again` : `${provider.id} takes no new requests`);
      this.refresh();
    }
  }

  async reset(provider) {
    if (await attempt(() => api.post(`/v1/providers/${provider.id}/reset`))) {
      toast(`${provider.id} is tried again at once`);
      this.refresh();
    }
  }

  async takeOut(provider) {
    const done = await confirm({
      title: `Take out ${provider.id}`,
      text: 'No request goes there from then on, and its keys are forgotten. What was recorded stays.',
      name: provider.id,
      action: 'Take it out',
      run: () => api.delete(`/v1/providers/${provider.id}`),
    });
    if (done) {
      toast('Taken out');
      router.set({ open: null });
      this.refresh();
    }
  }
}

function deploymentsOf(id, health) {
  return Object.entries(health.deployments)
    .filter(([name]) => name.startsWith(id + '/'))
    .map(([name, state]) => ({ name, model: name.slice(id.length + 1), ...state }));
}

function worst(provider) {
  const states = provider.deployments.map((each) => each.circuit);
  return WORST.find((each) => states.includes(each));
}

function sum(provider, field) {
  return provider.deployments.reduce((total, each) => total + each[field], 0);
}

function benched(provider) {
  return provider.health?.benched_keys?.length ?? Math.max(0, ...provider.deployments.map((each) => each.benched_keys));
}

customElements.define('page-providers', Providers);
