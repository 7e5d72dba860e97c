/** Virtual gateways, made in half a minute, with what to paste into a client; and the apps of the configuration. */
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { count, nanos, percent, short } from '../core/format.js';
import { attempt, confirm, form, open } from '../ui/dialog.js';
import { icon } from '../ui/icons.js';
import { mark } from '../ui/mark.js';
import { bodySchema, schemaFields, schemaValues } from '../ui/schema.js';
import { toast } from '../ui/toasts.js';
import { appTable } from './gateways/apps.js';
import { snippets } from './gateways/snippets.js';
import '../ui/table.js';
import '../ui/time.js';

const FIRST = ['name', 'upstream_url', 'api_key', 'model', 'custom_model', 'provider_type'];

class Gateways extends Page {
  static drawn = [...Page.drawn, 'app', 'sort', 'gateways.sort', 'apps.sort'];

  async load(_query, signal) {
    const [gateways, apps, stats] = await Promise.all([api.get('/v1/gateways', {}, signal), api.get('/v1/apps', {}, signal), api.get('/v1/stats', { from: 'now-24h' }, signal)]);
    return { gateways: gateways.data.filter((each) => !each.deleted_at), apps: apps.data, use: new Map(stats.by_key.map((each) => [each.name, each])) };
  }

  isEmpty({ gateways, apps }) {
    return gateways.length === 0 && apps.length === 0;
  }

  header() {
    return html`<div class="head"><h1>Gateways & apps</h1>
      <button class="primary" ?disabled=${!api.may('operator')} title=${api.may('operator') ? nothing : 'needs the role operator'} @click=${() => this.make()}>${icon('plus')}New gateway</button>
      <p class="sub">A gateway is an address with a token of its own in front of one model, for clients that take an address, a token and a name.</p></div>`;
  }

  first() {
    return html`<div class="state card">${icon('door')}<h2>No gateway yet</h2>
      <p>Name an upstream, its key and a model: you get an address and a token that Claude Code, Codex, Cursor and every SDK can use, in all four formats.</p>
      <button class="primary" ?disabled=${!api.may('operator')} @click=${() => this.make()}>Make the first</button>
      <p class="small">Apps, with paths and names of their own over the whole fleet, stand in the configuration: <a href="/docs?s=apps">how to make one</a>.</p></div>`;
  }

  content({ gateways, apps, use }) {
    const app = apps.find((each) => each.id === router.get('app'));
    return html`<div class="stack">
      <div class="card"><header><h2>Virtual gateways</h2><span class="hint">one model of one upstream, with a token of its own</span></header>
        ${gateways.length ? this.table(gateways, use) : html`<p class="body muted">There is none yet.</p>`}</div>
      ${this.detail(gateways.find((each) => each.id === router.get('open')))}
      <div class="card"><header><h2>Apps</h2><p class="hint">a path with names of its own over the whole fleet; from the configuration: <a href="/docs?s=apps">how to make one</a></p></header>
        ${apps.length ? appTable(apps) : html`<p class="body muted">There is none.</p>`}</div>
      ${app ? html`<sb-app-detail .app=${app}></sb-app-detail>` : nothing}
    </div>`;
  }

  table(gateways, use) {
    const columns = [
      { id: 'name', label: 'Name', cell: (row) => row.name || row.id, value: (row) => row.name || row.id },
      { id: 'state', label: 'State', cell: (row) => (row.enabled === false ? mark('none', 'off') : mark('ok', 'on')) },
      { id: 'model', label: 'Clients say', cell: (row) => row.custom_model ?? row.model, value: (row) => row.custom_model ?? row.model },
      { id: 'upstream', label: 'Upstream', cell: (row) => html`<span class="cell"><span class="cut">${row.model} at ${row.upstream_url}</span></span>` },
      { id: 'requests', label: 'Requests (24 h)', num: true, cell: (row) => html`<a href="/requests?app=${row.app}">${count(use.get(row.app)?.requests ?? 0)}</a>`, value: (row) => use.get(row.app)?.requests ?? 0 },
      { id: 'success', label: 'Success', num: true, cell: (row) => percent(use.get(row.app)?.success_rate) },
      { id: 'tokens', label: 'Tokens in / out', num: true, cell: (row) => `${short(use.get(row.app)?.input_tokens ?? 0)} / ${short(use.get(row.app)?.output_tokens ?? 0)}` },
      { id: 'cost', label: 'Cost', num: true, cell: (row) => nanos(use.get(row.app)?.cost_nanos ?? 0), value: (row) => use.get(row.app)?.cost_nanos ?? 0 },
      { id: 'changed', label: 'Changed', cell: (row) => html`<sb-time .at=${row.changed_at}></sb-time>`, value: (row) => row.changed_at },
    ];
    return html`<sb-table name="gateways" caption="Virtual gateways" .columns=${columns} .rows=${gateways} .href=${(row) => router.with({ open: row.id, app: null })} .current=${router.get('open')}></sb-table>`;
  }

