/** A request as code to send again, to this gateway: curl, Python, JavaScript. */
import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { open } from '../../ui/dialog.js';
import { icon } from '../../ui/icons.js';
import { told } from '../../ui/toasts.js';
import '../../ui/code.js';

const BODY_AT_MOST = 100000;

/** Opens the dialog. @param {object} found an answer of `/v1/records/{id}` */
export function snippets({ record }) {
  let body = skeletonOf(record);
  let said = 'The prompt is a stand-in.';
  let busy = false;
  const withKept = async (draw) => {
    busy = true;
    draw();
    const kept = await keptBody(record);
    busy = false;
    body = kept.body ?? body;
    said = kept.said;
    draw();
  };
  return open(
    (close, draw) => html`<div class="inside">
      <header><h2>The request as code</h2><button class="icon quiet" aria-label="Close" @click=${() => close()}>${icon('close')}</button></header>
      <p class="muted small" role="status">${said}</p>
      <sb-code .samples=${samplesOf(record, body)}></sb-code>
      <div class="row end">${api.may('operator') ? html`<button ?disabled=${busy} @click=${() => withKept(draw)}>With the body that was kept</button>` : nothing}<button class="primary" @click=${() => close()}>Close</button></div>
    </div>`,
    { kind: 'wide', label: 'The request as code' },
  );
}

async function keptBody(record) {
  try {
    const kept = (await api.get(`/v1/records/${encodeURIComponent(record.id)}/captures`)).data.find((each) => each.stage === 'client_request');
    if (!kept) {
      return { said: 'Nothing was kept of this request, so the prompt is a stand-in. What is kept is set at analytics.capture.' };
    }
    if (kept.truncated || kept.body.length > BODY_AT_MOST) {
      return { said: 'The body is too long, or only its beginning was kept, so the prompt is a stand-in.' };
    }
    return { body: JSON.parse(kept.body), said: 'This is the body that was sent; keys and what the guard took out are replaced.' };
  } catch (error) {
    told(error);
    return { said: 'The kept body could not be read, so the prompt is a stand-in.' };
  }
}

// ── what is sent ───────────────────────────────────────────────────

const isGemini = (record) => /GenerateContent$|^generateContent$/.test(record.endpoint);

function skeletonOf(record) {
  const model = record.requested_model || 'auto';
  const stream = record.stream ? { stream: true } : {};
  if (isGemini(record)) {
    return { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] };
  }
  switch (record.endpoint) {
    case 'messages':
      return { model, max_tokens: 1024, messages: [{ role: 'user', content: 'Hello' }], ...stream };
    case 'responses':
      return { model, input: 'Hello', ...stream };
    case 'embeddings':
      return { model, input: ['Hello'] };
    case 'completions':
      return { model, prompt: 'Hello', ...stream };
    default:
      return { model, messages: [{ role: 'user', content: 'Hello' }], ...stream };
  }
}

function baseOf(record) {
  return location.origin + (record.app ? `/${record.app}` : '');
}

function pathOf(record) {
  return isGemini(record) ? `/v1beta/models/${record.requested_model}:${record.endpoint}` : `/v1/${record.endpoint || 'chat/completions'}`;
}

/** The labels that the request came with. */
function labelsOf(record) {
  const labels = { 'x-project': record.project, 'x-source': record.source, 'x-session': record.session, 'x-tags': record.tags, 'x-task': record.task };
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value));
}

export function samplesOf(record, body) {
  const needsKey = api.me?.by !== 'open';
  return [
    { label: 'curl', text: curl(record, body, needsKey) },
    { label: 'Python', text: record.endpoint === 'messages' ? pythonAnthropic(record, body) : isGemini(record) ? pythonPlain(record, body, needsKey) : pythonOpenAi(record, body) },
    { label: 'JavaScript', text: javaScript(record, body, needsKey) },
  ];
}

const shell = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

