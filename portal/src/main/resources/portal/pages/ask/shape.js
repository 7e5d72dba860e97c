/** What is drawn of rows: which chart, how values are written, which requests are behind a row. */
import { count, DASH, millis, nanos, number, percent, usd } from '../../core/format.js';
import { named } from '../../ui/filters.js';

const MOST_SERIES = 8;
const TIMES = ['minute', 'hour', 'day', 'week', 'month', 'at'];
/** Columns of results that are filters of the page of requests. */
const FILTER_OF = {
  project: 'project', source: 'source', provider: 'provider', model: 'model', profile: 'profile', task: 'task', app: 'app', endpoint: 'endpoint',
  key_label: 'key_label', session_id: 'session', status: 'status', outcome: 'outcome', result: 'result', error_class: 'error_class', requested_model: 'requested_model',
};

/** A value as its column means it. */
export function shown(name, value) {
  if (value === null || value === undefined) {
    return DASH;
  }
  if (typeof value !== 'number') {
    return value === '' ? '(none)' : String(value);
  }
  if (/(_|^)usd$/.test(name)) {
    return usd(value);
  }
  if (/_nanos$/.test(name)) {
    return nanos(value);
  }
  if (/_ms$/.test(name) && name !== 'at_ms') {
    return millis(value);
  }
  if (/(_|^)(share|rate)$/.test(name)) {
    return percent(value, 1);
  }
  if (/(^|_)(at_ms|id|request|number|cluster|status)$/.test(name)) {
    return String(value);
  }
  return Number.isInteger(value) ? count(value) : number(value, 4);
}

/** The moment that a bucket of time begins, in milliseconds; null where the text is none. */
function bucket(text, zone) {
  const [, day, time] = /^(\d{4}-\d{2}(?:-\d{2})?)(?: (\d{2}:\d{2}(?::\d{2})?))?$/.exec(String(text)) ?? [];
  if (!day) {
    return null;
  }
  const whole = day.length === 7 ? `${day}-01` : day;
  const at = Date.parse(`${whole}T${time ?? '00:00'}${zone === 'UTC' ? 'Z' : ''}`);
  return Number.isNaN(at) ? null : at;
}

/** The chart of an answer, or the one that rows without one suggest. @returns {{type: string, x: string, y: string, series: string}} */
export function chartOf(answer) {
  if (answer.chart) {
    return answer.chart;
  }
  const { columns, rows } = answer;
  const isNumber = (column) => column.type === 'integer' || column.type === 'real';
  const y = columns.findLast(isNumber);
  const text = columns.filter((column) => column.type === 'text');
  if (!y || rows.length === 0 || columns.length > 4) {
    return { type: 'table', x: '', y: '', series: '' };
  }
  if (rows.length === 1 && text.length === 0) {
    return { type: 'number', x: '', y: y.name, series: '' };
  }
  const time = text.find((column) => TIMES.includes(column.name));
  const x = time ?? text[0];
  return x ? { type: time ? 'line' : 'bar', x: x.name, y: y.name, series: text.find((column) => column !== x)?.name ?? '' } : { type: 'table', x: '', y: '', series: '' };
}

/**
 * Rows as points of lines. @returns {?{points: object[], names: string[], step: number, left: number}} null where `x` is no time; `left` is
 *     how many lines are not drawn
 */
export function linesOf({ columns, rows }, { x, y, series }, zone) {
  const at = (name) => columns.findIndex((column) => column.name === name);
  const [ix, iy, is] = [at(x), at(y), series ? at(series) : -1];
  if (ix < 0 || iy < 0) {
    return null;
  }
  const byTime = new Map();
  const sums = new Map();
  for (const row of rows) {
    const moment = bucket(row[ix], zone);
    if (moment === null) {
      return null;
    }
    const name = is < 0 ? y : shown(series, row[is]);
    sums.set(name, (sums.get(name) ?? 0) + (row[iy] ?? 0));
    const point = byTime.get(moment) ?? { at: new Date(moment).toISOString(), values: new Map() };
    point.values.set(name, row[iy]);
    byTime.set(moment, point);
  }
  const names = [...sums].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const moments = [...byTime.keys()].sort((a, b) => a - b);
  const gaps = moments.slice(1).map((each, i) => each - moments[i]);
  return { points: moments.map((each) => byTime.get(each)), names: names.slice(0, MOST_SERIES), step: gaps.length ? Math.min(...gaps) : 86400000, left: Math.max(0, names.length - MOST_SERIES) };
}

/** From when to when a statement of the vocabulary looks, as it says itself. */
function spanOf(sql) {
  const from = /\bat_ms >= (\d{13})\b/.exec(sql ?? '')?.[1];
  const to = /\bat_ms < (\d{13})\b/.exec(sql ?? '')?.[1];
  return { from: from ? new Date(Number(from)).toISOString() : 'now-90d', to: to ? new Date(Number(to)).toISOString() : null };
}

const LENGTHS = { minute: 60000, hour: 3600000, day: 86400000, week: 604800000 };

/** The address of the requests behind a row; null where its columns do not tell which these are. */
export function behind(row, { columns, sql }, zone) {
  const query = new URLSearchParams();
  let span = spanOf(sql);
  for (const [i, column] of columns.entries()) {
    const value = row[i];
    if (column.name === 'request_id' && value) {
      return `/requests/${encodeURIComponent(value)}`;
    }
    if (FILTER_OF[column.name] && value !== null) {
      query.append(FILTER_OF[column.name], named(FILTER_OF[column.name], value));
    }
    const begin = LENGTHS[column.name] ? bucket(value, zone) : null;
    if (begin !== null) {
      span = { from: new Date(begin).toISOString(), to: new Date(begin + LENGTHS[column.name]).toISOString() };
      query.set('from', span.from);
    }
  }
  if ([...query.keys()].length === 0) {
    return null;
  }
  query.set('from', span.from);
  if (span.to) {
    query.set('to', span.to);
  }
  return `/requests?${query}`;
}
