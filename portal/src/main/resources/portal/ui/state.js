/** What is shown instead of data: while it is read, when there is none, when it failed. */
import { html, nothing } from 'lit';
import { router } from '../core/router.js';
import { icon } from './icons.js';
import './code.js';

/** The states that `?state=` shows on purpose. */
export const STATES = ['loading', 'first-run', 'filtered-empty', 'error', 'stale', 'forbidden', 'partial'];

export function skeleton() {
  return html`<div class="skeleton" role="status" aria-label="Reading">
    <div class="grid tiles">${[1, 2, 3, 4].map(() => html`<div class="bone tile-bone"></div>`)}</div>
    <div class="bone tall"></div>
    ${[1, 2, 3, 4, 5].map(() => html`<div class="bone"></div>`)}
  </div>`;
}

/** Nothing there, and why that is all right. */
export function empty(title, text, action = nothing) {
  return html`<div class="state card">${icon('inbox')}<h2>${title}</h2>${text ? html`<p>${text}</p>` : nothing}${action}</div>`;
}

/** The request of the first minute, with the address one really has to use. */
function firstCurl() {
  return `curl ${location.origin}/v1/chat/completions \\
  -H "content-type: application/json" \\
  -H "x-project: my-project" \\
  -H "x-source: my-tool" \\
  -d '{"model": "auto", "messages": [{"role": "user", "content": "Hello"}]}'`;
}

/** Before the first request. */
export function firstRun(title = 'Nothing has come through yet', text = 'Send a first request and it appears here. Any SDK works: point it at this address and keep its format.') {
  return html`<div class="state card">
    ${icon('plug')}
    <h2>${title}</h2>
    <p>${text}</p>
    <sb-code .samples=${[{ label: 'curl', text: firstCurl() }]}></sb-code>
    <div class="row"><a class="button primary" href="/playground">Try it in the playground</a><a class="button" href="/docs">Quick start</a></div>
  </div>`;
}

/** Nothing that passes the filters. @param {string[]} names parameters of the address */
export function filteredEmpty(names) {
  const clear = Object.fromEntries(names.map((name) => [name, null]));
  return html`<div class="state card">
    ${icon('filter')}
    <h2>Nothing matches</h2>
    <p>${names.length ? `No data in this time with the filters on ${names.join(', ')}.` : 'No data in this time.'}</p>
    <div class="row">
      <a class="button primary" href=${router.with(clear)}>Clear the filters</a>
      <a class="button" href=${router.with({ from: 'now-30d', to: null })}>Look at 30 days</a>
    </div>
  </div>`;
}

export function failed(problem, retry) {
  return html`<div class="state card" role="alert">
    ${icon('alert')}
    <h2>This could not be read</h2>
    <p>${problem.message}</p>
    ${problem.requestId ? html`<p class="small">Request <code>${problem.requestId}</code>, code <code>${problem.code}</code></p>` : nothing}
    <button class="primary" @click=${retry}>Try again</button>
  </div>`;
}

export function forbidden(problem) {
  return html`<div class="state card">
    ${icon('key')}
    <h2>Not for your role</h2>
    <p>${problem?.message ?? 'this needs a higher role than your key or login has'}. Ask an administrator for it.</p>
    <a class="button" href="/login">Log in as somebody else</a>
  </div>`;
}

/** A line above the content. @param {'info'|'warn'|'bad'} kind */
export function notice(kind, content, retry = null) {
  return html`<div class="notice ${kind}" role="status">${icon(kind === 'info' ? 'info' : 'alert')}<span>${content}</span>
    ${retry ? html`<button class="small" @click=${retry}>Try now</button>` : nothing}</div>`;
}
