/** Questions about what is stored: in words, put together, or in SQL. */
import { html, nothing } from 'lit';
import { api, ApiError } from '../core/api.js';
import { Page } from '../core/page.js';
import { prefs } from '../core/prefs.js';
import { router } from '../core/router.js';
import { icon } from '../ui/icons.js';
import { notice } from '../ui/state.js';
import { chosenTab, tabs } from '../ui/tabs.js';
import { told, toast } from '../ui/toasts.js';
import './ask/box.js';
import { builder, PARTS } from './ask/builder.js';
import { forget, history, note } from './ask/history.js';
import { measure, picture, rowsOf } from './ask/result.js';
import './ask/views.js';

const TABS = [['ask', 'In words'], ['build', 'Put together'], ['sql', 'SQL']];
const EXAMPLES = [
  'cost by project last 7 days', 'requests per hour last 24 hours', 'p95 latency by model', 'failures by provider this week', 'error rate per day last 30 days', 'top 5 models by cost this month',
  'share of cost by source last 30 days', 'mitigated requests by provider today', 'average first byte by model last 24 hours', 'cost per day by model last 30 days',
];
const FIRST_SQL = 'select model, count(*) as requests, sum(cost_usd) as cost_usd\nfrom requests\nwhere at_ms > (unixepoch() - 86400) * 1000\ngroup by 1\norder by 2 desc\nlimit 20';

class Ask extends Page {
  static drawn = [...Page.drawn, 'sort', 'ask.sort', 'view', ...PARTS];
  static properties = { ...Page.properties, draft: { state: true }, correcting: { state: true }, verified: { state: true } };

  constructor() {
    super();
    this.draft = null;
    this.correcting = false;
    this.verified = false;
  }

  get zone() {
    return prefs.zone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** The address says what is asked: `q` in words, `sql` a statement; both where the statement of a question was changed. */
  async load(query, signal) {
    const q = query.get('q');
    const sql = query.get('sql');
    this.draft = null;
    this.correcting = false;
    this.verified = false;
    if (!q && !sql) {
      return { q: null };
    }
    try {
      const answer = sql ? { ...(await api.post('/v1/sql', { sql }, { signal })), sql, answered: true, title: null } : await api.post('/v1/ask', { question: q, zone: this.zone }, { signal });
      note(sql ? { q: q ?? undefined, sql } : { q });
      return { q, sql, answer };
    } catch (error) {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500 && ![401, 403].includes(error.status)) {
        return { q, sql, wrong: error };
      }
      throw error;
    }
  }

  header() {
    return html`<div class="head"><h1>Ask your data</h1><span class="sub">Every answer is a statement over what is stored, and the statement is shown. Nothing can be changed from here.</span></div>
      ${tabs(TABS)}${this.input()}`;
  }

  input() {
    switch (chosenTab(TABS)) {
      case 'build':
        return builder({ changed: () => this.requestUpdate(), ask: (q) => this.ask(q) });
      case 'sql':
        return nothing;
      default:
        return html`<sb-ask-box .value=${router.get('q', '')} ?busy=${this.waiting} @asked=${(event) => this.ask(event.detail)}></sb-ask-box>`;
    }
  }

  ask(q) {
    if (q === router.get('q') && !router.get('sql')) {
      this.refresh();
    }
    router.set({ q, sql: null, 'ask.sort': null });
  }

  run(sql, keepQuestion = true) {
    if (sql === router.get('sql')) {
      this.refresh();
    }
    router.set({ sql, q: keepQuestion ? router.get('q') : null, 'ask.sort': null });
  }

  content(data) {
    return chosenTab(TABS) === 'sql' ? this.statementTab(data) : html`<div class="stack asked">${this.answer(data)}</div>`;
  }

  // ── in words ─────────────────────────────────────────────────────

  answer({ q, sql, answer, wrong }) {
    if (!q && !sql) {
      return this.examples();
    }
    if (wrong) {
      return html`${this.refused(wrong)}${sql ? this.editor({ sql, wrong }) : this.ways([])}`;
    }
    if (!answer.answered) {
      return this.notAnswered(q, answer);
    }
    return html`<section class="stack" aria-label="Answer">
      <div class="row apart"><h2>${answer.title ?? (q ? `${q}, as changed` : 'Your statement')}</h2><span class="row">${this.engine(answer)}${measure(answer)}
        <button class="small" @click=${() => this.copyLink()}>${icon('copy')}Link</button></span></div>
      ${answer.assumptions?.length ? html`<ul class="assumptions">${answer.assumptions.map((each) => html`<li>${each}</li>`)}</ul>` : nothing}
      ${picture(answer, this.zone)}
      ${this.editor(answer)}
      ${q ? this.verdict(q, answer) : nothing}
      ${rowsOf(answer, this.zone)}
    </section>`;
  }

  engine(answer) {
    if (answer.engine === undefined) {
      return html`<span class="tag">your SQL</span>`;
    }
    return answer.confidence === 'certain'
      ? html`<span class="tag ok" title="Every word was understood by a fixed vocabulary; no model was asked">vocabulary, certain</span>`
      : html`<span class="tag warn" title="A model wrote the statement; look at it before you rely on it">written by ${answer.engine}</span>`;
  }

  editor({ sql, wrong }) {
    const text = this.draft ?? sql;
    return html`<form class="card" @submit=${(event) => (event.preventDefault(), this.run(text.trim()))} aria-label="Statement">
      <header><h2>The statement</h2>${this.correcting ? html`<span class="muted small">Correct it, run it, and keep it as right.</span>` : nothing}</header>
      <div class="body stack">
        ${this.sqlField(text, wrong)}
        <div class="row"><button class="primary" ?disabled=${text.trim() === ''}>Run</button>${text !== sql ? html`<button type="button" @click=${() => (this.draft = null)}>As it was</button>` : nothing}
          <a class="button quiet" href=${router.with({ tab: 'sql', sql: text }, '/ask')}>With views and columns</a></div>
      </div>
    </form>`;
  }

