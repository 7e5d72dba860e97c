/** All that is known of one model, with where each figure is from and of which day it is. */
import { html, nothing } from 'lit';
import { count, day, millis, percent, usd } from '../../core/format.js';
import { interval } from '../../ui/bars.js';
import { circuit, mark } from '../../ui/mark.js';
import '../../ui/code.js';

const BUCKETS = [['input', 'input'], ['cache_read', 'cache read'], ['cache_write', 'cache write'], ['cache_write_1h', 'cache write, 1 h'], ['output', 'output'], ['reasoning', 'reasoning'], ['audio_input', 'audio in'], ['audio_output', 'audio out'], ['image_input', 'image in']];
const DAY_MS = 86400000;

/** How long until a model is retired: `92 days left`; empty when that is not known or over. */
export function retiresIn(lifecycle) {
  const left = lifecycle?.retired ? Math.ceil((Date.parse(lifecycle.retired) - Date.now()) / DAY_MS) : 0;
  return left > 0 ? `${count(left)} ${left === 1 ? 'day' : 'days'} left` : '';
}

export function card(model) {
  return html`<div class="stack">
    ${ending(model)}
    <div class="grid two">${facts(model)} ${prices(model)} ${quality(model)} ${speed(model)}</div>
    ${deployments(model)}
    <div class="grid two">${copying(model)}${raw(model)}</div>
  </div>`;
}

function ending({ lifecycle }) {
  const left = retiresIn(lifecycle);
  if (!left && lifecycle.stage_today !== 'deprecated' && lifecycle.stage_today !== 'retired') {
    return nothing;
  }
  return html`<p class="notice warn">${mark('warn', lifecycle.stage_today)} ${left || ''}${lifecycle.retired ? html` (${day(lifecycle.retired)})` : nothing}${lifecycle.replacement ? html`; its maker names <a href="/catalogue/${lifecycle.replacement}">${lifecycle.replacement}</a> in its place` : nothing}</p>`;
}

function facts(model) {
  const can = Object.entries(model.capabilities ?? {});
  return html`<section class="card"><header><h2>Facts</h2><code>${model.id}</code></header><div class="body stack">
    <dl class="facts">
      <dt>Maker</dt><dd>${model.maker}</dd>
      ${model.family ? html`<dt>Family</dt><dd>${model.family}</dd>` : nothing}
      <dt>Kind</dt><dd>${model.kind}</dd>
      <dt>Released</dt><dd>${model.lifecycle.released ? day(model.lifecycle.released) : '–'}</dd>
      ${Object.entries(model.limits ?? {}).map(([name, value]) => html`<dt>${name.replaceAll('_', ' ')}</dt><dd>${count(value)}</dd>`)}
    </dl>
    <ul class="row">${can.map(([name, value]) => html`<li class="tag ${value === 'yes' ? 'ok' : ''}">${value === 'yes' ? '✓' : value === 'no' ? '✕' : '?'} ${name.replaceAll('_', ' ')}${value === 'yes' || value === 'no' ? nothing : html` (${value})`}</li>`)}</ul>
    ${source(model.provenance)}
  </div></section>`;
}

function source(from) {
  return from ? html`<p class="hint">${from.sources?.join(', ') ?? from.source}, as of ${day(from.as_of)}, confidence: ${from.confidence}</p>` : nothing;
}

function prices({ price }) {
  if (!price?.rows?.length) {
    return html`<section class="card"><header><h2>Price</h2></header><div class="body"><p>No price is known. Its requests are counted as unpriced, never as free.</p></div></section>`;
  }
  const used = BUCKETS.filter(([id]) => price.rows.some((row) => row.usd_per_million[id] !== undefined));
  return html`<section class="card"><header><h2>Price, dollars a million tokens</h2></header><div class="body scroll" tabindex="0" role="region" aria-label="Price"><table class="plain">
    <caption class="visually-hidden">Price</caption>
    <thead><tr><th scope="col">When</th>${used.map(([, label]) => html`<th scope="col" class="num">${label}</th>`)}</tr></thead>
    <tbody>${price.rows.map((row) => html`<tr><td>${when(row)}</td>${used.map(([id]) => html`<td class="num">${usd(row.usd_per_million[id])}</td>`)}</tr>`)}</tbody>
  </table>${source(price)}</div></section>`;
}

/** When a row of prices holds. */
function when(row) {
  const parts = [row.tier];
  if (row.above_input_tokens) {
    parts.push(`prompt above ${count(row.above_input_tokens)} tokens`);
  }
  if (row.window) {
    parts.push(row.window.name ?? 'at certain hours');
  }
  if (row.from || row.until) {
    parts.push(`${row.from ?? ''}–${row.until ?? ''}`);
  }
  return parts.join(', ');
}

