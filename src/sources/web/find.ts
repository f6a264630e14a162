/** What does a pass over a source on the web find? Articles, what did not change, what is left out, what is gone. */
import type { Validators } from '../../fetching/polite.ts';
import type { SourceRecord } from '../record.ts';

/** What is remembered of one thing on the web: a page, a post, an entry, a feed, a sitemap. */
export interface Seen extends Validators {
  /** Of the article that came of it. */
  readonly id?: string | undefined;
  /** Changes when the thing does: a date, or a hash of what was read. */
  readonly version?: string | undefined;
  /** Where it is, when its key does not say. */
  readonly url?: string | undefined;
  /** The key of the sitemap that lists it; absent for sitemaps that only list what is new. */
  readonly from?: string | undefined;
  /** Of an index of sitemaps: what it lists. */
  readonly lists?: readonly string[] | undefined;
  /** When its address last answered, in ms since 1970. */
  readonly checkedAt?: number | undefined;
  /** How many times in a row it was not there. */
  readonly missing?: number | undefined;
}

export type Find =
  /** To be stored; then `seen` is what is known of `key`. Without `seen` it is read again next time. */
  | {
      readonly kind: 'article';
      readonly key: string;
      readonly record: SourceRecord;
      readonly seen: Seen | undefined;
    }
  /** As it was when it was last read. */
  | { readonly kind: 'same'; readonly key: string; readonly seen?: Seen | undefined }
  /** Left out. With `seen` it is not read again before it changes. */
  | {
      readonly kind: 'skipped';
      readonly place: string;
      readonly reason: string;
      readonly key?: string | undefined;
      readonly seen?: Seen | undefined;
    }
  /** Not there. `isCertain`: need not be missing a second time. `seen`: what stays known of an address that is still listed. */
  | {
      readonly kind: 'gone';
      readonly key: string;
      readonly place: string;
      readonly isCertain: boolean;
      readonly seen?: Seen | undefined;
    }
  /** Everything before it being stored, this is known of a feed, a sitemap or a cursor. */
  | { readonly kind: 'known'; readonly key: string; readonly seen: Seen }
  /** So much there is to read in all, as far as it is known. */
  | { readonly kind: 'total'; readonly total: number };
