import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termOf, type Vector } from '../../src/engine/vector.ts';
import { abroad } from '../../src/vectors/abroad.ts';
import { TermTable } from '../../src/vectors/term-table.ts';
import { LiveVocabulary, termName, Vocabulary } from '../../src/vectors/vocabulary.ts';
import { LEVEL_WEIGHTS, weigh } from '../../src/vectors/weigh.ts';

/** English and German words with their weights; `merkel` and `2021` are written alike. */
const WEIGHTS = {
  en: { merkel: 4, '2021': 2, vote: 3, only: 6 },
  de: { merkel: 2, '2021': 3, wahl: 3 },
};

function vocabulary(): LiveVocabulary {
  const table = new TermTable();
  const weights: number[] = [];
  for (const [language, terms] of Object.entries(WEIGHTS))
    for (const [term, weight] of Object.entries(terms)) {
      table.add(termName(language, term));
      weights.push(weight);
    }
  const ids = weights.map((_, id) => id);
  const frozen = new Vocabulary(table.selected(ids), Float32Array.from(weights), { en: 9, de: 9 });
  return new LiveVocabulary(frozen, () => {});
}

const once = (...terms: string[]) => new Map(terms.map((term) => [term, 1]));
const normOf = ({ entries, scale }: Vector, words: LiveVocabulary) =>
  scale *
  Math.sqrt(
    entries.reduce(
      (sum, entry) => sum + ((LEVEL_WEIGHTS[entry & 255] as number) * words.weightOf(termOf(entry))) ** 2,
      0,
    ),
  );

describe('a vector as another language sees it', () => {
  const words = vocabulary();
  const asGerman = (...terms: string[]) => abroad(weigh(once(...terms), 'en', words), 'de', words);

  it('has the terms that both languages write alike, with the weights of the other one', () => {
    const { entries } = asGerman('merkel', '2021', 'vote', 'only');
    expect([...entries].map((entry) => words.textOf(termOf(entry))).sort()).toEqual(['2021', 'merkel']);
    expect([...entries].map((entry) => words.weightOf(termOf(entry))).sort()).toEqual([2, 3]);
  });

  it('counts in its norm what the other language lacks, two and a half times less', () => {
    // By hand: √(2² + 3² + 3² + 6²) = √58 for the whole, and √13 for what is shared.
    expect(asGerman('merkel', '2021', 'vote', 'only').scale).toBeCloseTo(
      1 / Math.max(Math.sqrt(58) / 2.5, Math.sqrt(13)),
      6,
    );
    // √(2² + 6²) / 2.5 is more than 2.
    expect(asGerman('merkel', 'only').scale).toBeCloseTo(2.5 / Math.sqrt(40), 6);
  });

  it('is empty where nothing is shared', () => {
    expect(asGerman('vote', 'only').entries).toHaveLength(0);
    expect(abroad({ entries: new Uint32Array(0), scale: 0 }, 'de', words)).toMatchObject({ scale: 0 });
  });

  it('never has a norm above 1', () => {
    const some = fc.dictionary(fc.constantFrom(...Object.keys(WEIGHTS.en)), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(some, (counts) => {
        const vector = weigh(new Map(Object.entries(counts)), 'en', words);
        expect(normOf(abroad(vector, 'de', words), words)).toBeLessThanOrEqual(1 + 1e-6);
      }),
    );
  });
});
