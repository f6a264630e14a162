/** What fills a box when too little is related? The newest articles, of the whole collection or of one section. */
import type { Card } from '../article/card.ts';

/** Newest first; articles without a date come last; ties fall to the smaller id. */
export function newestFirst(cards: Iterable<Card>): Card[] {
  return [...cards].sort(
    (a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity) || (a.id < b.id ? -1 : 1),
  );
}

/** The cards of the wanted policy, in the order given. `section` null passes none for the policy `section`. */
export function* fallbackCards(
  policy: 'none' | 'latest' | 'section',
  newest: () => readonly Card[],
  isEligible: (card: Card) => boolean,
  subject: { readonly language: string; readonly section: string | null },
): Generator<Card> {
  if (policy === 'none') return;
  for (const card of newest()) {
    if (card.language !== subject.language || !isEligible(card)) continue;
    if (policy === 'section' && card.section !== subject.section) continue;
    yield card;
  }
}
