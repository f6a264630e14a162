import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryOf, levelOf, termOf, type Vector } from '../../src/engine/vector.ts';
import { TermTable } from '../../src/vectors/term-table.ts';
import {
  decodeNeighbours,
  decodeVector,
  encodeNeighbours,
  encodeVector,
  weighted,
} from '../../src/vectors/vector.ts';
import { LiveVocabulary, termName, textOfName, Vocabulary } from '../../src/vectors/vocabulary.ts';
import {
  LEVEL_WEIGHTS,
  levelOfCount,
  termFrequencyWeight,
  termWeight,
  vectorOf,
  WEIGHTING,
  weigh,
} from '../../src/vectors/weigh.ts';

const counts = (words: string) => {
  const found = new Map<string, number>();
  for (const word of words.split(' ')) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
};

const frequency = (texts: readonly string[], term: string) =>
  texts.filter((text) => text.split(' ').includes(term)).length;

function vocabularyOf(texts: readonly string[]): Vocabulary {
  const terms = [...new Set(texts.flatMap((text) => text.split(' ')))].filter(
    (term) => frequency(texts, term) > 1,
  );
  const table = new TermTable();
  for (const term of terms) table.add(termName('en', term));
  const idf = terms.map((term) => termWeight(term, frequency(texts, term), texts.length));
  return new Vocabulary(table.selected([...terms.keys()]), Float32Array.from(idf), { en: texts.length });
}

const weightsOf = (vector: Vector, vocabulary: Vocabulary) => {
  const { terms, weights } = weighted(
    vector,
    (entry) => (LEVEL_WEIGHTS[levelOf(entry)] as number) * vocabulary.weightOf(entry >>> 8),
  );
  return new Map(Array.from(terms, (term, i) => [textOfName(vocabulary.nameOf(term)), weights[i] as number]));
};

const TEXTS = [
  'storm harbour ferry storm',
  'ferry harbour ticket price',
  'chess queen tournament storm',
  'harbour crane strike crane crane',
  'strike ferry crew harbour',
];

describe('weights', () => {
  it('are those of the formula, computed by hand for three articles', () => {
    const vocabulary = vocabularyOf(['a a b c', 'a b', 'b d']);
    // N = 3; df: a 2, b 3, c 1, d 1. a and b have ids; c counts in the norm only.
    const a = (1 + Math.log(2)) * (1 + Math.log(4 / 3)) ** 0.8;
    const b = 1;
    const c = (1 + Math.log(4 / 2)) ** 0.8;
    const norm = Math.sqrt(a * a + b * b + (c * c) / (1 + 3 / 200));
    const found = weightsOf(weigh(counts('a a b c'), 'en', vocabulary), vocabulary);
    expect([...found.keys()].sort()).toEqual(['a', 'b']);
    expect(found.get('a')).toBeCloseTo(a / norm, 6);
    expect(found.get('b')).toBeCloseTo(b / norm, 6);
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
      const idf = vocabulary.weightOf(vocabulary.idOf('en', term) ?? -1) ** (1 / WEIGHTING.rarity);
      // natural: idf = 1 + ln(N / (1 + df)); ours has 1 + N.
      expect(oracle.idf(term)).toBeCloseTo(idf + Math.log(TEXTS.length / (1 + TEXTS.length)), 6);
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
    const many = Array.from({ length: WEIGHTING.terms + 50 }, (_, i) => `term${i}`);
    const text = many.join(' ');
    const vocabulary = vocabularyOf([text, text]);
    const loud = new Map([...counts(text)].map(([term], i) => [term, i < 50 ? 1 : 3] as const));
    const found = weightsOf(weigh(loud, 'en', vocabulary), vocabulary);
    expect(found.size).toBe(WEIGHTING.terms);
    expect(found.has('term0')).toBe(false);
    expect(Math.hypot(...found.values())).toBeCloseTo(1, 4);
  });

  it('of a text that nothing is known of are none', () => {
    expect(weigh(counts('unknown words'), 'en', vocabularyOf(TEXTS)).entries.length).toBe(0);
    expect(weigh(counts('ferry'), 'fi', vocabularyOf(TEXTS)).entries.length).toBe(0);
  });

  it('stop growing with a term that is said more than 255 times', () => {
    expect([0.4, 1, 255, 256, 1e9].map(levelOfCount)).toEqual([1, 1, 255, 255, 255]);
  });
});

