/** Drawings of 16 by 16, in the colour of the text around them; decoration, so hidden from readers. */
import { html, svg } from 'lit';

const PATHS = {
  gauge: svg`<path d="M2.5 12a6 6 0 1 1 11 0M8 9.5l3-4"/>`,
  list: svg`<path d="M2 4h1M2 8h1M2 12h1M6 4h8M6 8h8M6 12h8"/>`,
  alert: svg`<path d="M8 2 1.5 13.5h13zM8 6.5v3M8 11.5v.2"/>`,
  layers: svg`<path d="m8 2 6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3"/>`,
  people: svg`<circle cx="6" cy="5.5" r="2.5"/><path d="M1.5 14c0-3 2-4.5 4.5-4.5s4.5 1.5 4.5 4.5M10.5 3.200a2.5 2.5 0 0 1 0 4.600M12 9.800c1.600.5 2.5 2 2.5 4.200"/>`,
  route: svg`<circle cx="3.5" cy="12.5" r="1.5"/><circle cx="12.5" cy="3.5" r="1.5"/><path d="M5 12.5h4.5a2.300 2.300 0 0 0 0-4.600h-3a2.300 2.300 0 0 1 0-4.400H11"/>`,
  grid: svg`<path d="M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5H9z"/>`,
  sliders: svg`<path d="M4 2v7M4 12v2M8 2v2M8 7v7M12 2v5M12 10v4M2.5 10.5h3M6.5 5.5h3M10.5 8.5h3"/>`,
  star: svg`<path d="m8 2 1.800 3.800 4.200.5-3.100 2.900.8 4.100L8 11.300l-3.700 2 .8-4.100L2 6.300l4.200-.5z"/>`,
  play: svg`<path d="M4.5 2.5v11l8.5-5.5z"/>`,
  question: svg`<circle cx="8" cy="8" r="6"/><path d="M6 6.200c.2-2.400 4-2.200 4 .1 0 1.5-2 1.600-2 3M8 11.300v.2"/>`,
  door: svg`<path d="M3.5 14V2.5h9V14M2 14h12M10 8v.6"/>`,
  plug: svg`<path d="M5.5 2v3M10.5 2v3M3.5 5h9v2.5a4.5 4.5 0 0 1-9 0zM8 12v2.5"/>`,
  key: svg`<circle cx="5" cy="11" r="3"/><path d="m7.200 8.800 6-6M11 5l2 2M9 7l1.5 1.5"/>`,
  file: svg`<path d="M4 1.5h5l3.5 3.5v9.5H4zM9 1.5V5h3.5M6 8.5h4M6 11h4"/>`,
  book: svg`<path d="M2.5 2.5H6c1.200 0 2 .8 2 2v9c0-1-.8-1.5-2-1.5H2.5zM13.5 2.5H10c-1.200 0-2 .8-2 2v9c0-1 .8-1.5 2-1.5h3.5z"/>`,
  search: svg`<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>`,
  filter: svg`<path d="M2 3h12l-4.5 5.5V13l-3 1.5v-6z"/>`,
  inbox: svg`<path d="M2 9.5 4 3h8l2 6.5V13H2zM2 9.5h3.5c0 1.300 1 2 2.5 2s2.5-.7 2.5-2H14"/>`,
  info: svg`<circle cx="8" cy="8" r="6"/><path d="M8 7.5v4M8 4.800v.2"/>`,
  menu: svg`<path d="M2 4h12M2 8h12M2 12h12"/>`,
  close: svg`<path d="m3.5 3.5 9 9M12.5 3.5l-9 9"/>`,
  copy: svg`<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"/>`,
  sun: svg`<circle cx="8" cy="8" r="3"/><path d="M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.400 3.400l1 1M11.600 11.600l1 1M3.400 12.600l1-1M11.600 4.400l1-1"/>`,
  moon: svg`<path d="M13.5 9.700A6 6 0 1 1 6.300 2.5a4.800 4.800 0 0 0 7.200 7.200z"/>`,
  half: svg`<circle cx="8" cy="8" r="6"/><path d="M8 2v12a6 6 0 0 0 0-12z" fill="currentColor"/>`,
  refresh: svg`<path d="M13.5 8a5.5 5.5 0 1 1-1.700-4M12 1.5V4.200H9.300"/>`,
  clock: svg`<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>`,
  columns: svg`<path d="M2 3h12v10H2zM6 3v10M10 3v10"/>`,
  download: svg`<path d="M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11"/>`,
  up: svg`<path d="m3.5 10 4.5-4.5L12.5 10"/>`,
  down: svg`<path d="m3.5 6 4.5 4.5L12.5 6"/>`,
  left: svg`<path d="M10 3.5 5.5 8l4.5 4.5"/>`,
  right: svg`<path d="M6 3.5 10.5 8 6 12.5"/>`,
  plus: svg`<path d="M8 3v10M3 8h10"/>`,
  minus: svg`<path d="M3 8h10"/>`,
  trash: svg`<path d="M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.600L12 4M6.700 6.5v4.5M9.300 6.5v4.5"/>`,
  edit: svg`<path d="m3 13 .6-3L10.5 3.100l2.400 2.400L6 12.400z"/>`,
  external: svg`<path d="M6.5 3.5h-4v10h10v-4M9 2.5h4.5V7M13.5 2.5 7 9"/>`,
  bookmark: svg`<path d="M4 2h8v12l-4-3-4 3z"/>`,
  live: svg`<circle cx="8" cy="8" r="2" fill="currentColor"/><path d="M4.5 4.5a5 5 0 0 0 0 7M11.5 4.5a5 5 0 0 1 0 7M2.5 2.5a8 8 0 0 0 0 11M13.5 2.5a8 8 0 0 1 0 11"/>`,
  pause: svg`<path d="M5 3v10M11 3v10"/>`,
  bolt: svg`<path d="M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z"/>`,
};

/** @param {keyof PATHS} name */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${PATHS[name]}</svg>`;
}
