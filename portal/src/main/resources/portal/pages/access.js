/** Who may do what: keys, people, and the trail of every change. */
import { html, nothing } from 'lit';
import { api, queryOf } from '../core/api.js';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { count, day, nanos, percent, time } from '../core/format.js';
import { attempt, confirm, form, secret } from '../ui/dialog.js';
import { icon } from '../ui/icons.js';
import { mark } from '../ui/mark.js';
import { bodySchema, schemaFields, schemaValues } from '../ui/schema.js';
import { empty } from '../ui/state.js';
import { chosenTab, tabs } from '../ui/tabs.js';
import { toast } from '../ui/toasts.js';
import '../ui/code.js';
import '../ui/table.js';
import '../ui/time.js';

const TABS = [['keys', 'Keys'], ['people', 'People'], ['audit', 'Audit trail']];
const STATES = { active: 'ok', expired: 'none', revoked: 'bad' };
const FIRST = ['label', 'role', 'project', 'expires_at', 'models', 'limits', 'budgets'];
const AUDIT_PAGE = 100;

class Access extends Page {
  async load(query, signal) {
    switch (chosenTab(TABS)) {
      case 'people':
        return { users: (await api.get('/v1/users', {}, signal)).data };
      case 'audit':
        return { audit: await api.get('/v1/audit', this.auditAsked(query), signal) };
      default: {
        const [keys, stats] = await Promise.all([api.get('/v1/keys', {}, signal), api.get('/v1/stats', { from: 'now-24h' }, signal)]);
        return { keys: keys.data, use: new Map(stats.by_key.map((each) => [each.name, each])) };
      }
    }
  }

