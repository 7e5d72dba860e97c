/** What was asked in this browser session; not kept beyond it. */

const NAME = 'signalbox.asked';
const MOST = 30;

/** @returns {{q?: string, sql?: string}[]} newest first */
export function history() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAME) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return []; // no storage, or somebody else's text in it
  }
}

/** Notes a question or a statement; one that was asked before moves to the front. */
export function note(entry) {
  const key = JSON.stringify(entry);
  const all = [entry, ...history().filter((each) => JSON.stringify(each) !== key)].slice(0, MOST);
  try {
    sessionStorage.setItem(NAME, JSON.stringify(all));
  } catch {
    // full or forbidden: then there is no history
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // nothing was kept either
  }
}
