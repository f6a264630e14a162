/** Which articles may the reader see? Decided before the list is cut, so that a list is full whenever enough are eligible. */
import type { Card } from '../article/card.ts';
import type { Filter } from './settings.ts';

/** A test for cards, fixed at one moment: expired and not yet published articles never pass. `now` in ms since 1970. */
export function eligibility(filter: Filter, now: number): (card: Card) => boolean {
  const sections = filter.sections && new Set(filter.sections.map(folded));
  const tags = filter.tags && new Set(filter.tags.map(folded));
  const languages = filter.languages && new Set(filter.languages);
  const excluded = new Set(filter.exclude);
  const { since, until } = filter;
  return (card) => {
    if (card.expiresAt !== null && card.expiresAt <= now) return false;
    if (card.publishedAt !== null && card.publishedAt > now) return false;
    if (excluded.has(card.id)) return false;
    if (sections && (card.section === null || !sections.has(folded(card.section)))) return false;
    if (languages && !languages.has(card.language)) return false;
    if (tags && !card.tags.some((tag) => tags.has(folded(tag)))) return false;
    if (since !== undefined && (card.publishedAt === null || card.publishedAt < since)) return false;
    if (until !== undefined && (card.publishedAt === null || card.publishedAt > until)) return false;
    return true;
  };
}

const folded = (name: string) => name.toLowerCase();
