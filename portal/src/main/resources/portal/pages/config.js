/** The configuration: the file with secrets masked, what is in force, and how to change it safely. */
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { count, time } from '../core/format.js';
import { confirm } from '../ui/dialog.js';
import { icon } from '../ui/icons.js';
import { mark } from '../ui/mark.js';
import { planned } from '../ui/plan.js';
import { chosenTab, tabs } from '../ui/tabs.js';
import { toast } from '../ui/toasts.js';
import '../ui/code.js';
import '../ui/table.js';
import '../ui/time.js';

const TABS = [['file', 'File'], ['running', 'In force'], ['registered', 'Registered here']];
const OBSTACLES = {
  no_file: 'There is no configuration file: this gateway was started without one.',
  not_writable: 'The file cannot be written by the gateway.',
  too_large: 'The file is too large to be shown.',
};
const SOURCES = { file: 'file', environment: 'environment', default: 'standard', database: 'registered here' };
const PLAN_LAST = 1000;

class Config extends Page {
  static drawn = [...Page.drawn, 'find'];
  static properties = { text: { state: true }, check: { state: true }, plan: { state: true }, busy: { state: true }, wrong: { state: true } };

  constructor() {
    super();
    this.forget();
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow('config', () => this.text === null && this.refresh());
  }

  async load(_query, signal) {
    return api.get('/v1/config', {}, signal);
  }

  forget() {
    this.text = null;
    this.check = null;
    this.plan = null;
    this.wrong = null;
    this.busy = '';
  }

  header() {
    return html`<div class="head"><h1>Configuration</h1>${this.data ? html`<span class="tag">revision ${this.data.revision}</span>` : nothing}
      <p class="sub">The file wins over what is registered here. A broken file never replaces a good one.</p></div>${tabs(TABS)}`;
  }

  content(config) {
    const shown = { file: () => this.file(config), running: () => this.running(config), registered: () => this.registered(config) };
    return html`${this.error(config)}
      ${config.restart_needed.length ? html`<p class="notice warn">Changed in the file, but only read at the next start: ${config.restart_needed.join(', ')}</p>` : nothing}
      ${shown[chosenTab(TABS)]()}`;
  }

  error({ last_error: error, loaded_at: loaded }) {
    if (!error) {
      return html`<p class="hint">Read ${time(loaded)}, without problems.</p>`;
    }
    return html`<div class="notice bad" role="alert"><div><p>The file could not be used at ${time(error.at)}; what was read ${time(loaded)} stays in force.</p>
      ${error.problems?.length ? problems(error.problems) : html`<p>${error.message}</p>`}</div></div>`;
  }

  // ── the file, and a change of it ─────────────────────────────────

  file(config) {
    if (config.toml === null) {
      return html`<div class="state card">${icon('file')}<h2>No file to show</h2><p>${OBSTACLES[config.obstacle] ?? 'There is no file.'} What is in force is under the next tab; a text can be checked and tried below all the same.</p></div>${this.editor('', config)}`;
    }
    return this.editor(config.toml, config);
  }

  editor(before, config) {
    const text = this.text ?? before;
    const changed = text !== before;
    return html`<div class="stack">
      <label class="field"><span>${config.file ?? 'A configuration'} <span class="muted">(secrets are masked; a mask left as it is keeps its secret)</span></span>
        <textarea class="code file" spellcheck="false" autocomplete="off" .value=${text} @input=${(event) => this.edited(event.target.value)}></textarea></label>
      <ol class="steps row" aria-label="Steps">
        <li><button ?disabled=${!changed || this.busy !== ''} @click=${() => this.validate()}>1. Check</button></li>
        <li><button ?disabled=${!this.check?.valid || this.busy !== ''} @click=${() => this.tryOut()}>2. Try on recorded requests</button></li>
        <li><button class="primary" ?disabled=${!this.check?.valid || !config.editable || !api.may('admin') || this.busy !== ''} title=${this.why(config)} @click=${() => this.apply(config)}>3. Apply</button></li>
        ${changed ? html`<li><button class="quiet" @click=${() => this.forget()}>Discard</button></li>` : nothing}
        ${this.busy ? html`<li role="status">${this.busy}</li>` : nothing}
      </ol>
      ${this.wrong ? html`<p class="notice bad" role="alert">${this.wrong.message}</p>` : nothing}
      ${this.check ? this.checked(this.check) : nothing}
      ${this.plan ? html`<section class="card"><header><h2>What it would have done to the newest requests</h2></header><div class="body">${planned(this.plan)}</div></section>` : nothing}
    </div>`;
  }

  why(config) {
    if (!config.editable) {
      return OBSTACLES[config.obstacle] ?? 'the file cannot be changed from here';
    }
    return api.may('admin') ? '' : 'needs the role admin';
  }

  edited(text) {
    this.text = text;
    this.check = null;
    this.plan = null;
    this.wrong = null;
  }

  async step(busy, run) {
    this.busy = busy;
    this.wrong = null;
    try {
      return await run();
    } catch (error) {
      this.wrong = error;
      return undefined;
    } finally {
      this.busy = '';
    }
  }

  async validate() {
    this.check = (await this.step('Checking …', () => api.post('/v1/config/validate', { toml: this.text }))) ?? null;
  }

