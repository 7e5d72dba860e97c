/** A recorded request, read back into a prompt; from what was captured of it. */
import { api } from '../../core/api.js';
import { plural } from '../../core/format.js';
import { readBody, turnsOf } from '../../ui/chat.js';

const FORMAT_OF_DOOR = [[/^chat\/completions/, 'chat'], [/^responses/, 'responses'], [/^messages/, 'anthropic'], [/enerateContent$/, 'gemini']];

/** Something that was taken out of a picture before it was stored leaves signs that are not of its alphabet. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * @returns {Promise<{prompt: ?object, notes: string[]}>} `prompt` is `{format, model, stream, system, turns, tools, schema, params, headers}`;
 *     null where nothing was captured, `notes` then says why
 */
export async function readRequest(id, signal) {
  const path = `/v1/records/${encodeURIComponent(id)}`;
  const [{ record }, captures] = await Promise.all([api.get(path, {}, signal), api.get(`${path}/captures`, {}, signal)]);
  const capture = captures.data.find((each) => each.stage === 'client_request');
  const head = { format: FORMAT_OF_DOOR.find(([door]) => door.test(record.endpoint))?.[1] ?? 'chat', model: record.requested_model, stream: record.stream, headers: headersOf(record) };
  if (!capture) {
    return { prompt: null, head, notes: ['what this request said was not captured: `analytics.capture` in the configuration decides of which requests it is'] };
  }
  const { value, why } = readBody(capture.body);
  if (value === null) {
    return { prompt: null, head, notes: [capture.truncated ? 'its body was longer than is captured, so it cannot be sent again' : `its body cannot be read: ${why}`] };
  }
  return { prompt: { ...head, ...promptOf(value) }, head, notes: notesOf(capture, value) };
}

function notesOf(capture, value) {
  const notes = [];
  if (capture.redactions > 0) {
    notes.push('keys in it were replaced by `[key]` before it was stored');
  }
  const media = turnsOf(value).turns.flatMap((turn) => turn.parts.filter((part) => part.kind === 'media').map((part) => ({ ...part, role: turn.role })));
  const left = media.filter((part) => part.role !== 'user' || imageOf(part) === null).length;
  if (left > 0) {
    notes.push(`${plural(left, 'picture or file', 'pictures or files')} of it ${left === 1 ? 'is' : 'are'} left out: what is no picture, or was not stored whole, has to be added again where it matters`);
  }
  return notes;
}

/** A picture that can be sent again: stored whole, or to be had from its address; null for everything else. */
function imageOf({ name, source: { type, data, url } }) {
  if (data !== null) {
    const base64 = data.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/');
    return /^image\//.test(type) && BASE64.test(base64) ? { name, type, data: base64, bytes: Math.floor((base64.length * 3) / 4) } : null;
  }
  return url && /^image\b/.test(type) && /^https?:/.test(url) ? { name: url, type, url } : null;
}

function headersOf(record) {
  const known = (value) => (value && value !== '(unattributed)' ? value : '');
  return { project: known(record.project), source: known(record.source), task: known(record.task), session: known(record.session), tags: known(record.tags) };
}

function promptOf(body) {
  const { turns, tools } = turnsOf(body);
  const config = body.generationConfig ?? {};
  const schema = body.response_format?.json_schema?.schema ?? body.text?.format?.schema ?? body.output_config?.format?.schema ?? config.responseJsonSchema ?? config.responseSchema ?? null;
  const params = {
    temperature: body.temperature ?? config.temperature,
    top_p: body.top_p ?? config.topP,
    max_tokens: body.max_completion_tokens ?? body.max_tokens ?? body.max_output_tokens ?? config.maxOutputTokens,
    seed: body.seed ?? config.seed,
    stop: [body.stop ?? body.stop_sequences ?? config.stopSequences ?? []].flat().join('\n'),
    effort: body.reasoning_effort ?? body.reasoning?.effort ?? body.output_config?.effort ?? config.thinkingConfig?.thinkingLevel,
  };
  return {
    system: turns.filter(isSystem).flatMap((turn) => turn.parts.map((part) => part.text ?? '')).join('\n\n'),
    turns: turns.filter((turn) => !isSystem(turn)).flatMap(turnsFrom),
    tools: tools.length ? JSON.stringify(tools.map(({ name, description, schema: parameters }) => ({ name, description, parameters: parameters ?? undefined })), null, 2) : '',
    schema: schema ? JSON.stringify(schema, null, 2) : '',
    params: Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined && value !== null && value !== '').map(([name, value]) => [name, String(value)])),
  };
}

const isSystem = (turn) => turn.role === 'system' || turn.role === 'developer';

/** A turn of a conversation as turns of a prompt: outcomes of tools stand by themselves. */
function turnsFrom({ role, parts }) {
  const outcomes = parts.filter((part) => part.kind === 'outcome').map((part) => ({ role: 'tool', callId: part.id ?? '', name: part.id ?? '', text: part.text }));
  const text = parts.filter((part) => part.kind === 'text' || part.kind === 'refusal').map((part) => part.text).join('\n');
  const calls = parts.filter((part) => part.kind === 'call').map((part) => ({ id: part.id ?? '', name: part.name, arguments: typeof part.value === 'string' ? part.value : JSON.stringify(part.value ?? {}) }));
  const images = role === 'user' ? parts.filter((part) => part.kind === 'media').map(imageOf).filter(Boolean) : [];
  const own = text || images.length || calls.length || outcomes.length === 0 ? [{ role: role === 'assistant' ? 'assistant' : 'user', text, images, calls }] : [];
  return [...outcomes, ...own];
}
