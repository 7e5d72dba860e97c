/** What stands beside a drawing: the runner-up, "why not", what was asked, what came of it. */
import { html, nothing } from 'lit';
import { count, DASH, nanos, number, percent, usd } from '../../core/format.js';
import { router } from '../../core/router.js';
import { facts } from '../../ui/facts.js';
import { mark, result } from '../../ui/mark.js';
import '../../ui/time.js';
import { points, words } from './model.js';
import { addressFrom } from './question.js';

/** Who came second, and what alone would have made it first. */
export function runnerUp(view) {
  const second = view.record.runner_up;
  const chance = view.record.exploration;
  return html`<section class="card"><header><h2>Runner-up</h2></header><div class="body stack">
    ${second
      ? html`<p><a href=${router.with({ pin: second.model })}>${second.model}</a> is ${points(second.gap, false)} points behind. ${second.wins_if.length ? `It ${second.text}.` : 'No one figure alone would have made it first.'}</p>
        ${second.wins_if.length ? html`<ul class="wins">${second.wins_if.map((way) => html`<li>${wins(way)}</li>`)}</ul>` : nothing}`
      : html`<p class="muted">${view.passed.length === 0 ? 'Nobody passed.' : view.passed.length === 1 ? 'Only one passed all layers.' : 'Utility does not decide between the first two: one ranks higher by its name, or loses less of the request.'}</p>`}
    ${chance ? html`<p><span class="tag info">chance</span> ${chance.text}. Expected to take ${usd(chance.expected_extra_usd)} and ${number(chance.expected_loss * 100, 2)} points.</p>` : nothing}
  </div></section>`;
}

function wins(way) {
  if (way.quality_rises_by !== undefined) {
    return html`<b>quality</b> rises by ${number(way.quality_rises_by * 100, 4)} points`;
  }
  if (way.cost_below_usd !== undefined) {
    return html`<b>cost</b> is below ${usd(way.cost_below_usd)}`;
  }
  const above = way.point_usd_per_1000_requests_above;
  const below = way.point_usd_per_1000_requests_below;
  return html`<b>a point</b> is worth ${above !== undefined ? `more than $${number(above, 4)}` : ''}${above !== undefined && below !== undefined ? ' and ' : ''}${below !== undefined ? `less than $${number(below, 4)}` : ''} per 1,000 requests
    <a class="small" href=${router.with({ point: String(between(above, below)) })}>try it</a>`;
}

/** A short figure within the bounds, in millionths of a dollar at least: the engine counts no finer. */
function between(above, below) {
  const middle = above !== undefined && below !== undefined ? (above + below) / 2 : above !== undefined ? above * 1.1 : below * 0.9;
  for (let digits = 1; digits <= 12; digits++) {
    const short = Number(middle.toPrecision(digits));
    if (short > (above ?? 0) && short < (below ?? Infinity)) {
      return short;
    }
  }
  return middle;
}

/**
 * The one sentence for a model that was pinned.
 * @param {?{model: string, text?: string, answer?: string, layer?: string, problem?: string}} answer
 */
export function whyNot(view, pinned, answer) {
  const row = view.rows.find((each) => each.model === pinned);
  return html`<section class="card"><header><h2>Why not …?</h2>${pinned ? html`<a class="button small quiet" href=${router.with({ pin: null })}>Let go</a>` : nothing}</header><div class="body stack">
    <form class="row" @submit=${(event) => (event.preventDefault(), router.set({ pin: new FormData(event.target).get('pin').trim() }))}>
      <label class="field grow"><span class="visually-hidden">Model</span><input name="pin" list="why-models" placeholder="provider/model, or click one in the drawing" .value=${pinned ?? ''} pattern="[^\\/]+\\/.+" title="provider/model" autocomplete="off"></label><button>Why not?</button>
    </form>
    <datalist id="why-models">${view.rows.map((each) => html`<option value=${each.model}></option>`)}</datalist>
    ${pinned ? html`<p class="why" role="status"><b>${pinned}</b>: ${answer?.model === pinned ? sentence(answer) : 'asking …'}${whatIfSentence(view, row)}</p>` : html`<p class="muted">Pin a model and its one reason stands here.</p>`}
  </div></section>`;
}

