/** Sends a prompt to one model or to several, in any of the four APIs, and shows all of what happens. */
import { html, nothing } from 'lit';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { notice } from '../ui/state.js';
import { chosenTab, tabs } from '../ui/tabs.js';
import { told, toast } from '../ui/toasts.js';
import { headerFields, HEADERS, jsonField, paramFields, turnFields } from './playground/compose.js';
import { FORMATS, formatOf, toolsOf } from './playground/formats.js';
import { lane } from './playground/lane.js';
import { cardFor, leftOut, modelFields, MOST_MODELS, paramsFor, readChoices, wholeCard } from './playground/models.js';
import { PRESETS, presetOf } from './playground/presets.js';
import { readRequest } from './playground/replay.js';
import { Run } from './playground/run.js';
import { judge, prefer } from './playground/signals.js';

const TABS = [['answer', 'Answers'], ['wire', 'Wire'], ['code', 'Code']];
const DRAW_EVERY_MS = 40;
const LETTERS = 'ABCD';

/** What was typed and what came; in memory only, so that it outlives a look at another page and nothing else. */
const kept = {
  system: '',
  turns: [{ role: 'user', text: '', images: [] }],
  tools: '',
  schema: '',
  params: {},
  headers: { project: '', source: '', task: '', session: '' },
  key: '',
  runs: [],
  preset: null,
  request: null,
};

/** Told whenever more of an answer came: a request goes on while another page is looked at. */
const news = new EventTarget();

class Playground extends Page {
  static drawn = [...Page.drawn, 'model', 'format', 'stream', 'preset'];
  static properties = { ...Page.properties, cards: { state: true }, wrong: { state: true } };

  constructor() {
    super();
    this.cards = new Map();
    this.wrong = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(news, 'change', () => this.soon());
  }

  // ── what is chosen, in the address ───────────────────────────────

  get models() {
    const chosen = router.all('model').slice(0, MOST_MODELS);
    return chosen.length ? chosen : ['auto'];
  }

  get format() {
    return formatOf(router.get('format'));
  }

  get stream() {
    return router.get('stream') !== '0';
  }

  moved() {
    super.moved();
    if (router.page?.tag !== this.localName) {
      return;
    }
    const preset = presetOf(router.get('preset'));
    if (preset && kept.preset !== preset.id) {
      this.take(preset);
      kept.preset = preset.id;
    }
    this.readCards();
  }

  /** Puts a preset or a recorded request into the fields. */
  take(prompt) {
    kept.system = prompt.system;
    kept.turns = prompt.turns.length ? prompt.turns.map((turn) => ({ ...turn, images: [...(turn.images ?? [])] })) : [{ role: 'user', text: '', images: [] }];
    kept.tools = prompt.tools;
    kept.schema = prompt.schema;
    kept.params = { ...prompt.params };
    this.wrong = {};
  }

  async load(query, signal) {
    const choices = await readChoices(signal);
    const id = query.get('request');
    let replay = null;
    if (id && kept.request !== id) {
      replay = await this.replay(id, signal);
    }
    return { ...choices, replay: replay ?? (id ? this.data?.replay : null) };
  }

  async replay(id, signal) {
    try {
      const replay = await readRequest(id, signal);
      if (replay.prompt) {
        this.take(replay.prompt);
        Object.assign(kept.headers, replay.prompt.headers, { source: '' });
      }
      kept.request = id;
      kept.preset = null;
      const { format, model, stream } = replay.head;
      router.set({ format, model: router.all('model').length ? router.all('model') : model, stream: stream ? '1' : '0', preset: null }, { replace: true });
      return { id, notes: replay.notes };
    } catch (error) {
      if (error.name === 'AbortError') {
        throw error;
      }
      return { id, notes: [error.forbidden ? 'reading what was captured needs the role `operator`' : error.message] };
    }
  }

  /** The whole card of each chosen model, for what it allows. */
  async readCards() {
    for (const name of this.models) {
      const card = this.data ? cardFor(name, this.data.cards) : null;
      if (card && !this.cards.has(name)) {
        this.cards = new Map(this.cards).set(name, await wholeCard(card.id));
      }
    }
  }

  willUpdate(changed) {
    if (changed.has('data') && this.data) {
      this.readCards();
    }
  }

  missing({ missing }) {
    return missing;
  }

  // ── sending ──────────────────────────────────────────────────────

  /** What was typed has changed: it is no preset any more. */
  changed() {
    if (router.get('preset')) {
      kept.preset = null;
      router.set({ preset: null }, { replace: true });
    }
    this.requestUpdate();
  }