describe('the strongest terms', () => {
  it('are those that a sort by weight, then by term, has first', () => {
    const levels = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 290, maxLength: 400 });
    fc.assert(
      fc.property(levels, fc.integer({ min: 1, max: 7 }), (levels, different) => {
        const weightOf = (term: number) => 1 + (term % different);
        const product = (entry: number) =>
          (LEVEL_WEIGHTS[levelOf(entry)] as number) * weightOf(termOf(entry));
        const entries = levels.map((level, term) => entryOf(term, level));
        const sorted = entries.slice().sort((a, b) => product(b) - product(a) || a - b);
        expect([...vectorOf(Uint32Array.from(entries), weightOf, 0).entries]).toEqual(
          sorted.slice(0, WEIGHTING.terms).sort((a, b) => a - b),
        );
      }),
    );
  });
});

describe('a table of terms', () => {
  it('finds every text under its number, whatever it is, also after it was numbered anew', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 300 }).map((text) => text.toWellFormed())),
        (texts) => {
          const table = new TermTable();
          texts.forEach((text, id) => {
            expect(table.find(text)).toBe(-1);
            expect(table.add(text)).toBe(id);
            expect(table.add(text)).toBe(id);
          });
          texts.forEach((text, id) => {
            expect(table.find(text)).toBe(id);
            expect(table.textOf(id)).toBe(text);
          });
          const odd = texts.map((_, id) => id).filter((id) => id % 2 === 1);
          const half = new TermTable(table.selected(odd));
          odd.forEach((id, number) => {
            expect(half.find(texts[id] as string)).toBe(number);
          });
          if (texts.length > 0) expect(half.find(texts[0] as string)).toBe(-1);
        },
      ),
    );
  });

  it('leaves the parts that it was made of as they were, however often more is added to them', () => {
    const first = new TermTable();
    for (const text of ['ferry', 'harbour']) first.add(text);
    const parts = first.selected([0, 1]);
    const before = structuredClone(parts.slots);
    for (let time = 0; time < 20; time++) {
      const table = new TermTable(parts);
      expect(table.add(`word ${time}`)).toBe(2);
      expect(table.find('harbour')).toBe(1);
    }
    expect(parts.slots).toEqual(before);
  });

  it('grows beyond what it was made for', () => {
    const table = new TermTable();
    for (let id = 0; id < 30_000; id++) expect(table.add(`term-${id}`)).toBe(id);
    for (let id = 0; id < 30_000; id += 97) expect(table.find(`term-${id}`)).toBe(id);
    expect(table.textOf(30_000)).toBe('');
  });
});

describe('a live vocabulary', () => {
  it('gives new terms ids above the frozen ones, so that two new stories share them', () => {
    const told: number[] = [];
    const frozen = vocabularyOf(TEXTS);
    const vocabulary = new LiveVocabulary(frozen, (id) => told.push(id));
    const terms = (words: string) =>
      Array.from(weigh(counts(words), 'en', vocabulary).entries, (e) => e >>> 8);
    const second = terms('zaporizhzhia ferry');
    const shared = terms('zaporizhzhia harbour').filter((term) => second.includes(term));
    expect(shared.map((term) => vocabulary.textOf(term))).toEqual(['zaporizhzhia']);
    expect(vocabulary.idOf('de', 'zaporizhzhia')).not.toBe(vocabulary.idOf('en', 'zaporizhzhia'));
    expect(told).toEqual([frozen.size, frozen.size + 1]);
  });
});

describe('stored bytes', () => {
  const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const float = fc.float({ min: 0, max: 1, noNaN: true });

  it('give back a vector, from any offset', () => {
    fc.assert(
      fc.property(fc.array(u32), float, fc.integer({ min: 0, max: 7 }), (entries, scale, offset) => {
        const vector = { entries: Uint32Array.from(entries), scale };
        const padded = Buffer.concat([Buffer.alloc(offset), encodeVector(vector)]).subarray(offset);
        expect(decodeVector(padded)).toEqual(vector);
      }),
    );
    expect(() => decodeVector(new Uint8Array(9))).toThrow('got 9 bytes');
    expect(() => decodeVector(new Uint8Array(0))).toThrow('got 0 bytes');
  });

  it('give back neighbours', () => {
    const edges = fc.array(fc.record({ doc: u32, similarity: fc.integer({ min: 1, max: 255 }) }), {
      maxLength: 10,
    });
    fc.assert(
      fc.property(edges, float, (some, norm) => {
        expect(decodeNeighbours(encodeNeighbours({ edges: some, norm }))).toEqual({ edges: some, norm });
      }),
    );
    expect(() => decodeNeighbours(new Uint8Array(6))).toThrow('got 6 bytes');
  });
});