  sqlField(text, wrong) {
    return html`<label class="field"><span class="visually-hidden">SQL</span><textarea class="code" name="sql" rows=${Math.max(4, Math.min(18, text.split('\n').length + 1))} maxlength="9000" spellcheck="false" autocapitalize="none" aria-invalid=${wrong ? 'true' : nothing} .value=${text}
      @input=${(event) => (this.draft = event.target.value)} @keydown=${(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && (event.preventDefault(), event.target.form.requestSubmit())}></textarea>
      ${wrong ? html`<span class="wrong" role="alert">${wrong.message}</span>` : nothing}</label>`;
  }

  verdict(q, answer) {
    const may = api.may('operator');
    const why = may ? nothing : 'keeping a question with its statement needs the role operator';
    return html`<div class="row" role="group" aria-label="Is this the right answer?"><span class="muted">Is this what you meant?</span>
      <button aria-pressed=${this.verified} ?disabled=${!may || this.verified} title=${why} @click=${() => this.keep(q, answer.sql)}>Right</button>
      <button aria-pressed=${this.correcting} @click=${() => this.correct()}>Wrong</button>
      <span class="hint">${this.verified ? 'Kept: a model that is asked something like it is shown both.' : may ? 'Right keeps the question with this statement; a model that is asked something like it is shown both.' : why}</span></div>`;
  }

  async keep(q, sql) {
    try {
      await api.post('/v1/ask/verified', { question: q, sql });
      this.verified = true;
      toast('Kept as the right answer');
    } catch (error) {
      told(error);
    }
  }

  correct() {
    this.correcting = true;
    this.updateComplete.then(() => {
      const field = this.querySelector('textarea[name="sql"]');
      field?.focus();
      field?.scrollIntoView({ block: 'center' });
    });
  }

  async copyLink() {
    try {
      await navigator.clipboard.writeText(location.href);
      toast('The link to this answer is copied');
    } catch {
      toast('Copy the address of this page: it is the link', 'bad');
    }
  }

  // ── no answer ────────────────────────────────────────────────────

  notAnswered(q, answer) {
    return html`<section class="state card"><h2>This was not understood well enough to answer</h2>
      <ul>${(answer.problems ?? []).map((each) => html`<li>${each}</li>`)}</ul>
      <p>A guess would look like an answer, so there is none. Names of projects or models that read like other words go in quotes. ${answer.sql ? 'The statement that was tried is below.' : ''}</p>
      ${this.ways(answer.suggestions ?? [])}</section>
      ${answer.sql ? this.editor({ sql: answer.sql, wrong: null }) : nothing}`;
  }

  refused(wrong) {
    return notice('bad', html`${wrong.message} <code>${wrong.code}</code>`);
  }

  ways(suggestions) {
    const all = suggestions.length ? suggestions : EXAMPLES.slice(0, 5);
    return html`<ul class="ways" aria-label="Questions that can be answered">${all.map((each) => html`<li><a class="button small" href=${router.with({ q: each, sql: null, tab: null })}>${each}</a></li>`)}</ul>`;
  }

  examples() {
    const asked = history();
    return html`<div class="grid two">
      <section class="card"><header><h2>For example</h2></header><div class="body">${this.ways(EXAMPLES)}</div></section>
      <section class="card"><header><h2>Asked before</h2>${asked.length ? html`<button class="quiet small" @click=${() => (forget(), this.requestUpdate())}>Forget</button>` : nothing}</header>
        <div class="body">${asked.length ? html`<ol class="plainlist">${asked.slice(0, 12).map((each) => html`<li><a class="cut" href=${router.with({ q: each.q ?? null, sql: each.sql ?? null, tab: each.q ? null : 'sql' })}>${each.q ?? each.sql}</a>${each.q && each.sql ? html` <span class="tag">changed</span>` : nothing}</li>`)}</ol>` : html`<p class="muted">What you ask stands here until this tab is closed.</p>`}</div></section>
    </div>`;
  }

  // ── SQL ──────────────────────────────────────────────────────────

  statementTab({ sql, answer, wrong }) {
    const text = this.draft ?? sql ?? (answer?.sql || FIRST_SQL);
    return html`<div class="sqltab">
      <div class="stack">
        <form class="card" @submit=${(event) => (event.preventDefault(), this.run(text.trim(), false))} aria-label="Statement">
          <div class="body stack">${this.sqlField(text, sql ? wrong : null)}
            <div class="row"><button class="primary" ?disabled=${text.trim() === ''}>Run</button><span class="hint">One SELECT over the views, up to 9,000 characters. <kbd>Ctrl</kbd> <kbd>Enter</kbd> runs.</span></div></div>
        </form>
        ${answer?.answered ? html`<div class="row apart"><h2>Result</h2><span class="row">${measure(answer)}<button class="small" @click=${() => this.copyLink()}>${icon('copy')}Link</button></span></div>${picture(answer, this.zone)}${rowsOf(answer, this.zone)}` : nothing}
      </div>
      <sb-ask-views .insert=${(name) => this.insert(name)} .look=${(name) => this.run(`select * from ${name} limit 50`, false)}></sb-ask-views>
    </div>`;
  }

  /** Puts a name where the cursor stands. */
  insert(name) {
    const field = this.querySelector('textarea[name="sql"]');
    field.setRangeText(name, field.selectionStart, field.selectionEnd, 'end');
    this.draft = field.value;
    field.focus();
  }
}

customElements.define('page-ask', Ask);
