/** Whether learning helps: what each level predicts, and what the choices were worth. */
import { html, nothing } from 'lit';
import { count, number, percent } from '../../core/format.js';
import { interval } from '../../ui/bars.js';
import { mark } from '../../ui/mark.js';

const LEVELS = ['card', 'model', 'task', 'cluster'];
const MEANING = { card: 'the card alone', model: 'and what signals say of the model', task: 'and of the model at the task', cluster: 'and of the model with such prompts' };

/** @param {{proof: object, gain: object}} data of `/v1/routing/proof` and `/v1/routing/gain` */
export function gains({ proof, gain }) {
  return html`<div class="stack">
    <section class="card"><header><h2>Proof or stand down</h2></header><div class="body stack">
      <p class="muted">Each level predicts every signal before it learns from it. It counts only while the lower bound of what it gains is above zero.</p>
      ${ledger('Everything', proof.overall)}
      ${proof.projects.map((each) => ledger(each.project || '(unattributed)', each))}
    </div></section>
    ${worth(gain)}
  </div>`;
}

function ledger(title, one) {
  const counts = LEVELS.indexOf(one.counts);
  return html`<h3>${title} <span class="small muted">${count(Math.round(one.signals))} signals; ${mark(counts > 0 ? 'ok' : 'none', `decides by the ${one.counts}`)}</span></h3>
    <div class="scroll" tabindex="0" role="region" aria-label="Levels, ${title}"><table class="plain">
      <caption class="visually-hidden">Levels of learning, ${title}</caption>
      <thead><tr><th scope="col">Level</th><th scope="col">What it knows</th><th scope="col" class="num">Gain over ${'the one before'}</th><th scope="col" class="num">Lower bound</th><th scope="col">Counts?</th></tr></thead>
      <tbody>${one.levels.map((level) => html`<tr><td>${level.level}</td><td class="wrap">${MEANING[level.level] ?? ''}</td><td class="num">${number(level.gain)}</td><td class="num">${number(level.gain_low)}</td>
        <td>${LEVELS.indexOf(level.level) <= counts ? mark('ok', 'yes') : mark('none', level.gain_low <= 0 ? 'not proven' : 'no')}</td></tr>`)}</tbody>
    </table></div>`;
}

function worth(gain) {
  if (gain.projects.length === 0) {
    return html`<section class="card"><header><h2>What choices were worth</h2></header><div class="body"><p class="muted">No request was routed in this time.</p></div></section>`;
  }
  return html`<section class="card"><header><h2>What choices were worth</h2><span class="hint">${count(gain.requests)} newest requests</span></header>
    <div class="body scroll" tabindex="0" role="region" aria-label="What choices were worth"><table class="plain">
      <caption class="visually-hidden">What choices were worth</caption>
      <thead><tr><th scope="col">Project</th><th scope="col" class="num">Requests</th><th scope="col" class="num">With signals</th><th scope="col" class="num">Explored</th><th scope="col" class="num">Worth</th><th scope="col">Best constant model</th><th scope="col" class="num">Gain</th><th scope="col">Interval</th><th scope="col">Checked by signals?</th></tr></thead>
      <tbody>${gain.projects.map((each) => row(each))}</tbody>
    </table></div></section>`;
}

function row(each) {
  const best = each.best_constant;
  return html`<tr><td><a href="/requests?project=${encodeURIComponent(each.project)}">${each.project}</a></td><td class="num">${count(each.requests)}</td><td class="num">${count(each.rewarded)}</td><td class="num">${count(each.explored)}</td>
    <td class="num">${percent(each.chosen.value)}</td><td>${best?.model ?? '–'}</td>
    <td class="num">${best ? `${number(best.gain.value * 100, 3)} points` : '–'}</td>
    <td>${best ? interval({ value: best.gain.value, from: best.gain.low, to: best.gain.high, low: -0.3, high: 0.3, label: `${number(best.gain.low * 100)} to ${number(best.gain.high * 100)} points` }) : nothing}</td>
    <td class="wrap">${each.chosen.checked ? mark('ok', 'yes') : mark('none', each.chosen.refusal?.text ?? 'no')}</td></tr>`;
}
