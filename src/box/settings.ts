/** What can be asked of a box, and what is it without being asked? */

export interface BoxSettings {
  /** Items in a full box, 1–50. */
  readonly limit: number;
  /** 0 same story … 1 same subject: the weight of the expanded vectors. */
  readonly breadth: number;
  /** 0 pure relevance … 1 as different from each other as can be (MMR's 1 − λ). */
  readonly diversity: number;
  /** Below this score, 0–1, an article is not called related; `auto`: by its relevance, whatever its age, and what the collection's own scores tell. */
  readonly minScore: number | 'auto';
  /** Days between two publication dates after which closeness counts half. 0: age does not count. */
  readonly halfLifeDays: number;
  /** Whether copies of the article and of each other are left out. */
  readonly duplicates: 'collapse' | 'keep';
  readonly fallback: 'none' | 'latest' | 'section';
}

/** The same with numbers for `auto`. */
export interface SettledSettings extends BoxSettings {
  readonly minScore: number;
  /** The least relevance, before age counts. */
  readonly floor: number;
}

/** Which articles may appear at all. Absent fields do not restrict. */
export interface Filter {
  readonly sections?: readonly string[];
  /** Only articles of the same section, where the article has one; `sections` counts more. */
  readonly sameSection?: boolean;
  readonly tags?: readonly string[];
  readonly languages?: readonly string[];
  /** Milliseconds since 1970, inclusive; articles without a date do not pass. */
  readonly since?: number;
  readonly until?: number;
  /** Ids that must not appear. */
  readonly exclude?: readonly string[];
}

/** Measured on labelled collections; the figures are in docs/relevance.md. */
export const DEFAULT_BOX: BoxSettings = {
  limit: 4,
  breadth: 0.6,
  diversity: 0,
  minScore: 'auto',
  halfLifeDays: 4,
  duplicates: 'collapse',
  fallback: 'none',
};
