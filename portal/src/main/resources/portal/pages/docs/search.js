/** Finds blocks of the documentation by words. */
import { plain } from './rich.js';
import { snippetOf } from './snippets.js';

const MOST = 40;
const AROUND = 70;

/** What a block says, for searching. */
function textOf(block) {
  if (block.table) {
    return [block.table.head, ...block.table.rows].map((row) => row.map(plain).join(' ')).join('\n');
  }
  if (block.snippets) {
    return block.snippets.map(snippetOf).map((each) => `${each.title}\n${each.text(location.origin, null)}`).join('\n');
  }
  return plain(block.p ?? block.h ?? block.code ?? (block.list ?? []).join('\n'));
}

let index = null;

/** @param {object[]} sections @param {string} query @returns {{section: object, at: number, heading: string, line: string}[]} */
export function find(sections, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return [];
  }
  index ??= sections.flatMap((section) => {
    let heading = section.title;
    return section.blocks.map((block, at) => {
      heading = block.h ? plain(block.h) : heading;
      return { section, at, heading, text: textOf(block) };
    });
  });
  const scored = index.map((each) => ({ ...each, score: score(each, words) })).filter((each) => each.score > 0);
  return scored.sort((a, b) => b.score - a.score).slice(0, MOST).map((each) => ({ section: each.section, at: each.at, heading: each.heading, line: lineOf(each.text, words) }));
}

/** All words must be there; in the heading they count more. */
function score({ section, heading, text }, words) {
  const [title, body] = [`${section.title} ${heading}`.toLowerCase(), text.toLowerCase()];
  return words.every((word) => title.includes(word) || body.includes(word)) ? words.reduce((sum, word) => sum + (title.includes(word) ? 3 : 0) + (body.includes(word) ? 1 : 0), 0) : 0;
}

/** The line with the first word, cut around it. */
function lineOf(text, words) {
  const lines = text.split('\n');
  const line = lines.find((each) => words.some((word) => each.toLowerCase().includes(word))) ?? lines[0] ?? '';
  const at = Math.max(0, ...words.map((word) => line.toLowerCase().indexOf(word)).filter((each) => each >= 0).slice(0, 1));
  const from = Math.max(0, at - AROUND);
  return (from > 0 ? '… ' : '') + line.slice(from, at + AROUND * 2).trim() + (at + AROUND * 2 < line.length ? ' …' : '');
}
