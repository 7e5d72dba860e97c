/** Puts the pieces of a stream together to the answer that it would have been in one. */

/** Splits server-sent events. @returns {object[]} what their data says, where it is JSON */
function eventsOf(stream) {
  const events = [];
  for (const block of stream.split(/\r?\n\r?\n/)) {
    const data = block.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5).replace(/^ /, '')).join('\n');
    if (!data || data === '[DONE]') {
      continue;
    }
    try {
      events.push(JSON.parse(data));
    } catch {
      // the last event of a stream that was cut
    }
  }
  return events;
}

/** @returns {{value: ?object, why: ?string}} */
export function foldStream(stream) {
  const events = eventsOf(stream);
  if (events.some((each) => each.choices)) {
    return { value: chatOf(events), why: null };
  }
  if (events.some((each) => each.candidates)) {
    return { value: geminiOf(events), why: null };
  }
  if (events.some((each) => String(each.type).startsWith('response.'))) {
    return { value: responsesOf(events), why: null };
  }
  if (events.some((each) => /^(message|content_block)_/.test(each.type))) {
    return { value: messagesOf(events), why: null };
  }
  const error = events.find((each) => each.error);
  return error ? { value: error, why: null } : { value: null, why: 'its stream is of no known API' };
}

function chatOf(events) {
  const choices = [];
  const folded = { choices };
  for (const event of events) {
    folded.usage = event.usage ?? folded.usage;
    folded.error = event.error ?? folded.error;
    for (const choice of event.choices ?? []) {
      const whole = (choices[choice.index ?? 0] ??= { message: { role: 'assistant', content: '', tool_calls: [] } });
      whole.finish_reason = choice.finish_reason ?? whole.finish_reason;
      const delta = choice.delta ?? {};
      whole.message.content += delta.content ?? choice.text ?? '';
      const thought = delta.reasoning_content ?? delta.reasoning;
      if (typeof thought === 'string') {
        whole.message.reasoning_content = (whole.message.reasoning_content ?? '') + thought;
      }
      if (delta.refusal) {
        whole.message.refusal = (whole.message.refusal ?? '') + delta.refusal;
      }
      for (const call of delta.tool_calls ?? []) {
        const one = (whole.message.tool_calls[call.index ?? 0] ??= { id: call.id, function: { name: '', arguments: '' } });
        one.function.name += call.function?.name ?? '';
        one.function.arguments += call.function?.arguments ?? '';
      }
    }
  }
  choices.forEach((each) => (each.message.tool_calls = each.message.tool_calls.filter(Boolean)));
  folded.choices = choices.filter(Boolean);
  return folded;
}

function messagesOf(events) {
  const folded = { type: 'message', role: 'assistant', content: [] };
  for (const event of events) {
    const block = folded.content[event.index];
    switch (event.type) {
      case 'message_start':
        folded.usage = event.message?.usage;
        break;
      case 'content_block_start':
        folded.content[event.index] = { ...event.content_block, json: '' };
        break;
      case 'content_block_delta':
        if (block) {
          block.text = event.delta.text === undefined ? block.text : (block.text ?? '') + event.delta.text;
          block.thinking = event.delta.thinking === undefined ? block.thinking : (block.thinking ?? '') + event.delta.thinking;
          block.json += event.delta.partial_json ?? '';
        }
        break;
      case 'message_delta':
        folded.stop_reason = event.delta?.stop_reason ?? folded.stop_reason;
        folded.usage = { ...folded.usage, ...event.usage };
        break;
      case 'error':
        folded.error = event.error;
        break;
      default:
    }
  }
  folded.content = folded.content.filter(Boolean).map(({ json, ...block }) => (json ? { ...block, input: inputOf(json) } : block));
  return folded;
}

function inputOf(json) {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function responsesOf(events) {
  const end = events.findLast((each) => /^response\.(completed|incomplete|failed)$/.test(each.type));
  if (end?.response?.output?.length) {
    return end.response;
  }
  const items = [];
  const textOf = new Map();
  for (const event of events) {
    const at = event.output_index ?? 0;
    if (event.type === 'response.output_item.added' || event.type === 'response.output_item.done') {
      items[at] = event.item;
    } else if (event.type === 'response.output_text.delta') {
      textOf.set(at, (textOf.get(at) ?? '') + event.delta);
    }
  }
  const output = items.map((item, at) => (item?.type === 'message' && !item.content?.length ? { ...item, content: [{ type: 'output_text', text: textOf.get(at) ?? '' }] } : item)).filter(Boolean);
  return { ...end?.response, output, error: end?.response?.error ?? events.find((each) => each.type === 'error') };
}

function geminiOf(events) {
  const parts = [];
  const folded = { candidates: [{ content: { role: 'model', parts } }] };
  for (const event of events) {
    folded.usageMetadata = event.usageMetadata ?? folded.usageMetadata;
    folded.error = event.error ?? folded.error;
    const candidate = event.candidates?.[0];
    folded.candidates[0].finishReason = candidate?.finishReason ?? folded.candidates[0].finishReason;
    for (const part of candidate?.content?.parts ?? []) {
      const last = parts.at(-1);
      if (part.text !== undefined && last?.text !== undefined && Boolean(last.thought) === Boolean(part.thought)) {
        last.text += part.text;
      } else {
        parts.push({ ...part });
      }
    }
  }
  return folded;
}
