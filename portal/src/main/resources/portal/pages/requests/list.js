/** Reading the list of requests: what of the address the API is asked, and what of the live stream belongs to it. */
import { api, address } from '../../core/api.js';
import { rangeOf } from '../../core/range.js';
import { FILTERS, filterQuery, named } from '../../ui/filters.js';

const PAGE_ROWS = 50;
const MOST_ROWS = 200;
const HISTOGRAM_BARS = 48;

/** What the API can sort by, the largest first. */
const ORDERS = ['cost', 'total_ms', 'first_byte_ms', 'tokens'];

/** Filters that a row of the live stream does not tell; a row that went wrong may pass them. */
const UNTOLD = ['failed_provider', 'failed_class'];

/** What of the address narrows the list: span and filters. */
export function narrowed(query) {
  return { ...rangeOf(query), ...filterQuery(query) };
}

/** The order that the address asks for, as the API calls it; null for the newest first. There is only the largest first. */
function orderOf(query) {
  const order = /^-(.+)$/.exec(query.get('sort') ?? '')?.[1];
  return ORDERS.includes(order) ? order : null;
}

/**
 * The first page with its histogram. @param {number} rows how many there are to be, as far as one page has them
 * @returns {Promise<object>} `refused` is the order of the address that there is none of
 */
export async function readList(query, rows, signal) {
  const order = orderOf(query);
  const { data, ...page } = await api.get('/v1/records', { ...narrowed(query), sort: order, limit: pageOf(rows), histogram: HISTOGRAM_BARS }, signal);
  return { ...page, rows: data.map(row), order, refused: order === null ? query.get('sort') : null };
}

/** The page after that of `list`. */
export async function readMore(query, { next, order }) {
  const page = await api.get('/v1/records', { ...exportQuery(query, { order }), limit: PAGE_ROWS, after: next });
  return { rows: page.data.map(row), next: page.next };
}

/** What the API is asked for the same list. */
export function exportQuery(query, { order }) {
  return { ...narrowed(query), sort: order };
}

/** The address of the same rows, for downloads. */
export function exportAddress(query, list) {
  return address('/v1/records', { ...exportQuery(query, list), limit: pageOf(list.rows.length) });
}

function pageOf(rows) {
  return Math.min(MOST_ROWS, Math.max(PAGE_ROWS, rows));
}

/** Filters compare texts. */
function row(record) {
  return { ...record, status: String(record.status ?? '') };
}

/** Whether a record that just came passes the filters of the address. */
export function passes(record, query) {
  return Object.keys(FILTERS).every((name) => {
    const values = query.getAll(name);
    return values.length === 0 || passesOne(record, name, values);
  });
}

function passesOne(record, name, values) {
  if (name === 'attempts_min') {
    return record.attempts >= Number(values[0]);
  }
  if (name === 'text') {
    return (record.error ?? '').toLowerCase().includes(values[0].toLowerCase());
  }
  if (UNTOLD.includes(name)) {
    return record.attempts > 1 || record.result !== 'ok';
  }
  if (name === 'tag') {
    return passesTags((record.tags ?? '').split(','), values);
  }
  const own = String(named(name, (name === 'request_id' ? record.id : record[name]) ?? ''));
  const only = values.filter((value) => !value.startsWith('!'));
  return !values.includes('!' + own) && (only.length === 0 || only.includes(own));
}

/** A record has several tags: any of them may be wanted, and none of them unwanted. */
function passesTags(tags, values) {
  const own = tags.map((tag) => String(named('tag', tag)));
  const only = values.filter((value) => !value.startsWith('!'));
  return !own.some((tag) => values.includes('!' + tag)) && (only.length === 0 || own.some((tag) => only.includes(tag)));
}
