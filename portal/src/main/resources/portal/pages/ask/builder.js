/** A question put together from lists; what comes out is a sentence that one could have typed. */
import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { router } from '../../core/router.js';

const METRICS = [
  'requests', 'cost', 'average cost', 'wasted cost', 'tokens', 'input tokens', 'output tokens', 'cached tokens', 'reasoning tokens', 'tokens per second',
  'success rate', 'error rate', 'failures', 'client errors', 'mitigated requests', 'median latency', 'p95 latency', 'average latency', 'average first byte', 'p95 first byte', 'gateway time', 'attempts', 'losses', 'signals',
];
const GROUPS = ['project', 'source', 'provider', 'model', 'requested model', 'profile', 'task', 'key', 'app', 'endpoint', 'session', 'status', 'result', 'error class', 'weekday', 'hour of the day'];
const TIMES = ['minute', 'hour', 'day', 'week', 'month'];
const RANGES = ['last hour', 'last 24 hours', 'today', 'yesterday', 'last 7 days', 'this week', 'last week', 'last 30 days', 'this month', 'last month'];
const FIRST = ['5', '10', '20', '50'];
/** What can be asked for only: the word, and its column in `requests`. */
const CONDITIONS = { project: 'project', source: 'source', provider: 'provider', model: 'model', profile: 'profile', task: 'task', key: 'key_label', app: 'app', endpoint: 'endpoint' };

/** Parameters of the address that say what is built. */
export const PARTS = ['metric', 'by', 'per', 'only', 'value', 'range', 'top'];

/** What the address says, with the standard. */
function parts() {
  return { metric: router.get('metric', 'cost'), by: router.get('by', 'project'), per: router.get('per', ''), only: router.get('only', ''), value: router.get('value', ''), range: router.get('range', 'last 7 days'), top: router.get('top', '') };
}

/** The question that the parts are. */
function sentence({ metric, by, per, only, value, range, top }) {
  return [
    metric,
    by && by !== 'none' ? `by ${by}` : null,
    per ? `per ${per}` : null,
    only && value ? `for ${only} "${value.replaceAll('"', '')}"` : null,
    range === 'all' ? null : range,
    top ? `top ${top}` : null,
  ].filter(Boolean).join(' ');
}

/** After so long, names that could not be read, or were not there yet, are asked for again. */
const AGAIN_MS = 10000;
const values = new Map();

const READING = { names: [], words: 'reading …' };

/** Names that are stored of a kind, the most frequent first. @returns {{names: string[], words: string}} `changed` is called when it is another */
function valuesOf(only, changed) {
  if (!values.has(only)) {
    values.set(only, READING);
    const column = CONDITIONS[only];
    api.post('/v1/sql', { sql: `select ${column}, count(*) from requests where ${column} <> '' group by 1 order by 2 desc limit 200` })
      .then(({ rows }) => values.set(only, { names: rows.map(([name]) => name), words: rows.length ? 'choose' : 'none is stored' }))
      .catch((error) => values.set(only, { names: [], words: error.message }))
      .then(changed)
      .then(() => setTimeout(() => values.get(only)?.names.length === 0 && values.delete(only), AGAIN_MS));
  }
  return values.get(only);
}

/** @param {{changed: () => void, ask: (question: string) => void}} given */
export function builder({ changed, ask }) {
  const now = parts();
  const question = sentence(now);
  const known = CONDITIONS[now.only] ? valuesOf(now.only, changed) : READING;
  const set = (changes) => router.set({ tab: 'build', ...changes }, { replace: true });
  return html`<form class="card" @submit=${(event) => (event.preventDefault(), ask(question))} aria-label="Build a question">
    <div class="body stack">
      <div class="build">
        ${choice('Figure', now.metric, METRICS, (metric) => set({ metric }))}
        ${choice('For each', now.by, ['none', ...GROUPS], (by) => set({ by }), { none: 'nothing' })}
        ${choice('Over time', now.per, ['', ...TIMES], (per) => set({ per }), { '': 'as one figure' }, 'per ')}
        ${choice('Only', now.only, ['', ...Object.keys(CONDITIONS)], (only) => set({ only, value: null }), { '': 'everything' })}
        ${now.only ? choice(`Which ${now.only}`, now.value, ['', ...known.names, ...(now.value && !known.names.includes(now.value) ? [now.value] : [])], (value) => set({ value }), { '': known.words }) : nothing}
        ${choice('When', now.range, ['all', ...RANGES], (range) => set({ range }), { all: 'all that is stored' })}
        ${choice('First ones', now.top, ['', ...FIRST], (top) => set({ top }), { '': 'all' }, 'the first ')}
      </div>
      <div class="row apart"><p class="built">${question}</p><button class="primary" ?disabled=${Boolean(now.only && !now.value)} title=${now.only && !now.value ? `choose which ${now.only}` : nothing}>Ask</button></div>
    </div>
  </form>`;
}

function choice(label, value, all, set, words = {}, before = '') {
  return html`<label class="field">${label}<select @change=${(event) => set(event.target.value)}>${all.map((each) => html`<option value=${each} ?selected=${each === value}>${words[each] ?? before + each}</option>`)}</select></label>`;
}
