/** A request as something to be pasted into a terminal or a program. */

export const PLACEHOLDER = '$SIGNALBOX_KEY';

/** Text as one word of a shell. */
export function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** JSON as Python writes it. */
export function python(value, indent = '') {
  const inner = indent + '    ';
  if (value === null || value === undefined) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (Array.isArray(value)) {
    return value.length ? `[\n${value.map((each) => inner + python(each, inner)).join(',\n')},\n${indent}]` : '[]';
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value);
    return entries.length ? `{\n${entries.map(([name, each]) => `${inner}${JSON.stringify(name)}: ${python(each, inner)}`).join(',\n')},\n${indent}}` : '{}';
  }
  return JSON.stringify(value);
}

/**
 * @param {{path: string, headers: Record<string, string>, body: object, stream: boolean, withKey: boolean}} request
 * @returns {{label: string, text: string}[]} the same in curl, Python and JavaScript; a key is never in it
 */
export function samplesOf({ path, headers, body, stream, withKey }) {
  const url = location.origin + path;
  return [
    { label: 'curl', text: curl(url, headers, body, stream, withKey) },
    { label: 'Python', text: pythonOf(url, headers, body, stream, withKey) },
    { label: 'JavaScript', text: script(url, headers, body, stream, withKey) },
  ];
}

function curl(url, headers, body, stream, withKey) {
  const lines = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  if (withKey) {
    lines.push(`-H "authorization: Bearer ${PLACEHOLDER}"`);
  }
  return [`curl ${stream ? '-N ' : ''}${quoted(url)}`, ...lines, `-d ${quoted(JSON.stringify(body, null, 2))}`].join(' \\\n  ');
}

function pythonOf(url, headers, body, stream, withKey) {
  const given = Object.entries(headers).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  if (withKey) {
    given.push('    "authorization": "Bearer " + os.environ["SIGNALBOX_KEY"],');
  }
  const end = stream ? 'for line in answer:\n    print(line.decode(), end="")' : 'print(json.dumps(json.load(answer), indent=2))';
  return `import json${withKey ? ', os' : ''}, urllib.request

body = ${python(body)}
headers = {
${given.join('\n')}
}
request = urllib.request.Request(${JSON.stringify(url)}, json.dumps(body).encode(), headers)
answer = urllib.request.urlopen(request)
${end}`;
}

function script(url, headers, body, stream, withKey) {
  const given = Object.entries(headers).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  if (withKey) {
    given.push('    authorization: `Bearer ${process.env.SIGNALBOX_KEY}`,');
  }
  const end = stream ? 'for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {\n  process.stdout.write(piece);\n}' : 'console.log(await response.json());';
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: {
${given.join('\n')}
  },
  body: JSON.stringify(${JSON.stringify(body, null, 2).replaceAll('\n', '\n  ')}),
});
${end}`;
}
