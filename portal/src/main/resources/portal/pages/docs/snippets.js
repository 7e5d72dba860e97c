/**
 * Code to copy, with the address of this gateway in it. Those of the language `curl` are run by a test against
 * `signalbox demo`, so each works as it stands. `key` is null where the gateway needs none. `try` is the
 * playground's address for the same thing.
 */

const auth = (key) => (key ? ` \\\n  -H "authorization: Bearer ${key}"` : '');
const post = (path, body, more = '') => (origin, key) => `curl ${origin}${path}${auth(key)} \\
  -H "content-type: application/json"${more} \\
  -d '${body}'`;
const get = (path) => (origin, key) => `curl "${origin}${path}"${auth(key)}`;
const stream = (make) => (origin, key) => make(origin, key).replace(/^curl /, 'curl -N ');

const LABELS = ` \\
  -H "x-project: my-project" \\
  -H "x-source: my-tool"`;
const VERSION = ` \\
  -H "anthropic-version: 2023-06-01"`;
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAIUlEQVR42mM4oaEBRxoLbOCIgYoSGgEn4OjDPg04oqIEAEg7UyHtqVP4AAAAAElFTkSuQmCC';

const CURL = [
  { id: 'chat', title: 'OpenAI Chat', try: 'preset=text&format=chat&stream=0', text: post('/v1/chat/completions', `{
    "model": "auto",
    "messages": [{"role": "user", "content": "Hello!"}]
  }`, LABELS) },
  { id: 'chat-stream', title: 'OpenAI Chat, streamed', try: 'preset=stream&format=chat', text: stream(post('/v1/chat/completions', `{
    "model": "auto",
    "stream": true,
    "stream_options": {"include_usage": true},
    "messages": [{"role": "user", "content": "Count to ten."}]
  }`, LABELS)) },
  { id: 'responses', title: 'OpenAI Responses', try: 'preset=text&format=responses&stream=0', text: post('/v1/responses', `{
    "model": "auto",
    "input": "Hello!"
  }`, LABELS) },
  { id: 'messages', title: 'Anthropic Messages', try: 'preset=text&format=anthropic&stream=0', text: post('/v1/messages', `{
    "model": "auto",
    "max_tokens": 256,
    "messages": [{"role": "user", "content": "Hello!"}]
  }`, VERSION + LABELS) },
  { id: 'messages-stream', title: 'Anthropic Messages, streamed', try: 'preset=stream&format=anthropic', text: stream(post('/v1/messages', `{
    "model": "auto",
    "max_tokens": 256,
    "stream": true,
    "messages": [{"role": "user", "content": "Count to ten."}]
  }`, VERSION + LABELS)) },
  { id: 'gemini', title: 'Gemini', try: 'preset=text&format=gemini&stream=0', text: post('/v1beta/models/auto:generateContent', `{
    "contents": [{"role": "user", "parts": [{"text": "Hello!"}]}]
  }`, LABELS) },
  { id: 'gemini-stream', title: 'Gemini, streamed', try: 'preset=stream&format=gemini', text: stream(post('/v1beta/models/auto:streamGenerateContent?alt=sse', `{
    "contents": [{"role": "user", "parts": [{"text": "Count to ten."}]}]
  }`, LABELS)) },
  { id: 'tools', title: 'Tools', try: 'preset=tools', text: post('/v1/chat/completions', `{
    "model": "auto",
    "messages": [{"role": "user", "content": "What is the weather in Berlin?"}],
    "tools": [{"type": "function", "function": {
      "name": "get_weather",
      "description": "The weather of a city now",
      "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]
  }`) },
  { id: 'schema', title: 'JSON schema', try: 'preset=json', text: post('/v1/chat/completions', `{
    "model": "auto",
    "messages": [{"role": "user", "content": "Name a city and its country."}],
    "response_format": {"type": "json_schema", "json_schema": {"name": "place", "schema": {
      "type": "object",
      "properties": {"city": {"type": "string"}, "country": {"type": "string"}},
      "required": ["city", "country"], "additionalProperties": false}}}
  }`) },
  { id: 'vision', title: 'Vision', try: 'preset=vision', text: post('/v1/chat/completions', `{
    "model": "auto",
    "messages": [{"role": "user", "content": [
      {"type": "text", "text": "What does this picture show?"},
      {"type": "image_url", "image_url": {"url": "data:image/png;base64,${PIXEL}"}}]}]
  }`) },
  { id: 'profile', title: 'A profile', try: 'preset=text&model=profile:cheap', text: post('/v1/chat/completions', `{
    "model": "profile:cheap",
    "messages": [{"role": "user", "content": "Hello!"}]
  }`) },
  { id: 'strict', title: 'No loss in translation', text: post('/v1/chat/completions', `{
    "model": "auto",
    "messages": [{"role": "user", "content": "Hello!"}]
  }`, ` \\
  -H "x-signalbox-strict: 1"`) },
  { id: 'count', title: 'Count tokens', text: post('/v1/messages/count_tokens', `{
    "model": "auto",
    "messages": [{"role": "user", "content": "How many tokens is this?"}]
  }`, VERSION) },
  { id: 'models', title: 'List the models', text: get('/v1/models') },
  { id: 'catalog', title: 'Search the catalogue', text: get('/v1/catalog?capability=vision&deployed=true&sort=-quality&limit=5') },
  { id: 'route', title: 'Who would serve it', text: post('/v1/route', `{
    "model": "auto",
    "profile": "code",
    "needs": ["tools"],
    "input_tokens": 1800
  }`) },
  { id: 'decisions', title: 'What was decided', text: get('/v1/decisions?limit=5') },
  { id: 'records', title: 'The newest requests', text: get('/v1/records?limit=5') },
  { id: 'records-csv', title: 'Requests as CSV', text: (origin, key) => `curl "${origin}/v1/records?from=now-24h"${auth(key)} \\\n  -H "accept: text/csv"` },
  { id: 'stats', title: 'Totals', text: get('/v1/stats?from=now-24h') },
  { id: 'failures', title: 'What went wrong', text: get('/v1/failures?from=now-24h') },
  { id: 'signal', title: 'How good many answers were', text: post('/v1/signals', `{
    "model": "openai/gpt-4o", "task": "extract",
    "n": 40, "acceptance": 0.9, "source": "validator"
  }`) },
  { id: 'signal-one', title: 'How good one answer was', text: (origin, key) => `decision=$(curl -s -D - -o /dev/null ${origin}/v1/chat/completions${auth(key)} \\
  -H "content-type: application/json" \\
  -d '{"model": "auto", "messages": [{"role": "user", "content": "Hello!"}]}' \\
  | tr -d '\\r' | sed -n 's/^x-signalbox-decision: //p')

curl ${origin}/v1/signals${auth(key)} \\
  -H "content-type: application/json" \\
  -d "{\\"decision_id\\": \\"$decision\\", \\"value\\": true, \\"name\\": \\"thumbs\\"}"` },
  { id: 'signals', title: 'What signals came to', text: get('/v1/signals/summary') },
  { id: 'ask', title: 'A question in words', text: post('/v1/ask', `{
    "question": "cost by project last 7 days",
    "zone": "Europe/Berlin"
  }`) },
  { id: 'sql', title: 'A statement', text: post('/v1/sql', `{
    "sql": "select model, count(*) as requests from requests group by 1 order by 2 desc"
  }`) },
  { id: 'budgets', title: 'How budgets stand', text: get('/v1/budgets') },
  { id: 'limits', title: 'What is left of limits', text: get('/v1/limits') },
  { id: 'providers', title: 'The providers', text: get('/v1/providers') },
  { id: 'health', title: 'Is it well', text: (origin) => `curl ${origin}/health` },
  { id: 'openapi', title: 'The interface, for programs', text: (origin) => `curl ${origin}/openapi.json` },
].map((each) => ({ ...each, language: 'curl' }));

