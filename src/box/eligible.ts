/** Which articles may the reader see? Decided before the list is cut, so that a list is full whenever enough are eligible. */
import type { Filter } from './settings.ts';

/** Asked of an article by its number in the index. */
export type Test = (doc: number) => boolean;

/** What is asked of articles to filter them; names are lower-case. A test is made once and asked a million times. */
export interface Facts {
  /** Milliseconds since 1970; NaN for none, which compares as neither before nor after. */
  publishedAt(doc: number): number;
  expiresAt(doc: number): number;
  isIn(kind: 'section' | 'language', names: ReadonlySet<string>): Test;
  hasTag(names: ReadonlySet<string>): Test;
  /** Is its page on one of these hosts? */
  isFrom(hosts: ReadonlySet<string>): Test;
}

export interface Eligibility {
  /** May the article appear? Expired and not yet published ones never do. */
  passes(doc: number): boolean;
  /** When the answer for an article changes by itself: the next date of it after `now`; Infinity for never. */
  changesAt(doc: number): number;
}

/** A test fixed at one moment, `now` in milliseconds since 1970. `exclude` of the filter is not looked at. */
export function eligibility(filter: Omit<Filter, 'exclude'>, now: number, facts: Facts): Eligibility {
  const { sections, languages, tags, since, until } = filter;
  const tests: Test[] = [];
  if (sections) tests.push(facts.isIn('section', folded(sections)));
  if (languages) tests.push(facts.isIn('language', folded(languages)));
  if (tags) tests.push(facts.hasTag(folded(tags)));
  return {
    passes(doc) {
      if (facts.expiresAt(doc) <= now) return false;
      const publishedAt = facts.publishedAt(doc);
      if (publishedAt > now) return false;
      if (since !== undefined && !(publishedAt >= since)) return false;
      if (until !== undefined && !(publishedAt <= until)) return false;
      for (const passes of tests) if (!passes(doc)) return false;
      return true;
    },
    changesAt(doc) {
      const publishedAt = facts.publishedAt(doc);
      if (publishedAt > now) return publishedAt;
      const expiresAt = facts.expiresAt(doc);
      return expiresAt > now ? expiresAt : Number.POSITIVE_INFINITY;
    },
  };
}

const folded = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));
