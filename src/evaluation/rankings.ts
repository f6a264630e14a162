/** What is measured? Lists that the product ranked, and pairs that it scored, as plain data. */

export interface RankedList {
  /** The article that was asked for. */
  readonly id: string;
  /** Best first, the article itself absent. */
  readonly related: readonly { readonly id: string; readonly score: number }[];
}

export interface ScoredPair {
  readonly a: string;
  readonly b: string;
  /** The product's: higher is closer. */
  readonly score: number;
  /** The judge's: higher is closer. */
  readonly gain: number;
  /** A code such as `en`, or `de-en` for a pair across languages; absent or null: that of the articles. */
  readonly language?: string | null;
}
