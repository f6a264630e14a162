/** What fills a box when too little is related? The newest articles, of the whole collection or of one section. */
import type { Card } from '../article/card.ts';

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
