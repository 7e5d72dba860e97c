/** The sheet of keys. */
import { html } from 'lit';
import { pages } from '../pages/pages.js';
import { open } from './dialog.js';
import { icon } from './icons.js';

const KEYS = [
  ['/', 'search'],
  ['Ctrl K', 'find a page, a model, a request'],
  ['j k', 'next and previous row or request'],
  ['Enter', 'open'],
  ['Esc', 'close'],
  ['t', 'span of time'],
  ['d', 'theme'],
  ['?', 'this sheet'],
];

export function help() {
  open(
    (close) => html`<div class="inside">
      <header><h2>Keys</h2><button class="icon quiet" aria-label="Close" @click=${() => close()}>${icon('close')}</button></header>
      <dl class="facts">
        ${KEYS.map(([key, text]) => html`<dt><kbd>${key}</kbd></dt><dd>${text}</dd>`)}
        ${pages.filter((page) => page.key).map((page) => html`<dt><kbd>g</kbd> <kbd>${page.key}</kbd></dt><dd>${page.title}</dd>`)}
      </dl>
    </div>`,
    { label: 'Keys' },
  );
}