  auditAsked(query) {
    return { limit: AUDIT_PAGE, action: query.get('action') };
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

  header() {
    return html`<div class="head"><h1>Keys, users, audit</h1>
      <button ?disabled=${!api.may('admin')} @click=${() => this.makeUser()}>${icon('plus')}New person</button>
      <button class="primary" ?disabled=${!api.may('admin')} @click=${() => this.makeKey()}>${icon('plus')}New key</button></div>
      ${api.me?.by === 'open' ? html`<p class="notice warn">Nobody needs a key or a login at present. The first key or person you make closes the gateway: from then on every request needs one.</p>` : nothing}
      ${tabs(TABS)}`;
  }

  content(data) {
    if (data.keys) {
      return this.keys(data);
    }
    return data.users ? this.people(data.users) : this.audit(data.audit);
  }

  // ── keys ─────────────────────────────────────────────────────────

  keys({ keys, use }) {
    if (keys.length === 0) {
      return empty('No key yet', 'A key says who sends a request, what it may use and what it may spend. It is shown once and kept as a hash.');
    }
    const columns = [
      { id: 'label', label: 'Label', cell: (row) => html`<strong>${row.label}</strong>`, value: (row) => row.label },
      { id: 'state', label: 'State', cell: (row) => mark(STATES[row.state] ?? 'none', row.state), value: (row) => row.state },
      { id: 'role', label: 'Role', cell: (row) => row.role, value: (row) => row.role },
      { id: 'secret', label: 'Key', cell: (row) => html`<code>${row.secrets.map((each) => `${each.prefix}…${each.last4}`).join(', ')}</code>` },
      { id: 'project', label: 'Project', cell: (row) => row.project ?? '–', value: (row) => row.project },
      { id: 'may', label: 'Limited to', cell: (row) => html`<span class="cell"><span class="cut">${limitsOf(row)}</span></span>` },
      { id: 'requests', label: 'Requests (24 h)', num: true, cell: (row) => html`<a href="/requests?key_label=${encodeURIComponent(row.label)}">${count(use.get(row.label)?.requests ?? 0)}</a>`, value: (row) => use.get(row.label)?.requests ?? 0 },
      { id: 'success', label: 'Success', num: true, cell: (row) => percent(use.get(row.label)?.success_rate) },
      { id: 'cost', label: 'Cost', num: true, cell: (row) => nanos(use.get(row.label)?.cost_nanos ?? 0), value: (row) => use.get(row.label)?.cost_nanos ?? 0 },
      { id: 'expires', label: 'Ends', cell: (row) => (row.expires_at ? day(row.expires_at) : 'never'), value: (row) => row.expires_at },
      { id: 'created', label: 'Made', cell: (row) => html`<sb-time .at=${row.created_at}></sb-time>`, value: (row) => row.created_at },
      { id: 'by', label: 'By', cell: (row) => row.created_by, value: (row) => row.created_by, hidden: true },
    ];
    return html`<div class="stack">
      <div class="card"><sb-table name="keys" caption="Keys" .columns=${columns} .rows=${keys} .href=${(row) => router.with({ open: row.id })} .current=${router.get('open')}></sb-table></div>
      ${this.key(keys.find((each) => each.id === router.get('open')))}
    </div>`;
  }

  key(key) {
    if (!key) {
      return nothing;
    }
    const active = key.state === 'active';
    return html`<section class="card" aria-label=${key.label}>
      <header><h2>${key.label}</h2>
        <button class="small" ?disabled=${!active} @click=${() => this.changeKey(key)}>${icon('edit')}Change</button>
        <button class="small" ?disabled=${!active} @click=${() => this.rotate(key)}>${icon('refresh')}Rotate</button>
        <button class="small danger" ?disabled=${!active} @click=${() => this.revoke(key)}>${icon('trash')}Revoke</button></header>
      <div class="body stack">
        <dl class="facts">
          <dt>Secrets</dt><dd>${key.secrets.map((each) => html`<div><code>${each.prefix}…${each.last4}</code> made ${time(each.created_at)}${each.expires_at ? html`, ends ${time(each.expires_at)}` : nothing}</div>`)}</dd>
          ${lines(key).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
          <dt>Use</dt><dd><a href="/requests?key_label=${encodeURIComponent(key.label)}">requests</a>, <a href="/requesters?tab=keys&key_label=${encodeURIComponent(key.label)}">figures</a>, <a href="/requesters?tab=budgets">budgets</a></dd>
        </dl>
      </div></section>`;
  }

  async makeKey() {
    const schema = await attempt(() => bodySchema('POST', '/v1/keys'));
    if (!schema) {
      return;
    }
    const made = await form({
      title: 'New key',
      action: 'Make it',
      body: (_draw, wrong) => schemaFields(schema, { first: FIRST, wrong }),
      save: (_fields, element) => api.post('/v1/keys', schemaValues(element, schema)),
    });
    if (made) {
      await secret({ title: 'Your new key', text: 'Keep it now: it is shown this once.', value: made.key });
      this.closed();
    }
  }

  /** A gateway that was open may be closed now: then one has to log in, or go on with the key. */
  async closed() {
    await api.identify();
    if (api.me === null) {
      router.go('/login');
    } else {
      await this.refresh();
    }
  }

  async changeKey(key) {
    const schema = await attempt(() => bodySchema('PATCH', '/v1/keys/{id}'));
    if (!schema) {
      return;
    }
    const done = await form({
      title: `Change ${key.label}`,
      body: (_draw, wrong) => schemaFields(schema, { first: FIRST, hide: ['provider_keys'], values: emptied(key), wrong }),
      save: (_fields, element) => api.patch(`/v1/keys/${key.id}`, schemaValues(element, schema, emptied(key))),
    });
    if (done) {
      toast('Changed; it counts at once');
      this.refresh();
    }
  }

  async rotate(key) {
    const made = await form({
      title: `Rotate ${key.label}`,
      action: 'Make a new secret',
      body: html`<p>It gets a new secret. The former one opens for a while yet, so that clients can be changed in peace.</p>
        <label class="field">The former one opens for so many hours yet<input name="hours" type="number" min="0" max="2160" value="24" required></label>`,
      save: (fields) => api.post(`/v1/keys/${key.id}/rotate`, { overlap_seconds: Math.round(Number(fields.hours) * 3600) }),
    });
    if (made) {
      await secret({ title: 'The new secret', text: 'Keep it now: it is shown this once.', value: made.key });
      this.refresh();
    }
  }

  async revoke(key) {
    if (await confirm({ title: `Revoke ${key.label}`, text: 'It opens nothing from then on, for good. Answers under way are finished.', name: key.label, action: 'Revoke it', run: () => api.delete(`/v1/keys/${key.id}`) })) {
      toast('Revoked');
      this.refresh();
    }
  }

  // ── people ───────────────────────────────────────────────────────

  people(users) {
    if (users.length === 0) {
      return empty('Nobody yet', 'People log in with a name and a password; a role says what they may do.');
    }
    const columns = [
      { id: 'name', label: 'Name', cell: (row) => html`<strong>${row.name}</strong>`, value: (row) => row.name },
      { id: 'role', label: 'Role', cell: (row) => row.role, value: (row) => row.role },
      { id: 'source', label: 'From', cell: (row) => ({ config: 'file', stored: 'made here', oidc: 'single sign-on' })[row.source] ?? row.source, value: (row) => row.source },
      { id: 'created', label: 'Made', cell: (row) => html`<sb-time .at=${row.created_at}></sb-time>`, value: (row) => row.created_at },
      { id: 'by', label: 'By', cell: (row) => row.created_by ?? '', value: (row) => row.created_by },
      { id: 'do', label: 'Change', cell: (row) => this.userTools(row) },
    ];
    return html`<div class="card"><sb-table name="people" caption="People" .columns=${columns} .rows=${users} .keyOf=${(row) => row.name}></sb-table></div>`;
  }

  userTools(user) {
    if (user.source !== 'stored') {
      return html`<span class="muted">not here</span>`;
    }
    return html`<span class="row"><button class="small" aria-label="Change ${user.name}" @click=${() => this.changeUser(user)}>${icon('edit')}Change</button>
      <button class="small danger" aria-label="Take out ${user.name}" @click=${() => this.removeUser(user)}>${icon('trash')}Take out</button></span>`;
  }

  async makeUser() {
    const made = await form({
      title: 'New person',
      action: 'Add',
      body: html`<label class="field">Name<input name="name" required maxlength="128" autocomplete="off" autocapitalize="none" spellcheck="false"></label>
        ${roles('viewer')}<label class="field">Password<input name="password" type="password" required minlength="10" maxlength="256" autocomplete="new-password"><span class="hint">at least 10 characters; kept as a hash</span></label>`,
      save: (fields) => api.post('/v1/users', fields),
    });
    if (made) {
      toast('Added');
      this.closed();
    }
  }

  async changeUser(user) {
    const done = await form({
      title: `Change ${user.name}`,
      body: html`${roles(user.role)}<label class="field">New password<input name="password" type="password" minlength="10" maxlength="256" autocomplete="new-password"><span class="hint">empty keeps the one there is; sessions end with every change</span></label>`,
      save: (fields) => api.patch(`/v1/users/${encodeURIComponent(user.name)}`, { role: fields.role, ...(fields.password ? { password: fields.password } : {}) }),
    });
    if (done) {
      toast('Changed');
      this.refresh();
    }
  }

  async removeUser(user) {
    if (await confirm({ title: `Take out ${user.name}`, text: 'Sessions of this person end at once.', name: user.name, action: 'Take out', run: () => api.delete(`/v1/users/${encodeURIComponent(user.name)}`) })) {
      toast('Taken out');
      this.refresh();
    }
  }

  // ── trail ────────────────────────────────────────────────────────

  audit(page) {
    const columns = [
      { id: 'seq', label: '#', num: true, cell: (row) => row.seq },
      { id: 'at', label: 'Time', cell: (row) => time(row.at) },
      { id: 'actor', label: 'Who', cell: (row) => row.actor || 'anybody' },
      { id: 'address', label: 'From', cell: (row) => row.address },
      { id: 'action', label: 'What', cell: (row) => html`<a href=${router.with({ action: row.action })}>${row.action}</a>` },
      { id: 'target', label: 'On', cell: (row) => html`<span class="cell"><span class="cut">${row.target}</span></span>` },
      { id: 'outcome', label: 'Outcome', cell: (row) => (['done', 'begun', 'ok'].includes(row.outcome) ? mark('ok', row.outcome) : mark('warn', row.outcome)) },
      { id: 'detail', label: 'Detail', wrap: true, cell: (row) => row.detail },
      { id: 'request', label: 'Request', cell: (row) => html`<code>${row.request_id}</code>`, hidden: true },
      { id: 'hash', label: 'Hash', cell: (row) => html`<code>${row.hash.slice(0, 12)}</code>`, hidden: true },
    ];
    const asked = queryOf({ action: router.get('action') });
    return html`${router.get('action') ? html`<div class="filters"><span class="chip"><span class="what">what</span><span class="value">${router.get('action')}</span><a class="button quiet small" href=${router.with({ action: null })}>clear</a></span></div>` : nothing}
      <div class="card"><sb-table name="audit" caption="The audit trail" .columns=${columns} .rows=${page.data} .keyOf=${(row) => row.seq} csv="/v1/audit?${asked}" .more=${page.next ? () => this.moreAudit(page) : null}></sb-table></div>
      <p class="hint">Each row holds the hash of the one before it: <code>signalbox audit verify</code> finds any that was changed.</p>`;
  }

  async moreAudit(page) {
    const next = await attempt(() => api.get('/v1/audit', { ...this.auditAsked(router.query), after: page.next }));
    if (next) {
      this.data = { audit: { data: [...page.data, ...next.data].slice(-1000), next: next.next } };
    }
  }
}

function roles(chosen) {
  return html`<label class="field">Role<select name="role">${['viewer', 'operator', 'admin'].map((each) => html`<option ?selected=${each === chosen}>${each}</option>`)}</select></label>`;
}

/** What a key may use, in a few words. */
function limitsOf(key) {
  const parts = lines(key).map(([, value]) => value);
  return parts.length ? parts.join('; ') : 'nothing';
}

function lines(key) {
  const list = (name) => (key[name].length ? [[name, `${name}: ${key[name].join(', ')}`]] : []);
  const limits = Object.entries(key.limits).filter(([, value]) => value !== null);
  return [
    ...['models', 'providers', 'profiles', 'doors'].flatMap(list),
    ...(limits.length ? [['limits', limits.map(([name, value]) => `${count(value)} ${name.replaceAll('_', ' ')}`).join(', ')]] : []),
    ...key.budgets.map((each) => ['budget', `$${each.limit_usd} a ${each.period}, then ${each.action}`]),
    ...(key.strict ? [['strict', 'refuses translation with loss']] : []),
    ...(key.provider_keys.length ? [['own keys', `own keys at ${key.provider_keys.join(', ')}`]] : []),
  ];
}

/** A key as a form sees it: what allows all is left empty. */
function emptied(key) {
  return Object.fromEntries(Object.entries(key).map(([name, value]) => [name, (Array.isArray(value) && value.length === 0) || (value && typeof value === 'object' && Object.keys(value).length === 0) ? null : value]));
}

customElements.define('page-access', Access);
