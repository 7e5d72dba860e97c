/** One request and what came of it, as it comes. */
import { html, nothing } from 'lit';
import { bytes, count, millis, nanos, number } from '../../core/format.js';
import { chat } from '../../ui/chat.js';
import { facts } from '../../ui/facts.js';
import { icon } from '../../ui/icons.js';
import { mark } from '../../ui/mark.js';
import '../../ui/code.js';
import '../../ui/json.js';
import { samplesOf } from '../requests/snippets.js';
import { hasContent, turnOf } from './answers.js';

/** So much of a raw stream is drawn. */
const DRAWN_CHARS = 60000;

/** @param {import('./run.js').Run} run @param {{letter: string, tab: string, others: object[], act: object}} given */
export function lane(run, given) {
  const { letter, tab } = given;
  return html`<article class="card lane" aria-label="Answer ${letter}, ${run.prompt.model}">
    <header><h2 class="cut">${letter ? html`<span class="tag accent">${letter}</span> ` : nothing}${run.prompt.model}</h2><span role="status">${status(run)}</span></header>
    <div class="body stack">${tab === 'wire' ? wire(run) : tab === 'code' ? code(run) : answer(run, given)}</div>
  </article>`;
}

function status(run) {
  switch (run.state) {
    case 'waiting':
      return mark('none', 'waiting');
    case 'streaming':
      return mark('info', 'coming');
    case 'stopped':
      return mark('warn', 'stopped');
    case 'failed':
      return mark('bad', run.answer.error?.status ? `failed, ${run.answer.error.status}` : 'failed');
    default:
      return mark('ok', 'done');
  }
}

function answer(run, given) {
  const { error } = run.answer;
  return html`${hasContent(run.answer) ? chat({ turns: [turnOf(run.answer)], tools: [], end: run.answer.stop }) : run.busy ? html`<p class="muted">Nothing has come yet.</p>` : error ? nothing : html`<p class="muted">It ended without a text or a call${run.answer.stop ? html` (<code>${run.answer.stop}</code>)` : nothing}.</p>`}
    ${error ? html`<div class="notice bad" role="alert">${icon('alert')}<span>${error.message}${error.code ? html` <code>${error.code}</code>` : nothing}</span></div>` : nothing}
    ${figures(run)} ${verdict(run, given)}`;
}

function figures(run) {
  const { usage } = run.answer;
  const record = run.record?.record;
  const tokens = usage && html`${count(usage.input)} in, ${count(usage.output)} out${usage.cached ? html`, ${count(usage.cached)} of it cached` : nothing}${usage.reasoning ? html`, ${count(usage.reasoning)} reasoning` : nothing}`;
  const writing = run.total !== null && run.ttft !== null ? (run.total - run.ttft) / 1000 : 0;
  return facts([
    ['Served by', run.told['x-signalbox-model'] && html`<code>${run.told['x-signalbox-model']}</code>`],
    ['First token', run.ttft === null ? null : millis(run.ttft)],
    ['Total', run.total === null ? null : html`${millis(run.total)}${record ? html` <span class="muted">(${millis(record.total_ms)} at the gateway, of which ${millis(record.gateway_us / 1000)} its own)</span>` : nothing}`],
    ['Tokens', tokens],
    ['Speed', run.streamed && writing > 0.05 && usage?.output ? `${number(usage.output / writing)} tokens/s` : null],
    ['Cost', record ? html`${record.cost_nanos === null ? 'no price is known' : nanos(record.cost_nanos)}${record.cost_nanos !== null && !record.cost_exact ? ' (an estimate)' : nothing}` : null],
    ['Attempts', run.told['x-signalbox-attempts'] && run.told['x-signalbox-attempts'] !== '1' ? `${run.told['x-signalbox-attempts']}: the others failed` : run.told['x-signalbox-attempts']],
    ['Not carried over', run.losses.length ? html`${run.losses.map((each) => html`<span class="tag warn">${each.replace(':', ' ')}</span> `)}` : null],
    ['Left out here', run.leftOut?.length ? `${run.leftOut.join(', ')}: its card says it takes none, or the API has none` : null],
    ['Decision', run.decisionId && html`<a href="/routing?decision=${run.decisionId}">Why this model</a> <code class="muted">${run.decisionId}</code>`],
    ['Request', run.requestId && html`<a href="/requests/${run.requestId}">Inspect</a> <code class="muted">${run.requestId}</code>`],
    ...Object.entries(run.told).filter(([name]) => OTHERS.test(name)).map(([name, value]) => [html`<code>${name}</code>`, value]),
  ]);
}

/** What the gateway says besides, seldom. */
const OTHERS = /^(x-signalbox-(budget|validated|verified|error|count)|retry-after|idempotent-replayed)$/;

function verdict(run, { letter, others, act }) {
  if (run.state !== 'done') {
    return nothing;
  }
  const rivals = others.filter((each) => each.state === 'done' && each.decisionId);
  const judged = run.judged;
  return html`<div class="row">
    <button class="small" aria-pressed=${judged === true} ?disabled=${!run.requestId || judged !== null} @click=${() => act.judge(run, true)}>Good</button>
    <button class="small" aria-pressed=${judged === false} ?disabled=${!run.requestId || judged !== null} @click=${() => act.judge(run, false)}>Bad</button>
    ${others.length ? html`<button class="small" aria-pressed=${run.preferred === true} ?disabled=${!run.decisionId || rivals.length === 0 || others.concat(run).some((each) => each.preferred)} @click=${() => act.prefer(run, rivals)}>${letter} is better</button>` : nothing}
    <button class="small" @click=${() => act.goOn(run)}>Continue with this answer</button>
  </div>`;
}

function wire(run) {
  const headers = { ...run.headers, ...(run.key ? { authorization: 'Bearer [key]' } : {}) };
  return html`<sb-code label="What was sent" .text=${`POST ${run.path}\n${lines(headers)}`}></sb-code>
    <sb-json label="Body, ${bytes(JSON.stringify(run.body).length)}" .value=${run.body} .depth=${3}></sb-json>
    ${run.status === null ? nothing : html`<sb-code label="What came back" .text=${`HTTP ${run.status}\n${lines(run.told)}`}></sb-code>${raw(run)}`}`;
}

function lines(headers) {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join('\n');
}

function raw(run) {
  const parsed = run.streamed || run.busy ? null : json(run.raw);
  if (parsed !== null) {
    return html`<sb-json label="Body, ${bytes(run.rawChars)}" .value=${parsed} .depth=${4}></sb-json>`;
  }
  const drawn = run.raw.slice(0, DRAWN_CHARS);
  return html`<sb-code wrap label=${run.streamed ? `${count(run.events)} events, ${bytes(run.rawChars)}` : `Body, ${bytes(run.rawChars)}`} .text=${drawn || ' '}></sb-code>
    ${run.rawChars > drawn.length ? html`<p class="hint">The first ${bytes(drawn.length)} of it.</p>` : nothing}`;
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The same request as code, made as the inspector makes it of a recorded one. */
function code(run) {
  const door = run.format.door(run.prompt);
  const asked = { endpoint: door, requested_model: run.prompt.model, app: '', project: run.headers['x-project'], source: run.headers['x-source'], session: run.headers['x-session'], tags: run.headers['x-tags'], task: run.headers['x-task'] };
  return html`<sb-code .samples=${samplesOf(asked, run.body)}></sb-code>
    <p class="hint">The same request, to this gateway. Where it needs a key, put one of yours into <code>SIGNALBOX_KEY</code>.</p>`;
}
