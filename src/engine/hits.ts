/** What does a hit say, and which comes first? */
import type { Rescorer } from './rescore.ts';
import type { Store } from './store.ts';
import type { Hit } from './vector.ts';

/** The exact scores of a doc. */
export function exactHit(store: Store, doc: number, breadth: number, rescorer: Rescorer): Hit {
  return hitOf(store, doc, breadth, rescorer.own(doc), rescorer);
}

/** `own`: the inner product of the own vectors, taken already. */
export function hitOf(store: Store, doc: number, breadth: number, own: number, rescorer: Rescorer): Hit {
  const expanded = breadth === 0 ? 0 : rescorer.expanded(doc);
  return { doc, key: store.keyOf(doc), score: (1 - breadth) * own + breadth * expanded, own, expanded };
}

/** The best of hits in any order: best first, equal scores by key; only scores > 0. */
export function best(hits: readonly Hit[], limit: number): Hit[] {
  const sorted = hits.filter(({ score }) => score > 0);
  sorted.sort((a, b) => (isBetter(a, b) ? -1 : 1));
  return sorted.length > limit ? sorted.slice(0, limit) : sorted;
}

/** Into hits that are in order, of which `most` are kept. */
export function insert(hits: Hit[], hit: Hit, most: number): void {
  let at = hits.length;
  while (at > 0 && isBetter(hit, hits[at - 1] as Hit)) at--;
  if (hit.score <= 0 || at >= most) return;
  hits.splice(at, 0, hit);
  if (hits.length > most) hits.pop();
}

function isBetter(a: Hit, b: Hit): boolean {
  return a.score > b.score || (a.score === b.score && a.key < b.key);
}
