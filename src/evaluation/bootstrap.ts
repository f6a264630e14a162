/** How sure is a figure? Percentile bootstrap intervals (Efron & Tibshirani 1993, ch. 13), the same for the same seed. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Figures of the sample in which unit i occurs `counts[i]` times. Null where a figure is undefined on it. */
export type Statistic = (counts: Uint32Array) => readonly (number | null)[];

export interface BootstrapOptions {
  /** Default 1. */
  readonly seed?: number;
  /** Default 1,000. */
  readonly resamples?: number;
}

/** The middle 95 %. */
const TAIL = 0.025;

/** One 95 % interval per figure of the statistic; null where fewer than half of the resamples have the figure. */
export function intervals(
  units: number,
  statistic: Statistic,
  options?: BootstrapOptions,
): (Interval | null)[] {
  return distributions(units, statistic, options).map(({ values, resamples }) =>
    values.length < resamples / 2 ? null : intervalOf(values),
  );
}

export interface Distribution {
  /** Ascending, over the resamples that have the figure. */
  readonly values: Float64Array;
  readonly resamples: number;
}

/** What each figure of the statistic becomes when `units` units are drawn with replacement, again and again. */
export function distributions(
  units: number,
  statistic: Statistic,
  { seed = 1, resamples = 1000 }: BootstrapOptions = {},
): Distribution[] {
  if (units === 0) return [];
  const random = xoroshiro128plus(seed);
  const counts = new Uint32Array(units);
  const found: number[][] = [];
  for (let resample = 0; resample < resamples; resample++) {
    counts.fill(0);
    for (let draw = 0; draw < units; draw++) {
      const unit = uniformInt(random, 0, units - 1);
      counts[unit] = (counts[unit] ?? 0) + 1;
    }
    for (const [at, figure] of statistic(counts).entries()) {
      found[at] ??= [];
      if (figure !== null) found[at].push(figure);
    }
  }
  return found.map((values) => ({ values: Float64Array.from(values).sort(), resamples }));
}

/** The statistic whose figures are the means of columns of per-unit values. */
export function meansOf(columns: readonly Float64Array[]): Statistic {
  return (counts) => {
    let n = 0;
    for (const count of counts) n += count;
    return columns.map((column) => {
      let sum = 0;
      for (let at = 0; at < column.length; at++) sum += (counts[at] ?? 0) * (column[at] ?? 0);
      return n === 0 ? null : sum / n;
    });
  };
}

export function intervalOf(ascending: Float64Array): Interval {
  return { low: quantile(ascending, TAIL), high: quantile(ascending, 1 - TAIL) };
}

/** Linear between the order statistics: type 7 of Hyndman & Fan 1996. */
function quantile(ascending: Float64Array, share: number): number {
  const place = share * (ascending.length - 1);
  const below = ascending[Math.floor(place)] ?? Number.NaN;
  const above = ascending[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
