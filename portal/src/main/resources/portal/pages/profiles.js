/** What kinds of requests want of a model: the profiles, and one with its draft tried on real requests. */
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { count } from '../core/format.js';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { form } from '../ui/dialog.js';
import { icon } from '../ui/icons.js';
import { planned } from '../ui/plan.js';
import { notice } from '../ui/state.js';
import { toast } from '../ui/toasts.js';
import '../ui/code.js';
import { asToml, changed, constraints, differences, tradeOfProfile, tradeWords } from './profiles/document.js';
import { editor } from './profiles/editor.js';
import { draftOf, list, sampled, source } from './profiles/list.js';
import './profiles/preview.js';
import { knownNames } from './routing/read.js';
import { summarised } from './profiles/preview.js';
import { changes, forced, versions } from './profiles/versions.js';

/** How many recorded requests the plan before saving is made on. */
const PLANNED = 1000;
const ID = '[a-z0-9][a-z0-9_\\-]{0,63}';

class Profiles extends Page {
  static drawn = [...Page.drawn, 'draft', 'last', 'of', 'profiles.sort'];

  constructor() {
    super();
    this.winners = null;
    this.asking = false;
    this.sliding = null;
    this.preview = null;
    this.deployments = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(this, 'previewed', (event) => {
      this.preview = event.detail;
      this.requestUpdate();
    });
    this.follow('config', () => this.refresh());
    knownNames().then(({ deployments, providers }) => {
      this.deployments = [...providers, ...deployments];
      this.requestUpdate();
    });
  }

  get one() {
    return router.rest || null;
  }

  async load(query, signal) {
    const all = await api.get('/v1/profiles', {}, signal);
    if (!this.one) {
      return { all };
    }
    const id = this.one;
    const listed = all.data.find((each) => each.id === id);
    if (!listed && query.get('new')) {
      const base = all.data.find((each) => each.id === query.get('new')) ?? all.data.find((each) => each.id === all.standard) ?? all.data[0];
      return { all, id, fresh: true, profile: base.profile, base: base.id, versions: [] };
    }
    const one = await api.get(`/v1/profiles/${encodeURIComponent(id)}`, {}, signal);
    return { all, id, ...one, versions: await this.versionsOf(id, one, signal) };
  }

  /** Those that the path of its own tells of, which has what is declared too, else those of the profile. */
  async versionsOf(id, one, signal) {
    if (!api.may('viewer')) {
      return one.versions ?? [];
    }
    return (await api.get(`/v1/profiles/${encodeURIComponent(id)}/versions`, {}, signal)).data;
  }

  // ── drawing ──────────────────────────────────────────────────────

  header() {
    if (this.one) {
      const data = this.data?.id === this.one ? this.data : null;
      return html`<div class="head"><h1><a href="/profiles">Profiles</a> / ${this.one}</h1>${data ? this.tools(data) : nothing}
        ${data ? html`<p class="sub">${data.fresh ? html`<span class="tag warn">not stored yet</span> begun from ${data.base}` : html`${source(data.source)} ${tradeWords(data.trade)}${constraints(data.profile).map((each) => html`; ${each}`)}`}</p>` : nothing}</div>`;
    }
    return html`<div class="head"><h1>Profiles</h1>
      ${api.may('operator') ? html`<button class="primary" @click=${() => this.create()}>${icon('plus')}New profile</button>` : html`<span class="small muted">Changing them needs the role operator.</span>`}
      <p class="sub">What a kind of request wants of a model. A request names one in <code>x-profile</code> or as <code>profile:ID</code>; else a rule does.</p></div>`;
  }

  tools(data) {
    return html`<div class="row">
      <a class="button" href=${`/routing?q.profile=${encodeURIComponent(data.id)}`}>${icon('route')}Simulate</a>
      <button @click=${() => this.toml(data)}>${icon('copy')}TOML</button>
      ${api.may('operator') && (data.source === 'stored' || data.stored) ? html`<button class="danger" @click=${() => this.takeOut(data)}>${icon('trash')}Delete</button>` : nothing}
    </div>`;
  }

  content(data) {
    if (!this.one) {
      return list(data.all, { winners: this.winners, asking: this.asking, sample: () => this.sample(data.all) });
    }
    return data.id === this.one ? this.edited(data) : nothing;
  }

  edited(data) {
    const draft = this.draftOf(data);
    const locked = !api.may('operator');
    return html`${data.note ? notice('warn', html`${data.note}.`) : nothing}
      ${data.source === 'config' ? notice('info', 'It stands in the configuration file, which wins over what is stored here. A draft can be tried and copied as TOML.') : nothing}
      ${locked ? notice('info', 'Changing a profile needs the role operator.') : nothing}
      <div class="profile-page">
        ${editor(draft, this.deployments, { change: (more, final) => this.change(data, more, final), locked, problem: this.preview?.problem, inForce: data.fresh ? null : data.profile })}
        <div class="stack beside">${this.inForce(data, draft)}
          ${api.may('viewer') ? html`<sb-profile-preview .profile=${draft} .name=${data.id} .fresh=${data.fresh === true}></sb-profile-preview>` : nothing}</div>
      </div>
      ${data.fresh ? nothing : versions(data.id, data.versions, data.profile, { mayChange: !locked && data.source !== 'config', done: () => this.restart() })}`;
  }

