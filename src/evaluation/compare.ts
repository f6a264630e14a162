/** Variants side by side: by how much does each measure change, and is that more than luck? */
import type { BootstrapOptions } from './bootstrap.ts';
import type { Evaluation } from './evaluation.ts';
import { byMeasure, type Measure, PAIR_MEASURES, RANKING_MEASURES } from './measures.ts';
import type { ScoredPair } from './rankings.ts';
import { type PairedTest, pairedBootstrap, pairedTest } from './significance.ts';
import { pairStatistic, rankingColumns } from './slice.ts';

export interface Comparison {
  /** Names of the variants. */
  readonly before: string;
  readonly after: string;
  /** On the queries and pairs that both answered; null where either lacks the measure. */
  readonly tests: Readonly<Record<Measure, PairedTest | null>>;
}

export function compare(before: Evaluation, after: Evaluation, options?: BootstrapOptions): Comparison {
  const tests: Partial<Record<Measure, PairedTest | null>> = {};
  const [fromQueries, toQueries] = inCommon(before.perQuery ?? [], after.perQuery ?? [], ({ id }) => id);
  const [fromColumns, toColumns] = [rankingColumns(fromQueries), rankingColumns(toQueries)];
  for (const [at, measure] of RANKING_MEASURES.entries())
    tests[measure] = pairedTest(fromColumns[at] ?? [], toColumns[at] ?? [], options);

  const [fromPairs, toPairs] = inCommon(before.variant.pairs ?? [], after.variant.pairs ?? [], placeOf);
  const found =
    fromPairs.length === 0
      ? []
      : pairedBootstrap(
          fromPairs.length,
          pairStatistic(fromPairs, before.threshold),
          pairStatistic(toPairs, after.threshold),
          options,
        );
  for (const [at, measure] of PAIR_MEASURES.entries()) tests[measure] = found[at] ?? null;
  return {
    before: before.variant.name,
    after: after.variant.name,
    tests: byMeasure((measure) => tests[measure] ?? null),
  };
}

const placeOf = ({ a, b }: ScoredPair) => JSON.stringify([a, b]);

/** The entries of both lists that have a partner in the other, in the order of the first. */
function inCommon<T>(before: readonly T[], after: readonly T[], keyOf: (entry: T) => string): [T[], T[]] {
  const partners = new Map(after.map((entry) => [keyOf(entry), entry]));
  const from = before.filter((entry) => partners.has(keyOf(entry)));
  return [from, from.flatMap((entry) => partners.get(keyOf(entry)) ?? [])];
}
