/** How to use the gateway, with its own address in every example. */
import { html, nothing } from 'lit';
import { api } from '../core/api.js';
import { Page } from '../core/page.js';
import { router } from '../core/router.js';
import { icon } from '../ui/icons.js';
import '../ui/code.js';
import { OPERATE } from './docs/operate.js';
import { REFERENCE } from './docs/reference.js';
import { plain, rich } from './docs/rich.js';
import { find } from './docs/search.js';
import { snippetOf } from './docs/snippets.js';
import { START } from './docs/start.js';

const GROUPS = [['Use it', START], ['Look after it', OPERATE], ['Look it up', REFERENCE]];
const SECTIONS = GROUPS.flatMap(([, sections]) => sections);
const PLACEHOLDER = 'YOUR_KEY';

/** The heading that a block stands below. */
function headingOf(section, at) {
  return section.blocks.slice(0, at).findLast((each) => each.h)?.h ?? section.title;
}

class Docs extends Page {
  static drawn = [...Page.drawn, 's', 'at', 'q'];

  /** Nothing is read: all of it is here. */
  async load() {
    return { sections: SECTIONS };
  }

  get section() {
    return SECTIONS.find((each) => each.id === router.get('s')) ?? SECTIONS[0];
  }

  /** What stands for a key in the examples; nothing where none is needed. */
  get key() {
    return api.me?.by === 'open' ? null : PLACEHOLDER;
  }

  moved() {
    super.moved();
    const at = router.get('at');
    const shown = `${this.section.id}#${at}`;
    if (at !== null && shown !== this.shownAt) {
      this.updateComplete.then(() => this.querySelector(`#b${CSS.escape(at)}`)?.scrollIntoView({ block: 'start' }));
    }
    this.shownAt = shown;
  }

  header() {
    return html`<div class="head"><h1>Docs</h1>
      <form role="search" class="docsearch" @submit=${(event) => event.preventDefault()}><input type="search" aria-label="Search the docs" placeholder="Search: header, error, provider" maxlength="100" .value=${router.get('q', '')} @input=${(event) => router.set({ q: event.target.value }, { replace: true })}></form>
      <a class="button" href="/docs/api">${icon('bolt')}API reference</a></div>`;
  }

  content() {
    const query = router.get('q', '').trim();
    return html`<div class="docs">
      <nav aria-label="Sections">${GROUPS.map(([title, sections]) => html`<h2>${title}</h2><ul>${sections.map((each) => html`<li><a href=${router.with({ s: each.id, at: null, q: null })} aria-current=${!query && each === this.section ? 'page' : nothing}>${each.title}</a></li>`)}</ul>`)}</nav>
      ${query ? this.results(query) : this.article(this.section)}
    </div>`;
  }

  results(query) {
    const found = find(SECTIONS, query);
    return html`<section class="prose" aria-label="Found"><p role="status" class="muted">${found.length === 0 ? `Nothing is said about “${query}”.` : `${found.length} ${found.length === 1 ? 'place' : 'places'} for “${query}”.`}</p>
      <ol class="found">${found.map((each) => html`<li><a href=${router.with({ s: each.section.id, at: each.at, q: null })}>${each.section.title}${each.heading === each.section.title ? nothing : html` · ${each.heading}`}</a><p class="hint">${each.line}</p></li>`)}</ol></section>`;
  }

  article(section) {
    const at = SECTIONS.indexOf(section);
    const [before, after] = [SECTIONS[at - 1], SECTIONS[at + 1]];
    return html`<article class="prose">
      <h2 class="title">${section.title}</h2>
      ${section.blocks.map((block, i) => html`<div id="b${i}" class="block">${this.block(block, headingOf(section, i))}</div>`)}
      <div class="row apart no-print">${before ? html`<a class="button" href=${router.with({ s: before.id, at: null })}>${icon('left')}${before.title}</a>` : html`<span></span>`}${after ? html`<a class="button" href=${router.with({ s: after.id, at: null })}>${after.title}${icon('right')}</a>` : nothing}</div>
    </article>`;
  }

  block(block, heading) {
    if (block.h) {
      return html`<h3>${rich(block.h)}</h3>`;
    }
    if (block.p) {
      return html`<p>${rich(block.p, location.origin)}</p>`;
    }
    if (block.list) {
      return html`<ul class="points">${block.list.map((each) => html`<li>${rich(each, location.origin)}</li>`)}</ul>`;
    }
    if (block.table) {
      return this.table(block.table, heading);
    }
    return block.code ? html`<sb-code label=${block.label} .text=${block.code}></sb-code>` : this.snippets(block.snippets);
  }

  table({ head, rows }, heading) {
    const name = plain(`${heading}: ${head.filter(Boolean).join(', ')}`);
    return html`<div class="scroll card" tabindex="0" role="region" aria-label=${name}><table class="plain">
      <caption class="visually-hidden">${name}</caption>
      <thead><tr>${head.map((each) => html`<th scope="col">${each ? rich(each) : html`<span class="visually-hidden">What</span>`}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((each, i) => (i === 0 ? html`<th scope="row">${rich(each, location.origin)}</th>` : html`<td>${rich(each, location.origin)}</td>`))}</tr>`)}</tbody>
    </table></div>`;
  }

  /** Samples side by side as tabs, with a way into the playground where there is one. */
  snippets(ids) {
    const all = ids.map(snippetOf);
    const tries = all.filter((each) => each.try);
    return html`<sb-code .samples=${all.map((each) => ({ label: each.title, text: each.text(location.origin, this.key) }))}></sb-code>
      ${tries.length ? html`<p class="small no-print tries">Try it: ${tries.map((each, i) => html`${i ? ', ' : nothing}<a href="/playground?${each.try}">${each.title}</a>`)}</p>` : nothing}`;
  }
}

customElements.define('page-docs', Docs);
