/**
 * What was said: the client's request and answer, what went to each provider and came back, and what
 * the translation changed. Only operators may read it, and only after a click of their own.
 */
import { LitElement, html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';
import { bytes, count, plural } from '../../core/format.js';
import { chat, readBody, turnsOf } from '../../ui/chat.js';
import { diff } from '../../ui/diff.js';
import { failed, forbidden, notice, skeleton } from '../../ui/state.js';
import { icon } from '../../ui/icons.js';
import { chosenTab, tabs } from '../../ui/tabs.js';
import '../../ui/code.js';
import '../../ui/json.js';

const VIEWS = [['chat', 'Conversation'], ['raw', 'Raw'], ['upstream', 'At the provider'], ['diff', 'What was changed']];
const RAW_AT_MOST = 200000;
const KEEP = `[analytics]
capture = "errors"             # off, errors, sample or all
capture_sample_percent = 1.0   # where it is sample
capture_retention_hours = 72`;

class Content extends LitElement {
  static properties = { rid: { type: String }, losses: { attribute: false }, kept: { state: true }, problem: { state: true }, busy: { state: true }, attempt: { state: true } };

  createRenderRoot() {
    return this;
  }

  constructor() {
    super();
    this.losses = [];
    this.forget();
  }

  connectedCallback() {
    super.connectedCallback();
    this.onMove = () => this.requestUpdate();
    router.addEventListener('change', this.onMove);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    router.removeEventListener('change', this.onMove);
  }

  forget() {
    this.kept = null;
    this.problem = null;
    this.busy = false;
    this.attempt = null;
  }

  willUpdate(changed) {
    // the next request is another's secret: it takes another click
    if (changed.has('rid') && changed.get('rid') !== undefined) {
      this.forget();
    }
  }

  async show() {
    const wanted = this.rid;
    this.busy = true;
    this.problem = null;
    try {
      const kept = (await api.get(`/v1/records/${encodeURIComponent(wanted)}/captures`)).data;
      if (wanted === this.rid) {
        this.kept = kept;
      }
    } catch (error) {
      this.problem = error;
    }
    this.busy = false;
  }

  render() {
    if (!api.may('operator')) {
      return forbidden({ message: 'Prompts and answers are read by operators only' });
    }
    if (this.problem) {
      return this.problem.forbidden ? forbidden(this.problem) : failed(this.problem, () => this.show());
    }
    if (this.busy) {
      return skeleton();
    }
    if (this.kept === null) {
      return html`<div class="state card">${icon('key')}<h2>What was said is not shown yet</h2>
        <p>Prompts and answers may be private. Look at them when there is a reason to; keys are blacked out, and so is what the guard took out.</p>
        <button class="primary" @click=${this.show}>Show what was kept</button></div>`;
    }
    return this.kept.length === 0 ? notKept() : html`${tabs(VIEWS, 'as', 'Content')}${this.view()}`;
  }

  stage(name) {
    return this.kept.filter((each) => each.stage === name);
  }

  /** Attempts of which something was kept; the last is the one that answered. */
  get attempts() {
    return [...new Set(this.kept.filter((each) => each.stage.startsWith('provider_')).map((each) => each.attempt))].sort((a, b) => a - b);
  }

  get shownAttempt() {
    return this.attempts.includes(this.attempt) ? this.attempt : this.attempts.at(-1);
  }

  view() {
    switch (chosenTab(VIEWS, 'as')) {
      case 'raw':
        return html`<div class="stack">${[...this.stage('client_request'), ...this.stage('client_answer')].map((each) => raw(each))}</div>`;
      case 'upstream':
        return html`<div class="stack">${this.chooser()}${this.ofAttempt('provider_request').map((each) => html`${unmapped(each)}${raw(each)}`)}${this.ofAttempt('provider_answer').map((each) => raw(each))}</div>`;
      case 'diff':
        return html`<div class="stack">${this.chooser()}${this.changes()}</div>`;
      default:
        return this.conversation();
    }
  }

  conversation() {
    const parts = [...this.stage('client_request'), ...this.stage('client_answer')].map((each) => ({ capture: each, ...readBody(each.body) }));
    return html`<div class="stack">${parts.map(({ capture, value, why }) => html`<section class="stack"><h2>${capture.stage === 'client_request' ? 'Request' : 'Answer'} <span class="muted small">${size(capture)}</span></h2>
      ${value === null ? html`<p class="notice warn">This cannot be shown as a conversation: ${capture.truncated ? 'only its beginning was kept (analytics.capture_max_bytes)' : why}. The raw view has it.</p>` : this.turns(value)}</section>`)}</div>`;
  }

  turns(value) {
    const conversation = turnsOf(value);
    return conversation.turns.length ? chat(conversation) : html`<sb-json label="Body" .value=${value}></sb-json>`;
  }

  chooser() {
    return this.attempts.length > 1
      ? html`<label class="row">Attempt<select class="narrow" @change=${(event) => (this.attempt = Number(event.target.value))}>${this.attempts.map((n) => html`<option value=${n} ?selected=${n === this.shownAttempt}>${n}</option>`)}</select></label>`
      : nothing;
  }

  ofAttempt(stage) {
    return this.stage(stage).filter((each) => each.attempt === this.shownAttempt);
  }

  changes() {
    const [client] = this.stage('client_request');
    const [provider] = this.ofAttempt('provider_request');
    if (!client || !provider) {
      return html`<p class="notice">There is nothing to compare: ${client ? 'no request to a provider' : 'the client’s request'} was ${client ? 'kept' : 'not kept'}.</p>`;
    }
    const cut = client.truncated || provider.truncated;
    return html`${unmapped(provider)}${cut ? notice('warn', 'Only the beginnings were kept, so what looks taken away may only be cut off.') : nothing}
      <p class="small muted">From the client’s request to what went to the provider, both laid out alike.</p>
      ${diff({ before: laidOut(client.body), after: laidOut(provider.body), label: 'Changes from the client’s request to the provider’s' })}`;
  }
}

function notKept() {
  return html`<div class="state card">${icon('inbox')}<h2>Nothing was kept of this request</h2>
    <p>Prompts and answers are kept only where the configuration asks for it, and for three days unless it says otherwise. From then on new requests have them.</p>
    <sb-code label="signalbox.toml" .text=${KEEP}></sb-code>
    <div class="row">${api.may('operator') ? html`<a class="button" href="/config">To the configuration</a>` : nothing}</div></div>`;
}

const NAMES = { client_request: 'The client’s request', client_answer: 'What the client got', provider_request: 'What went to the provider', provider_answer: 'What the provider answered' };

function size(capture) {
  return `${bytes(capture.bytes)}${capture.truncated ? ', cut' : ''}${capture.redactions ? `, ${plural(capture.redactions, 'key')} blacked out` : ''}`;
}

function raw(capture) {
  const name = `${NAMES[capture.stage]}${capture.attempt ? `, attempt ${capture.attempt}` : ''} (${size(capture)})`;
  const value = capture.truncated ? null : asJson(capture.body);
  if (value !== null) {
    return html`<sb-json label=${name} .value=${value} .depth=${3}></sb-json>`;
  }
  const cut = capture.body.length > RAW_AT_MOST;
  return html`<sb-code wrap label=${name} .text=${cut ? capture.body.slice(0, RAW_AT_MOST) : capture.body}></sb-code>${cut ? html`<p class="muted small">The first ${count(RAW_AT_MOST)} characters.</p>` : nothing}`;
}

function unmapped({ unmapped: fields }) {
  return fields.length ? notice('warn', html`Not carried over: ${fields.map((each, i) => html`${i ? ', ' : nothing}<code>${each.replace(':', ' ')}</code>`)}.`) : nothing;
}

function asJson(body) {
  try {
    const value = JSON.parse(body);
    return value !== null && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function laidOut(body) {
  const value = asJson(body);
  return value === null ? body : JSON.stringify(value, null, 2);
}

customElements.define('sb-content', Content);