  inForce(data, draft) {
    const differs = data.fresh ? [] : differences(data.profile, draft);
    const nothingNew = differs.length === 0 && !data.fresh;
    return html`<section class="card"><header><h2>${data.fresh ? 'New profile' : 'Against what is in force'}</h2>${nothingNew ? nothing : html`<span class="tag accent">${data.fresh ? 'new' : `${differs.length} changed`}</span>`}</header>
      <div class="body stack">${data.fresh ? html`<p class="muted">Nothing is in force under this name.</p>` : changes(differs)}
        ${api.may('operator')
          ? html`<div class="row"><button class="primary" ?disabled=${nothingNew || data.source === 'config'} @click=${() => this.save(data, draft, differs)}>${data.fresh ? 'Store' : 'Save'}</button>
              <a class="button" href=${data.fresh ? '/profiles' : router.with({ draft: null })} ?hidden=${nothingNew}>Discard</a></div>`
          : nothing}</div></section>`;
  }

  // ── the draft ────────────────────────────────────────────────────

  /** What the address changes of what is in force. */
  get changes() {
    if (this.sliding) {
      return this.sliding;
    }
    try {
      const said = JSON.parse(router.get('draft', '{}'));
      return typeof said === 'object' && said !== null && !Array.isArray(said) ? said : {};
    } catch {
      return {};
    }
  }

  draftOf(data) {
    return changed(data.profile, this.changes);
  }

  /** While a slider moves only the page follows; the address when it is let go. */
  change(data, more, final) {
    const all = { ...this.changes, ...more };
    const kept = Object.fromEntries(Object.entries(all).filter(([key, value]) => JSON.stringify(data.profile[key] ?? null) !== JSON.stringify(value)));
    this.sliding = final ? null : all;
    if (final) {
      router.set({ draft: Object.keys(kept).length ? JSON.stringify(kept) : null }, { replace: true });
    }
    this.requestUpdate();
  }

  restart() {
    router.set({ draft: null, new: null }, { replace: true });
    this.refresh();
  }

  // ── doing ────────────────────────────────────────────────────────

  save(data, draft, differs) {
    const answer = this.preview?.answer;
    let plan = null;
    const read = async (event, draw) => {
      if (event.target.open && !plan) {
        plan = html`<div class="bone"></div>`;
        draw();
        plan = await api.post('/v1/plan', { profiles: { [data.id]: draft }, last: PLANNED }).then(planned, (error) => html`<p class="wrong" role="alert">${error.message}</p>`);
        draw();
      }
    };
    return form({
      title: `${data.fresh ? 'Store' : 'Save'} ${data.id}`,
      action: data.fresh ? 'Store' : 'Save',
      kind: 'wide',
      body: (draw, wrong) => html`<p>The next decision follows it, and it is in force again after a restart.</p>
        ${data.fresh ? html`<sb-code label="profile" .text=${asToml(data.id, draft)}></sb-code>` : changes(differs)}
        ${answer && answer.summary.questions > 0 ? html`<p>The last ${answer.summary.questions} requests: <b>${summarised(answer.summary)}</b>.</p>` : html`<p class="muted">It was not tried on requests.</p>`}
        ${data.fresh ? nothing : html`<details class="more-fields" @toggle=${(event) => read(event, draw)}><summary>The whole plan on the last ${count(PLANNED)} requests, with intervals</summary>${plan}</details>`}
        ${forced(wrong)}`,
      save: async (fields) => {
        await api.put(`/v1/profiles/${encodeURIComponent(data.id)}${fields.force ? '?force=true' : ''}`, draft);
        toast(`${data.id} is in force`);
        this.restart();
        return true;
      },
    });
  }

  takeOut(data) {
    return form({
      title: `Delete ${data.id}`,
      action: 'Delete',
      body: (_, wrong) => html`<p>What is stored is taken away. ${data.source === 'config' ? 'The one in the file stays in force.' : 'Where one is built in under this name, it applies again; else requests that name it are refused.'}</p>
        <label class="field">Type <code>${data.id}</code> to go on<input name="name" required autocomplete="off" pattern=${data.id} title=${`exactly ${data.id}`}></label>${forced(wrong)}`,
      save: async (fields) => {
        const answer = await api.delete(`/v1/profiles/${encodeURIComponent(data.id)}${fields.force ? '?force=true' : ''}`);
        toast(answer?.in_force ? `${data.id} is ${answer.in_force.source.replace('_', ' ')} again` : `${data.id} is deleted`);
        answer?.in_force ? this.restart() : router.go('/profiles');
        return true;
      },
    });
  }

  create() {
    const all = this.data?.all.data ?? [];
    return form({
      title: 'New profile',
      action: 'Begin',
      body: html`<label class="field">Id<input name="id" required pattern=${ID} title="lower-case letters, digits, - and _; the first a letter or digit" autocomplete="off" autofocus></label>
        <label class="field">Begin from<select name="base">${all.map((each) => html`<option value=${each.id} ?selected=${each.id === this.data.all.standard}>${each.id}</option>`)}</select></label>
        <p class="hint">Nothing is stored yet: you see first where the last requests would go.</p>`,
      save: async ({ id, base }) => {
        router.go(all.some((each) => each.id === id) ? `/profiles/${id}` : draftOf(id, base));
        return true;
      },
    });
  }

  toml(data) {
    const draft = this.draftOf(data);
    return form({
      title: `${data.id} as TOML`,
      action: 'Done',
      kind: 'wide',
      body: html`<sb-code label="for the configuration file" .text=${asToml(data.id, draft)}></sb-code><p class="hint">${tradeWords(tradeOfProfile(draft))}.</p>`,
      save: async () => true,
    });
  }

  async sample(all) {
    this.asking = true;
    this.requestUpdate();
    this.winners = await sampled(all.data.map((each) => each.id));
    this.asking = false;
    this.requestUpdate();
  }
}

customElements.define('page-profiles', Profiles);
