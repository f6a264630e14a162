/** `npm run tune`: which settings of the box are best on these labels, and is the gain real on labels that the search never saw? */
import type { BootstrapOptions } from './bootstrap.ts';
import { isNoise, type PairedTest, pairedTest } from './significance.ts';

export type Half = 'tuning' | 'heldOut';

export interface SettingsSearch<S extends object> {
  /** The settings in use: the search begins here, and the gain is measured from here. */
  readonly start: S;
  /** Values to try, per setting, in the order in which settings are tried. */
  readonly grid: { readonly [K in keyof S]?: readonly S[K][] };
  /** The figure of every query of one half, 0–1, always in the same order. */
  readonly score: (settings: S, half: Half) => readonly number[] | Promise<readonly number[]>;
  /** Passes over all settings; it ends earlier when a pass changes nothing. Default 3. */
  readonly rounds?: number;
  readonly onTrial?: (trial: Trial<S>) => void;
}

export interface Trial<S> {
  readonly settings: S;
  /** Mean over the tuning half. */
  readonly mean: number;
}

export interface Tuned<S> {
  readonly best: S;
  /** What `best` has differently from `start`: the settings to copy. */
  readonly changes: Partial<S>;
  readonly tuning: { readonly before: number; readonly after: number };
  readonly heldOut: { readonly before: number; readonly after: number };
  /** Of the difference on the held-out half; null when nothing changed or the half is empty. */
  readonly test: PairedTest | null;
  /** What the held-out half says. `noise`: the interval of the difference contains 0. */
  readonly verdict: 'unchanged' | 'gain' | 'loss' | 'noise';
  /** Every setting that was tried, in order; the first is `start`. */
  readonly trials: readonly Trial<S>[];
}

/** A smaller gain is rounding and changes nothing. */
const LEAST_GAIN = 1e-9;

/**
 * Coordinate search: one setting after the other takes the value with the highest mean on the tuning half, over again
 * until a pass changes nothing. Equal means keep the present value, so a setting without effect stays as it is.
 * The held-out half is scored twice, at the end.
 */
export async function searchSettings<S extends object>(
  { start, grid, score, rounds = 3, onTrial }: SettingsSearch<S>,
  options?: BootstrapOptions,
): Promise<Tuned<S>> {
  const trials: Trial<S>[] = [];
  const means = new Map<string, number>();
  const meanOf = async (settings: S): Promise<number> => {
    const key = JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));
    const known = means.get(key);
    if (known !== undefined) return known;
    const trial = { settings, mean: mean(await score(settings, 'tuning')) };
    means.set(key, trial.mean);
    trials.push(trial);
    onTrial?.(trial);
    return trial.mean;
  };

  const before = await meanOf(start);
  let [best, after] = [start, before];
  for (let round = 0, changed = true; round < rounds && changed; round++) {
    changed = false;
    for (const name of Object.keys(grid) as (keyof S)[]) {
      const centre = best;
      for (const value of grid[name] ?? []) {
        const settings = { ...centre, [name]: value };
        const found = await meanOf(settings);
        if (found > after + LEAST_GAIN) [best, after, changed] = [settings, found, true];
      }
    }
  }
  const kept = await score(start, 'heldOut');
  const changes = changesOf(start, best);
  const isUnchanged = Object.keys(changes).length === 0;
  const held = isUnchanged ? kept : await score(best, 'heldOut');
  const test = isUnchanged ? null : pairedTest(kept, held, options);
  return {
    best,
    changes,
    tuning: { before, after },
    heldOut: { before: mean(kept), after: mean(held) },
    test,
    verdict: isUnchanged ? 'unchanged' : verdictOf(test),
    trials,
  };
}

function changesOf<S extends object>(start: S, best: S): Partial<S> {
  const names = (Object.keys(best) as (keyof S)[]).filter((name) => best[name] !== start[name]);
  return Object.fromEntries(names.map((name) => [name, best[name]])) as Partial<S>;
}

function verdictOf(test: PairedTest | null): 'gain' | 'loss' | 'noise' {
  if (test === null || isNoise(test)) return 'noise';
  return test.difference > 0 ? 'gain' : 'loss';
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
