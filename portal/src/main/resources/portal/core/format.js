/** Figures and times as text. Absent figures are a dash: nothing is shown as 0 that is not known. */
import { prefs } from './prefs.js';

export const DASH = '–';

const absent = (value) => value === null || value === undefined || Number.isNaN(value);

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const compactNumber = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** A count, whole: `12,345`. */
export function count(value) {
  return absent(value) ? DASH : whole.format(value);
}

/** A count, short: `12.3K`. */
export function short(value) {
  return absent(value) ? DASH : compactNumber.format(value);
}

/** A number with so many significant digits. */
export function number(value, digits = 3) {
  return absent(value) ? DASH : new Intl.NumberFormat('en-US', { maximumSignificantDigits: digits }).format(value);
}

/** A share of 1 as a percentage: `99.2 %`; never rounded up to 100. */
export function percent(share, digits = 1) {
  if (absent(share)) {
    return DASH;
  }
  const scale = 10 ** digits;
  const shown = Math.round(share * 100 * scale) / scale;
  const honest = shown === 100 && share < 1 ? 100 - 1 / scale : shown === 0 && share > 0 ? 1 / scale : shown;
  return `${honest === shown ? '' : share < 0.5 ? '<' : '>'}${honest.toFixed(digits)} %`;
}

/** Dollars: cents for whole amounts, more digits the smaller it is: `$12.40`, `$0.00031`. */
export function usd(value) {
  if (absent(value)) {
    return DASH;
  }
  if (value === 0) {
    return '$0';
  }
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size >= 1000) {
    return sign + '$' + whole.format(size);
  }
  if (size >= 1) {
    return sign + '$' + size.toFixed(2);
  }
  return sign + '$' + new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, maximumFractionDigits: 12 }).format(size);
}

/** Billionths of a dollar as dollars. */
export function nanos(value) {
  return absent(value) ? DASH : usd(value / 1e9);
}

/** Milliseconds: `0.4 ms`, `340 ms`, `1.24 s`, `2m 5s`. */
export function millis(value) {
  if (absent(value)) {
    return DASH;
  }
  if (value < 10) {
    return `${number(value, 2)} ms`;
  }
  if (value < 1000) {
    return `${Math.round(value)} ms`;
  }
  return value < 60000 ? `${(value / 1000).toFixed(value < 10000 ? 2 : 1)} s` : span(value);
}

/** A length of time in its two largest units: `3d 4h`. */
export function span(milliseconds) {
  if (absent(milliseconds)) {
    return DASH;
  }
  const units = [['d', 86400000], ['h', 3600000], ['m', 60000], ['s', 1000]];
  let rest = Math.round(milliseconds / 1000) * 1000;
  const parts = [];
  for (const [name, size] of units) {
    const n = Math.floor(rest / size);
    if (n > 0) {
      parts.push(n + name);
      rest -= n * size;
    }
  }
  return parts.slice(0, 2).join(' ') || '0s';
}

/** Bytes: `12 KB`. */
export function bytes(value) {
  if (absent(value)) {
    return DASH;
  }
  const step = value <= 0 ? 0 : Math.min(4, Math.floor(Math.log(value) / Math.log(1024)));
  return `${number(value / 1024 ** step)} ${['B', 'KB', 'MB', 'GB', 'TB'][step]}`;
}

function zone() {
  return prefs.zone === 'utc' ? 'UTC' : undefined;
}

function formatted(at, options) {
  const date = new Date(at);
  return absent(at) || Number.isNaN(date.getTime()) ? DASH : new Intl.DateTimeFormat('en-GB', { timeZone: zone(), hourCycle: 'h23', ...options }).format(date);
}

/** `26 Nov 2026, 11:59:07` in the zone that was chosen. */
export function time(at) {
  return formatted(at, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** `11:59:07`, with the day where it is not today. */
export function clock(at) {
  const today = new Date().toDateString() === new Date(at).toDateString();
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
  return formatted(at, today ? options : { day: 'numeric', month: 'short', ...options });
}

/** A tick on a time axis whose points are `step` milliseconds apart. */
export function tick(at, step) {
  return formatted(at, step >= 86400000 ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit' });
}

/** `2026-11-26`. */
export function day(at) {
  return formatted(at, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** How long ago: `3m ago`, `in 2d`. */
export function ago(at, now = Date.now()) {
  if (absent(at)) {
    return DASH;
  }
  const gone = now - new Date(at).getTime();
  if (Math.abs(gone) < 1500) {
    return 'just now';
  }
  const text = span(Math.abs(gone)).split(' ')[0];
  return gone >= 0 ? `${text} ago` : `in ${text}`;
}

/** The change from `before` to `now` as a share; null when there is nothing to compare with. */
export function change(now, before) {
  return absent(now) || absent(before) || before === 0 ? null : (now - before) / before;
}

/** `a` or `b` by number. */
export function plural(n, one, many = one + 's') {
  return `${count(n)} ${n === 1 ? one : many}`;
}
