/** What does the product answer for many articles at once? Rankings, boxes and scores of pairs, to be measured. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ageFactor } from '../box/relevance.ts';
import type { BoxSettings } from '../box/settings.ts';
import type { Collection } from './collection.ts';
import { relatedTo } from './related.ts';

export interface Ranking {
  readonly id: string;
  readonly related: readonly { readonly id: string; readonly score: number }[];
}

const TURN_EVERY = 50;

/** The box of each article that is in the collection. `now` in milliseconds since 1970. */
export async function rankAll(
  collection: Collection,
  ids: readonly string[],
  settings: BoxSettings,
  now: number,
  onDone: (done: number) => void = () => {},
): Promise<Ranking[]> {
  const rankings: Ranking[] = [];
  for (const [i, id] of ids.entries()) {
    const doc = collection.docOf(id);
    if (doc < 0) continue;
    const { items } = relatedTo(collection, doc, { settings, filter: {}, explain: false }, now).box;
    rankings.push({ id, related: items.map(({ card, score }) => ({ id: card.id, score })) });
    if (i % TURN_EVERY !== 0) continue;
    onDone(i + 1);
    await nextTurn();
  }
  onDone(ids.length);
  return rankings;
}

/** The score that `b` has in the box of `a`, whether or not it is shown; 0 when one of them is not in the collection. */
export function pairScore(
  collection: Collection,
  a: string,
  b: string,
  { breadth, halfLifeDays }: Pick<BoxSettings, 'breadth' | 'halfLifeDays'>,
): number {
  const [from, to] = [collection.docOf(a), collection.docOf(b)];
  if (from < 0 || to < 0) return 0;
  const { own, expanded } = collection.score(collection.subject(from), to, breadth);
  const other = { publishedAt: collection.publishedAt(to), evergreen: collection.isEvergreen(to) };
  const age = ageFactor(collection.publishedAt(from), other, halfLifeDays);
  return ((1 - breadth) * own + breadth * expanded) * age;
}
