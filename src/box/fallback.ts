/** What fills a box when too little is related? The newest articles, of the whole collection or of one section. */
import type { Card } from '../article/card.ts';

/** Newest first; articles without a date come last; ties fall to the smaller number. */
export function newestFirst(docs: number[], publishedAt: (doc: number) => number | null): number[] {
  const dates = new Map(docs.map((doc) => [doc, publishedAt(doc) ?? Number.NEGATIVE_INFINITY]));
  const dateOf = (doc: number) => dates.get(doc) as number;
  return docs.sort((a, b) => (dateOf(a) === dateOf(b) ? a - b : dateOf(b) - dateOf(a)));
}

/** The cards of the wanted policy, in the order given. `section` null passes none for the policy `section`. */
export function* fallbackCards(
  policy: 'none' | 'latest' | 'section',
  newest: Iterable<Card>,
  subject: { readonly language: string; readonly section: string | null },
): Generator<Card> {
  if (policy === 'none') return;
  for (const card of newest) {
    if (card.language !== subject.language) continue;
    if (policy === 'section' && (subject.section === null || card.section !== subject.section)) continue;
    yield card;
  }
}
