/** Rows that a statement gave: as a figure, bars or lines, and as a table. */
import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { count, millis, plural } from '../../core/format.js';
import { bar } from '../../ui/bars.js';
import { icon } from '../../ui/icons.js';
import { told } from '../../ui/toasts.js';
import '../../ui/chart.js';
import '../../ui/table.js';
import { behind, chartOf, linesOf, shown } from './shape.js';

const MOST_BARS = 25;

/** The rows as a figure, bars or lines. @param {object} answer with `columns`, `rows`, perhaps `chart`, `title` @param {string} zone whose days are meant */
export function picture(answer, zone) {
  return answer.rows.length === 0 ? html`<p class="muted">No rows: nothing that is stored fits.</p>` : drawing(answer, zone);
}

/** The rows as a table. */
export function rowsOf(answer, zone) {
  return answer.rows.length === 0 ? nothing : html`<div class="card">${table(answer, zone)}</div>`;
}

/** How many rows, how long it took. */
export function measure(answer) {
  return html`<span class="muted small">${plural(answer.row_count, 'row')} in ${millis(answer.millis)}</span>
    ${answer.truncated ? html`<span class="tag warn" title="There are more rows than one answer may have">cut off</span>` : nothing}`;
}

function drawing(answer, zone) {
  const chart = chartOf(answer);
  switch (chart.type) {
    case 'number':
      return html`<div class="grid tiles">${answer.columns.map((column, i) => html`<div class="tile"><span class="label">${column.name.replaceAll('_', ' ')}</span><span class="value">${shown(column.name, answer.rows[0][i])}</span></div>`)}</div>`;
    case 'line':
      return lines(answer, chart, zone);
    case 'bar':
      return bars(answer, chart, zone);
    default:
      return nothing;
  }
}

function lines(answer, chart, zone) {
  const read = linesOf(answer, chart, zone);
  if (read === null) {
    return bars(answer, chart, zone);
  }
  const kind = read.points.length < 3 || read.names.length > 1 ? 'bar' : 'area';
  const isSum = !/(_ms|share|average|per_)/.test(chart.y);
  const series = read.names.map((name, i) => ({ id: name, label: name.replaceAll('_', ' '), color: `c${(i % 8) + 1}`, kind: isSum || read.points.length < 2 ? kind : 'line', value: (point) => point.values.get(name) ?? null }));
  return html`<div class="card"><div class="body"><sb-chart still label=${answer.title ?? chart.y} .points=${read.points} .series=${series} .step=${read.step} .format=${(value) => shown(chart.y, value)} height="240"></sb-chart>
    ${read.left ? html`<p class="hint">${plural(read.left, 'smaller line')} not drawn; the table has all.</p>` : nothing}</div></div>`;
}

function bars(answer, chart, zone) {
  const at = (name) => answer.columns.findIndex((column) => column.name === name);
  const [x, y, series] = [at(chart.x), at(chart.y), chart.series ? at(chart.series) : -1];
  if (y < 0) {
    return nothing;
  }
  const most = Math.max(0, ...answer.rows.map((row) => row[y] ?? 0));
  const label = (row) => [series >= 0 ? shown(chart.series, row[series]) : null, x >= 0 ? shown(chart.x, row[x]) : null].filter((each) => each !== null).join(' · ');
  return html`<div class="card"><div class="body"><ol class="bars" aria-label=${answer.title ?? chart.y}>
    ${answer.rows.slice(0, MOST_BARS).map((row) => {
      const href = behind(row, answer, zone);
      const value = shown(chart.y, row[y]);
      return html`<li><span class="cut">${href ? html`<a href=${href}>${label(row)}</a>` : label(row)}</span>${bar(most > 0 ? (row[y] ?? 0) / most : 0, 'c1', `${label(row)}: ${value}`)}<span class="num">${value}</span></li>`;
    })}</ol>${answer.rows.length > MOST_BARS ? html`<p class="hint">The first ${MOST_BARS} of ${count(answer.rows.length)}; the table has all.</p>` : nothing}</div></div>`;
}

function table(answer, zone) {
  const rows = answer.rows.map((cells, id) => ({ id, cells }));
  const columns = answer.columns.map((column, i) => ({
    id: column.name,
    label: column.name.replaceAll('_', ' '),
    title: `${column.name}, ${column.type}`,
    num: column.type === 'integer' || column.type === 'real',
    value: (row) => row.cells[i],
    cell: (row) => cell(column, row.cells[i]),
  }));
  const links = rows.slice(0, 1).some((row) => behind(row.cells, answer, zone) !== null);
  if (links) {
    columns.push({ id: 'requests_behind', label: 'Behind it', cell: (row) => html`<a href=${behind(row.cells, answer, zone) ?? '/requests'}>requests</a>` });
  }
  return html`<sb-table name="ask" caption="Rows of the answer" tall .columns=${columns} .rows=${rows} .keyOf=${(row) => row.id} .tools=${csvButton(answer)}></sb-table>`;
}

function cell(column, value) {
  const text = shown(column.name, value);
  return text.length > 80 ? html`<span class="longtext" title=${text.slice(0, 400)}>${text.slice(0, 80)}…</span>` : text;
}

function csvButton(answer) {
  return html`<button class="small" @click=${() => saveCsv(answer)}>${icon('download')}CSV</button>`;
}

/** The same statement once more, as CSV. */
async function saveCsv({ sql, title }) {
  try {
    const response = await api.raw('POST', '/v1/sql', { sql }, { headers: { accept: 'text/csv' } });
    if (!response.ok) {
      throw await api.problem(response, '/v1/sql');
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `${(title ?? 'answer').replace(/[^A-Za-z0-9]+/g, '-').toLowerCase().slice(0, 60)}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch (error) {
    told(error);
  }
}
