/** What must another engine do to be measured beside ours? */

export interface RivalArticle {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** ISO 639-1, or `und`. */
  readonly language: string;
}

export interface Rival {
  readonly name: string;
  /** Why it cannot be measured here; undefined when it can. */
  available?(): string | undefined;
  /** Indexes the articles; called once, before any query. */
  build(articles: readonly RivalArticle[]): Promise<void> | void;
  /** The ids of the 10 nearest to the article at `index` of those given to `build`, best first, itself left out. */
  query(index: number): Promise<string[]> | string[];
  /** For rivals that keep the time themselves, so that the way to them does not count; the others leave it to `measure`. */
  measure?(indices: readonly number[]): Promise<Measurement>;
  close?(): Promise<void> | void;
}

export interface Measurement {
  /** One per index, in the order given. */
  readonly secondsPerQuery: number[];
  readonly hits: string[][];
}

/** Hits that every rival is asked for. */
export const LIMIT = 10;
/** Terms of the article that a rival is asked with, where it does not choose by itself. */
export const QUERY_TERMS = 25;

/** Runs the queries one after the other. Warming up is the caller's business. */
export async function measure(rival: Rival, indices: readonly number[]): Promise<Measurement> {
  if (rival.measure) return rival.measure(indices);
  const secondsPerQuery: number[] = [];
  const hits: string[][] = [];
  for (const index of indices) {
    const startedAt = performance.now();
    const found = await rival.query(index);
    secondsPerQuery.push((performance.now() - startedAt) / 1000);
    hits.push(found);
  }
  return { secondsPerQuery, hits };
}
