/** Names and values beside each other; what is absent is left out. */
import { html } from 'lit';

/** @param {[string, unknown][]} pairs @param {'list'|'wide'} form */
export function facts(pairs, form = 'list') {
  const shown = pairs.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return form === 'wide'
    ? html`<dl class="facts wide">${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
    : html`<dl class="facts">${shown.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}
