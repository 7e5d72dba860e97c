/** Sliders for what a point and a second are worth: what if the profile said otherwise? Nothing is saved. */
import { html } from 'lit';
import { router } from '../../core/router.js';
import { number } from '../../core/format.js';
import { POINT, tradeFrom } from './model.js';

const POINT_STEPS = 300;
const POINT_LEAST = 0.01;
const POINT_DECADES = 5;
const SECOND_STEPS = 100;
const SECOND_MOST = 20;

/** Dollars per 1,000 requests at a place of the slider, to two digits: 0.01 to 1,000. */
export const pointAt = (place) => Number((POINT_LEAST * 10 ** ((place / POINT_STEPS) * POINT_DECADES)).toPrecision(2));
export const placeOfPoint = (usd) => Math.round((Math.log10(Math.max(POINT_LEAST, usd ?? 1e9) / POINT_LEAST) / POINT_DECADES) * POINT_STEPS);

/** Points at a place of the slider, finer near nothing: 0 to 20. */
export const secondAt = (place) => Number(((place / SECOND_STEPS) ** 2 * SECOND_MOST).toPrecision(2));
export const placeOfSecond = (points) => Math.round(Math.sqrt(Math.min(SECOND_MOST, points) / SECOND_MOST) * SECOND_STEPS);

export const SLIDERS = { pointSteps: POINT_STEPS, secondSteps: SECOND_STEPS };

/** A counted trade in readable units; `point` null where cost does not count. */
function readable({ point, second }) {
  return { point: point === null ? null : point / 1e6, second: second / POINT };
}

/**
 * The trade that the address asks for, the original where it says none.
 * @param {{point?: string, second?: string}} moving what a slider says while it is moved
 */
export function wanted(original, moving = {}) {
  const { point, second } = { point: router.get('point'), second: router.get('second'), ...moving };
  const asked = tradeFrom({ point_usd_per_1000: Number(point) >= 0 ? Number(point) : 0, second_points: Number(second) >= 0 ? Number(second) : 0 });
  return { point: point === null ? original.point : point === 'none' ? null : asked.point, second: second === null ? original.second : asked.second };
}

/**
 * @param {{point: ?number, second: number}} original what the record was made with
 * @param {{point: ?number, second: number}} now
 * @param {(changes: {point?: string, second?: string}, final: boolean) => void} change
 */
export function sliders(original, now, change) {
  const was = readable(original);
  const is = readable(now);
  const changed = original.point !== now.point || original.second !== now.second;
  return html`<div class="what-if" role="group" aria-label="What if">
    <label class="field"><span>λ: a point of quality is worth <output>${is.point === null ? 'any money' : `$${number(is.point, 4)}`}</output> per 1,000 requests</span>
      <input type="range" min="0" max=${POINT_STEPS} .value=${String(placeOfPoint(is.point))} aria-valuetext=${is.point === null ? 'cost does not count' : `$${is.point} per 1,000 requests`}
        @input=${(event) => change({ point: String(pointAt(event.target.value)) }, false)} @change=${(event) => change({ point: String(pointAt(event.target.value)) }, true)}></label>
    <label class="field"><span>μ: a second is worth <output>${number(is.second, 4)}</output> ${is.second === 1 ? 'point' : 'points'}</span>
      <input type="range" min="0" max=${SECOND_STEPS} .value=${String(placeOfSecond(is.second))} aria-valuetext="${is.second} points"
        @input=${(event) => change({ second: String(secondAt(event.target.value)) }, false)} @change=${(event) => change({ second: String(secondAt(event.target.value)) }, true)}></label>
    ${changed
      ? html`<span class="row"><span class="tag warn">what if, not saved</span><button class="small" @click=${() => change({ point: null, second: null }, true)}>Back to ${was.point === null ? 'no weight of cost' : `$${number(was.point, 4)}`}, ${number(was.second, 4)}</button></span>`
      : html`<span class="hint">Move one: who would win if the profile said otherwise?</span>`}
  </div>`;
}
