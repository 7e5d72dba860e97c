/** A status: a shape and a word in one colour. */
import { html, svg } from 'lit';

const SHAPES = {
  ok: svg`<circle cx="6" cy="6" r="5" fill="currentColor"/>`,
  warn: svg`<path d="M6 .8 11.5 11h-11z" fill="currentColor"/>`,
  bad: svg`<path d="M1 1h10v10H1z" fill="currentColor"/>`,
  info: svg`<path d="m6 .5 5.5 5.5L6 11.5.5 6z" fill="currentColor"/>`,
  none: svg`<circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
};

/** @param {'ok'|'warn'|'bad'|'info'|'none'} kind */
export function mark(kind, text) {
  return html`<span class="mark ${kind}"><svg viewBox="0 0 12 12" aria-hidden="true">${SHAPES[kind]}</svg>${text}</span>`;
}

const RESULTS = {
  ok: ['ok', 'ok'],
  mitigated: ['warn', 'mitigated'],
  failed: ['bad', 'failed'],
  client_error: ['info', 'client error'],
  client_closed: ['none', 'client left'],
};

/** How a request ended. */
export function result(value) {
  const [kind, text] = RESULTS[value] ?? ['none', value || 'open'];
  return mark(kind, text);
}

const CIRCUITS = { closed: ['ok', 'closed'], half_open: ['warn', 'half-open'], open: ['bad', 'open'] };

/** The state of a circuit breaker. */
export function circuit(value) {
  const [kind, text] = CIRCUITS[value] ?? ['none', value ?? 'no calls yet'];
  return mark(kind, text);
}
