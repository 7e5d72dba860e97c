/** The element of the page that is shown: a new one for each visit. */
let shown = { tag: null, element: null };

/** @param {string} tag one of the names in `pages.js` */
export function element(tag) {
  if (shown.tag !== tag) {
    shown = { tag, element: document.createElement(tag) };
  }
  return shown.element;
}
