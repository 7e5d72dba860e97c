/** The tags of a request, each with a way to all requests that have it. */
import { html, nothing } from 'lit';
import { router } from '../../core/router.js';

/** @param {string} tags as the API tells them, with commas between */
export function tagLinks(tags) {
  const all = (tags ?? '').split(',').filter(Boolean);
  return all.length === 0 ? nothing : html`<span class="tags">${all.map((tag) => html`<a class="tag" href=${router.with({ tag, open: null, view: null, pair: null }, '/requests')} title="All with this tag">${tag}</a>`)}</span>`;
}
