/** Small drawings within text and tables: a share as a bar, parts of a whole, a line of a few points. */
import { svg, html } from 'lit';

/** A share of 1. */
export function bar(share, color = 'c1', label = '') {
  const width = Math.max(0, Math.min(1, share || 0)) * 100;
  return html`<svg class="hbar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=${label || `${Math.round(width)} %`}><rect class="back" width="100" height="8"/><rect class="f-${color}" width=${width} height="8"/></svg>`;
}

/** Parts of a whole, one after the other. @param {{value: number, color: string, label: string}[]} parts */
export function stacked(parts, label = '') {
  const sum = parts.reduce((total, each) => total + Math.max(0, each.value), 0) || 1;
  let from = 0;
  return html`<svg class="hbar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=${label || parts.map((each) => `${each.label} ${Math.round((each.value / sum) * 100)} %`).join(', ')}>
    ${parts.map((each) => {
      const width = (Math.max(0, each.value) / sum) * 100;
      const x = from;
      from += width;
      return svg`<rect class="f-${each.color}" x=${x} width=${width} height="8"><title>${each.label}</title></rect>`;
    })}
  </svg>`;
}

/** A value from −1 to 1 around a middle line, for contributions. */
export function signed(share, label) {
  const size = Math.max(-1, Math.min(1, share)) * 50;
  return html`<svg class="hbar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=${label}><rect class="back" width="100" height="8"/><rect class="f-${size < 0 ? 'c5' : 'c1'}" x=${size < 0 ? 50 + size : 50} width=${Math.abs(size)} height="8"/><rect class="f-muted" x="49.6" width="0.8" height="8"/></svg>`;
}

/** A value with an interval on a scale from `low` to `high`. */
export function interval({ value, from, to, low = 0, high = 1, label }) {
  const x = (each) => Math.max(0, Math.min(100, ((each - low) / (high - low || 1)) * 100));
  return html`<svg class="hbar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=${label}><rect class="back" width="100" height="8"/><rect class="f-c1 area" x=${x(from)} width=${Math.max(0.8, x(to) - x(from))} y="1" height="6"/><rect class="f-c1" x=${Math.max(0, x(value) - 0.9)} width="1.8" height="8"/></svg>`;
}

/** A few points as a line. @param {number[]} values */
export function spark(values, label) {
  const most = Math.max(1, ...values);
  const step = 88 / Math.max(1, values.length - 1);
  const path = values.map((value, i) => `${i ? 'L' : 'M'}${(i * step).toFixed(1)} ${(20 - (value / most) * 17).toFixed(1)}`).join('');
  return html`<svg class="spark" viewBox="0 0 88 22" role="img" aria-label=${label}><path class="line s-c1" d=${path || 'M0 20'}/></svg>`;
}
