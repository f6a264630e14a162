/** How is chance repeated? Every run prints its seed; `CHAOS_SEED` gives it again. `CHAOS_FULL` asks for the long forms. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export const isFull: boolean = process.env.CHAOS_FULL === '1';

/** `short` in CI, `full` in the long form. */
export const size = (short: number, full: number): number => (isFull ? full : short);

export interface Chance {
  readonly seed: number;
  /** An integer from `from` to `to`, both included. */
  between(from: number, to: number): number;
  pick<T>(values: readonly T[]): T;
}

export function chanceFor(test: string): Chance {
  const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 2 ** 31);
  process.stdout.write(`${test} seed=${seed}\n`);
  const random = xoroshiro128plus(seed);
  const between = (from: number, to: number) => uniformInt(random, from, to);
  return {
    seed,
    between,
    pick: <T>(values: readonly T[]) => values[between(0, values.length - 1)] as T,
  };
}
