/** Reading records whole, and handing them on. */
import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { open } from '../../ui/dialog.js';
import { icon } from '../../ui/icons.js';
import { toast } from '../../ui/toasts.js';
import { curlOf } from './question.js';

/**
 * A record with the text it came in: its seed has more digits than a number of JavaScript, so a copy
 * is of the text.
 */
export async function readRecord(method, path, body, options) {
  const response = await api.raw(method, path, body, options);
  if (!response.ok) {
    throw await api.problem(response, path);
  }
  const text = await response.text();
  return Object.defineProperty(JSON.parse(text), 'text', { value: text });
}

/** The text with line breaks, figure by figure as it was. */
function pretty(text) {
  let depth = 0;
  let inside = false;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"' && text[i - 1] !== '\\') {
      inside = !inside;
    }
    if (inside || !'{}[],:'.includes(c)) {
      out += c;
    } else if (c === ':') {
      out += ': ';
    } else {
      const opens = c === '{' || c === '[';
      const closes = c === '}' || c === ']';
      const bare = (opens && '}]'.includes(text[i + 1])) || (closes && '{['.includes(text[i - 1]));
      depth += opens ? 1 : closes ? -1 : 0;
      const line = '\n' + '  '.repeat(depth);
      out += bare ? c : closes ? line + c : c + line;
    }
  }
  return out;
}

async function copied(what, text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`Copied as ${what}`);
  } catch {
    open((close) => html`<div class="inside"><header><h2>${what}</h2><button class="icon quiet" aria-label="Close" @click=${() => close()}>${icon('close')}</button></header><sb-code .label=${what} .text=${text}></sb-code></div>`, { kind: 'wide', label: what });
  }
}

/** Buttons that hand a decision on. */
export function share({ record, question, replay }, { compare = nothing } = {}) {
  const curl = () => {
    if (question) {
      return curlOf('/v1/route', JSON.stringify(question));
    }
    return replay ? curlOf(`/v1/decisions/${record.id}/replay`, JSON.stringify({ against: replay.against })) : curlOf(`/v1/decisions/${record.id}`);
  };
  return html`${compare}
    <button class="small" @click=${() => copied('JSON', pretty((replay ?? record).text))}>${icon('copy')}JSON</button>
    <button class="small" @click=${() => copied('curl', curl())}>${icon('copy')}curl</button>`;
}

/** Names to choose among; without them the form still takes any. */
export async function knownNames() {
  const missing = [];
  const or = async (promise, what, otherwise) => {
    try {
      return await promise;
    } catch {
      missing.push(`${what} could not be read; names can be typed all the same`);
      return otherwise;
    }
  };
  const [profiles, cards, providers] = await Promise.all([
    or(api.get('/v1/profiles'), 'the profiles', { data: [] }),
    or(api.get('/v1/catalog', { deployed: true, limit: 500 }), 'the catalogue', { data: [] }),
    api.may('viewer') ? or(api.get('/v1/providers'), 'the providers', { data: [] }) : { data: [] },
  ]);
  const deployments = [...new Set(cards.data.flatMap((card) => card.deployments))].sort();
  return {
    profiles: profiles.data.map((each) => each.id),
    trades: Object.fromEntries(profiles.data.map((each) => [each.id, each.trade])),
    deployments,
    providers: [...new Set([...deployments.map((each) => each.split('/')[0]), ...providers.data.filter((each) => each.enabled).map((each) => each.id)])].sort(),
    missing,
  };
}
