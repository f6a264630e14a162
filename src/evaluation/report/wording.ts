/** How do numbers and findings read in a report? */
import type { Interval } from '../bootstrap.ts';
import { isNoise, type PairedTest } from '../significance.ts';

const MINUS = '−';

/** Three decimals, four where three would read as perfect; `–` for a figure that does not apply. */
export function figure(value: number | null): string {
  return value === null ? '–' : value.toFixed(value >= 0.9995 && value < 1 ? 4 : 3).replace('-', MINUS);
}

export function interval(found: Interval | null): string {
  return found === null ? '' : `${figure(found.low)} to ${figure(found.high)}`;
}

export function signed(value: number): string {
  return `${value < 0 ? MINUS : '+'}${Math.abs(value).toFixed(3)}`;
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

export function count(number: number | null): string {
  return number === null ? '–' : number.toLocaleString('en');
}

/** `p = 0.012`, `p < 0.001`. */
export function pValue(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

export function finding(test: PairedTest): 'better' | 'worse' | 'no clear difference' {
  return isNoise(test) ? 'no clear difference' : test.difference > 0 ? 'better' : 'worse';
}

export function settingsText(settings: Readonly<Record<string, unknown>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

export const INTERVAL_NOTE =
  'The ranges are 95 % bootstrap intervals over queries or pairs: with other articles of the same kind, the figure would mostly lie in there.';
export const COMPARISON_NOTE =
  'A difference counts when its 95 % interval leaves out 0. Of a hundred comparisons without any true difference, about five look like one.';
