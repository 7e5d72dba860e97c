/** What a person says of answers: good or not, or which of several is better. */
import { asking } from './run.js';

/** Tells the gateway. Throws with the reason where one of them does not count. */
async function tell(signals, key) {
  const response = await fetch('/v1/signals', { method: 'POST', body: JSON.stringify(signals), ...asking(key, { 'content-type': 'application/json', accept: 'application/json' }) });
  const told = await response.json();
  if (!response.ok) {
    throw new Error(told.error?.message ?? `the gateway answered ${response.status}`);
  }
  const refused = told.results.find((each) => each.state === 'rejected');
  if (refused) {
    throw new Error(refused.message ?? `the signal was refused: ${refused.reason}`);
  }
}

/** That this answer is good, or is not. */
export function judge(run, good) {
  return tell([{ request_id: run.requestId, value: good, name: 'thumbs', source: 'user', labels: { from: 'playground' } }], run.key);
}

/** That this answer is better than each of the others. */
export function prefer(best, others) {
  return tell(
    others.map((other) => ({ value: { better: best.decisionId, worse: other.decisionId }, name: 'comparison', source: 'user', labels: { from: 'playground', better: best.requestId, worse: other.requestId } })),
    best.key,
  );
}
