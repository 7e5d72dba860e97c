/**
 * What a decision record says, put together model by model, and the same with another trade.
 * Nothing here draws or reads: it is arithmetic on the record, in the same whole numbers as the
 * engine (docs/routing.md, "The arithmetic"), so that the order comes out the same.
 */
export const LAYERS = ['filter', 'capability', 'cost', 'latency', 'quality'];

/** Utility of one point of quality, in billionths. */
export const POINT = 10_000_000;

const EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** @typedef {{model: string, provider: string, name: string, rank: number, setbacks: number, place: number, filter: ?object, fit: ?object, cost: ?object, latency: ?object, quality: ?object, drop: ?object, utility: ?number, entry: ?object, position: ?number}} Row */

/**
 * Every model of the record with what each layer found of it, best first, then the dropped ones.
 * @returns {{record: object, layers: object[], rows: Row[], passed: Row[], dropped: Row[], holds: number}}
 */
export function read(record) {
  const rows = new Map();
  const row = (model) => {
    if (!rows.has(model)) {
      const [provider, ...name] = model.split('/');
      rows.set(model, { model, provider, name: name.join('/'), rank: 0, setbacks: 0, place: 0, filter: null, fit: null, cost: null, latency: null, quality: null, drop: null, utility: null, entry: null, position: null });
    }
    return rows.get(model);
  };
  record.layers.forEach((layer, i) => readLayer(layer, i, row));
  const passed = order(record, rows);
  const dropped = [...rows.values()].filter((each) => each.drop);
  return { record, layers: record.layers, rows: [...passed, ...dropped], passed, dropped, holds: record.unplanned?.length ? record.plan.length : passed.length };
}

function readLayer(layer, i, row) {
  const into = { filter: 'filter', capability: 'fit' }[layer.layer] ?? layer.layer;
  (layer.scored ?? []).forEach((score, place) => {
    const one = row(score.model);
    one[into] = score;
    one.place = place;
    one.rank = layer.layer === 'filter' ? (score.rank ?? 0) : one.rank;
  });
  for (const loss of layer.kept_with_loss ?? []) {
    const one = row(loss.model);
    one.fit = loss;
    one.setbacks = (loss.fields?.length ? 1 : 0) + (loss.made_elsewhere ? 1 : 0);
  }
  for (const drop of layer.dropped ?? []) {
    row(drop.model).drop = { ...drop, layer: layer.layer, at: i };
  }
}

/** Those that passed all layers, in the order of the record. */
function order(record, rows) {
  const ordered = [...record.plan, ...(record.unplanned ?? [])].map((entry, i) => Object.assign(rows.get(entry.model), { entry, position: i + 1 }));
  ordered.forEach((each) => (each.utility = sum(each)));
  return ordered;
}

function sum(row) {
  return (row.filter?.term ?? 0) + (row.cost?.term ?? 0) + (row.latency?.term ?? 0) + (row.quality?.term ?? 0);
}

// ── the trade ──────────────────────────────────────────────────────

/**
 * The worth of a point (nano-dollars of one request) and of a second (billionths of utility) that
 * the record was made with. It does not say them, but each term is a rounded product of them, so
 * they lie within bounds; any number between gives the same terms. The profile's own of today is
 * taken where it fits, else the roundest.
 * @param {?{point: ?number, second: number}} hint what the profile says today
 * @returns {{point: ?number, second: number}} `point` null: cost does not count
 */
export function tradeOf(rows, hint = null) {
  let [low, high] = [1n, null];
  let [from, to] = [0n, null];
  for (const { cost, latency } of rows) {
    const spent = cost && BigInt(-cost.term);
    if (cost?.nanos > 0 && spent < EXACT) {
      const product = BigInt(cost.nanos) * BigInt(POINT);
      low = most(low, product / (spent + 1n) + 1n);
      high = spent > 0n ? least(high, product / spent) : high;
    }
    if (latency?.total_ms > 0) {
      const ms = BigInt(latency.total_ms);
      const lost = BigInt(-latency.term);
      from = most(from, (lost * 1000n + ms - 1n) / ms);
      to = least(to, ((lost + 1n) * 1000n + ms - 1n) / ms - 1n);
    }
  }
  return { point: within(hint?.point, low, high) ? hint.point : high === null ? null : Number(roundest(low, high)), second: within(hint?.second, from, to) ? hint.second : to === null ? 0 : Number(roundest(from, to)) };
}

function within(value, low, high) {
  return Number.isInteger(value) && BigInt(value) >= low && (high === null || BigInt(value) <= high);
}

/** A trade in readable units as the engine counts it. @param {{point_usd_per_1000?: number, second_points?: number}} trade */
export function tradeFrom(trade) {
  return { point: trade.point_usd_per_1000 === undefined || trade.point_usd_per_1000 === null ? null : Math.max(1, Math.round(trade.point_usd_per_1000 * 1e6)), second: Math.round((trade.second_points ?? 0) * POINT) };
}

const most = (a, b) => (a > b ? a : b);
const least = (a, b) => (a === null || b < a ? b : a);

function roundest(low, high) {
  for (let scale = 10n ** BigInt(high.toString().length); scale > 1n; scale /= 10n) {
    const round = ((low + scale - 1n) / scale) * scale;
    if (round <= high) {
      return round;
    }
  }
  return low;
}

