/** What a month of requests would cost with each model, by the price that such a request has. */
import { html } from 'lit';
import { router } from '../../core/router.js';
import { count, percent, usd } from '../../core/format.js';
import { bar } from '../../ui/bars.js';
import '../../ui/table.js';

const FIELDS = [
  ['requests', 'Requests a month', 100000],
  ['input', 'Prompt tokens each', 2000],
  ['cached', 'of these read from a cache', 0],
  ['output', 'Answer tokens each', 400],
];

const TIERS = ['standard', 'batch', 'flex', 'priority'];

function amounts() {
  const numbers = FIELDS.map(([name, , standard]) => [name, Math.max(0, Number(router.get(name, String(standard))) || 0)]);
  return { ...Object.fromEntries(numbers), tier: TIERS.includes(router.get('tier')) ? router.get('tier') : 'standard' };
}

/** Dollars for one request at these rates; null when a rate that counts is not known. */
function costOf(rates, { input, cached, output }) {
  if (!rates || rates.input === undefined || (output > 0 && rates.output === undefined)) {
    return null;
  }
  const read = Math.min(cached, input);
  return ((input - read) * rates.input + read * (rates.cache_read ?? rates.input) + output * (rates.output ?? 0)) / 1e6;
}

/**
 * The rates that such a request has: of the rows for its tier, else the standard ones, that with
 * the highest threshold which its prompt is above. Prices of certain hours are left out.
 */
function ratesOf(price, { input, tier }) {
  const rows = (price?.rows ?? []).filter((row) => !row.window);
  const own = rows.filter((row) => row.tier === tier);
  const fitting = (own.length ? own : rows.filter((row) => row.tier === 'standard')).filter((row) => (row.above_input_tokens ?? -1) < input);
  const best = fitting.sort((a, b) => (b.above_input_tokens ?? -1) - (a.above_input_tokens ?? -1))[0];
  return best?.usd_per_million ?? price?.usd_per_million;
}

/** @param {object[]} rows of the list of models */
export function calculator(rows) {
  const given = amounts();
  const priced = rows
    .map((row) => ({ ...row, each: costOf(ratesOf(row.price, given), given) }))
    .map((row) => ({ ...row, month: row.each === null ? null : row.each * given.requests }))
    .sort((a, b) => (a.month ?? Infinity) - (b.month ?? Infinity));
  const most = Math.max(...priced.map((row) => row.month ?? 0), 1e-9);
  const columns = [
    { id: 'name', label: 'Model', cell: (row) => html`<strong>${row.name ?? row.id}</strong>`, value: (row) => row.name ?? row.id },
    { id: 'month', label: 'A month', num: true, cell: (row) => (row.month === null ? 'unknown' : usd(row.month)), value: (row) => row.month },
    { id: 'bar', label: 'Against the dearest', cell: (row) => bar((row.month ?? 0) / most, 'c2', usd(row.month)) },
    { id: 'each', label: 'A request', num: true, cell: (row) => usd(row.each), value: (row) => row.each },
    { id: 'quality', label: 'Quality', num: true, cell: (row) => percent(row.quality), value: (row) => row.quality },
    { id: 'point', label: 'Dollars a point', num: true, cell: (row) => usd(row.month === null ? null : row.month / (row.quality * 100)), value: (row) => (row.month === null ? null : row.month / row.quality), title: 'dollars a month for each point of quality' },
    { id: 'served', label: 'Served here', cell: (row) => (row.deployments.length ? 'yes' : 'no'), value: (row) => row.deployments.length },
  ];
  return html`<div class="stack">
    <form class="grid three" @submit=${(event) => event.preventDefault()} @change=${(event) => router.set({ [event.target.name]: event.target.value })}>
      ${FIELDS.map(([name, label]) => html`<label class="field">${label}<input name=${name} type="number" min="0" max="1000000000000" .value=${String(given[name])}></label>`)}
      <label class="field">Service tier<select name="tier">${TIERS.map((each) => html`<option ?selected=${each === given.tier}>${each}</option>`)}</select></label>
    </form>
    <p class="hint">${count(given.requests)} requests at the price of the tier for prompts of this length; a model without a price for the tier counts at its standard one. Prices that hold at certain hours only are left out.</p>
    <div class="card"><sb-table name="costs" caption="Cost of each model" .columns=${columns} .rows=${priced} .href=${(row) => `/catalogue/${row.id}`}></sb-table></div>
  </div>`;
}
