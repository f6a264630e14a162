/** Which articles may the reader see? Decided before the list is cut, so that a list is full whenever enough are eligible. */
import type { Filter } from './settings.ts';

/** What is asked of an article to filter it, by its number in the index; names are lower-case. */
export interface Facts {
  /** Milliseconds since 1970. */
  publishedAt(doc: number): number | null;
  expiresAt(doc: number): number | null;
  isIn(doc: number, kind: 'section' | 'language', names: ReadonlySet<string>): boolean;
  hasTag(doc: number, names: ReadonlySet<string>): boolean;
  /** Is its page on one of these hosts? */
  isFrom(doc: number, hosts: ReadonlySet<string>): boolean;
}

export interface Eligibility {
  /** May the article appear? Expired and not yet published ones never do. */
  passes(doc: number): boolean;
  /** When the answer for an article changes by itself: the next date of it after `now`; Infinity for never. */
  changesAt(doc: number): number;
}

/** A test fixed at one moment, `now` in milliseconds since 1970. `exclude` of the filter is not looked at. */
export function eligibility(filter: Omit<Filter, 'exclude'>, now: number, facts: Facts): Eligibility {
  const sections = foldedSet(filter.sections);
  const tags = foldedSet(filter.tags);
  const languages = foldedSet(filter.languages);
  const { since, until } = filter;
  return {
    passes(doc) {
      const expiresAt = facts.expiresAt(doc);
      if (expiresAt !== null && expiresAt <= now) return false;
      const publishedAt = facts.publishedAt(doc);
      if (publishedAt !== null && publishedAt > now) return false;
      if (since !== undefined && (publishedAt === null || publishedAt < since)) return false;
      if (until !== undefined && (publishedAt === null || publishedAt > until)) return false;
      if (sections && !facts.isIn(doc, 'section', sections)) return false;
      if (languages && !facts.isIn(doc, 'language', languages)) return false;
      return tags === undefined || facts.hasTag(doc, tags);
    },
    changesAt(doc) {
      const publishedAt = facts.publishedAt(doc) ?? Number.NEGATIVE_INFINITY;
      const expiresAt = facts.expiresAt(doc) ?? Number.POSITIVE_INFINITY;
      if (publishedAt > now) return publishedAt;
      return expiresAt > now ? expiresAt : Number.POSITIVE_INFINITY;
    },
  };
}

const foldedSet = (names: readonly string[] | undefined) =>
  names && new Set(names.map((name) => name.toLowerCase()));