/** Utility that a cost takes, rounded toward zero like the engine does. */
function costUtility(nanos, point) {
  return point === null ? 0 : Number((BigInt(nanos) * BigInt(POINT)) / BigInt(Math.max(1, point)));
}

/** Utility that a time takes, rounded toward zero. */
function timeUtility(millis, second) {
  return Number((BigInt(millis) * BigInt(second)) / 1000n);
}

/**
 * The view as it would be with another trade. Who is dropped does not depend on it, so only terms
 * and order change. Chance has no part in it.
 */
export function whatIf(view, before, after) {
  const rows = view.passed.map((row) => retermed(row, before, after));
  rows.sort((a, b) => a.rank - b.rank || a.setbacks - b.setbacks || b.utility - a.utility || a.place - b.place);
  const same = before.point === after.point && before.second === after.second;
  const drawn = same ? view.record.exploration?.drawn : null;
  lead(rows, drawn);
  otherProvider(rows);
  rows.forEach((row, i) => (row.position = i + 1));
  return { ...view, rows: [...rows, ...view.dropped], passed: rows, before: new Map(view.passed.map((row) => [row.model, row])) };
}

function retermed(row, before, after) {
  const cost = { ...row.cost, term: -costUtility(row.cost.nanos, after.point) };
  const latency = { ...row.latency, term: -timeUtility(row.latency.total_ms, after.second) };
  const forgone = row.quality.switch_forgone_nanos ?? 0;
  const regained = costUtility(forgone, before.point) - costUtility(forgone, after.point);
  const quality = { ...row.quality, term: row.quality.term + regained };
  const changed = { ...row, cost, latency, quality };
  changed.utility = sum(changed);
  return changed;
}

function lead(rows, model) {
  const at = rows.findIndex((row) => row.model === model);
  if (at > 0) {
    rows.unshift(...rows.splice(at, 1));
  }
}

/** The second place goes to the best of another provider that competes with the first. */
function otherProvider(rows) {
  const first = rows[0];
  for (let i = 1; i < rows.length && rows[i].rank === first.rank && rows[i].setbacks === first.setbacks; i++) {
    if (rows[i].provider !== first.provider) {
      rows.splice(1, 0, ...rows.splice(i, 1));
      return;
    }
  }
}

// ── folding ────────────────────────────────────────────────────────

const FOLD_FROM = 3;
const PASSED_SHOWN = 8;

/**
 * The lines of the drawing: a model each, and a line for many that have the same fate.
 * @param {Set<string>} open keys of folds that are unfolded
 * @param {?string} pinned a model that is never folded away
 */
export function lines(view, open, pinned) {
  const all = [];
  const shown = Math.max(view.holds, PASSED_SHOWN);
  view.passed.forEach((row, i) => (i < shown || open.has('passed') || row.model === pinned) && all.push({ key: row.model, row, end: 5 }));
  const more = view.passed.length - shown;
  if (more > 1) {
    all.push({ key: 'passed', fold: more, end: 5, text: `${more} more passed`, open: open.has('passed') });
  } else if (more === 1 && !open.has('passed')) {
    const last = view.passed.at(-1);
    all.some((line) => line.key === last.model) || all.push({ key: last.model, row: last, end: 5 });
  }
  for (const group of groups(view.dropped)) {
    const folds = group.rows.length >= FOLD_FROM;
    if (folds) {
      all.push({ key: group.key, fold: group.rows.length, end: group.at, text: group.text, open: open.has(group.key) });
    }
    group.rows.filter((row) => !folds || open.has(group.key) || row.model === pinned).forEach((row) => all.push({ key: row.model, row, end: row.drop.at, inside: folds }));
  }
  return all;
}

/** Dropped ones by layer and reason, those that came furthest first. */
function groups(dropped) {
  const all = new Map();
  for (const row of dropped) {
    const what = row.drop.need ?? row.drop.selector ?? row.drop.by ?? row.drop.kind ?? row.drop.stage ?? '';
    const key = `${row.drop.layer} ${row.drop.reason} ${what}`;
    const group = all.get(key) ?? { key, at: row.drop.at, reason: row.drop.reason, what, rows: [] };
    group.rows.push(row);
    all.set(key, group);
  }
  return [...all.values()].map((group) => ({ ...group, text: wordsOf(group) })).sort((a, b) => b.at - a.at || a.rows.length - b.rows.length);
}

function wordsOf(group) {
  const texts = new Set(group.rows.map((row) => row.drop.text));
  return texts.size === 1 ? `${group.rows.length} dropped: ${[...texts][0]}` : `${group.rows.length} dropped: ${words(group.reason)}${group.what ? ` (${group.what})` : ''}`;
}

// ── words ──────────────────────────────────────────────────────────

export function words(code) {
  return String(code).replaceAll('_', ' ');
}

/** Billionths of utility as points with their sign: `+93.09`, `−0.07`. */
export function points(utility, sign = true) {
  if (utility === null || utility === undefined) {
    return '–';
  }
  const value = utility / POINT;
  const size = Math.abs(value);
  const text = size !== 0 && size < 0.01 ? size.toPrecision(1) : size.toFixed(2);
  return (value < 0 ? '−' : sign && value > 0 ? '+' : '') + text;
}

