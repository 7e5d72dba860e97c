/** A profile as data: its keys, what it says in words, what changed, as TOML. */
import { millis, number, percent, usd } from '../../core/format.js';
import { CAPABILITIES } from '../routing/question.js';

/**
 * The keys of a profile in groups, without the trade. `kind` is how one is edited: `number`, `flag`,
 * `choice`, `list` (a line each), `checks`. `unit` stands behind the field; `scale` is what a figure
 * is multiplied by to be shown.
 */
export const GROUPS = [
  ['Ceilings and floor', 'What is above or below is dropped, whatever its utility.', [
    { key: 'max_cost_usd', label: 'Highest cost of a request', kind: 'number', unit: '$', most: 1e6, step: 'any' },
    { key: 'max_first_token_ms', label: 'Highest p95 to the first token', kind: 'number', unit: 'ms', least: 1, most: 86400000, step: 1 },
    { key: 'max_total_ms', label: 'Highest expected time', kind: 'number', unit: 'ms', least: 1, most: 86400000, step: 1 },
    { key: 'min_quality', label: 'Lowest expected quality', kind: 'number', unit: 'points', scale: 100, most: 100, step: 'any' },
  ]],
  ['Who may answer', 'A provider, provider/model, model or family:name; a * at the end of a part. One a line.', [
    { key: 'allow', label: 'Only these', kind: 'list', selectors: true },
    { key: 'deny', label: 'None of these', kind: 'list', selectors: true },
    { key: 'prefer', label: 'Prefer: five points more', kind: 'list', selectors: true },
    { key: 'avoid', label: 'Avoid: five points less', kind: 'list', selectors: true },
    { key: 'pin', label: 'Pin: only these, even where others allow more', kind: 'list', selectors: true },
    { key: 'regions', label: 'Prompts stay in these regions', kind: 'list' },
    { key: 'clearances', label: 'Cleared for all of these', kind: 'list' },
    { key: 'requires', label: 'Must be able to do', kind: 'checks', choices: CAPABILITIES },
    { key: 'local_only', label: 'only servers of your own', kind: 'flag' },
    { key: 'keeps_nothing', label: 'only what is known to keep no prompts', kind: 'flag' },
    { key: 'allow_unknown', label: 'let models compete whose price or ability is not known', kind: 'flag' },
  ]],
  ['Handling', '', [
    { key: 'task', label: 'Judged as, without x-task', kind: 'choice', choices: ['general', 'code', 'extract', 'chat', 'math', 'long_context'] },
    { key: 'max_attempts', label: 'Most deployments tried', kind: 'number', least: 1, most: 8, step: 1 },
    { key: 'switch_points', label: 'Leaving the model of a session costs', kind: 'number', unit: 'points', most: 100, step: 'any' },
    { key: 'hedge_after_ms', label: 'Second call when nothing came after', kind: 'number', unit: 'ms', least: 1, most: 86400000, step: 1 },
    { key: 'hedge_percent', label: 'Requests with a second call, at most', kind: 'number', unit: '%', least: 1, most: 100, step: 1 },
    { key: 'validate', label: 'When an answer breaks its schema', kind: 'choice', choices: ['off', 'retry'] },
    { key: 'verify', label: 'Make sure by a second answer', kind: 'choice', choices: ['off', 'agreement'] },
    { key: 'strict', label: 'refuse what would lose a field of the request', kind: 'flag' },
  ]],
  ['Exploration', 'Chance chooses among those that may be the best, so that something is learnt of them.', [
    { key: 'exploration', label: 'Share of the requests', kind: 'number', unit: '%', scale: 100, most: 10, step: 'any' },
    { key: 'exploration_cost_cap', label: 'Not in requests that cost more than', kind: 'number', unit: '$', most: 1e6, step: 'any' },
  ]],
];

const FIELDS = GROUPS.flatMap(([, , fields]) => fields);
const ORDER = [...new Set(['description', 'task', 'point_usd_per_1000', 'second_points', 'weights', ...FIELDS.map((field) => field.key)])];

/** The shares of cost, time and quality that a trade stands for (docs/routing.md, "Profiles"). */
export function sharesOf({ point_usd_per_1000: point, second_points: second }) {
  const parts = { cost: point === undefined || point === null ? 0 : 2 / Math.max(1e-9, point), latency: (second ?? 0) / 0.3, quality: 1 };
  const sum = parts.cost + parts.latency + parts.quality;
  return { cost: parts.cost / sum, latency: parts.latency / sum, quality: parts.quality / sum };
}

