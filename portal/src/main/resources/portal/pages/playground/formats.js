/**
 * One prompt, written in each of the four APIs that clients speak.
 *
 * A prompt is `{model, system, turns, tools, schema, stream, params, card}`. A turn is
 * `{role: 'user'|'assistant'|'tool', text, images?, calls?, callId?, name?}`, a tool
 * `{name, description, parameters}`, an image `{type, data}` in base64 or `{type, url}`, a call `{id, name, arguments}` with
 * its arguments as text. What an API has no field for is left out; `params` of each says what it has.
 */

/** What an output limit is where the API wants one and none was chosen. */
const STANDARD_LIMIT = 1024;

/** @returns {object} without what is undefined, null or an empty list */
function lean(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)));
}

function parsed(text) {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return {};
  }
}

const urlOf = (image) => image.url ?? `data:${image.type};base64,${image.data}`;

const chat = {
  id: 'chat',
  label: 'OpenAI Chat',
  door: () => 'chat/completions',
  params: ['temperature', 'top_p', 'max_tokens', 'stop', 'seed', 'effort'],
  path: () => '/v1/chat/completions',
  headers: () => ({}),
  body(prompt) {
    const { params } = prompt;
    const limit = prompt.card?.parameters?.max_tokens_param ?? 'max_tokens';
    return lean({
      model: prompt.model,
      messages: [...(prompt.system ? [{ role: 'system', content: prompt.system }] : []), ...prompt.turns.map(chatMessage)],
      tools: prompt.tools.map((tool) => ({ type: 'function', function: lean(tool) })),
      response_format: prompt.schema ? { type: 'json_schema', json_schema: { name: 'answer', schema: prompt.schema } } : null,
      temperature: params.temperature,
      top_p: params.top_p,
      [limit]: params.max_tokens,
      stop: params.stop,
      seed: params.seed,
      reasoning_effort: params.effort,
      ...(prompt.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
    });
  },
};

function chatMessage(turn) {
  if (turn.role === 'tool') {
    return { role: 'tool', tool_call_id: turn.callId, content: turn.text };
  }
  if (turn.role === 'assistant') {
    return lean({
      role: 'assistant',
      content: turn.text || (turn.calls?.length ? null : ' '),
      tool_calls: (turn.calls ?? []).map((call) => ({ id: call.id, type: 'function', function: { name: call.name, arguments: call.arguments || '{}' } })),
    });
  }
  const images = turn.images ?? [];
  return {
    role: 'user',
    content: images.length === 0 ? turn.text : [...(turn.text ? [{ type: 'text', text: turn.text }] : []), ...images.map((image) => ({ type: 'image_url', image_url: { url: urlOf(image) } }))],
  };
}

const responses = {
  id: 'responses',
  label: 'OpenAI Responses',
  door: () => 'responses',
  params: ['temperature', 'top_p', 'max_tokens', 'effort'],
  path: () => '/v1/responses',
  headers: () => ({}),
  body(prompt) {
    const { params } = prompt;
    return lean({
      model: prompt.model,
      instructions: prompt.system,
      input: prompt.turns.flatMap(responseItems),
      tools: prompt.tools.map((tool) => ({ type: 'function', strict: false, ...lean(tool) })),
      text: prompt.schema ? { format: { type: 'json_schema', name: 'answer', schema: prompt.schema } } : null,
      temperature: params.temperature,
      top_p: params.top_p,
      max_output_tokens: params.max_tokens,
      reasoning: params.effort ? { effort: params.effort, summary: 'auto' } : null,
      store: false,
      stream: prompt.stream || null,
    });
  },
};

function responseItems(turn) {
  if (turn.role === 'tool') {
    return [{ type: 'function_call_output', call_id: turn.callId, output: turn.text }];
  }
  if (turn.role === 'assistant') {
    return [
      ...(turn.text ? [{ role: 'assistant', content: [{ type: 'output_text', text: turn.text }] }] : []),
      ...(turn.calls ?? []).map((call) => ({ type: 'function_call', call_id: call.id, name: call.name, arguments: call.arguments || '{}' })),
    ];
  }
  return [{
    role: 'user',
    content: [...(turn.text ? [{ type: 'input_text', text: turn.text }] : []), ...(turn.images ?? []).map((image) => ({ type: 'input_image', image_url: urlOf(image) }))],
  }];
}

const anthropic = {
  id: 'anthropic',
  label: 'Anthropic Messages',
  door: () => 'messages',
  params: ['temperature', 'top_p', 'max_tokens', 'stop', 'effort'],
  path: () => '/v1/messages',
  headers: () => ({ 'anthropic-version': '2023-06-01' }),
  body(prompt) {
    const { params } = prompt;
    return lean({
      model: prompt.model,
      max_tokens: params.max_tokens ?? STANDARD_LIMIT,
      system: prompt.system,
      messages: joined(prompt.turns.map(anthropicMessage)),
      tools: prompt.tools.map((tool) => lean({ name: tool.name, description: tool.description, input_schema: tool.parameters ?? { type: 'object' } })),
      temperature: params.temperature,
      top_p: params.top_p,
      stop_sequences: params.stop,
      thinking: params.effort && params.effort !== 'none' ? { type: 'adaptive' } : null,
      output_config: params.effort || prompt.schema ? lean({ effort: params.effort, format: prompt.schema ? { type: 'json_schema', schema: prompt.schema } : null }) : null,
      stream: prompt.stream || null,
    });
  },
};

function anthropicMessage(turn) {
  if (turn.role === 'tool') {
    return { role: 'user', content: [{ type: 'tool_result', tool_use_id: turn.callId, content: turn.text }] };
  }
  const text = turn.text ? [{ type: 'text', text: turn.text }] : [];
  if (turn.role === 'assistant') {
    return { role: 'assistant', content: [...text, ...(turn.calls ?? []).map((call) => ({ type: 'tool_use', id: call.id, name: call.name, input: parsed(call.arguments) }))] };
  }
  return { role: 'user', content: [...(turn.images ?? []).map((image) => ({ type: 'image', source: image.url ? { type: 'url', url: image.url } : { type: 'base64', media_type: image.type, data: image.data } })), ...text] };
}

/** Messages of one role after each other as one: results of tools belong together. */
function joined(messages) {
  const all = [];
  for (const message of messages) {
    if (all.at(-1)?.role === message.role) {
      all.at(-1).content.push(...message.content);
    } else {
      all.push({ role: message.role, content: [...message.content] });
    }
  }
  return all;
}

const gemini = {
  id: 'gemini',
  label: 'Gemini',
  door: (prompt) => (prompt.stream ? 'streamGenerateContent' : 'generateContent'),
  params: ['temperature', 'top_p', 'max_tokens', 'stop', 'seed', 'effort'],
  path: (prompt) => `/v1beta/models/${encodeURIComponent(prompt.model)}:${prompt.stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
  headers: () => ({}),
  body(prompt) {
    const { params } = prompt;
    const config = lean({
      temperature: params.temperature,
      topP: params.top_p,
      maxOutputTokens: params.max_tokens,
      stopSequences: params.stop,
      seed: params.seed,
      thinkingConfig: params.effort ? { thinkingLevel: params.effort, includeThoughts: true } : null,
      ...(prompt.schema ? { responseMimeType: 'application/json', responseJsonSchema: prompt.schema } : {}),
    });
    return lean({
      systemInstruction: prompt.system ? { parts: [{ text: prompt.system }] } : null,
      contents: contents(prompt.turns),
      tools: prompt.tools.length ? [{ functionDeclarations: prompt.tools.map((tool) => lean({ name: tool.name, description: tool.description, parametersJsonSchema: tool.parameters })) }] : null,
      generationConfig: Object.keys(config).length ? config : null,
    });
  },
};

function contents(turns) {
  const all = [];
  for (const turn of turns) {
    const role = turn.role === 'assistant' ? 'model' : 'user';
    const parts = geminiParts(turn);
    if (all.at(-1)?.role === role) {
      all.at(-1).parts.push(...parts);
    } else {
      all.push({ role, parts });
    }
  }
  return all;
}

function geminiParts(turn) {
  if (turn.role === 'tool') {
    return [{ functionResponse: lean({ id: turn.callId, name: turn.name, response: { result: turn.text } }) }];
  }
  return [
    ...(turn.images ?? []).map((image) => (image.url ? { fileData: { fileUri: image.url } } : { inlineData: { mimeType: image.type, data: image.data } })),
    ...(turn.text ? [{ text: turn.text }] : []),
    ...(turn.calls ?? []).map((call) => ({ functionCall: lean({ id: call.id, name: call.name, args: parsed(call.arguments) }) })),
  ];
}

export const FORMATS = [chat, responses, anthropic, gemini];

/** The format of that id, or Chat. */
export function formatOf(id) {
  return FORMATS.find((each) => each.id === id) ?? chat;
}

/** Tools as one may have them at hand, from whichever API they are. @returns {{name: string, description?: string, parameters?: object}[]} */
export function toolsOf(json) {
  const list = Array.isArray(json) ? json : [json];
  return list
    .flatMap((one) => one.functionDeclarations ?? one.function_declarations ?? [one])
    .map((one) => ({ ...one, ...one.function }))
    .map(({ name, description, parameters, input_schema, parametersJsonSchema }) => {
      if (typeof name !== 'string' || name === '') {
        throw new Error('each tool needs a `name`');
      }
      return lean({ name, description, parameters: parameters ?? input_schema ?? parametersJsonSchema ?? { type: 'object', properties: {} } });
    });
}
