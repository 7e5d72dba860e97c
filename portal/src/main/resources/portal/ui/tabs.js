/** Tabs that stand in the address. */
import { html } from 'lit';
import { router } from '../core/router.js';

/**
 * @param {[string, unknown][]} tabs id and title; the first is the standard
 * @param {string} name the parameter of the address
 * @param {string} label what they are tabs of, where a page has several
 */
export function tabs(tabs, name = 'tab', label = 'Views') {
  const chosen = chosenTab(tabs, name);
  return html`<nav class="tabs" aria-label=${label}>
    ${tabs.map(([id, title], i) => html`<a href=${router.with({ [name]: i === 0 ? null : id })} aria-current=${id === chosen}>${title}</a>`)}
  </nav>`;
}

/** The tab that the address names, or the first. */
export function chosenTab(tabs, name = 'tab') {
  const wanted = router.get(name);
  return tabs.some(([id]) => id === wanted) ? wanted : tabs[0][0];
}
