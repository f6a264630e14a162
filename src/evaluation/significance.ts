/** Is one variant really better than another on the same queries, or is it luck? Two paired tests, the same for the same seed. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import {
  type BootstrapOptions,
  distributions,
  type Interval,
  intervalOf,
  meansOf,
  type Statistic,
} from './bootstrap.ts';

export interface PairedTest {
  /** After minus before. */
  readonly difference: number;
  /** 95 %, by bootstrap over the units. */
  readonly interval: Interval;
  /** Two-sided. */
  readonly p: number;
  /** Queries or pairs that both variants answered. */
  readonly units: number;
}

/** Sign flips of the randomisation test. */
const FLIPS = 5_000;

/**
 * For figures that are means over queries: Fisher's randomisation test, in which the variants' values of a query swap
 * places by chance (Smucker, Allan & Carterette 2007). `before[i]` and `after[i]` are the same query. Null without queries.
 */
export function pairedTest(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  options: BootstrapOptions = {},
): PairedTest | null {
  if (before.length !== after.length)
    throw new Error(`paired test needs equal lengths, got ${before.length} and ${after.length}`);
  const units = before.length;
  const differences = Float64Array.from(after, (value, at) => value - (before[at] ?? 0));
  const [distribution] = distributions(units, meansOf([differences]), options);
  if (distribution === undefined) return null;
  let sum = 0;
  for (const difference of differences) sum += difference;
  return {
    difference: sum / units,
    interval: intervalOf(distribution.values),
    p: randomisationP(
      differences.filter((difference) => difference !== 0),
      sum,
      options.seed ?? 1,
    ),
    units,
  };
}

function randomisationP(differences: Float64Array, observed: number, seed: number): number {
  const random = xoroshiro128plus(seed);
  // Sums in another order may differ in the last bits: an equal sum counts as at least as far.
  const least = Math.abs(observed) * (1 - 1e-9);
  let asFar = 1;
  for (let flip = 0; flip < FLIPS; flip++) {
    let sum = 0;
    let bits = 0;
    for (let at = 0; at < differences.length; at++) {
      bits = at % 32 === 0 ? random.next() : bits >>> 1;
      sum += bits & 1 ? (differences[at] ?? 0) : -(differences[at] ?? 0);
    }
    if (Math.abs(sum) >= least) asFar++;
  }
  return asFar / (FLIPS + 1);
}

/**
 * For figures that are no means (correlation, AUC, F1): paired bootstrap, both variants on the same resamples.
 * p = twice the share of resamples on the smaller side of 0 (Efron & Tibshirani 1993, ch. 15). One result per figure,
 * null where either variant lacks it.
 */
export function pairedBootstrap(
  units: number,
  before: Statistic,
  after: Statistic,
  options: BootstrapOptions = {},
): (PairedTest | null)[] {
  const difference: Statistic = (counts) => {
    const [from, to] = [before(counts), after(counts)];
    return to.map((value, at) => minus(value, from[at] ?? null));
  };
  const observed = difference(new Uint32Array(units).fill(1));
  const found = distributions(units, difference, options);
  return observed.map((value, at) => {
    const { values, resamples } = found[at] ?? { values: new Float64Array(0), resamples: 1 };
    if (value === null || values.length < resamples / 2) return null;
    const notAbove = values.filter((sample) => sample <= 0).length;
    const notBelow = values.filter((sample) => sample >= 0).length;
    const p = Math.min(1, (2 * (Math.min(notAbove, notBelow) + 1)) / (values.length + 1));
    return { difference: value, interval: intervalOf(values), p, units };
  });
}

function minus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}

/** Whether the interval of the difference contains 0: nothing was shown, either way. */
export function isNoise({ interval }: PairedTest): boolean {
  return interval.low <= 0 && interval.high >= 0;
}
