import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combine, combineQuery, split } from '../../src/vectors/combine.ts';
import { EXPANSION, expand } from '../../src/vectors/expand.ts';
import { CollectionStatistics } from '../../src/vectors/statistics.ts';
import { decodeVector, encodeVector, type Vector } from '../../src/vectors/vector.ts';
import { LiveVocabulary, Vocabulary } from '../../src/vectors/vocabulary.ts';
import { inverseDocumentFrequency, termFrequencyWeight, WEIGHTING, weigh } from '../../src/vectors/weigh.ts';

const counts = (words: string) => {
  const found = new Map<string, number>();
  for (const word of words.split(' ')) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
};

function vocabularyOf(texts: readonly string[]): Vocabulary {
  const statistics = new CollectionStatistics();
  for (const text of texts) statistics.add('en', counts(text));
  return Vocabulary.fromRows(statistics.rows(), statistics.documents());
}

const TEXTS = [
  'storm harbour ferry storm',
  'ferry harbour ticket price',
  'chess queen tournament storm',
  'harbour crane strike crane crane',
  'strike ferry crew harbour',
];

describe('collection statistics', () => {
  it('count articles per term and language, and number terms alike in any order', () => {
    const rows = (texts: readonly string[]) => {
      const statistics = new CollectionStatistics();
      for (const text of texts) statistics.add(text.startsWith('chess') ? 'de' : 'en', counts(text));
      return statistics.rows();
    };
    expect(rows(TEXTS)).toEqual([
      { id: 0, language: 'en', text: 'ferry', documentFrequency: 3 },
      { id: 1, language: 'en', text: 'harbour', documentFrequency: 4 },
      { id: 2, language: 'en', text: 'strike', documentFrequency: 2 },
    ]);
    expect(rows([...TEXTS].reverse())).toEqual(rows(TEXTS));
  });
});

describe('weights', () => {
  it('are those of the formula, computed by hand for three articles', () => {
    const vocabulary = vocabularyOf(['a a b c', 'a b', 'b d']);
    // N = 3; df: a 2, b 3, c 1, d 1. a and b have ids; c counts in the norm only.
    const a = (1 + Math.log(2)) * (1 + Math.log(4 / 3));
    const b = 1;
    const c = 1 + Math.log(4 / 2);
    const norm = Math.sqrt(a * a + b * b + (c * c) / (1 + 3 / 200));
    const { terms, weights } = weigh(counts('a a b c'), 'en', vocabulary);
    expect([...terms]).toEqual([0, 1]);
    expect(weights[0]).toBeCloseTo(a / norm, 6);
    expect(weights[1]).toBeCloseTo(b / norm, 6);
  });

  it("agree with natural's TfIdf on what it counts, and on which articles a term is strongest in", () => {
    const load = createRequire(import.meta.url);
    const NaturalTfIdf = load('natural/lib/natural/tfidf/tfidf.js') as new () => {
      addDocument(terms: string[]): void;
      tfidf(term: string, document: number): number;
      idf(term: string): number;
    };
    const oracle = new NaturalTfIdf();
    for (const text of TEXTS) oracle.addDocument(text.split(' '));
    const vocabulary = vocabularyOf(TEXTS);
    for (const term of ['storm', 'harbour', 'ferry', 'strike']) {
      const id = vocabulary.idOf('en', term) ?? -1;
      const df = vocabulary.documentFrequency(id);
      expect(df).toBe(TEXTS.filter((text) => text.split(' ').includes(term)).length);
      // natural: idf = 1 + ln(N / (1 + df)); ours has 1 + N.
      expect(oracle.idf(term)).toBeCloseTo(
        inverseDocumentFrequency(df, TEXTS.length) + Math.log(TEXTS.length / (1 + TEXTS.length)),
        10,
      );
      TEXTS.forEach((text, document) => {
        const tf = counts(text).get(term) ?? 0;
        expect(oracle.tfidf(term, document)).toBeCloseTo(tf * oracle.idf(term), 10);
      });
    }
    const ours = TEXTS.map((text) => termFrequencyWeight(counts(text).get('storm') ?? 0.1));
    const theirs = TEXTS.map((_, document) => oracle.tfidf('storm', document));
    expect(ours.indexOf(Math.max(...ours))).toBe(theirs.indexOf(Math.max(...theirs)));
  });

  it('keep the strongest terms, and their norm is at most 1', () => {
    const many = Array.from({ length: WEIGHTING.terms + 50 }, (_, i) => `term${i}`).join(' ');
    const vector = weigh(counts(many), 'en', vocabularyOf([many, many]));
    expect(vector.terms.length).toBe(WEIGHTING.terms);
    expect(Math.hypot(...vector.weights)).toBeCloseTo(1, 5);
    expect([...vector.terms]).toEqual([...vector.terms].sort((a, b) => a - b));
  });

  it('of a text that nothing is known of are none', () => {
    expect(weigh(counts('unknown words'), 'en', vocabularyOf(TEXTS)).terms.length).toBe(0);
    expect(weigh(counts('ferry'), 'fi', vocabularyOf(TEXTS)).terms.length).toBe(0);
  });
});

