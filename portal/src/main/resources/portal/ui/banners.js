/** What is not as it should be with the gateway itself, above whatever page: what it is, what comes of it, where to look. */
import { html, nothing } from 'lit';
import { count, millis } from '../core/format.js';
import { icon } from './icons.js';

const HEALTH = html`<a href="/health" target="_blank" rel="noopener">Health</a>`;

/** What is asked beside providers: what comes of it that it does not answer. */
const DEPENDENCIES = {
  database: 'The database reserves nothing for budgets: each does what its on_store_failure says.',
  database_reads: 'The database answers no questions: lists and figures cannot be read.',
  limit_store: 'Redis does not answer, so limits are not shared with other gateways: on_limit_store_failure decides.',
  tracing: 'The collector of traces does not answer: spans are lost, and counted.',
  login_provider: 'The login provider does not answer: nobody can log in through it.',
};

const STATUSES = {
  starting: 'The gateway is starting and takes no requests yet.',
  draining: 'The gateway is stopping and takes no new requests.',
  cut_off: 'The gateway takes no requests: it has been cut off for too long from the database that it shares.',
  replaced: 'The gateway takes no requests: others took it for lost and went on without it.',
};

/**
 * @param {?object} health an answer of `/health`; null before it was read
 * @returns {{id: string, kind: 'warn'|'bad', content: unknown, brief?: boolean}[]} `id` stays the same as long as it
 *     is the same trouble; what is `brief` may be over in a moment
 */
export function troublesOf(health) {
  if (health === null) {
    return [];
  }
  const { config, status, store, degraded = [] } = health;
  return [
    ...(STATUSES[status] ? [{ id: status, kind: 'bad', content: html`${STATUSES[status]} ${HEALTH}` }] : []),
    ...(config.last_error ? [{ id: `config ${config.last_error.at}`, kind: 'warn', content: html`The configuration file could not be used, the former one stays: ${config.last_error.message} <a href="/config">Look at it</a>` }] : []),
    ...degraded.map((name) => ({ id: name, ...troubleOf(name, health) })),
    ...(store.status === 'lossy' ? [{ id: 'lossy', kind: 'warn', content: html`${count(store.lost)} records could not be stored and are missing from the figures. ${HEALTH}` }] : []),
  ];
}

function troubleOf(name, { overload, store, node }) {
  switch (name) {
    case 'shedding':
      return { kind: 'bad', content: html`There is more to do than can be done: requests are refused with 503 (${count(overload.requests)} of ${count(overload.most_requests)} are under way). ${HEALTH}` };
    case 'not_accepting':
      return { kind: 'bad', content: html`No further connections are taken: ${count(overload.connections)} of ${count(overload.most_connections)} are open. ${HEALTH}` };
    case 'loop_stuck':
      return { kind: 'bad', brief: true, content: html`An event loop of the gateway is stuck: what is connected to it waits. ${HEALTH}` };
    case 'store':
      return { kind: 'bad', content: html`Nothing is stored at present: ${store.failure}. ${HEALTH}` };
    case 'node':
      return { kind: 'bad', content: html`The gateway is cut off from the database that it shares, for ${millis(node.silent_ms)}: it goes on with the keys, profiles and limits that it knows, and refuses changes. ${HEALTH}` };
    default:
      return { kind: 'warn', content: html`${dependency(name.replace(/^dependency:/, ''))} ${HEALTH}` };
  }
}

function dependency(name) {
  const hook = /^webhook:(.*)$/.exec(name)?.[1];
  return hook === undefined ? (DEPENDENCIES[name] ?? `${name} is not as it should be.`) : `The webhook ${hook} does not answer: its on_failure decides.`;
}

/** @param {{kind: string, content: unknown}} trouble @param {{retry?: () => void, hide?: () => void}} may */
export function banner({ kind, content }, { retry, hide }) {
  return html`<div class="notice ${kind}" role="status">${icon('alert')}<span>${content}</span>
    ${retry ? html`<button class="small" @click=${retry}>Try now</button>` : nothing}
    ${hide ? html`<button class="icon quiet small" aria-label="Hide this" title="Hide this until it happens anew" @click=${hide}>${icon('close')}</button>` : nothing}</div>`;
}
