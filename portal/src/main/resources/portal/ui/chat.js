/**
 * A request or an answer as a conversation, whatever API it was made for: Chat Completions,
 * Messages, Responses, Gemini, and streams of each. `turnsOf` reads, `chat` draws.
 *
 * A turn is `{role, parts}`; a part is `{kind, text?, name?, id?, value?, source?}` with the kinds `text`,
 * `thinking`, `call` (of a tool), `outcome` (of one), `media`, `refusal`, `other`. The `source` of media is
 * `{type, data?, url?}`: what kind it is, and it in base64 or where it lies.
 */
import { html, nothing } from 'lit';
import { bytes, count, plural } from '../core/format.js';
import { icon } from './icons.js';
import { foldStream } from './chat-stream.js';
import './json.js';

const TURNS_AT_ONCE = 200;
const TEXT_AT_MOST = 100000;
/** Of a conversation in all, as long as every part has a little. */
const ALL_AT_MOST = 400000;
const PART_AT_LEAST = 1000;
/** What stands where a key or a finding of the guard was: `[key]`, `[EMAIL_7F3KQ2AB]`. */
const STAND_IN = /(\[key\]|\[[A-Z][A-Z0-9_]*_[A-Z2-9]{8}\])/;

const INLINE = /^data:([^;,]*)[^,]*;base64,(.*)$/s;

const list = (value) => (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]);

/**
 * Reads the text of a body. @returns {{value: ?object, why: ?string}} `value` is null where it is neither JSON nor a known
 * stream; `why` then says so
 */
export function readBody(text) {
  const trimmed = text.trimStart();
  if (/^(event|data|id|retry|:)/m.test(trimmed.slice(0, 200)) && !trimmed.startsWith('{') && !trimmed.startsWith('[')) {
    return foldStream(trimmed);
  }
  try {
    const value = JSON.parse(text);
    // Gemini without `alt=sse` streams one list of pieces
    return Array.isArray(value) && value.some((each) => each?.candidates) ? foldStream(value.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('')) : { value, why: null };
  } catch {
    return { value: null, why: 'it is no whole JSON' };
  }
}

/** The conversation in a parsed body. @returns {{turns: object[], tools: object[], usage: ?object, end: ?string}} */
export function turnsOf(body) {
  if (body === null || typeof body !== 'object') {
    return { turns: [], tools: [], usage: null, end: null };
  }
  const turns = [...systemOf(body), ...list(body.messages).map(message), ...inputOf(body), ...list(body.contents).map(gemini), ...answersOf(body)];
  return { turns: turns.filter((turn) => turn.parts.length > 0), tools: toolsOf(body), usage: body.usage ?? body.usageMetadata ?? body.usage_metadata ?? null, end: endOf(body) };
}

// ── reading ────────────────────────────────────────────────────────

function systemOf(body) {
  const system = body.system ?? body.instructions ?? (body.systemInstruction ?? body.system_instruction)?.parts;
  return system ? [{ role: 'system', parts: partsOf(system) }] : [];
}

function inputOf({ input, prompt }) {
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : list(input);
  return [...items.map((item) => (typeof item === 'string' ? { role: 'user', parts: [text(item)] } : responsesItem(item))), ...list(prompt).filter((each) => typeof each === 'string').map((each) => ({ role: 'user', parts: [text(each)] }))];
}

function answersOf(body) {
  const turns = list(body.choices).map((choice) => (choice.message ? message(choice.message) : { role: 'assistant', parts: [text(choice.text ?? '')] }));
  if (body.type === 'message' || (body.role === 'assistant' && body.content)) {
    turns.push(message(body));
  }
  list(body.output).forEach((item) => turns.push(responsesItem(item)));
  list(body.candidates).forEach((each) => each.content && turns.push(gemini(each.content)));
  if (body.error) {
    turns.push({ role: 'error', parts: [text(typeof body.error === 'string' ? body.error : (body.error.message ?? JSON.stringify(body.error)))] });
  }
  return turns;
}

