/** Finds pages, models, projects and requests, and does the common things. */
import { html } from 'lit';
import { api } from '../core/api.js';
import { prefs } from '../core/prefs.js';
import { router } from '../core/router.js';
import { pages } from '../pages/pages.js';
import { open } from './dialog.js';
import { icon } from './icons.js';

const MOST = 12;
let isOpen = false;

export async function palette() {
  if (isOpen) {
    return;
  }
  isOpen = true;
  let text = '';
  let at = 0;
  let models = [];
  let redraw = () => {};
  readModels().then((found) => {
    models = found;
    redraw();
  });
  const done = open(
    (close, draw) => {
      redraw = draw;
      const found = matches(text, models);
      at = Math.max(0, Math.min(at, found.length - 1));
      const run = (one) => {
        close();
        one.run();
      };
      return html`<div class="palette">
        <input type="search" autofocus aria-label="Find" placeholder="Page, model, request id, action" role="combobox" aria-expanded="true" aria-controls="found" aria-activedescendant="found-${at}"
          @input=${(event) => ((text = event.target.value), (at = 0), draw())}
          @keydown=${(event) => {
            const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (by) {
              event.preventDefault();
              at = (at + by + found.length) % Math.max(1, found.length);
              draw();
            } else if (event.key === 'Enter' && found[at]) {
              event.preventDefault();
              run(found[at]);
            }
          }}>
        <div role="listbox" id="found" aria-label="Found">
          ${found.map((one, i) => html`<div role="option" id="found-${i}" aria-selected=${i === at} @click=${() => run(one)}>${icon(one.icon)}<span class="cut">${one.title}</span><span class="muted small">${one.hint}</span></div>`)}
        </div>
      </div>`;
    },
    { kind: 'palette', label: 'Find' },
  );
  await done;
  isOpen = false;
}

async function readModels() {
  try {
    return (await api.get('/v1/catalog', { limit: 200 })).data;
  } catch {
    return []; // without models there are still pages and requests
  }
}

function matches(text, models) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [...requests(text), ...pageEntries(), ...actions(), ...models.map(modelEntry)];
  return all.filter((one) => one.always || words.every((word) => one.title.toLowerCase().includes(word) || one.hint.toLowerCase().includes(word))).slice(0, MOST);
}

function requests(text) {
  const id = text.trim();
  return /^(req_|d_)[A-Za-z0-9]{6,}$/.test(id) ? [{ always: true, title: id, hint: 'open', icon: 'search', run: () => router.go(id.startsWith('d_') ? `/routing?decision=${id}` : `/requests/${id}`) }] : [];
}

function pageEntries() {
  return pages.filter((page) => page.group && api.may(page.role)).map((page) => ({ title: page.title, hint: page.key ? `g ${page.key}` : 'page', icon: page.icon, run: () => router.go('/' + page.path) }));
}

function actions() {
  return [
    { title: 'Light theme', hint: 'action', icon: 'sun', run: () => (prefs.theme = 'light') },
    { title: 'Dark theme', hint: 'action', icon: 'moon', run: () => (prefs.theme = 'dark') },
    { title: 'Theme as the system', hint: 'action', icon: 'half', run: () => (prefs.theme = null) },
    { title: 'Times in UTC or local', hint: 'action', icon: 'clock', run: () => (prefs.zone = prefs.zone === 'utc' ? 'local' : 'utc') },
    { title: 'Failures of today', hint: 'action', icon: 'alert', run: () => router.go('/failures?from=now-24h') },
    { title: 'API reference', hint: 'page', icon: 'bolt', run: () => (location.href = '/docs/api') },
  ];
}

function modelEntry(card) {
  return { title: card.name ?? card.id, hint: card.id, icon: 'grid', run: () => router.go(`/catalogue/${card.id}`) };
}
