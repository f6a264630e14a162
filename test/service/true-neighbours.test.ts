import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SegmentBuilder } from '../../src/engine/builder.ts';
import { LiveIndex } from '../../src/engine/live-index.ts';
import { loneSubject } from '../../src/engine/query.ts';
import { entryOf } from '../../src/engine/vector.ts';
import { trueNeighbours } from '../../src/service/true-neighbours.ts';
import { LEVEL_WEIGHTS } from '../../src/vectors/weigh.ts';

const LIMIT = 3;

describe('true neighbours', () => {
  it('are as near as those of an exhaustive search, in an index that has changed', async () => {
    const term = fc.integer({ min: 0, max: 9 });
    const vector = fc
      .uniqueArray(fc.tuple(term, fc.integer({ min: 1, max: 5 })), { selector: ([term]) => term })
      .map((pairs) => ({
        entries: Uint32Array.from(pairs, ([term, level]) => entryOf(term, level)).sort(),
        scale: Math.fround(0.25),
      }));
    const vectors = fc.array(vector, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(vectors, vectors, fc.array(fc.nat(11)), async (frozen, recent, removed) => {
        const builder = new SegmentBuilder();
        frozen.forEach((vector, key) => {
          builder.add(key, vector);
        });
        const weights = Float32Array.from({ length: 10 }, (_, term) => 1 + term / 10);
        const index = new LiveIndex(builder.freeze(LEVEL_WEIGHTS, weights));
        recent.forEach((vector, i) => {
          index.put(6 + i, vector);
        });
        for (const key of removed) index.remove(key);
        const docs = [...Array(index.store.docs).keys()].filter((doc) => index.isLiving(doc));
        const nearest = await trueNeighbours(index, docs, LIMIT, async () => {});
        docs.forEach((doc, i) => {
          const subject = loneSubject(index.store.vector(doc), doc);
          const hits = index.search(subject, { limit: LIMIT, breadth: 0, exact: true });
          expect(nearest[i]).toHaveLength(hits.length);
          hits.forEach(({ score }, at) => {
            expect(nearest[i]?.[at]).toBeCloseTo(score, 6);
          });
        });
      }),
    );
  });
});
