/**
 * A question of the simulator: how it stands in the address (`q.…`), and as what it is sent. A
 * client's own request is not put into the address, as it holds a prompt; the dry run it made is.
 */
import { router } from '../../core/router.js';

export const CAPABILITIES = ['tools', 'parallel_tools', 'vision', 'audio_in', 'video_in', 'pdf', 'json_schema', 'reasoning', 'streaming', 'system_prompt', 'prompt_cache', 'prefill'];
export const FORMATS = ['openai_chat', 'openai_responses', 'anthropic', 'gemini'];

const TEXTS = ['model', 'profile', 'task', 'project', 'source', 'app', 'session', 'session_last', 'format'];
const COUNTS = ['input_tokens', 'max_output', 'session_cached_tokens', 'seed'];
const LISTS = ['needs', 'parameters', 'classifications', 'allowed_providers', 'allowed_models'];
const FLAGS = { input_tokens_exact: '1', strict: '1', explores: '1', failover: '0' };

/** Every name there is in the address. */
const NAMES = [...TEXTS, ...COUNTS, ...LISTS, ...Object.keys(FLAGS), 'budget_left_usd'];

/** The question that the address holds, as `/v1/route` takes it. @param {URLSearchParams} query */
export function questionOf(query) {
  const question = {};
  for (const name of NAMES) {
    const values = query.getAll('q.' + name).filter(Boolean);
    if (values.length > 0) {
      put(question, name, values);
    }
  }
  return question;
}

function put(question, name, values) {
  if (LISTS.includes(name)) {
    question[name] = values;
  } else if (name in FLAGS) {
    question[name] = values[0] === '1';
  } else if (name === 'budget_left_usd') {
    question.budget_left_nanos = Math.round(Number(values[0]) * 1e9);
  } else {
    question[name] = COUNTS.includes(name) ? Number(values[0]) : values[0];
  }
}

/** The address with the fields of a form. @param {FormData} fields @param {string[]} providers all there are to choose among */
export function addressOf(fields, providers) {
  const changes = Object.fromEntries(NAMES.map((name) => ['q.' + name, fields.getAll(name).map((value) => String(value).trim()).filter(Boolean)]));
  for (const [name, value] of Object.entries(FLAGS)) {
    changes['q.' + name] = fields.has(name) === (value === '1') ? value : null;
  }
  for (const name of ['classifications', 'allowed_models']) {
    changes['q.' + name] = changes['q.' + name].flatMap((text) => text.split(/[\s,]+/)).filter(Boolean);
  }
  if (changes['q.allowed_providers'].length === providers.length) {
    changes['q.allowed_providers'] = null;
  }
  return router.with({ ...changes, decision: null, pin: null, point: null, second: null, again: null });
}

/** A question as the record has it, as an address of the simulator. */
export function addressFrom(question) {
  const query = new URLSearchParams();
  const asked = { ...question, model: question.requested, budget_left_usd: question.budget_left_nanos === undefined ? undefined : question.budget_left_nanos / 1e9 };
  for (const name of NAMES) {
    const value = asked[name];
    if (name in FLAGS) {
      String(Number(value)) === FLAGS[name] && query.append('q.' + name, FLAGS[name]);
    } else if (name !== 'seed' && value !== undefined && value !== null && value !== '' && value !== 0) {
      [value].flat().forEach((one) => query.append('q.' + name, one));
    }
  }
  return `/routing?${query}`;
}

/** What is sent of a pasted request. @param {string} format empty: it is known by its shape */
export function bodyOf(text, format, model, app) {
  if (!format) {
    return text;
  }
  return JSON.stringify({ format, body: JSON.parse(text), ...(app ? { app } : {}), ...(format === 'gemini' ? { model: model || 'auto' } : {}) });
}

/** The same from a shell. */
export function curlOf(path, body = null) {
  const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  return body === null ? `curl ${quoted(location.origin + path)}` : `curl ${quoted(location.origin + path)} \\\n  -H 'content-type: application/json' \\\n  -d ${quoted(body)}`;
}