  /** Tools and schema as values; null where one of them is no JSON, which is then said beside it. */
  read() {
    this.wrong = {};
    const value = (name, read) => {
      try {
        return kept[name].trim() ? read(JSON.parse(kept[name])) : null;
      } catch (error) {
        this.wrong = { ...this.wrong, [name]: error instanceof SyntaxError ? `this is no JSON: ${error.message}` : error.message };
        return null;
      }
    };
    const tools = value('tools', toolsOf) ?? [];
    const schema = value('schema', (json) => json);
    if (kept.turns.every((turn) => turn.text.trim() === '' && !turn.images?.length)) {
      this.wrong = { ...this.wrong, prompt: 'there is nothing to send yet' };
    }
    const bad = HEADERS.find((each) => kept.headers[each.id] && !/^[A-Za-z0-9_.:/@-]{1,128}$/.test(kept.headers[each.id]));
    if (bad) {
      this.wrong = { ...this.wrong, headers: `${bad.label} takes letters, digits and _ . : / @ -` };
    }
    return Object.keys(this.wrong).length ? null : { tools, schema };
  }

  send(event) {
    event?.preventDefault();
    const read = this.read();
    if (read === null) {
      this.updateComplete.then(() => this.querySelector('.wrong')?.scrollIntoView({ block: 'center' }));
      return;
    }
    this.stop();
    const headers = Object.fromEntries(HEADERS.filter((each) => kept.headers[each.id] || each.id === 'source').map((each) => [each.label, kept.headers[each.id] || 'portal-playground']));
    const turns = kept.turns.filter((turn, i) => turn.text !== '' || turn.images?.length || turn.calls?.length || turn.role === 'tool' || i === 0).map((turn) => ({ ...turn }));
    kept.runs = this.models.map((model) => this.runOf(model, { ...read, turns, headers }));
    if (router.get('tab') === 'code') {
      router.set({ tab: null }, { replace: true });
    }
    kept.runs.forEach((run) => run.go());
    this.requestUpdate();
    if (matchMedia('(max-width: 1100px)').matches) {
      this.updateComplete.then(() => this.querySelector('.lanes')?.scrollIntoView({ block: 'start' }));
    }
  }

  runOf(model, { tools, schema, turns, headers }) {
    const card = this.cards.get(model) ?? null;
    const params = paramsFor(kept.params, this.format, card);
    const prompt = { model, system: kept.system, turns, tools, schema, stream: this.stream, params, card };
    const run = new Run({ format: this.format, prompt, headers, key: kept.key }, () => news.dispatchEvent(new Event('change')));
    run.leftOut = leftOut(kept.params, this.format, card);
    return run;
  }

  /** Draws again, but not for each word that comes. */
  soon() {
    this.drawing ??= setTimeout(() => {
      this.drawing = null;
      this.requestUpdate();
    }, DRAW_EVERY_MS);
  }

  stop() {
    kept.runs.forEach((run) => run.stop());
  }

  clear() {
    this.stop();
    this.take({ system: '', turns: [], tools: '', schema: '', params: {} });
    Object.assign(kept, { runs: [], preset: null });
    router.set({ preset: null, request: null, tab: null });
    this.requestUpdate();
  }

  /** The answer becomes part of the conversation, and what comes next is asked for. */
  goOn(run) {
    const calls = run.answer.calls.filter(Boolean).map(({ id, name, arguments: text }) => ({ id, name, arguments: text }));
    const next = calls.length ? calls.map((call) => ({ role: 'tool', callId: call.id, name: call.name, text: '' })) : [{ role: 'user', text: '', images: [] }];
    kept.turns = [...run.prompt.turns, { role: 'assistant', text: run.answer.text, images: [], calls }, ...next];
    this.changed();
    this.updateComplete.then(() => {
      const field = [...this.querySelectorAll('.turn-field textarea')].at(-next.length);
      field?.focus();
      field?.scrollIntoView({ block: 'center' });
    });
  }

  async judge(run, good) {
    run.judged = good;
    this.requestUpdate();
    try {
      await judge(run, good);
      toast('Told: it counts for this model');
    } catch (error) {
      run.judged = null;
      told(error);
    }
    this.requestUpdate();
  }

  async prefer(run, rivals) {
    run.preferred = true;
    this.requestUpdate();
    try {
      await prefer(run, rivals);
      toast('Told: which one is better counts for all of them');
    } catch (error) {
      run.preferred = false;
      told(error);
    }
    this.requestUpdate();
  }

  // ── drawing ──────────────────────────────────────────────────────

  header() {
    return html`<div class="head"><h1>Playground</h1>
      <div class="row" role="group" aria-label="Presets">${PRESETS.map((each) => html`<button class="small" aria-pressed=${router.get('preset') === each.id} @click=${() => this.preset(each)}>${each.label}</button>`)}</div>
    </div>`;
  }

