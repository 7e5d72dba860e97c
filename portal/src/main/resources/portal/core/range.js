/** Spans of time as they stand in addresses: `now-24h`, or a moment. Relative ones stay relative when shared. */
export const STANDARD = 'now-24h';

export const CHOICES = [
  ['now-15m', 'Last 15 minutes'],
  ['now-1h', 'Last hour'],
  ['now-6h', 'Last 6 hours'],
  ['now-24h', 'Last 24 hours'],
  ['now-7d', 'Last 7 days'],
  ['now-30d', 'Last 30 days'],
];

const UNITS = { s: 1000, m: 60000, h: 3600000, d: 86400000, w: 604800000 };

/** The moment that `text` stands for, in milliseconds; null when it stands for none. */
function moment(text, now = Date.now()) {
  if (!text || text === 'now') {
    return now;
  }
  const relative = /^now-(\d+)([smhdw])$/.exec(text);
  if (relative) {
    return now - Number(relative[1]) * UNITS[relative[2]];
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** The parameters `from` and `to` of a page's query, with the standard where it says none. */
export function rangeOf(query, standard = STANDARD) {
  const range = { from: query.get('from') ?? standard };
  if (query.get('to')) {
    range.to = query.get('to');
  }
  return range;
}

/** A range in words. */
export function words(range, format) {
  const known = CHOICES.find(([from]) => from === range.from && !range.to);
  if (known) {
    return known[1];
  }
  return `${format(moment(range.from))} – ${range.to ? format(moment(range.to)) : 'now'}`;
}

/** The same range in moments. */
export function absolute(range, now = Date.now()) {
  return { from: new Date(moment(range.from, now)).toISOString(), to: new Date(moment(range.to, now)).toISOString() };
}

/** The address parameters for a span that was marked on a chart. */
export function marked(from, to) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