  detail(gateway) {
    if (!gateway) {
      return nothing;
    }
    const may = api.may('operator');
    return html`<section class="card" aria-label=${gateway.name || gateway.id}>
      <header><h2>${gateway.name || gateway.id}</h2>
        <button class="small" ?disabled=${!may} @click=${() => this.change(gateway)}>${icon('edit')}Change</button>
        <button class="small" ?disabled=${!may} @click=${() => this.renew(gateway)}>${icon('key')}New token</button>
        <button class="small danger" ?disabled=${!may} @click=${() => this.takeOut(gateway)}>${icon('trash')}Take out</button></header>
      <div class="body stack">
        <dl class="facts">
          <dt>Address</dt><dd><code>${gateway.url}</code></dd>
          <dt>Token</dt><dd>was shown once; limits and end of it: <a href="/access?open=${gateway.key_id}">${gateway.key_id}</a></dd>
          <dt>Requests</dt><dd><a href="/requests?app=${gateway.app}">all of them</a>, <a href="/failures?app=${gateway.app}">failures</a></dd>
        </dl>
        ${this.shown?.id === gateway.id ? snippets(this.shown.snippets) : html`<button class="small" @click=${() => this.readSnippets(gateway)}>What to paste into a client</button>`}
      </div></section>`;
  }

  async readSnippets(gateway) {
    this.shown = await attempt(() => api.get(`/v1/gateways/${gateway.id}`));
    this.requestUpdate();
  }

  async make() {
    const schema = await attempt(() => bodySchema('POST', '/v1/gateways'));
    if (!schema) {
      return;
    }
    const made = await form({
      title: 'New gateway',
      action: 'Make it',
      body: (_draw, wrong) => schemaFields(schema, { first: FIRST, hide: ['frontdoor'], wrong }),
      save: (_fields, element) => api.post('/v1/gateways', schemaValues(element, schema)),
    });
    if (made) {
      await this.refresh();
      router.set({ open: made.id });
      this.present(made, 'Your new gateway');
    }
  }

  present(made, title) {
    return open(
      (close) => html`<div class="inside">
        <header><h2>${title}</h2></header>
        <p>The token is shown this once. Everything below works as it stands.</p>
        <sb-code label="token" .text=${made.token}></sb-code>
        ${made.snippets ? snippets(made.snippets) : nothing}
        <div class="row end"><button class="primary" @click=${() => close(true)}>I have kept it</button></div>
      </div>`,
      { kind: 'wide', label: title },
    );
  }

  async change(gateway) {
    const schema = await attempt(() => bodySchema('PATCH', '/v1/gateways/{id}'));
    if (!schema) {
      return;
    }
    const done = await form({
      title: `Change ${gateway.name || gateway.id}`,
      body: (_draw, wrong) => schemaFields(schema, { first: [...FIRST, 'enabled'], hide: ['id', 'frontdoor'], values: gateway, wrong }),
      save: (_fields, element) => {
        const body = schemaValues(element, schema, gateway);
        if (body.api_key === null) {
          delete body.api_key; // an empty field keeps the key there is: it is never shown
        }
        return api.patch(`/v1/gateways/${gateway.id}`, body);
      },
    });
    if (done) {
      toast('Changed; it counts from the next request on');
      this.refresh();
    }
  }

  async renew(gateway) {
    let made = null;
    await confirm({
      title: 'New token',
      text: 'The token that clients use now opens nothing from then on.',
      name: gateway.id,
      action: 'Make a new token',
      run: async () => (made = await api.post(`/v1/gateways/${gateway.id}/token`)),
    });
    if (made) {
      await this.present(made, 'Your new token');
    }
  }

  async takeOut(gateway) {
    const done = await confirm({
      title: `Take out ${gateway.name || gateway.id}`,
      text: 'Its clients are refused at once. What was recorded stays.',
      name: gateway.id,
      action: 'Take it out',
      run: () => api.delete(`/v1/gateways/${gateway.id}`),
    });
    if (done) {
      toast('Taken out');
      router.set({ open: null });
      this.refresh();
    }
  }
}

customElements.define('page-gateways', Gateways);
