/**
 * What comes back in each of the four APIs, read into one form: `{text, reasoning, calls, usage, stop,
 * error}`. A whole answer is read at once, a stream event by event.
 */

/** An answer of which nothing came yet. */
export function emptyAnswer() {
  return { text: '', reasoning: '', calls: [], usage: null, stop: null, error: null };
}

/** What an error says, in whichever API's shape. */
export function errorOf(json, status) {
  const error = json?.error ?? json ?? {};
  const told = typeof error === 'string' ? { message: error } : error;
  return { status, message: told.message ?? `the gateway answered ${status}`, code: told.code ?? told.status ?? null, type: told.type ?? null };
}

function call(answer, index, { id, name, more = '' }) {
  const known = (answer.calls[index] ??= { id: '', name: '', arguments: '' });
  known.id = id || known.id;
  known.name = name || known.name;
  known.arguments += more;
}

const chat = {
  whole(json, answer) {
    const message = json.choices?.[0]?.message ?? {};
    answer.text = textOf(message.content) || message.refusal || '';
    answer.reasoning = message.reasoning_content ?? message.reasoning ?? '';
    (message.tool_calls ?? []).forEach((each, i) => call(answer, i, { id: each.id, name: each.function?.name, more: each.function?.arguments }));
    answer.stop = json.choices?.[0]?.finish_reason ?? null;
    this.usage(json.usage, answer);
  },
  event({ data }, answer) {
    if (data.error) {
      answer.error = errorOf(data, 200);
      return;
    }
    const choice = data.choices?.find((each) => (each.index ?? 0) === 0);
    const delta = choice?.delta ?? {};
    answer.text += textOf(delta.content) + (delta.refusal ?? '');
    answer.reasoning += delta.reasoning_content ?? delta.reasoning ?? '';
    (delta.tool_calls ?? []).forEach((each) => call(answer, each.index ?? 0, { id: each.id, name: each.function?.name, more: each.function?.arguments }));
    answer.stop = choice?.finish_reason ?? answer.stop;
    this.usage(data.usage, answer);
  },
  usage(usage, answer) {
    if (usage) {
      answer.usage = { input: usage.prompt_tokens, output: usage.completion_tokens, cached: usage.prompt_tokens_details?.cached_tokens, reasoning: usage.completion_tokens_details?.reasoning_tokens };
    }
  },
};

/** Content is text, or parts of which some are. */
function textOf(content) {
  return Array.isArray(content) ? content.map((part) => part.text ?? '').join('') : (content ?? '');
}

const responses = {
  whole(json, answer) {
    answer.text = '';
    answer.reasoning = '';
    answer.calls = [];
    for (const item of json.output ?? []) {
      if (item.type === 'message') {
        answer.text += (item.content ?? []).map((part) => part.text ?? part.refusal ?? '').join('');
      } else if (item.type === 'reasoning') {
        answer.reasoning += [...(item.summary ?? []), ...(item.content ?? [])].map((part) => part.text ?? '').join('\n');
      } else if (item.type === 'function_call') {
        call(answer, answer.calls.length, { id: item.call_id, name: item.name, more: item.arguments });
      }
    }
    answer.stop = json.incomplete_details?.reason ?? json.status ?? null;
    if (json.error) {
      answer.error = errorOf(json, 200);
    }
    if (json.usage) {
      answer.usage = { input: json.usage.input_tokens, output: json.usage.output_tokens, cached: json.usage.input_tokens_details?.cached_tokens, reasoning: json.usage.output_tokens_details?.reasoning_tokens };
    }
  },
  event({ data }, answer) {
    switch (data.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        answer.text += data.delta;
        break;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
      case 'response.reasoning.delta':
        answer.reasoning += data.delta;
        break;
      case 'response.output_item.added':
        if (data.item?.type === 'function_call') {
          answer.calls.push({ id: data.item.call_id, name: data.item.name, arguments: '', item: data.output_index });
        }
        break;
      case 'response.function_call_arguments.delta': {
        const open = answer.calls.find((each) => each.item === data.output_index);
        if (open) {
          open.arguments += data.delta;
        }
        break;
      }
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
        this.whole(data.response, answer);
        break;
      case 'error':
        answer.error = errorOf(data.error ? data : { error: data }, 200);
        break;
      default:
        break; // the other events open and close what these carry
    }
  },
};

const anthropic = {
  whole(json, answer) {
    (json.content ?? []).forEach((block) => this.block(block, answer));
    answer.stop = json.stop_reason ?? null;
    this.usage(json.usage, answer);
  },
  block(block, answer, index = answer.calls.length) {
    if (block.type === 'text') {
      answer.text += block.text;
    } else if (block.type === 'thinking') {
      answer.reasoning += block.thinking;
    } else if (block.type === 'tool_use') {
      const input = JSON.stringify(block.input ?? {});
      answer.calls.push({ id: block.id, name: block.name, arguments: input === '{}' ? '' : input, item: index });
    }
  },
  event({ data }, answer) {
    switch (data.type) {
      case 'message_start':
        this.usage(data.message?.usage, answer);
        break;
      case 'content_block_start':
        this.block(data.content_block, answer, data.index);
        break;
      case 'content_block_delta': {
        const { delta, index } = data;
        answer.text += delta.text ?? '';
        answer.reasoning += delta.thinking ?? '';
        const open = delta.partial_json === undefined ? null : answer.calls.find((each) => each.item === index);
        if (open) {
          open.arguments += delta.partial_json;
        }
        break;
      }
      case 'message_delta':
        answer.stop = data.delta?.stop_reason ?? answer.stop;
        this.usage(data.usage, answer);
        break;
      case 'error':
        answer.error = errorOf(data, 200);
        break;
      default:
        break; // ping, and the ends of blocks
    }
  },
  usage(usage, answer) {
    if (usage) {
      const before = answer.usage ?? {};
      const cached = usage.cache_read_input_tokens ?? before.cached ?? 0;
      const plain = usage.input_tokens || before.plain || 0;
      answer.usage = { plain, input: plain + cached + (usage.cache_creation_input_tokens ?? 0), output: usage.output_tokens ?? before.output, cached, reasoning: usage.output_tokens_details?.thinking_tokens ?? before.reasoning };
    }
  },
};

const gemini = {
  whole(json, answer) {
    this.event({ data: json }, answer);
  },
  event({ data }, answer) {
    if (data.error) {
      answer.error = errorOf(data, data.error.code ?? 200);
      return;
    }
    const candidate = data.candidates?.[0];
    for (const part of candidate?.content?.parts ?? []) {
      if (part.functionCall) {
        call(answer, answer.calls.length, { id: part.functionCall.id ?? '', name: part.functionCall.name, more: JSON.stringify(part.functionCall.args ?? {}) });
      } else if (part.thought) {
        answer.reasoning += part.text ?? '';
      } else {
        answer.text += part.text ?? '';
      }
    }
    answer.stop = candidate?.finishReason ?? data.promptFeedback?.blockReason ?? answer.stop;
    const usage = data.usageMetadata;
    if (usage?.totalTokenCount !== undefined) {
      answer.usage = { input: usage.promptTokenCount, output: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0), cached: usage.cachedContentTokenCount, reasoning: usage.thoughtsTokenCount };
    }
  },
};

/** By the id of the format. */
export const READERS = { chat, responses, anthropic, gemini };

/** Whether anything of it came that a person could read. */
export function hasContent(answer) {
  return answer.text !== '' || answer.reasoning !== '' || answer.calls.length > 0;
}