/** What was expected before any signal, and what signals made of it, for each kind of task. */
function quality({ prior, deployments }) {
  return html`<section class="card"><header><h2>Quality by kind of task</h2></header><div class="body scroll" tabindex="0" role="region" aria-label="Quality by kind of task"><table class="plain">
    <caption class="visually-hidden">Expected before signals, and measured</caption>
    <thead><tr><th scope="col">Task</th><th scope="col" class="num">Prior</th><th scope="col">With 90 % interval</th>${deployments.map((each) => html`<th scope="col" class="num">${each.provider}, measured</th>`)}<th scope="col">From</th></tr></thead>
    <tbody>${Object.entries(prior.quality).map(([task, figure]) => html`<tr>
      <td>${task.replaceAll('_', ' ')}</td><td class="num">${percent(figure.q)}</td>
      <td>${interval({ value: figure.q, from: figure.q - 1.645 * figure.sd, to: figure.q + 1.645 * figure.sd, low: 0.5, high: 1, label: `${percent(figure.q)} give or take ${percent(1.645 * figure.sd)}` })}</td>
      ${deployments.map((each) => html`<td class="num">${learnt(each.quality[task])}</td>`)}
      <td class="small muted">${figure.source}</td></tr>`)}</tbody>
  </table></div></section>`;
}

function learnt(figure) {
  if (!figure || figure.n_eff < 1) {
    return html`<span class="muted" title="no signals yet">no signals</span>`;
  }
  return html`${percent(figure.q)} <span class="small muted">n ${count(figure.n_eff)}</span>`;
}

function speed({ prior, deployments }) {
  return html`<section class="card"><header><h2>Speed</h2></header><div class="body scroll" tabindex="0" role="region" aria-label="Speed"><table class="plain">
    <caption class="visually-hidden">Speed, expected and measured</caption>
    <thead><tr><th scope="col">Where</th><th scope="col" class="num">First token</th><th scope="col" class="num">p95</th><th scope="col" class="num">Tokens/s</th><th scope="col" class="num">n</th><th scope="col">From</th></tr></thead>
    <tbody><tr><td>prior</td><td class="num">${millis(prior.latency.ttft_ms)}</td><td class="num">–</td><td class="num">${count(prior.latency.tokens_per_second)}</td><td class="num">–</td><td class="small muted">${prior.latency.source}</td></tr>
      ${deployments.map((each) => html`<tr><td>${each.provider}</td><td class="num">${millis(each.latency.ttft_ms)}</td><td class="num">${millis(each.latency.ttft_p95_ms)}</td><td class="num">${count(each.latency.tokens_per_second)}</td><td class="num">${count(each.latency.n)}</td><td class="small muted">${each.latency.source}</td></tr>`)}</tbody>
  </table></div></section>`;
}

function deployments({ deployments }) {
  if (deployments.length === 0) {
    return html`<p class="notice info">No provider here serves it. <a href="/providers">Add one</a></p>`;
  }
  return html`<section class="card"><header><h2>Served by</h2></header><div class="body scroll" tabindex="0" role="region" aria-label="Served by"><table class="plain">
    <caption class="visually-hidden">Deployments</caption>
    <thead><tr><th scope="col">Deployment</th><th scope="col">Circuit</th><th scope="col" class="num">Under way</th><th scope="col" class="num">Mean answer</th><th scope="col">Look at</th></tr></thead>
    <tbody>${deployments.map((each) => html`<tr><td><code>${each.model}</code></td><td>${each.enabled ? circuit(each.health.circuit) : mark('none', 'off')}</td><td class="num">${count(each.health.in_flight)}</td><td class="num">${count(each.output.mean_tokens)} tokens</td>
      <td class="row"><a href="/requests?provider=${encodeURIComponent(each.provider)}&model=${encodeURIComponent(each.model.slice(each.provider.length + 1))}">requests</a> <a href="/playground?model=${encodeURIComponent(each.model)}">try</a> <a href="/quality?model=${encodeURIComponent(each.model)}">signals</a></td></tr>`)}</tbody>
  </table></div></section>`;
}

function copying(model) {
  const name = model.deployments[0]?.model ?? model.id;
  return html`<section class="stack"><h2>Use it</h2><sb-code .samples=${[
    { label: 'curl', text: `curl ${location.origin}/v1/chat/completions -H 'content-type: application/json' -d '{"model": "${name}", "messages": [{"role": "user", "content": "Hello!"}]}'` },
    { label: 'alias (TOML)', text: `[models."my-model"]\ntargets = ["${name}"]` },
    { label: 'card (TOML)', text: `# what is different here about this model\n[[cards]]\nid = "${model.id}"` },
  ]}></sb-code></section>`;
}

function raw(model) {
  return html`<details><summary>Raw JSON</summary><sb-code label="GET /v1/catalog/${model.id}" .text=${JSON.stringify(model, null, 2)}></sb-code></details>`;
}
