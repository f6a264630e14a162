/** How good is one variant, on somebody's labels? Everything that is measured, as one value. */
import type { BootstrapOptions } from './bootstrap.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import type { Labels } from './labels.ts';
import { byMeasure, type Figures } from './measures.ts';
import { type QueryFigures, queryFigures } from './ranking-metrics.ts';
import type { RankedList, ScoredPair } from './rankings.ts';
import { type Slice, sliceOf } from './slice.ts';

/** What is true of the collection, whatever the variant. */
export interface Ground {
  /** Ids of all articles that could be shown. */
  readonly articles: readonly string[];
  /** Code of the article's language, or null: unknown. */
  readonly languageOf: (id: string) => string | null;
  /** Null when there are only ratings of pairs. */
  readonly labels: Labels | null;
  /** Pairs with a gain above it are positive; null when gains are graded or there are no pairs. */
  readonly threshold: number | null;
}

/** What one variant answered. */
export interface Variant {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** At least 50 deep where the collection has them, for MAP@50. */
  readonly lists?: readonly RankedList[];
  /** The boxes as readers see them, for coverage; without them the first `limit` of each list. */
  readonly boxes?: readonly RankedList[];
  /** Items in a full box. */
  readonly limit: number;
  readonly pairs?: readonly ScoredPair[];
}

export interface Evaluation extends Slice {
  readonly variant: Variant;
  readonly articles: number;
  /** By number of queries and pairs, largest first. */
  readonly languages: readonly (Slice & { readonly language: string })[];
  /** Unweighted mean over the languages that have the figure; null with fewer than two languages. */
  readonly languageMean: Figures | null;
  /** Null when only pairs were scored. */
  readonly coverage: Coverage | null;
  readonly threshold: number | null;
  /** In the order of the lists; null without labels or lists. */
  readonly perQuery: readonly QueryFigures[] | null;
}

export const UNKNOWN_LANGUAGE = 'unknown';

export function evaluate(variant: Variant, ground: Ground, options?: BootstrapOptions): Evaluation {
  const { labels, threshold } = ground;
  const { lists, limit } = variant;
  const perQuery = labels === null || lists === undefined ? null : queryFigures(lists, labels);
  const pairs = variant.pairs ?? null;
  const boxes = variant.boxes ?? lists;
  const whole = sliceOf({ queries: perQuery, pairs, threshold }, options);
  const languages = slicesByLanguage(whole, perQuery, pairs, ground, options);
  return {
    ...whole,
    variant,
    articles: ground.articles.length,
    languages,
    languageMean:
      languages.length < 2
        ? null
        : byMeasure((measure) => mean(languages.map(({ figures }) => figures[measure]))),
    coverage: boxes === undefined ? null : coverageOf(boxes, limit, ground.articles),
    threshold,
    perQuery,
  };
}

function slicesByLanguage(
  whole: Slice,
  queries: readonly QueryFigures[] | null,
  pairs: readonly ScoredPair[] | null,
  { languageOf, threshold }: Ground,
  options: BootstrapOptions | undefined,
): Evaluation['languages'] {
  const languageOfPair = ({ a, b, language }: ScoredPair) =>
    language ||
    [...new Set([languageOf(a), languageOf(b)])].filter((code) => code !== null).join('-') ||
    UNKNOWN_LANGUAGE;
  const ofQueries = grouped(queries ?? [], ({ id }) => languageOf(id) ?? UNKNOWN_LANGUAGE);
  const ofPairs = grouped(pairs ?? [], languageOfPair);
  const size = (language: string) =>
    (ofQueries.get(language)?.length ?? 0) + (ofPairs.get(language)?.length ?? 0);
  return [...new Set([...ofQueries.keys(), ...ofPairs.keys()])]
    .sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1))
    .map((language, _, { length }) => {
      const part = {
        queries: ofQueries.get(language) ?? null,
        pairs: ofPairs.get(language) ?? null,
        threshold,
      };
      return { language, ...(length === 1 ? whole : sliceOf(part, options)) };
    });
}

function grouped<T>(entries: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

function mean(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
}
