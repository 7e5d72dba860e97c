/** The trade of a profile: as a stacked bar, and as sliders in money and seconds or in shares. */
import { html } from 'lit';
import { number, percent } from '../../core/format.js';
import { stacked } from '../../ui/bars.js';
import { pointAt, placeOfPoint, secondAt, placeOfSecond, SLIDERS } from '../routing/whatif.js';
import { sharesOf, tradeOfProfile, tradeWords } from './document.js';

const COLORS = { quality: 'c1', latency: 'c2', cost: 'c3' };

/** Shares of quality, time and cost. */
export function tradeBar(trade) {
  const shares = sharesOf(trade);
  const parts = ['quality', 'latency', 'cost'].map((name) => ({ value: shares[name], color: COLORS[name], label: `${name === 'latency' ? 'time' : name} ${percent(shares[name], 0)}` }));
  return html`<span class="trade-bar" title="${parts.map((part) => part.label).join(', ')}: ${tradeWords(trade)}">${stacked(parts)}</span>`;
}

export function tradeLegend() {
  return html`<span class="legend">${Object.entries(COLORS).map(([name, color]) => html`<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="f-${color}" width="10" height="10" rx="2"/></svg>${name === 'latency' ? 'time' : name}</span>`)}</span>`;
}

/**
 * @param {object} profile the draft
 * @param {(changes: object, final: boolean) => void} change
 */
export function tradeEditor(profile, change, disabled) {
  const trade = tradeOfProfile(profile);
  return html`<fieldset class="plain-set stack" ?disabled=${disabled}><legend><h3>What a better answer is worth</h3></legend>
    <div class="row" role="group" aria-label="Say it as">
      <button type="button" class="small" aria-pressed=${!profile.weights} @click=${() => profile.weights && change({ weights: null, ...rounded(trade) }, true)}>In money and seconds</button>
      <button type="button" class="small" aria-pressed=${Boolean(profile.weights)} @click=${() => profile.weights || change({ point_usd_per_1000: null, second_points: null, weights: whole(sharesOf(trade)) }, true)}>As shares that sum to 1</button>
    </div>
    ${profile.weights ? shares(profile.weights, change) : worths(profile, change)}
    <div>${tradeBar(trade)}${tradeLegend()}</div>
    <p class="small muted">${tradeWords(trade)}.</p>
  </fieldset>`;
}

function worths(profile, change) {
  const point = profile.point_usd_per_1000;
  const second = profile.second_points ?? 0;
  return html`${slide({ label: 'A point of quality, $ per 1,000 requests', value: point, place: placeOfPoint(point), steps: SLIDERS.pointSteps, at: pointAt, set: (value, final) => change({ point_usd_per_1000: value }, final), most: 1e6 })}
    ${slide({ label: 'A second, in points of quality', value: second, place: placeOfSecond(second), steps: SLIDERS.secondSteps, at: secondAt, set: (value, final) => change({ second_points: value }, final), most: 1000 })}`;
}

function slide({ label, value, place, steps, at, set, most }) {
  return html`<div class="slide"><span>${label}</span>
    <input type="range" min="0" max=${steps} .value=${String(place)} aria-label=${label} aria-valuetext=${String(value)} @input=${(event) => set(at(event.target.value), false)} @change=${(event) => set(at(event.target.value), true)}>
    <input type="number" min="0" max=${most} step="any" .value=${String(value ?? '')} aria-label="${label}, exactly" @change=${(event) => event.target.value !== '' && event.target.checkValidity() && set(Number(event.target.value), true)}></div>`;
}

function shares(weights, change) {
  return ['quality', 'latency', 'cost'].map((name) => html`<div class="slide"><span>${name === 'latency' ? 'time' : name}</span>
    <input type="range" min=${name === 'quality' ? 1 : 0} max="100" .value=${String(Math.round(weights[name] * 100))} aria-label="Share of ${name}" aria-valuetext=${percent(weights[name], 0)}
      @input=${(event) => change({ weights: balanced(weights, name, Number(event.target.value) / 100) }, false)} @change=${(event) => change({ weights: balanced(weights, name, Number(event.target.value) / 100) }, true)}>
    <output class="num">${number(weights[name], 3)}</output></div>`);
}

/** The shares with one changed: the others keep their ratio, and all sum to 1. */
function balanced(weights, name, share) {
  const others = ['quality', 'latency', 'cost'].filter((each) => each !== name);
  const value = name === 'quality' ? share : Math.min(share, 0.99);
  const sum = others.reduce((total, each) => total + weights[each], 0);
  const next = { ...weights, [name]: value };
  others.forEach((each) => (next[each] = sum > 0 ? (weights[each] / sum) * (1 - value) : (1 - value) / 2));
  return whole(next);
}

/** To thousandths; quality takes what rounding leaves, and never nothing. */
function whole(weights) {
  const thousandths = (value) => Math.round(value * 1000);
  const cost = Math.min(thousandths(weights.cost), 999);
  const latency = Math.min(thousandths(weights.latency), 999 - cost);
  return { cost: cost / 1000, latency: latency / 1000, quality: (1000 - cost - latency) / 1000 };
}

function rounded(trade) {
  const short = (value) => (value === undefined || value === null ? value : Number(value.toPrecision(4)));
  // without a weight of cost a point is worth more than any request costs
  return { point_usd_per_1000: short(trade.point_usd_per_1000) ?? 1e6, second_points: short(trade.second_points) };
}

