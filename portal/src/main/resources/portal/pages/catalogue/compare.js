/** Two to four models beside each other; the best of each line is marked. */
import { html, nothing } from 'lit';
import { count, day, millis, percent, usd } from '../../core/format.js';
import { icon } from '../../ui/icons.js';

const LINES = [
  ['Quality, general', (each) => each.prior.quality.general?.q, percent, 'high'],
  ['Quality, code', (each) => each.prior.quality.code?.q, percent, 'high'],
  ['Quality, extraction', (each) => each.prior.quality.extract?.q, percent, 'high'],
  ['Quality, mathematics', (each) => each.prior.quality.math?.q, percent, 'high'],
  ['Input, $ a million', (each) => each.price?.now?.usd_per_million.input, usd, 'low'],
  ['Output, $ a million', (each) => each.price?.now?.usd_per_million.output, usd, 'low'],
  ['Cache read, $ a million', (each) => each.price?.now?.usd_per_million.cache_read, usd, 'low'],
  ['Context tokens', (each) => each.limits?.context_tokens, count, 'high'],
  ['Most output tokens', (each) => each.limits?.max_output_tokens, count, 'high'],
  ['First token', (each) => each.deployments[0]?.latency.ttft_ms ?? each.prior.latency.ttft_ms, millis, 'low'],
  ['Tokens/s', (each) => each.deployments[0]?.latency.tokens_per_second ?? each.prior.latency.tokens_per_second, count, 'high'],
  ['Released', (each) => each.lifecycle.released, (value) => (value ? day(value) : '–'), null],
  ['Stage', (each) => each.lifecycle.stage_today, (value) => value, null],
];

/** @param {object[]} models full cards @param {(id: string) => void} toggle takes one away */
export function compare(models, toggle) {
  const names = [...new Set(models.flatMap((each) => Object.keys(each.capabilities ?? {})))];
  return html`<section class="card compared"><header><h2>Compared</h2>${models.length < 2 ? html`<span class="hint">choose one to three more below</span>` : nothing}</header>
    <div class="body scroll" tabindex="0" role="region" aria-label="Compared"><table class="plain">
      <caption class="visually-hidden">Models compared</caption>
      <thead><tr><th scope="col">What</th>${models.map((each) => html`<th scope="col" class="num"><a href="/catalogue/${each.id}">${each.name ?? each.id}</a> <button class="quiet small icon" aria-label="No longer compare ${each.name ?? each.id}" @click=${() => toggle(each.id)}>${icon('close')}</button></th>`)}</tr></thead>
      <tbody>
        ${LINES.map(([label, value, format, better]) => line(label, models.map(value), format, better))}
        ${names.map((name) => line(name.replaceAll('_', ' '), models.map((each) => each.capabilities?.[name] ?? 'unknown'), (value) => value, null))}
      </tbody>
    </table></div></section>`;
}

function line(label, values, format, better) {
  const known = values.filter((value) => value !== undefined && value !== null);
  const best = better === null || known.length < 2 || new Set(known).size < 2 ? null : better === 'high' ? Math.max(...known) : Math.min(...known);
  return html`<tr><th scope="row">${label}</th>${values.map((value) => html`<td class="num">${value === best && best !== null ? html`<strong>${format(value)}<span aria-hidden="true"> ★</span><span class="visually-hidden"> best</span></strong>` : format(value)}</td>`)}</tr>`;
}