function message(one) {
  const parts = [];
  const thought = one.reasoning_content ?? one.reasoning;
  if (typeof thought === 'string' && thought) {
    parts.push({ kind: 'thinking', text: thought });
  }
  if (one.role === 'tool' || one.role === 'function') {
    parts.push({ kind: 'outcome', id: one.tool_call_id ?? one.name, text: textOf(one.content) });
  } else {
    parts.push(...partsOf(one.content));
  }
  if (one.refusal) {
    parts.push({ kind: 'refusal', text: one.refusal });
  }
  list(one.tool_calls).forEach((call) => parts.push({ kind: 'call', id: call.id, name: (call.function ?? call.custom)?.name, value: parsed(call.function?.arguments ?? call.custom?.input) }));
  return { role: one.role ?? 'user', parts };
}

function responsesItem(item) {
  switch (item.type) {
    case 'function_call':
    case 'custom_tool_call':
      return { role: 'assistant', parts: [{ kind: 'call', id: item.call_id, name: item.name, value: parsed(item.arguments ?? item.input) }] };
    case 'function_call_output':
    case 'custom_tool_call_output':
      return { role: 'tool', parts: [{ kind: 'outcome', id: item.call_id, text: textOf(item.output) }] };
    case 'reasoning':
      return { role: 'assistant', parts: [...list(item.summary), ...list(item.content)].map((each) => ({ kind: 'thinking', text: each.text ?? '' })) };
    case undefined:
    case 'message':
      return { role: item.role ?? 'user', parts: partsOf(item.content) };
    default:
      return { role: item.role ?? 'assistant', parts: [{ kind: 'other', name: item.type, value: item }] };
  }
}

function gemini(content) {
  const parts = list(content.parts).map((part) => {
    if (part.text !== undefined) {
      return part.thought ? { kind: 'thinking', text: part.text } : text(part.text);
    }
    const call = part.functionCall ?? part.function_call;
    const reply = part.functionResponse ?? part.function_response;
    const data = part.inlineData ?? part.inline_data ?? part.fileData ?? part.file_data;
    if (call) {
      return { kind: 'call', id: call.id, name: call.name, value: call.args };
    }
    if (reply) {
      return { kind: 'outcome', id: reply.name, text: JSON.stringify(reply.response, null, 2) };
    }
    return data ? media(data.mimeType ?? data.mime_type ?? 'file', data.data, data.fileUri ?? data.file_uri) : { kind: 'other', name: Object.keys(part)[0] ?? 'part', value: part };
  });
  return { role: content.role === 'model' ? 'assistant' : (content.role ?? 'user'), parts };
}

function partsOf(content) {
  return list(content).map((part) => (typeof part === 'string' ? text(part) : contentPart(part)));
}

function contentPart(part) {
  switch (part.type) {
    case 'thinking':
      return { kind: 'thinking', text: part.thinking ?? '' };
    case 'redacted_thinking':
      return { kind: 'other', name: 'thinking that only its provider can read', value: part };
    case 'tool_use':
    case 'server_tool_use':
      return { kind: 'call', id: part.id, name: part.name, value: part.input };
    case 'tool_result':
      return { kind: 'outcome', id: part.tool_use_id, text: textOf(part.content), failed: part.is_error === true };
    case 'refusal':
      return { kind: 'refusal', text: part.refusal ?? '' };
    case 'image_url':
    case 'input_image': {
      const url = part.image_url?.url ?? part.image_url ?? '';
      const [, type, data] = INLINE.exec(url) ?? [null, 'image', /^data:/.test(url) ? url : null];
      return media('image', data, data === null ? url : null, type);
    }
    case 'image':
    case 'document':
      return media(part.source?.media_type ?? part.type, part.source?.data, part.source?.url, part.source?.media_type ?? part.type);
    case 'input_audio':
      return media(`audio ${part.input_audio?.format ?? ''}`, part.input_audio?.data, null);
    case 'file':
    case 'input_file':
      return media(part.filename ?? part.file?.filename ?? 'file', part.file_data ?? part.file?.file_data, part.file_url);
    default:
      return typeof part.text === 'string' ? text(part.text) : { kind: 'other', name: part.type ?? 'part', value: part };
  }
}

const text = (value) => ({ kind: 'text', text: String(value) });

function media(name, data, url, type = name) {
  return { kind: 'media', name, text: [data ? `${bytes((data.length * 3) / 4)} inline` : null, url].filter(Boolean).join(' '), source: { type, data: data ?? null, url: url ?? null } };
}

function textOf(content) {
  return list(content).map((part) => (typeof part === 'string' ? part : (part.text ?? JSON.stringify(part, null, 2)))).join('\n');
}

/** Arguments come as text that ought to be JSON. */
function parsed(given) {
  if (typeof given !== 'string') {
    return given;
  }
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}

