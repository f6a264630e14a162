/** How are figures drawn? Bars with their intervals, and histograms; text stays HTML, so that it keeps its size on a phone. */
import { html } from 'hono/html';
import type { Interval } from '../bootstrap.ts';

export type Markup = ReturnType<typeof html>;

export interface Bar {
  readonly label: string;
  readonly value: number | null;
  readonly interval: Interval | null;
  /** 0-based: its colour. */
  readonly series: number;
  /** What stands behind the bar. */
  readonly text: string;
}

/** Widths are parts of 1,000 of whatever width there is; lines keep their thickness. */
const WIDTH = 1000;

/** Horizontal bars from 0, one above the other, on a common scale from `from` to `to`. */
export function barChart(bars: readonly Bar[], from: number, to: number): Markup {
  const x = (value: number) =>
    Math.round((WIDTH * (Math.min(to, Math.max(from, value)) - from)) / (to - from));
  return html`<div class="bars">${bars.map(
    ({ label, value, interval, series, text }) => html`
<div class="bar s${series % 6}"><span class="bar-label">${label}</span>
<svg viewBox="0 0 ${WIDTH} 20" preserveAspectRatio="none" role="img" aria-label="${label}: ${text}">
<rect class="track" width="${WIDTH}" height="20"/>${
      value !== null &&
      html`<rect class="value" x="${Math.min(x(0), x(value))}" y="3" width="${Math.abs(x(value) - x(0))}" height="14"/>`
    }${
      interval !== null &&
      html`<path class="interval" d="M${x(interval.low)} 10H${x(interval.high)}M${x(interval.low)} 6V14M${x(interval.high)} 6V14"/>`
    }</svg>
<span class="bar-text">${text}</span></div>`,
  )}
</div>`;
}

export interface Columns {
  readonly name: string;
  /** Heights, one per bin; the highest of all series fills the chart. */
  readonly heights: readonly number[];
  readonly series: number;
}

/** Several outlines over the same bins, and the ticks below them: each at its place, 0–1. */
export function stepChart(
  columns: readonly Columns[],
  ticks: readonly { readonly at: number; readonly text: string }[],
  description: string,
): Markup {
  const highest = Math.max(...columns.flatMap(({ heights }) => heights), Number.MIN_VALUE);
  return html`<ul class="legend">${columns.map(({ name, series }) => html`<li class="s${series % 6}">${name}</li>`)}</ul>
<div class="plot"><svg viewBox="0 0 ${WIDTH} 200" preserveAspectRatio="none" role="img" aria-label="${description}">
<path class="grid" d="M0 50H${WIDTH}M0 100H${WIDTH}M0 150H${WIDTH}"/>
${columns.map(({ heights, series }) => html`<path class="area s${series % 6}" d="${outline(heights, highest)}"/>`)}
<path class="axis" d="M0 200H${WIDTH}"/></svg>
<div class="ticks">${ticks.map(({ at, text }) => html`<span style="left:${(100 * at).toFixed(2)}%">${text}</span>`)}</div></div>`;
}

function outline(heights: readonly number[], highest: number): string {
  const step = WIDTH / heights.length;
  const points = heights.map((height, at) => {
    const y = (200 - (190 * height) / highest).toFixed(1);
    return `V${y}H${(step * (at + 1)).toFixed(1)}`;
  });
  return `M0 200${points.join('')}V200Z`;
}
