import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexiconOf } from '../../src/text/lexicon.ts';
import { eachSentence, sentenceHash } from '../../src/text/sentences.ts';
import { eachToken } from '../../src/text/tokens.ts';
import { Units } from '../../src/text/units.ts';
import { WordTable } from '../../src/text/word-table.ts';

describe('a table of words', () => {
  it('numbers them as a map of strings would', () => {
    const word = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 3_000 }), (words) => {
        const [table, units, numbers] = [new WordTable(), new Units(), new Map<string, number>()];
        for (const written of words) {
          if (!numbers.has(written)) numbers.set(written, numbers.size);
          const text = units.of(`.${written}.`);
          expect(table.add(text, 1, text.length - 1)).toBe(numbers.get(written));
        }
        expect(table.size).toBe(numbers.size);
      }),
    );
  });
});

describe('a lexicon', () => {
  const termsOf = (language: string, text: string) => {
    const lexicon = lexiconOf(language);
    const terms: string[] = [];
    eachToken(text, (token) => terms.push(lexicon.nameOf(lexicon.termOf(token))));
    return terms;
  };

  it('gives forms of a word one term, and none to stop words and single letters', () => {
    expect(termsOf('en', 'Ministers of the minister’s MINISTER, 7 x 1999')).toEqual([
      ...['minist', '', '', 'minist', 'minist'],
      ...['7', '', '1999'],
    ]);
  });

  it('starts afresh when it is full', () => {
    const first = lexiconOf('en');
    for (let part = 0; !first.isFull; part++)
      eachToken(Array.from({ length: 20_000 }, (_, i) => part * 20_000 + i).join(' '), (token) =>
        first.termOf(token),
      );
    expect(lexiconOf('en')).not.toBe(first);
    expect(termsOf('en', 'Ministers')).toEqual(['minist']);
  });
});

describe('a sentence', () => {
  it('is known by the same number within its text as alone', () => {
    const unit = fc.constantFrom(...'aBİΣσ1.,!?。\n "’中ß😀𐐀');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
        eachSentence(text, (start, end, hash) => {
          expect(hash).toBe(sentenceHash(text.slice(start, end)));
        });
      }),
    );
  });
});