  preset(preset) {
    this.take(preset);
    kept.preset = preset.id;
    kept.request = null;
    router.set({ preset: preset.id, stream: preset.stream ? null : '0', request: null });
    this.requestUpdate();
  }

  content({ names, cards, replay }) {
    return html`${replay ? this.replayNotice(replay) : nothing}
      <div class="play">
        <form class="card compose" @submit=${this.send} @keydown=${(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && this.send(event)} novalidate aria-label="Request">
          <div class="body stack">
            ${modelFields({ chosen: this.models, names, cards, set: (chosen) => router.set({ model: chosen }) })}
            <div class="row">
              <label class="field">API<select name="format" @change=${(event) => router.set({ format: event.target.value === 'chat' ? null : event.target.value })}>${FORMATS.map((each) => html`<option value=${each.id} ?selected=${each === this.format}>${each.label}</option>`)}</select></label>
              <label class="check"><input type="checkbox" name="stream" .checked=${this.stream} @change=${(event) => router.set({ stream: event.target.checked ? null : '0' })}>Stream</label>
            </div>
            <label class="field">System<textarea name="system" rows="2" .value=${kept.system} placeholder="How it is to answer; may stay empty" @input=${(event) => ((kept.system = event.target.value), this.changed())}></textarea></label>
            ${turnFields({ turns: kept.turns, changed: () => this.changed() })}
            ${this.wrong.prompt ? html`<p class="wrong" role="alert">${this.wrong.prompt}</p>` : nothing}
            ${this.more()}
          </div>
          <footer class="row"><button class="primary" title="Ctrl Enter">${kept.runs.some((run) => run.busy) ? 'Send again' : 'Send'}</button>
            <button type="button" ?disabled=${!kept.runs.some((run) => run.busy)} @click=${() => this.stop()}>Stop</button>
            <button type="button" class="quiet" @click=${() => this.clear()}>Clear</button><span class="muted small"><kbd>Ctrl</kbd> <kbd>Enter</kbd> sends</span></footer>
        </form>
        <section aria-label="Answers" class="answers">${this.answers()}</section>
      </div>`;
  }

  more() {
    const cards = this.models.map((name) => this.cards.get(name)).filter(Boolean);
    const text = (name) => (value) => ((kept[name] = value), this.changed());
    const open = (name) => Boolean(this.wrong[name]) || kept[name].trim() !== '';
    const set = Object.values(kept.params).filter((value) => value !== '').length;
    return html`
      <details ?open=${open('tools')}><summary>Tools</summary>${jsonField({ id: 'tools', label: 'Tools, as JSON', hint: 'A list of {name, description, parameters}; the forms of OpenAI, Anthropic and Gemini are understood too.', value: kept.tools, wrong: this.wrong.tools, changed: text('tools') })}</details>
      <details ?open=${open('schema')}><summary>JSON schema of the answer</summary>${jsonField({ id: 'schema', label: 'Schema', hint: 'The answer is to be JSON that satisfies it.', value: kept.schema, wrong: this.wrong.schema, changed: text('schema') })}</details>
      <details ?open=${set > 0}><summary>Parameters${set ? `, ${set} set` : ''}</summary>${paramFields({ chosen: kept.params, format: this.format, cards: cards.length === this.models.length ? cards : [], changed: () => this.changed() })}</details>
      <details ?open=${Boolean(this.wrong.headers)}><summary>Headers and key</summary>${headerFields({ headers: kept.headers, key: kept.key, setKey: (key) => (kept.key = key), changed: () => this.requestUpdate() })}
        ${this.wrong.headers ? html`<p class="wrong" role="alert">${this.wrong.headers}</p>` : nothing}</details>`;
  }

  answers() {
    if (kept.runs.length === 0) {
      return html`<div class="state card"><h2>Answers appear here</h2><p>With what they cost, how long they took, who served them and why. Choose a preset or write a prompt.</p></div>`;
    }
    const tab = chosenTab(TABS);
    const act = { judge: (...all) => this.judge(...all), prefer: (...all) => this.prefer(...all), goOn: (run) => this.goOn(run) };
    return html`${tabs(TABS)}<div class="lanes n${kept.runs.length}">
      ${kept.runs.map((run, i) => lane(run, { letter: kept.runs.length > 1 ? LETTERS[i] : '', tab, others: kept.runs.filter((other) => other !== run), act }))}</div>`;
  }

  replayNotice({ id, notes }) {
    return notice(notes.length ? 'warn' : 'info', html`Request <a href="/requests/${id}">${id}</a>. ${notes.length ? notes.join('; ') + '.' : 'Choose another model, or send it as it was.'}`);
  }
}

customElements.define('page-playground', Playground);
