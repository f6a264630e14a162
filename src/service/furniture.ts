/** Which furniture does a collection have? Learnt from a sample of bounded size before a generation is built. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FurnitureLine } from '../text/furniture.ts';
import { learnFurniture } from '../text/learn-furniture.ts';
import type { TextArticle } from './crew/tasks.ts';

/** Of a larger collection one article in so many is looked at that about this many are. */
const SAMPLE = 8_000;

/** One article in so many, by its key: a prime, so that no order in which they came is followed. */
export function sampleStep(total: number): number {
  const least = Math.ceil(total / SAMPLE);
  return STEPS.find((step) => step >= least) ?? least;
}

const STEPS = [1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 31, 41, 53, 67, 83, 101, 127, 163, 211, 307, 503, 1_009];

/** `batches`: the sampled articles, in the order of their keys. */
export async function furnitureOf(
  batches: AsyncIterable<readonly TextArticle[]> | Iterable<readonly TextArticle[]>,
): Promise<FurnitureLine[]> {
  const articles: TextArticle[] = [];
  for await (const batch of batches) {
    articles.push(...batch);
    await nextTurn();
  }
  return learnFurniture(articles);
}

export const hashesOf = (lines: readonly FurnitureLine[]): ReadonlySet<number> =>
  new Set(lines.map(({ hash }) => hash));
