/**
 * What comes back in each of the four APIs, read into one form: `{text, reasoning, calls, usage, stop,
 * error}`. A whole answer is read at once; a stream event by event, as it comes.
 */
import { turnsOf } from '../../ui/chat.js';

/** An answer of which nothing came yet. */
export function emptyAnswer() {
  return { text: '', reasoning: '', calls: [], usage: null, stop: null, error: null };
}

/** Whether anything of it came that a person could read. */
export function hasContent(answer) {
  return answer.text !== '' || answer.reasoning !== '' || answer.calls.length > 0;
}

/** The answer as a turn that `ui/chat.js` draws. */
export function turnOf(answer) {
  const parts = [];
  if (answer.reasoning) {
    parts.push({ kind: 'thinking', text: answer.reasoning });
  }
  if (answer.text) {
    parts.push({ kind: 'text', text: answer.text });
  }
  answer.calls.filter(Boolean).forEach((call) => parts.push({ kind: 'call', id: call.id, name: call.name, value: argumentsOf(call.arguments) }));
  return { role: 'assistant', parts };
}

function argumentsOf(text) {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return text; // not all of it is there yet
  }
}

/** What an error says, in whichever API's shape. */
export function errorOf(json, status) {
  const error = json?.error ?? json ?? {};
  const told = typeof error === 'string' ? { message: error } : error;
  return { status, message: told.message ?? `the gateway answered ${status}`, code: told.code ?? told.status ?? null, type: told.type ?? null };
}

/** Reads an answer that came in one. */
export function readWhole(json, answer) {
  const { turns, usage, end } = turnsOf(json);
  Object.assign(answer, emptyAnswer(), { error: answer.error });
  for (const part of turns.filter((turn) => turn.role === 'assistant').flatMap((turn) => turn.parts)) {
    if (part.kind === 'thinking') {
      answer.reasoning += part.text;
    } else if (part.kind === 'text' || part.kind === 'refusal') {
      answer.text += part.text;
    } else if (part.kind === 'call') {
      answer.calls.push({ id: part.id ?? '', name: part.name, arguments: typeof part.value === 'string' ? part.value : JSON.stringify(part.value ?? {}) });
    }
  }
  answer.stop = end ?? (typeof json.status === 'string' ? json.status : null);
  answer.usage = usageOf(usage);
  if (json.error) {
    answer.error = errorOf(json, 200);
  }
}

/** Tokens under the names of all four APIs; input includes what was read from a cache. */
function usageOf(usage, before = null) {
  if (!usage) {
    return before;
  }
  if (usage.totalTokenCount !== undefined || usage.promptTokenCount !== undefined) {
    return { input: usage.promptTokenCount, output: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0), cached: usage.cachedContentTokenCount, reasoning: usage.thoughtsTokenCount };
  }
  if (usage.prompt_tokens !== undefined) {
    return { input: usage.prompt_tokens, output: usage.completion_tokens, cached: usage.prompt_tokens_details?.cached_tokens, reasoning: usage.completion_tokens_details?.reasoning_tokens };
  }
  if (usage.input_tokens_details !== undefined) {
    return { input: usage.input_tokens, output: usage.output_tokens, cached: usage.input_tokens_details?.cached_tokens, reasoning: usage.output_tokens_details?.reasoning_tokens };
  }
  // Messages counts what the cache took part in apart, and tells the figures in two events
  const parts = { ...before?.parts, ...Object.fromEntries(Object.entries(usage).filter(([, value]) => typeof value === 'number' && value > 0)) };
  const cached = parts.cache_read_input_tokens ?? 0;
  return { parts, input: (parts.input_tokens ?? 0) + cached + (parts.cache_creation_input_tokens ?? 0), output: parts.output_tokens ?? 0, cached, reasoning: usage.output_tokens_details?.thinking_tokens ?? before?.reasoning };
}

/** Adds a piece to the call number `index`, which may be new. */
function addCall(answer, index, { id, name, more }) {
  const known = (answer.calls[index] ??= { id: '', name: '', arguments: '' });
  known.id = id || known.id;
  known.name = name || known.name;
  known.arguments += more ?? '';
}

/** The call that the item or block number `item` of a stream holds. */
function callOf(answer, item) {
  return answer.calls.find((each) => each.item === item) ?? { arguments: '' };
}

function chat(data, answer) {
  const choice = data.choices?.find((each) => (each.index ?? 0) === 0);
  const delta = choice?.delta ?? {};
  answer.text += (delta.content ?? '') + (delta.refusal ?? '');
  answer.reasoning += delta.reasoning_content ?? (typeof delta.reasoning === 'string' ? delta.reasoning : '');
  (delta.tool_calls ?? []).forEach((each) => addCall(answer, each.index ?? 0, { id: each.id, name: each.function?.name, more: each.function?.arguments }));
  answer.stop = choice?.finish_reason ?? answer.stop;
  answer.usage = usageOf(data.usage, answer.usage);
}

function responses(data, answer) {
  switch (data.type) {
    case 'response.output_text.delta':
    case 'response.refusal.delta':
      answer.text += data.delta;
      break;
    case 'response.reasoning_summary_text.delta':
    case 'response.reasoning_text.delta':
      answer.reasoning += data.delta;
      break;
    case 'response.output_item.added':
      if (data.item?.type === 'function_call') {
        answer.calls.push({ id: data.item.call_id, name: data.item.name, arguments: '', item: data.output_index });
      }
      break;
    case 'response.function_call_arguments.delta':
      callOf(answer, data.output_index).arguments += data.delta;
      break;
    case 'response.completed':
    case 'response.incomplete':
    case 'response.failed':
      readWhole(data.response, answer);
      break;
    default:
      break; // the other events open and close what these carry
  }
}

function anthropic(data, answer) {
  switch (data.type) {
    case 'message_start':
      answer.usage = usageOf(data.message?.usage, answer.usage);
      break;
    case 'content_block_start':
      if (data.content_block.type === 'tool_use') {
        answer.calls.push({ id: data.content_block.id, name: data.content_block.name, arguments: '', item: data.index });
      }
      break;
    case 'content_block_delta':
      answer.text += data.delta.text ?? '';
      answer.reasoning += data.delta.thinking ?? '';
      callOf(answer, data.index).arguments += data.delta.partial_json ?? '';
      break;
    case 'message_delta':
      answer.stop = data.delta?.stop_reason ?? answer.stop;
      answer.usage = usageOf(data.usage, answer.usage);
      break;
    default:
      break; // ping, and the ends of blocks
  }
}

function gemini(data, answer) {
  const candidate = data.candidates?.[0];
  for (const part of candidate?.content?.parts ?? []) {
    if (part.functionCall) {
      addCall(answer, answer.calls.length, { id: part.functionCall.id, name: part.functionCall.name, more: JSON.stringify(part.functionCall.args ?? {}) });
    } else if (part.thought) {
      answer.reasoning += part.text ?? '';
    } else {
      answer.text += part.text ?? '';
    }
  }
  answer.stop = candidate?.finishReason ?? data.promptFeedback?.blockReason ?? answer.stop;
  answer.usage = usageOf(data.usageMetadata?.totalTokenCount === undefined ? null : data.usageMetadata, answer.usage);
}

const READERS = { chat, responses, anthropic, gemini };

/** Reads one event of a stream. @param {string} format id of the API @param {object} data what the event says */
export function readEvent(format, data, answer) {
  if (data.error || data.type === 'error') {
    answer.error = errorOf(data, 200);
    return;
  }
  READERS[format](data, answer);
}