function curl(record, body, needsKey) {
  const headers = { 'content-type': 'application/json', ...(record.endpoint === 'messages' ? { 'anthropic-version': '2023-06-01' } : {}), ...labelsOf(record) };
  const lines = [`curl ${shell(baseOf(record) + pathOf(record))}`, ...Object.entries(headers).map(([name, value]) => `-H ${shell(`${name}: ${value}`)}`)];
  if (needsKey) {
    lines.push('-H "authorization: Bearer $SIGNALBOX_KEY"');
  }
  return [...lines, `-d ${shell(JSON.stringify(body))}`].join(' \\\n  ');
}

/** JSON as a Python literal. */
function python(value, indent = '') {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (typeof value !== 'object') {
    return JSON.stringify(value);
  }
  const inner = indent + '    ';
  const parts = Array.isArray(value) ? value.map((each) => inner + python(each, inner)) : Object.entries(value).map(([name, each]) => `${inner}${JSON.stringify(name)}: ${python(each, inner)}`);
  const [before, after] = Array.isArray(value) ? '[]' : '{}';
  return parts.length === 0 ? before + after : `${before}\n${parts.join(',\n')},\n${indent}${after}`;
}

function pythonOpenAi(record, body) {
  const call = { responses: 'responses', embeddings: 'embeddings', completions: 'completions' }[record.endpoint] ?? 'chat.completions';
  return `import os
from openai import OpenAI

client = OpenAI(base_url=${JSON.stringify(baseOf(record) + '/v1')}, api_key=os.environ.get("SIGNALBOX_KEY", "none"))
answer = client.${call}.create(
    **${python(body, '    ')},
    extra_headers=${python(labelsOf(record), '    ')},
)
${body.stream ? 'for event in answer:\n    print(event)' : 'print(answer)'}
`;
}

function pythonAnthropic(record, body) {
  return `import os
from anthropic import Anthropic

client = Anthropic(base_url=${JSON.stringify(baseOf(record))}, api_key=os.environ.get("SIGNALBOX_KEY", "none"))
answer = client.messages.create(
    **${python(body, '    ')},
    extra_headers=${python(labelsOf(record), '    ')},
)
${body.stream ? 'for event in answer:\n    print(event)' : 'print(answer)'}
`;
}

function pythonPlain(record, body, needsKey) {
  return `import os
import httpx

answer = httpx.post(
    ${JSON.stringify(baseOf(record) + pathOf(record))},
    headers={**${python(labelsOf(record), '    ')}${needsKey ? ', "authorization": "Bearer " + os.environ["SIGNALBOX_KEY"]' : ''}},
    json=${python(body, '    ')},
)
print(answer.text)
`;
}

function javaScript(record, body, needsKey) {
  const sdk = { messages: ['Anthropic', '@anthropic-ai/sdk', 'messages'], responses: ['OpenAI', 'openai', 'responses'], embeddings: ['OpenAI', 'openai', 'embeddings'], completions: ['OpenAI', 'openai', 'completions'], 'chat/completions': ['OpenAI', 'openai', 'chat.completions'] }[record.endpoint];
  const headers = JSON.stringify(labelsOf(record));
  if (!sdk) {
    return `const answer = await fetch(${JSON.stringify(baseOf(record) + pathOf(record))}, {
  method: 'POST',
  headers: { 'content-type': 'application/json', ...${headers}${needsKey ? ', authorization: `Bearer ${process.env.SIGNALBOX_KEY}`' : ''} },
  body: JSON.stringify(${JSON.stringify(body, null, 2).replaceAll('\n', '\n  ')}),
});
console.log(await answer.text());
`;
  }
  const [name, module, call] = sdk;
  // put together, so that nobody takes it for an import of this file
  return `${['import', name, 'from', `'${module}'`].join(' ')};

const client = new ${name}({ baseURL: ${JSON.stringify(baseOf(record) + (name === 'OpenAI' ? '/v1' : ''))}, apiKey: process.env.SIGNALBOX_KEY ?? 'none' });
const answer = await client.${call}.create(${JSON.stringify(body, null, 2)}, { headers: ${headers} });
${body.stream ? 'for await (const event of answer) {\n  console.log(event);\n}' : 'console.log(answer);'}
`;
}
