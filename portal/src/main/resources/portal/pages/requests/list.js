/** Reading the list of requests: what of the address the API is asked, and what of the live stream belongs to it. */
import { api, address } from '../../core/api.js';
import { rangeOf } from '../../core/range.js';
import { FILTERS, filterQuery, named } from '../../ui/filters.js';

export const PAGE_ROWS = 50;
const MOST_ROWS = 200;
const HISTOGRAM_BARS = 48;

/** Filters that a row of the live stream does not tell; a row that went wrong may pass them. */
const UNTOLD = ['failed_provider', 'failed_class'];

/** What the list is asked: span, filters, order. */
export function asked(query) {
  const parameters = { ...rangeOf(query), ...filterQuery(query) };
  if (query.get('sort')) {
    parameters.sort = query.get('sort');
  }
  return parameters;
}

/**
 * The first page with its histogram. @returns {Promise<{rows: object[], next: ?string, histogram: ?object[], total: ?object, refused: ?string}>}
 *     `refused` is the order of the address that there is none of
 */
export async function readList(query, signal) {
  const wanted = { ...asked(query), limit: PAGE_ROWS, histogram: HISTOGRAM_BARS };
  let refused = null;
  for (;;) {
    try {
      const page = await api.get('/v1/records', wanted, signal);
      return { rows: page.data.map(row), next: page.next, histogram: page.histogram ?? null, total: page.total ?? null, refused };
    } catch (error) {
      if (error.status !== 400 || !['histogram', 'sort'].includes(error.param) || wanted[error.param] === undefined) {
        throw error;
      }
      refused = error.param === 'sort' ? wanted.sort : refused;
      delete wanted[error.param];
    }
  }
}

/** The page after `next`. */
export async function readMore(query, next, refused) {
  const parameters = { ...asked(query), limit: PAGE_ROWS, after: next };
  if (refused) {
    delete parameters.sort;
  }
  const page = await api.get('/v1/records', parameters);
  return { rows: page.data.map(row), next: page.next };
}

/** The same rows from the API, for downloads. */
export function exportAddress(query, rows, refused) {
  const parameters = { ...asked(query), limit: Math.min(MOST_ROWS, Math.max(PAGE_ROWS, rows)) };
  if (refused) {
    delete parameters.sort;
  }
  return address('/v1/records', parameters);
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
  const own = String(named(name, (name === 'request_id' ? record.id : record[name]) ?? ''));
  const only = values.filter((value) => !value.startsWith('!'));
  return !values.includes('!' + own) && (only.length === 0 || only.includes(own));
}
