import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Collection } from '../../src/service/collection.ts';
import { compact } from '../../src/service/compact.ts';
import { dependencyOn } from '../../src/service/dependency.ts';
import { NO_DECISIONS } from '../../src/service/editorial/decisions.ts';
import { relatedTo } from '../../src/service/related.ts';
import { apply, article, emptyCollection, ids, NOW, query, shown, steps } from './made-collection.ts';

describe('a collection', () => {
  it('frozen anew holds the same articles, cards and scores, and goes on', () => {
    fc.assert(
      fc.property(steps(60), steps(20), steps(20), (first, second, third) => {
        const live = emptyCollection();
        apply(live, first);
        const once = new Collection(compact(live.contents()));
        apply(live, second);
        apply(once, second);
        const twice = new Collection(compact(once.contents()));
        apply(live, third);
        apply(twice, third);
        expect(ids(twice)).toEqual(ids(live));
        expect(twice.revision).toBe(live.revision);
        for (const id of ids(live)) {
          const card = live.card(live.docOf(id));
          expect(twice.card(twice.docOf(id))).toEqual(card);
          expect(twice.docAt(card.urlKey as string)).toBe(twice.docOf(id));
          // Neighbours may be others, as they were found at another time; own words are the same.
          expect(shown(twice, id, query({ breadth: 0, limit: 50 }))).toEqual(
            shown(live, id, query({ breadth: 0, limit: 50 })),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says that a box holds only as long as it would be made the same', () => {
    let held = 0;
    let checked = 0;
    fc.assert(
      fc.property(steps(60), steps(4), fc.constantFrom(0, 0.4, 1), (start, changes, breadth) => {
        const collection = emptyCollection();
        apply(collection, start);
        const asked = query({ breadth });
        const boxes = ids(collection).map((id) => {
          const subject = collection.docOf(id);
          const timed = relatedTo(collection, subject, asked, NOW);
          const dependency = dependencyOn(collection, subject, timed, NO_DECISIONS);
          return { id, before: shown(collection, id, asked), dependency };
        });
        apply(collection, changes);
        for (const { id, before, dependency } of boxes) {
          checked++;
          if (!collection.holds(dependency, NOW)) continue;
          held++;
          expect(shown(collection, id, asked)).toEqual(before);
        }
      }),
      { numRuns: 150 },
    );
    // Neither always nor never; by chance about one in six.
    expect(held).toBeGreaterThan(checked / 50);
    expect(held).toBeLessThan(checked);
  });

  it('passes filters before the cut, in step with every change and with the clock', () => {
    const collection = emptyCollection();
    const words = ['ferry', 'harbour', 'storm'];
    apply(
      collection,
      Array.from({ length: 25 }, (_, i) => ({ key: i + 1, words })),
    );
    const asked = {
      ...query({ limit: 50, duplicates: 'keep' as const }),
      filter: { sections: ['world'], tags: ['EVEN'] },
    };
    const found = () =>
      shown(collection, 'a1', asked)
        .map(([id]) => id)
        .sort();
    expect(found()).toEqual(['a12', 'a18', 'a24', 'a6']);
    apply(collection, [{ key: 6, words: null }]);
    expect(found()).toEqual(['a12', 'a18', 'a24']);
    const soon = article(30, collection.revision + 1, {
      body: words.join(' '),
      publishedAt: new Date(NOW + 60_000),
    });
    collection.apply(soon, new Date(NOW));
    expect(found()).toEqual(['a12', 'a18', 'a24']);
    const later = relatedTo(collection, collection.docOf('a1'), asked, NOW + 60_000).box.items;
    expect(later.map(({ card }) => card.id)).toContain('a30');
  });
});
