/** One figure with its name, its change and the requests behind it. */
import { html, nothing } from 'lit';
import { change, percent, short } from '../core/format.js';

/**
 * @param {{label: string, value: unknown, href?: string, note?: unknown}} tile
 */
export function tile({ label, value, href, note = nothing }) {
  const inside = html`<span class="label">${label}</span><span class="value">${value}</span><span class="note">${note}</span>`;
  return href ? html`<a class="tile" href=${href}>${inside}</a>` : html`<div class="tile">${inside}</div>`;
}

/**
 * The change against the span before. @param {'up'|'down'|null} good which direction is welcome
 */
export function delta(now, before, good = null) {
  const share = change(now, before);
  if (share === null) {
    return nothing;
  }
  const arrow = share > 0 ? '▲' : share < 0 ? '▼' : '=';
  const kind = Math.abs(share) < 0.005 || good === null ? '' : (share > 0) === (good === 'up') ? 'good' : 'bad';
  return html`<span class="delta ${kind}">${arrow} ${share > 9 ? `${short(share + 1)}-fold` : percent(Math.abs(share), Math.abs(share) < 0.1 ? 1 : 0)}</span><span class="visually-hidden"> ${share > 0 ? 'more' : 'less'} than</span> <span><span aria-hidden="true">vs </span>before</span>`;
}