function sentence(answer) {
  return answer.problem ?? `${answer.answer === 'dropped' && answer.layer !== 'plan' ? `dropped by ${answer.layer}: ` : ''}${answer.text}.`;
}

function whatIfSentence(view, row) {
  if (!view.before || !row || row.drop) {
    return nothing;
  }
  const behind = view.passed[0].utility - row.utility;
  return html` <span class="tag warn">what if</span> ${row.position === 1 ? 'It would be the first.' : `It would be number ${row.position}, ${points(behind, false)} points behind.`}`;
}

/** What was asked, on what it was decided, what came of it. */
export function asked(view) {
  const { question, revisions, outcome, signals } = view.record;
  const shown = Object.entries(question).filter(([name]) => !['requested', 'at', 'seed', 'profile', 'places', 'session_pin', 'losses', 'clusters', 'budget_left_nanos'].includes(name));
  return html`<div class="grid two">
    <section class="card"><header><h2>Question</h2><a class="button small" href=${addressFrom(question)}>Change it in the simulator</a></header><div class="body">
      ${facts([
        ['asked for', question.requested],
        ['profile', html`<a href=${`/profiles/${encodeURIComponent(question.profile)}`}>${question.profile}</a>`],
        ...shown.map(([name, value]) => [words(name), Array.isArray(value) ? value.join(', ') : typeof value === 'number' ? count(value) : String(value)]),
        ['stands for', question.places?.map((place) => place.model).join(', ')],
        ['budget left', question.budget_left_nanos === undefined ? null : nanos(question.budget_left_nanos)],
        ['must go on at', question.session_pin ? `${question.session_pin.provider} (${words(question.session_pin.what)})` : null],
        ['would be lost', question.losses ? Object.entries(question.losses).map(([format, fields]) => `${format}: ${fields.join(', ')}`).join('; ') : null],
        ['near clusters', question.clusters ? Object.entries(question.clusters).map(([id, share]) => `${id} (${percent(share / 1000, 0)})`).join(', ') : null],
      ])}</div></section>
    <section class="card"><header><h2>Decision</h2></header><div class="body">
      ${facts([
        ['id', html`<a class="mono" href="/routing?decision=${view.record.id}">${view.record.id}</a>`],
        ['at', html`<sb-time .at=${view.record.at} exact></sb-time>`],
        ['kind', `${words(view.record.mode)}${view.record.policy ? `, ${view.record.policy}` : ''}`],
        ['took', `${count(view.record.micros)} µs`],
        ...Object.entries(revisions).map(([part, revision]) => [part, html`<code>${revision}</code>`]),
        ['served by', outcome ? (outcome.served ?? DASH) : null],
        ['result', outcome ? result(outcome.result) : null],
        ['attempts', outcome?.attempts],
        ['made sure', outcome?.verified],
        ['request', outcome?.request ? html`<a class="mono" href=${`/requests/${outcome.request}`}>${outcome.request}</a>` : null],
        ['signals', signals?.length ? count(signals.length) : null],
      ])}</div></section>
  </div>`;
}

/** Nobody may answer: what the client would be told. */
export function refusal({ refusal }) {
  return refusal ? html`<div class="notice bad">${mark('bad', `${refusal.status} ${words(refusal.code)}`)}<span>${refusal.message}</span></div>` : nothing;
}

/** The answer in one line. */
export function headline(view) {
  const first = view.passed[0];
  if (!first) {
    return html`<p>Nobody may answer: all ${count(view.rows.length)} were dropped.</p>`;
  }
  return html`<p><a href=${router.with({ pin: first.model })}><b>${first.model}</b></a> of ${count(view.rows.length)} ${view.rows.length === 1 ? 'candidate' : 'candidates'}, with ${points(first.utility, false)} points: quality ${points(first.quality.term, false)}, cost ${points(first.cost.term)}, time ${points(first.latency.term)}${first.filter?.term ? `, policy ${points(first.filter.term)}` : ''}. Decided in ${count(view.record.micros)} µs.</p>`;
}
