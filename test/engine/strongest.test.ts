import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Strongest } from '../../src/engine/strongest.ts';

describe('the strongest of the met docs', () => {
  const strongest = new Strongest();

  it('are those that sorting would give: by score, equal ones by doc, without the one that asks', () => {
    const scored = fc.uniqueArray(
      fc.record({ doc: fc.nat(9_999), score: fc.constantFrom(-1, 0, 0.25, 0.5, 0.7501, 0.7502, 0.75025, 3) }),
      { selector: ({ doc }) => doc, maxLength: 300 },
    );
    fc.assert(
      fc.property(scored, fc.integer({ min: 1, max: 60 }), fc.nat(9_999), (docs, wanted, self) => {
        const scores = new Float32Array(10_000);
        for (const { doc, score } of docs) scores[doc] = score;
        const met = Uint32Array.from(docs, ({ doc }) => doc);
        const found = [...strongest.of(scores, met, met.length, self, wanted)];
        const expected = docs
          .filter(({ doc, score }) => score > 0 && doc !== self)
          .sort((a, b) => b.score - a.score || a.doc - b.doc)
          .slice(0, wanted);
        expect(found.sort((a, b) => a - b)).toEqual(expected.map(({ doc }) => doc).sort((a, b) => a - b));
      }),
    );
  });

  it('may be more than it had room for before', () => {
    const size = 20_000;
    const scores = Float32Array.from({ length: size }, (_, doc) => doc / size);
    const met = Uint32Array.from({ length: size }, (_, doc) => doc);
    expect([...strongest.of(scores, met, size, -1, 3)].sort()).toEqual([19_997, 19_998, 19_999]);
  });
});