  async tryOut() {
    this.plan = (await this.step('Trying …', () => api.post('/v1/plan', { config: this.text, last: PLAN_LAST }))) ?? null;
  }

  async apply(config) {
    const applied = await confirm({
      title: 'Apply the change',
      text: html`The file is written, the former one is kept beside it as <code>.bak</code>, and it counts from the next request on. ${this.check.restart_needed.length ? `After a restart only: ${this.check.restart_needed.join(', ')}.` : ''} ${this.plan ? '' : 'It was not tried on recorded requests.'}`,
      action: 'Apply it',
      run: () => api.post('/v1/config/apply', { toml: this.text, revision: config.revision }),
    });
    if (applied) {
      toast('Applied');
      this.forget();
      this.refresh();
    }
  }

  checked(check) {
    if (!check.valid) {
      return html`<section class="card"><header><h2>${mark('bad', 'It cannot be used')}</h2></header><div class="body">${problems(check.problems)}</div></section>`;
    }
    return html`<section class="card"><header><h2>${mark('ok', 'It can be used')}</h2><span class="hint">${count(check.diff.length)} ${check.diff.length === 1 ? 'value changes' : 'values change'}</span></header>
      <div class="body stack">
        ${check.diff.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Changes"><table class="plain">
          <caption class="visually-hidden">Changes</caption><thead><tr><th scope="col">Key</th><th scope="col">Now</th><th scope="col">Then</th></tr></thead>
          <tbody>${check.diff.map((each) => html`<tr><td><code>${each.key}</code></td><td class="wrap"><del class="removed">${shown(each.before)}</del></td><td class="wrap"><ins class="added">${shown(each.after)}</ins></td></tr>`)}</tbody>
        </table></div>` : html`<p class="muted">Nothing that counts is another.</p>`}
        ${check.restart_needed.length ? html`<p class="notice warn">Only read at the next start: ${check.restart_needed.join(', ')}</p>` : nothing}
        ${check.notes.map((each) => html`<p class="hint">${each}</p>`)}
      </div></section>`;
  }

  // ── what is in force ─────────────────────────────────────────────

  running(config) {
    const find = router.get('find', '');
    const words = find.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = Object.entries(config.effective)
      .map(([key, value]) => ({ key, value, from: sourceOf(key, config) }))
      .filter((row) => words.every((word) => row.key.toLowerCase().includes(word) || shown(row.value).toLowerCase().includes(word)));
    const columns = [
      { id: 'key', label: 'Key', cell: (row) => html`<code>${row.key}</code>`, value: (row) => row.key },
      { id: 'value', label: 'Value', wrap: true, cell: (row) => html`<code>${shown(row.value)}</code>` },
      { id: 'from', label: 'From', cell: (row) => row.from, value: (row) => row.from },
    ];
    return html`<div class="stack"><input class="find" type="search" aria-label="Find a key" placeholder="Find a key" .value=${find} @input=${(event) => router.set({ find: event.target.value }, { replace: true })}>
      <div class="card"><sb-table name="config" caption="What is in force" .columns=${columns} .rows=${rows} .keyOf=${(row) => row.key}></sb-table></div></div>`;
  }

  registered({ registered }) {
    const all = [
      ...registered.providers.map((each) => ({ ...each, kind: 'provider', href: `/providers?open=${encodeURIComponent(each.id)}` })),
      ...registered.gateways.map((each) => ({ ...each, kind: 'gateway', href: `/gateways?open=${encodeURIComponent(each.id)}` })),
      ...registered.profiles.map((id) => ({ id, kind: 'profile', href: `/profiles/${encodeURIComponent(id)}` })),
      ...registered.drained.map((id) => ({ id, kind: 'drained provider', href: `/providers?open=${encodeURIComponent(id)}` })),
    ];
    if (all.length === 0) {
      return html`<p class="muted">Nothing was registered while it ran: all that counts stands in the file.</p>`;
    }
    const columns = [
      { id: 'id', label: 'Id', cell: (row) => html`<strong>${row.id}</strong>`, value: (row) => row.id },
      { id: 'kind', label: 'What', cell: (row) => row.kind, value: (row) => row.kind },
      { id: 'counts', label: 'Counts?', cell: (row) => (row.shadowed ? mark('warn', 'no: the file has one of this id') : mark('ok', 'yes')) },
      { id: 'at', label: 'Changed', cell: (row) => html`<sb-time .at=${row.changed_at}></sb-time>`, value: (row) => row.changed_at },
      { id: 'by', label: 'By', cell: (row) => row.changed_by || '–' },
    ];
    return html`<div class="card"><sb-table name="registered" caption="Registered while it runs" .columns=${columns} .rows=${all} .keyOf=${(row) => row.kind + row.id} .href=${(row) => row.href}></sb-table></div>`;
  }
}

function problems(all) {
  return html`<ul class="stack">${all.map((each) => html`<li>${each.line ? html`<strong>line ${each.line}</strong>, ` : nothing}<code>${each.key}</code>: ${each.message}</li>`)}</ul>`;
}

function shown(value) {
  return value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
}

function sourceOf(key, config) {
  if (config.overridden[key] !== undefined) {
    return `environment: ${config.overridden[key]}`;
  }
  return (config.source_of[key.split(/[.[]/)[0]] ?? []).map((each) => SOURCES[each] ?? each).join(', ');
}

customElements.define('page-config', Config);