describe('a live vocabulary', () => {
  it('gives new terms ids above the frozen ones, so that two new stories share them', () => {
    const vocabulary = new LiveVocabulary(vocabularyOf(TEXTS));
    const first = weigh(counts('zaporizhzhia harbour'), 'en', vocabulary);
    const second = weigh(counts('zaporizhzhia ferry'), 'en', vocabulary);
    const shared = [...first.terms].filter((term) => second.terms.includes(term));
    expect(shared.map((term) => vocabulary.textOf(term))).toEqual(['zaporizhzhia']);
    expect(vocabulary.idOf('de', 'zaporizhzhia')).not.toBe(vocabulary.idOf('en', 'zaporizhzhia'));
  });
});

const vectors: fc.Arbitrary<Vector> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1_000 }), { maxLength: 20 })
  .map((terms) => terms.sort((a, b) => a - b))
  .chain((terms) =>
    fc
      .array(fc.float({ min: Math.fround(0.01), max: 1, noNaN: true }), {
        minLength: terms.length,
        maxLength: terms.length,
      })
      .map((weights) => ({ terms: Uint32Array.from(terms), weights: Float32Array.from(weights) })),
  );

const dot = (a: Vector, b: Vector) =>
  a.terms.reduce((sum, term, i) => {
    const at = b.terms.indexOf(term);
    return at < 0 ? sum : sum + (a.weights[i] ?? 0) * (b.weights[at] ?? 0);
  }, 0);

describe('vectors', () => {
  it('survive being stored, from bytes at any offset', () => {
    fc.assert(
      fc.property(vectors, fc.integer({ min: 0, max: 7 }), (vector, offset) => {
        const padded = Buffer.concat([Buffer.alloc(offset), encodeVector(vector)]).subarray(offset);
        const decoded = decodeVector(padded);
        expect(decoded).toEqual(vector);
      }),
    );
    expect(() => decodeVector(new Uint8Array(9))).toThrow('got 9 bytes');
  });

  it('are two in one, and their mixture is one inner product', () => {
    fc.assert(
      fc.property(
        vectors,
        vectors,
        vectors,
        vectors,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b, c, d, breadth) => {
          const combined = combine(a, b);
          expect(split(combined)).toEqual({ own: a, expanded: b });
          expect([...combined.terms]).toEqual([...combined.terms].sort((x, y) => x - y));
          expect(dot(combineQuery(c, d, breadth), combined)).toBeCloseTo(
            (1 - breadth) * dot(c, a) + breadth * dot(d, b),
            4,
          );
        },
      ),
    );
  });

  it('take over the words of their neighbours, weighted by similarity', () => {
    const own: Vector = { terms: Uint32Array.of(1), weights: Float32Array.of(1) };
    const near = {
      vector: { terms: Uint32Array.of(1, 2), weights: Float32Array.of(0.6, 0.8) },
      similarity: 0.6,
    };
    const { terms, weights } = expand(own, [near]);
    expect([...terms]).toEqual([1, 2]);
    expect((weights[1] ?? 0) / (weights[0] ?? 1)).toBeCloseTo((0.6 * 0.8) / (1 + 0.6 * 0.6), 5);
    expect(expand(own, [])).toEqual(own);
  });

  it('do not grow beyond their limit by expansion', () => {
    const wide = (from: number): Vector => ({
      terms: Uint32Array.from({ length: 100 }, (_, i) => from + i),
      weights: Float32Array.from({ length: 100 }, () => 0.1),
    });
    expect(expand(wide(0), [{ vector: wide(200), similarity: 1 }]).terms.length).toBe(EXPANSION.terms);
  });
});