const used = (key) => key ?? 'unused';
/** Put together, so that nobody takes it for an import of this file. */
const OPENAI_SDK = `im${'port'} OpenAI from 'openai'`;

const PROGRAMS = [
  { id: 'python-openai', title: 'Python, OpenAI', language: 'python', text: (origin, key) => `from openai import OpenAI

client = OpenAI(
    base_url="${origin}/v1",
    api_key="${used(key)}",
    default_headers={"x-project": "my-project", "x-source": "my-tool"},
)
answer = client.chat.completions.create(
    model="auto",
    messages=[{"role": "user", "content": "Hello!"}],
)
print(answer.choices[0].message.content)` },
  { id: 'python-openai-stream', title: 'Python, OpenAI', language: 'python', text: (origin, key) => `from openai import OpenAI

client = OpenAI(base_url="${origin}/v1", api_key="${used(key)}")
stream = client.chat.completions.create(
    model="auto",
    messages=[{"role": "user", "content": "Count to ten."}],
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="")` },
  { id: 'python-responses', title: 'Python, Responses', language: 'python', text: (origin, key) => `from openai import OpenAI

client = OpenAI(base_url="${origin}/v1", api_key="${used(key)}")
first = client.responses.create(model="auto", input="Name a river.")
second = client.responses.create(
    model="auto",
    previous_response_id=first.id,
    input="And where does it end?",
)
print(second.output_text)` },
  { id: 'python-anthropic', title: 'Python, Anthropic', language: 'python', text: (origin, key) => `from anthropic import Anthropic

client = Anthropic(base_url="${origin}", api_key="${used(key)}")
answer = client.messages.create(
    model="auto",
    max_tokens=256,
    messages=[{"role": "user", "content": "Hello!"}],
)
print(answer.content[0].text)` },
  { id: 'python-anthropic-stream', title: 'Python, Anthropic', language: 'python', text: (origin, key) => `from anthropic import Anthropic

client = Anthropic(base_url="${origin}", api_key="${used(key)}")
with client.messages.stream(
    model="auto",
    max_tokens=256,
    messages=[{"role": "user", "content": "Count to ten."}],
) as stream:
    for text in stream.text_stream:
        print(text, end="")` },
  { id: 'python-gemini', title: 'Python, Gemini', language: 'python', text: (origin, key) => `from google import genai
from google.genai import types

client = genai.Client(
    api_key="${used(key)}",
    http_options=types.HttpOptions(base_url="${origin}"),
)
answer = client.models.generate_content(model="auto", contents="Hello!")
print(answer.text)` },
  { id: 'javascript', title: 'JavaScript', language: 'javascript', text: (origin, key) => `const response = await fetch('${origin}/v1/chat/completions', {
  method: 'POST',
  headers: {
    'content-type': 'application/json',${key ? `\n    authorization: 'Bearer ${key}',` : ''}
    'x-project': 'my-project',
    'x-source': 'my-tool',
  },
  body: JSON.stringify({
    model: 'auto',
    messages: [{ role: 'user', content: 'Hello!' }],
  }),
});
const answer = await response.json();
console.log(answer.choices[0].message.content);
console.log(response.headers.get('x-signalbox-model'));` },
  { id: 'javascript-stream', title: 'JavaScript', language: 'javascript', text: (origin, key) => `const response = await fetch('${origin}/v1/chat/completions', {
  method: 'POST',
  headers: { 'content-type': 'application/json'${key ? `, authorization: 'Bearer ${key}'` : ''} },
  body: JSON.stringify({
    model: 'auto',
    stream: true,
    messages: [{ role: 'user', content: 'Count to ten.' }],
  }),
});
let rest = '';
for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
  const events = (rest + piece).split('\\n\\n');
  rest = events.pop();
  for (const event of events) {
    const data = event.replace(/^data: /, '');
    if (data.startsWith('{')) {
      process.stdout.write(JSON.parse(data).choices[0]?.delta.content ?? '');
    }
  }
}` },
  { id: 'typescript', title: 'TypeScript', language: 'typescript', text: (origin, key) => `${OPENAI_SDK};

const client = new OpenAI({
  baseURL: '${origin}/v1',
  apiKey: '${used(key)}',
  defaultHeaders: { 'x-project': 'my-project', 'x-source': 'my-tool' },
});
const { data, response } = await client.chat.completions
  .create({ model: 'auto', messages: [{ role: 'user', content: 'Hello!' }] })
  .withResponse();
console.log(data.choices[0].message.content, response.headers.get('x-signalbox-model'));` },
  { id: 'typescript-stream', title: 'TypeScript', language: 'typescript', text: (origin, key) => `${OPENAI_SDK};

const client = new OpenAI({ baseURL: '${origin}/v1', apiKey: '${used(key)}' });
const stream = await client.chat.completions.create({
  model: 'auto',
  stream: true,
  messages: [{ role: 'user', content: 'Count to ten.' }],
});
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta?.content ?? '');
}` },
  { id: 'environment', title: 'Environment', language: 'sh', text: (origin, key) => `# Most programs take their address from here
export OPENAI_BASE_URL=${origin}/v1
export OPENAI_API_KEY=${used(key)}
export ANTHROPIC_BASE_URL=${origin}
export ANTHROPIC_AUTH_TOKEN=${used(key)}
export GOOGLE_GEMINI_BASE_URL=${origin}
export GEMINI_API_KEY=${used(key)}` },
  { id: 'key-create', title: 'Command line', language: 'sh', text: () => `./signalbox keys create "Team Alpha" --project alpha \\
  --models "gpt-*,anthropic/*" --budget-usd 50 --expires-days 90` },
  { id: 'key-create-http', title: 'HTTP', language: 'sh', text: (origin, key) => `# The first key closes a gateway that was open
curl ${origin}/v1/keys${auth(key)} \\
  -H "content-type: application/json" \\
  -d '{"label": "Team Alpha", "project": "alpha", "models": ["gpt-*", "anthropic/*"], "budgets": [{"period": "month", "limit_usd": 50}]}'` },
  { id: 'provider-create', title: 'Register a provider', language: 'sh', text: (origin, key) => `curl ${origin}/v1/providers${auth(key)} \\
  -H "content-type: application/json" \\
  -d '{"id": "ollama", "provider_type": "local", "endpoint": "http://localhost:11434"}'` },
];

/** @type {{id: string, title: string, language: string, text: (origin: string, key: ?string) => string, try?: string}[]} */
export const snippets = [...CURL, ...PROGRAMS];

export function snippetOf(id) {
  return snippets.find((each) => each.id === id);
}
