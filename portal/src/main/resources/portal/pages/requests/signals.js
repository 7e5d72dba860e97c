/** What was said of an answer, and saying something oneself. */
import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { clock, count, number, percent } from '../../core/format.js';
import { form } from '../../ui/dialog.js';
import { mark } from '../../ui/mark.js';
import { notice } from '../../ui/state.js';
import { toast } from '../../ui/toasts.js';
import { icon } from '../../ui/icons.js';

const SOURCES = ['user', 'validator', 'test', 'judge', 'business'];
/** What was changed by signals sent from here, by request; they are gone with the tab. */
const said = new Map();
const STATES = { applied: 'ok', pending: 'info', rejected: 'bad', revoked: 'none', superseded: 'none' };

/** @param {object} found an answer of `/v1/records/{id}` @param {function(): void} again reads it again */
export function signals(found, again) {
  const { record, signals: all } = found;
  return html`<div class="stack">
    <div class="row"><button class="primary" ?disabled=${!record.served} title=${record.served ? nothing : 'No model answered, so there is nothing to judge'} @click=${() => send(found, again)}>${icon('star')}Say how good the answer was</button>
      <a class="button" href="/quality">How signals are used</a></div>
    ${said.has(record.id) ? notice('info', said.get(record.id)) : nothing}
    ${all.length === 0
      ? html`<p class="muted">${record.served ? 'Nobody has said anything of this answer yet.' : 'No model answered this request, so there is nothing to judge.'}</p>`
      : html`<div class="card"><div class="body scroll" tabindex="0" role="region" aria-label="Signals"><table class="plain"><caption class="visually-hidden">Signals</caption>
        <thead><tr><th scope="col">When</th><th scope="col">Value</th><th scope="col">What</th><th scope="col">Source</th><th scope="col" class="num">Weight</th><th scope="col" class="num" title="What was expected of the answer before this signal was learnt from">Expected</th><th scope="col">State</th></tr></thead>
        <tbody>${all.map(oneSignal)}</tbody></table></div></div>`}
  </div>`;
}

function oneSignal(signal) {
  const expected = signal.expected?.cluster ?? signal.expected?.task ?? signal.expected?.model ?? signal.expected?.card;
  return html`<tr><td>${clock(signal.at)}</td><td>${verdict(signal)}</td><td>${signal.name ?? signal.outcome ?? '–'}</td><td>${signal.source}${signal.key_label ? html` <span class="muted">${signal.key_label}</span>` : nothing}</td>
    <td class="num">${number(signal.weight)}</td><td class="num">${number(expected)}</td>
    <td>${mark(STATES[signal.state] ?? 'none', signal.state)}${signal.reason ? html` <span class="muted">${signal.reason}</span>` : nothing}</td></tr>`;
}

function verdict({ value }) {
  if (value === null || value === undefined) {
    return html`<span class="muted">–</span>`;
  }
  return value >= 0.75 ? mark('ok', `good (${number(value)})`) : value <= 0.25 ? mark('bad', `bad (${number(value)})`) : mark('warn', number(value));
}

async function send(found, again) {
  const before = await summaryOf(found.record);
  const sent = await form({
    title: 'How good was the answer?',
    action: 'Send',
    body: fields(),
    save: async (given) => {
      const answer = await api.post('/v1/signals', signalOf(found.record, given));
      const [result] = answer.results;
      if (result.state === 'rejected') {
        throw Object.assign(new Error(result.message ?? result.reason), { param: result.param });
      }
      return result;
    },
  });
  if (sent) {
    said.set(found.record.id, sent.state === 'applied' ? await changed(found.record, before) : html`Taken, its state is <strong>${sent.state}</strong>.`);
    toast('Signal taken');
    again();
  }
}

function fields() {
  return html`<fieldset class="stack plainset"><legend class="visually-hidden">Verdict</legend>
      <label class="check"><input type="radio" name="value" value="1" required>Good</label>
      <label class="check"><input type="radio" name="value" value="0.5">In between</label>
      <label class="check"><input type="radio" name="value" value="0">Bad</label></fieldset>
    <label class="field">Who says so<select name="source">${SOURCES.map((each) => html`<option>${each}</option>`)}</select></label>
    <label class="field">What was looked at (may be left out)<input name="name" maxlength="64" autocomplete="off" placeholder="thumbs"></label>
    <label class="field">How sure, from 0 to 1<input name="confidence" type="number" min="0.01" max="1" step="0.01" value="1" required></label>`;
}

function signalOf(record, given) {
  const about = record.decision_id ? { decision_id: record.decision_id } : { request_id: record.id };
  const signal = { ...about, value: Number(given.value), source: given.source, confidence: Number(given.confidence) };
  return given.name.trim() ? { ...signal, name: given.name.trim() } : signal;
}

/** What is known of the model from signals; null where that is not for this role. */
async function summaryOf(record) {
  if (!api.may('viewer')) {
    return null;
  }
  try {
    const all = (await api.get('/v1/signals/summary', { model: record.served })).data;
    const n = all.reduce((sum, each) => sum + each.n, 0);
    return { n, mean: n === 0 ? null : all.reduce((sum, each) => sum + (each.mean ?? 0) * each.n, 0) / n };
  } catch {
    return null; // the signal is worth sending all the same
  }
}

/** What a signal changed, in a sentence. */
async function changed(record, before) {
  const after = before === null ? null : await summaryOf(record);
  if (after === null) {
    return 'Taken: it counts from now on.';
  }
  return html`Taken. What signals of the last 30 days say of <strong>${record.served}</strong>: ${count(before.n)} → ${count(after.n)} signals, mean ${percent(before.mean, 1)} → ${percent(after.mean, 1)}. Routing learns of it within a second or so.
    <a href="/quality?model=${encodeURIComponent(record.served)}">Its quality</a>`;
}
