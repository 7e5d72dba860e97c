/** Sentences with `code` and [links](/path), as text nodes and elements; nothing of it is read as markup. */
import { html } from 'lit';

const PIECES = /(`[^`]+`|\[[^\]]+\]\(\/[^)\s]*\))/;

/** @param {string} text @param {string} origin put where it says `{origin}` */
export function rich(text, origin = '') {
  return text.split(PIECES).map((piece, i) => {
    if (i % 2 === 0) {
      return piece.replaceAll('{origin}', origin);
    }
    if (piece.startsWith('`')) {
      return html`<code>${piece.slice(1, -1)}</code>`;
    }
    const [, title, href] = /^\[([^\]]+)\]\((\/[^)\s]*)\)$/.exec(piece);
    return html`<a href=${href}>${title}</a>`;
  });
}

/** The same as plain text, to be searched. */
export function plain(text) {
  return text.replaceAll('`', '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
}
