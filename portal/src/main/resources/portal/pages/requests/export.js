/** All requests of a query as one table, page by page: more than the API gives at once, and than is drawn. */
import { api, address } from '../../core/api.js';
import { count } from '../../core/format.js';
import { attempt } from '../../ui/dialog.js';
import { toast } from '../../ui/toasts.js';
import { exportQuery } from './list.js';

const ROWS_A_PAGE = 200;
const ROWS_AT_MOST = 20000;

/** @param {object} list what is shown, for its order @param {function(?number): void} progress rows so far; null at the end */
export async function exportAll(query, list, progress) {
  progress(0);
  const read = await attempt(() => pages(exportQuery(query, list), progress));
  progress(null);
  if (read) {
    save(read.lines.join(''));
    toast(read.whole ? `${count(read.rows)} requests saved` : `The first ${count(read.rows)} requests saved; a shorter span has the others`);
  }
}

async function pages(query, progress) {
  const lines = [];
  let rows = 0;
  let after = null;
  do {
    const response = await api.raw('GET', address('/v1/records', { ...query, limit: ROWS_A_PAGE, after }), undefined, { headers: { accept: 'text/csv' } });
    if (!response.ok) {
      throw await api.problem(response, '/v1/records');
    }
    const table = await response.text();
    const head = table.indexOf('\n') + 1;
    lines.push(lines.length === 0 ? table : table.slice(head));
    // texts in quotes may have lines of their own
    rows += table.slice(head).replace(/"[^"]*"/g, '').match(/\n/g)?.length ?? 0;
    after = response.headers.get('x-signalbox-next');
    progress(rows);
  } while (after && rows < ROWS_AT_MOST);
  return { lines, rows, whole: !after };
}

function save(text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = 'requests.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
