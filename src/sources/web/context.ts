/** What does a reader of the web work with? What fetches, what extracts, and what is wanted. */
import type { PoliteFetcher } from '../../fetching/polite.ts';
import type { ExtractPool } from '../html/extract-pool.ts';
import type { Wanted } from '../wanted.ts';

export interface WebContext {
  readonly fetcher: PoliteFetcher;
  readonly pool: ExtractPool;
  readonly wanted: Wanted;
  /** Also pages of WordPress and what sitemaps list of categories and authors. */
  readonly pages: boolean;
  /** Looks for what is gone: for those who stay. */
  readonly detectsGone: boolean;
  readonly signal?: AbortSignal | undefined;
  /** In ms since 1970. */
  readonly now: () => number;
  readonly onNote?: ((text: string) => void) | undefined;
}

/** Feeds, sitemaps and lists of posts may have so many bytes; the sitemap protocol allows 52,428,800. */
export const LIST_BYTES = 60_000_000;
export const LIST_TIMEOUT_MS = 120_000;
/** Pages that say nothing of their changes are asked again after so long. */
export const RECHECK_MS = 24 * 3_600_000;
/** Pages under way at the same time; how many of one host the politeness decides. */
export const PAGES_AT_ONCE = 6;