/** The trade that shares stand for. */
function tradeOfShares({ cost, latency, quality }) {
  return { ...(cost > 0 ? { point_usd_per_1000: (2 * quality) / cost } : {}), second_points: (0.3 * latency) / quality };
}

/** The trade of a profile, however it says it. */
export function tradeOfProfile(profile) {
  return profile.weights ? tradeOfShares(profile.weights) : { point_usd_per_1000: profile.point_usd_per_1000, second_points: profile.second_points };
}

/** What a trade says, as one would say it. */
export function tradeWords({ point_usd_per_1000: point, second_points: second }) {
  return `a point is worth ${point === undefined || point === null ? 'any money' : `$${number(point, 4)} per 1,000 requests`}, a second ${number(second ?? 0, 3)} points`;
}

const WORDS = {
  max_cost_usd: (value) => `costs ${usd(value)} at most`,
  max_first_token_ms: (value) => `first token within ${millis(value)} in 95 of 100`,
  max_total_ms: (value) => `ends within ${millis(value)}`,
  min_quality: (value) => `quality of ${number(value * 100)} points at least`,
  allow: (value) => `only ${value.join(', ')}`,
  deny: (value) => `never ${value.join(', ')}`,
  prefer: (value) => `prefers ${value.join(', ')}`,
  avoid: (value) => `avoids ${value.join(', ')}`,
  pin: (value) => `pinned to ${value.join(', ')}`,
  requires: (value) => `needs ${value.join(', ')}`,
  regions: (value) => `stays in ${value.join(', ')}`,
  clearances: (value) => `cleared for ${value.join(', ')}`,
  local_only: () => 'local servers only',
  keeps_nothing: () => 'keeps no prompts',
  allow_unknown: () => 'unknown prices and abilities compete',
  strict: () => 'refuses losses',
  max_attempts: (value) => (value === 4 ? null : `${value} ${value === 1 ? 'attempt' : 'attempts'}`),
  switch_points: (value) => (value === 1 ? null : `leaving a session costs ${number(value)} points`),
  hedge_after_ms: (value) => `second call after ${millis(value)}`,
  validate: (value) => (value === 'off' ? null : 'asks again when the schema breaks'),
  verify: (value) => (value === 'off' ? null : 'two answers have to agree'),
  exploration: (value) => (value ? `explores in ${percent(value)}` : null),
};

/** What a profile demands, in words; standards are left out. @returns {string[]} */
export function constraints(profile) {
  return Object.entries(WORDS)
    .filter(([key]) => isSet(profile[key]))
    .map(([key, words]) => words(profile[key]))
    .filter(Boolean);
}

/** Whether a key says anything. */
export function isSet(value) {
  return value !== undefined && value !== null && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** The profile with changes; null takes a key away. */
export function changed(profile, changes) {
  return Object.fromEntries(Object.entries({ ...profile, ...changes }).filter(([, value]) => value !== null && value !== undefined));
}

/** The keys that differ. @returns {{key: string, before: string, after: string}[]} */
export function differences(before, after) {
  const keys = [...new Set([...ORDER, ...Object.keys(before), ...Object.keys(after)])];
  const same = (key) => JSON.stringify(isSet(before[key]) ? before[key] : null) === JSON.stringify(isSet(after[key]) ? after[key] : null);
  return keys.filter((key) => !same(key)).map((key) => ({ key, before: toml(before[key]) ?? '–', after: toml(after[key]) ?? '–' }));
}

/** `[profiles.ID]` as it would stand in the file; what is empty is left out. */
export function asToml(id, profile) {
  const lines = ORDER.filter((key) => isSet(profile[key])).map((key) => `${key} = ${toml(profile[key])}`);
  return [`[profiles.${/^[A-Za-z0-9_-]+$/.test(id) ? id : text(id)}]`, ...lines].join('\n') + '\n';
}

function toml(value) {
  if (!isSet(value) && value !== false) {
    return null;
  }
  if (Array.isArray(value)) {
    return `[${value.map(toml).join(', ')}]`;
  }
  return typeof value === 'object' ? `{ ${Object.entries(value).map(([key, each]) => `${key} = ${toml(each)}`).join(', ')} }` : typeof value === 'string' ? text(value) : String(value);
}

/** A basic string of TOML. */
function text(value) {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
}
