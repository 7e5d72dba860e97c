/** Where the newest real requests would go under the draft, asked again as it changes. */
import { LitElement, html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { count, nanos, number, percent } from '../../core/format.js';
import { router } from '../../core/router.js';
import { mark } from '../../ui/mark.js';
import '../../ui/time.js';
import { words } from '../routing/model.js';

const SETTLE_MS = 350;
const BUSY_MS = 1500;
const LASTS = [50, 100, 200];
const SHOWN = 30;

class Preview extends LitElement {
  static properties = { profile: { attribute: false }, name: { type: String }, fresh: { type: Boolean }, answer: { state: true }, problem: { state: true }, asking: { state: true } };

  createRenderRoot() {
    return this;
  }

  willUpdate() {
    const asked = this.profile && JSON.stringify({ id: this.name, profile: this.profile, last: this.last, all: this.all });
    if (asked && asked !== this.asked) {
      this.asked = asked;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), SETTLE_MS);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.under?.abort();
  }

  get last() {
    const wanted = Number(router.get('last'));
    return LASTS.includes(wanted) ? wanted : 100;
  }

  /** A new profile has no requests of its own: it is tried on all. */
  get all() {
    return this.fresh || router.get('of') === 'all';
  }

  async ask() {
    this.under?.abort();
    const under = new AbortController();
    this.under = under;
    this.asking = true;
    try {
      this.answer = await api.post('/v1/profiles/preview', this.asked, { signal: under.signal });
      this.problem = null;
    } catch (error) {
      if (error.name === 'AbortError') {
        return;
      }
      this.problem = error;
      if (error.status === 503) {
        this.timer = setTimeout(() => this.ask(), BUSY_MS);
      }
    }
    if (this.under === under) {
      this.asking = false;
      this.dispatchEvent(new CustomEvent('previewed', { detail: { answer: this.answer, problem: this.problem }, bubbles: true }));
    }
  }

  render() {
    return html`<section class="card"><header><h2>On real requests</h2>
        <select class="narrow" aria-label="How many requests" @change=${(event) => router.set({ last: event.target.value === '100' ? null : event.target.value }, { replace: true })}>${LASTS.map((each) => html`<option value=${each} ?selected=${each === this.last}>the last ${each}</option>`)}</select>
        <select class="narrow" aria-label="Whose requests" ?disabled=${this.fresh} @change=${(event) => router.set({ of: event.target.value }, { replace: true })}><option value="" ?selected=${!this.all}>with this profile</option><option value="all" ?selected=${this.all}>all, as if they had it</option></select>
      </header>
      <div class="body stack" aria-busy=${this.asking ? 'true' : 'false'}>${this.said()}</div></section>`;
  }

  said() {
    if (this.problem && this.problem.status !== 503) {
      return html`<p class="wrong" role="status">${this.problem.param ? html`<code>${this.problem.param}</code>: ` : nothing}${this.problem.message}</p>`;
    }
    if (!this.answer) {
      return html`<div class="bone"></div><div class="bone"></div>`;
    }
    const { summary, data, assertions } = this.answer;
    if (summary.questions === 0) {
      return html`<p class="muted">No kept request had this profile. Try it on all.</p>`;
    }
    const moved = data.filter((row) => row.moved);
    return html`<p class="said" role="status"><b>${summarised(summary)}</b></p>
      ${assertions?.broken?.length ? html`<div>${mark('bad', `breaks ${count(assertions.broken.length)} of ${count(assertions.checked)} assertions`)}<ul class="wins">${assertions.broken.map((each) => html`<li><b>${each.name}</b>: ${each.explanation}</li>`)}</ul></div>` : nothing}
      ${moved.length ? table(moved) : html`<p class="muted">All ${count(summary.questions)} would go where they went.</p>`}`;
  }
}

/** `would have changed 12 % (6 of 50), cost −8 %, +0.3 points, −0.4 s` */
export function summarised(summary) {
  const sign = (value, digits) => `${value < 0 ? '−' : '+'}${number(Math.abs(value), digits)}`;
  const cost = summary.before_cost_nanos > 0 ? `cost ${summary.delta_cost_share < 0 ? '−' : '+'}${percent(Math.abs(summary.delta_cost_share))} (${summary.delta_cost_nanos > 0 ? '+' : ''}${nanos(summary.delta_cost_nanos)})` : 'cost not known';
  return `would have changed ${percent(summary.moved_share)} (${count(summary.moved)} of ${count(summary.questions)}), ${cost}, ${sign(summary.delta_quality_points, 2)} points, ${sign(summary.delta_seconds, 2)} s`;
}

function table(rows) {
  const choice = (row, side) => row[side] ?? html`<span class="tag bad">nobody</span> <span class="small muted">${words(row[`${side}_refused`] ?? '')}</span>`;
  return html`<div class="scroll tall short" tabindex="0" role="region" aria-label="Requests that would move"><table>
      <caption class="visually-hidden">Requests that would move</caption>
      <thead><tr><th scope="col">When</th><th scope="col">Now → then</th><th scope="col">Project</th><th scope="col"><span class="visually-hidden">Why</span></th></tr></thead>
      <tbody>${rows.slice(0, SHOWN).map((row) => html`<tr><td>${row.request ? html`<a href=${`/requests/${row.request}`}><sb-time .at=${row.at}></sb-time></a>` : html`<sb-time .at=${row.at}></sb-time>`}</td><td>${choice(row, 'before')}<br><span class="muted">→</span> ${choice(row, 'after')}</td><td>${row.project || '(unattributed)'}</td><td><a class="small" href=${`/routing?decision=${row.decision}`}>layers</a></td></tr>`)}</tbody>
    </table></div>
    ${rows.length > SHOWN ? html`<p class="small muted">The newest ${SHOWN} of ${count(rows.length)}.</p>` : nothing}`;
}

customElements.define('sb-profile-preview', Preview);
