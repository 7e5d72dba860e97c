/** All profiles beside each other. */
import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { icon } from '../../ui/icons.js';
import '../../ui/table.js';
import { constraints, tradeWords } from './document.js';
import { tradeBar, tradeLegend } from './trade.js';

const SOURCES = { built_in: ['', 'built in'], stored: ['accent', 'stored here'], config: ['info', 'in the file'] };

export function source(value) {
  const [kind, text] = SOURCES[value] ?? ['', value];
  return html`<span class="tag ${kind}">${text}</span>`;
}

/**
 * @param {{standard: string, data: object[]}} profiles
 * @param {{winners: ?Record<string, object>, asking: boolean, sample: Function}} page
 */
export function list(profiles, page) {
  return html`<section class="card"><sb-table name="profiles" caption="Profiles" .columns=${columns(profiles, page)} .rows=${profiles.data} .href=${(row) => `/profiles/${encodeURIComponent(row.id)}`} .tools=${tools(page)}></sb-table></section>`;
}

function tools(page) {
  return html`${tradeLegend()}<button class="small" ?disabled=${page.asking} title="One dry run for each profile: auto, 1,000 tokens" @click=${page.sample}>${icon('route')}${page.asking ? 'Deciding …' : 'Sample winners'}</button>`;
}

function columns({ standard }, { winners }) {
  return [
    { id: 'id', label: 'Profile', value: (row) => row.id, cell: (row) => html`<b>${row.id}</b>${row.id === standard ? html` <span class="tag">standard</span>` : nothing}` },
    { id: 'trade', label: 'Trade', value: (row) => row.trade.point_usd_per_1000 ?? Infinity, cell: (row) => tradeBar(row.trade) },
    { id: 'words', label: 'In words', wrap: true, cell: (row) => html`${row.profile.description ?? ''}<div class="small muted">${[tradeWords(row.trade), ...constraints(row.profile)].join('; ')}</div>` },
    { id: 'task', label: 'Judged as', value: (row) => row.profile.task ?? '', cell: (row) => row.profile.task ?? '' },
    ...(winners ? [{ id: 'winner', label: 'Sample winner', value: (row) => winners[row.id]?.model ?? '', cell: (row) => winner(winners[row.id]) }] : []),
    { id: 'source', label: 'From', value: (row) => row.source, cell: (row) => source(row.source) },
    { id: 'requests', label: 'Requests', cell: (row) => html`<a href=${`/requests?profile=${encodeURIComponent(row.id)}`}>show</a>` },
    { id: 'try', label: 'Layers', cell: (row) => html`<a href=${`/routing?q.profile=${encodeURIComponent(row.id)}&q.input_tokens=1000`}>simulate</a>` },
  ];
}

function winner(found) {
  if (!found) {
    return nothing;
  }
  return found.id ? html`<a href=${`/routing?decision=${found.id}`}>${found.model ?? html`<span class="muted">nobody</span>`}</a>` : html`<span class="wrong">${found.problem}</span>`;
}

/** Who would win a plain question under each profile. @param {string[]} ids */
export async function sampled(ids) {
  const winners = await Promise.all(
    ids.map(async (id) => {
      try {
        const record = await api.post('/v1/route', { model: 'auto', profile: id, input_tokens: 1000 });
        return [id, { id: record.id, model: record.plan[0]?.model }];
      } catch (error) {
        return [id, { problem: error.message }];
      }
    }),
  );
  return Object.fromEntries(winners);
}

/** The address of a draft of a new profile. */
export function draftOf(id, basedOn) {
  return `/profiles/${encodeURIComponent(id)}?` + new URLSearchParams({ new: basedOn });
}