function toolsOf(body) {
  return list(body.tools).flatMap((tool) => tool.functionDeclarations ?? tool.function_declarations ?? [tool]).map((tool) => {
    const inner = tool.function ?? tool.custom ?? tool;
    return { name: inner.name ?? tool.type ?? Object.keys(tool)[0], description: inner.description ?? '', schema: inner.parameters ?? inner.input_schema ?? null };
  });
}

function endOf(body) {
  return body.choices?.[0]?.finish_reason ?? body.stop_reason ?? body.incomplete_details?.reason ?? body.candidates?.[0]?.finishReason ?? null;
}

// ── drawing ────────────────────────────────────────────────────────

/** Text with what stands in for a secret marked. */
export function marked(value, most = TEXT_AT_MOST) {
  const shown = value.length > most ? value.slice(0, most) : value;
  return html`${shown.split(STAND_IN).map((piece, i) => (i % 2 ? html`<mark class="redacted" title="This stands where a value was taken out">${piece}</mark>` : piece))}${value.length > shown.length ? html`<p class="muted">… ${count(value.length - shown.length)} characters more are not drawn here; the raw view has them.</p>` : nothing}`;
}

/** @param {{turns: object[], tools: object[], end: ?string}} conversation what `turnsOf` read */
export function chat({ turns, tools, end }) {
  const shown = turns.slice(-TURNS_AT_ONCE);
  const parts = shown.flatMap((turn) => turn.parts);
  const length = parts.reduce((sum, part) => sum + Math.min(TEXT_AT_MOST, part.text?.length ?? 0), 0);
  const most = length <= ALL_AT_MOST ? TEXT_AT_MOST : Math.max(PART_AT_LEAST, Math.floor(ALL_AT_MOST / parts.length));
  return html`<div class="chat">
    ${tools.length ? html`<details class="turn tools-given"><summary>${plural(tools.length, 'tool')}: ${tools.slice(0, 8).map((each) => each.name).join(', ')}${tools.length > 8 ? ' …' : ''}</summary><sb-json label="Tools" .value=${tools} .depth=${1}></sb-json></details>` : nothing}
    ${turns.length > shown.length ? html`<p class="muted">The last ${shown.length} of ${count(turns.length)} turns.</p>` : nothing}
    ${shown.map((turn) => drawTurn(turn, most))}
    ${end ? html`<p class="muted small">Ended: <code>${end}</code></p>` : nothing}
  </div>`;
}

function drawTurn({ role, parts }, most) {
  const kind = { user: 'user', system: 'system', developer: 'system', tool: 'tool', error: 'error' }[role] ?? 'assistant';
  return html`<article class="turn ${kind}"><header>${role}</header>${parts.map((part) => drawPart(part, most))}</article>`;
}

function drawPart(part, most) {
  switch (part.kind) {
    case 'thinking':
      return html`<details class="thought"><summary>Thinking, ${plural(part.text.length, 'character')}</summary><div class="text" tabindex="0" role="group" aria-label="Thinking">${marked(part.text, most)}</div></details>`;
    case 'call':
      return html`<div class="call"><p class="small">${icon('bolt')} calls <strong>${part.name}</strong> ${part.id ? html`<code class="muted">${part.id}</code>` : nothing}</p>${argument(part.value)}</div>`;
    case 'outcome':
      return html`<div class="call"><p class="small">${part.failed ? 'failed outcome of' : 'outcome of'} <code>${part.id}</code></p><div class="text" tabindex="0" role="group" aria-label="Outcome of a tool">${marked(part.text, most)}</div></div>`;
    case 'media':
      return html`<p class="media">${icon('file')} ${part.name} <span class="muted cut">${part.text}</span></p>`;
    case 'refusal':
      return html`<p><span class="tag warn">refusal</span> ${marked(part.text, most)}</p>`;
    case 'other':
      return html`<details><summary>${part.name}</summary><sb-json label=${part.name} .value=${part.value} .depth=${1}></sb-json></details>`;
    default:
      return html`<div class="text" tabindex="0" role="group" aria-label="Text">${marked(part.text, most)}</div>`;
  }
}

function argument(value) {
  return value !== null && typeof value === 'object' ? html`<sb-json label="arguments" .value=${value} .depth=${3}></sb-json>` : html`<div class="text">${marked(String(value ?? ''))}</div>`;
}
