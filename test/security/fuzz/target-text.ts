/** The tokeniser and what is made of its words: bounded work, offsets within the text, nothing lost or invented. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanText } from '../../../src/article/article.ts';
import { FINGERPRINT_BYTES } from '../../../src/article/fingerprint.ts';
import { teaser } from '../../../src/article/teaser.ts';
import { analyze } from '../../../src/text/analyze.ts';
import { fingerprint } from '../../../src/text/fingerprint.ts';
import { withoutFurniture } from '../../../src/text/furniture.ts';
import { detectLanguage } from '../../../src/text/language.ts';
import { learnFurniture } from '../../../src/text/learn-furniture.ts';
import { eachSentence } from '../../../src/text/sentences.ts';
import { surfaceForms } from '../../../src/text/surface.ts';
import { eachToken, MOST_TOKENS } from '../../../src/text/tokens.ts';
import { markup, text } from './made-text.ts';
import type { Target } from './target.ts';

const LANGUAGES =
  'en de fr es it pt nl sv no da fi ru pl tr ar fa uk id zh ja ko th hu ro el und xx constructor __proto__'.split(
    ' ',
  );

export const textTarget: Target = {
  name: 'text',
  seeds: [
    'The U.S. and the E.U. met in Washington, D.C., on 1.5 and 737,000.25. “No,” said O’Brien.',
    'İstanbul’da Erdoğan’ın ÇİLİ. Straße STRASSE ß ﬁ ﷺ ½ ² ™ Ａ１',
    '東京でニュースを読む。中国与美国会谈。กรุงเทพมหานครน้ำท่วม ភ្នំពេញ မြန်မာ ລາວ',
    'می‌خواهم کتاب‌های‌شان را والحكومة السورية 대통령을 만났습니다 민주주의를',
    "'''’’’ a'b'c'd dell'arte l'Europe jusqu'ici 1'2 'tis",
    'a\u00adb\u200cc\u200dd\ufe0fe\u0301\u0323 \u202eabc\u202c \ud83d\ude80 \ud83d \ude80 𠮷 \ud840',
    `${'a\u0301'.repeat(50)} ${'x'.repeat(41)} ${'1.1.'.repeat(20)} ${'A.'.repeat(20)}`,
    'Subscribe to our newsletter today.\nSubscribe to our newsletter today.\nLeave a Reply\n',
  ],
  made: fc.oneof(text, markup, fc.string({ unit: 'binary', maxLength: 400 })),
  words: [
    "'",
    '’',
    '.',
    ',',
    '\u00ad',
    '\u200c',
    '\u0301',
    '東',
    'ก',
    'İ',
    '한',
    'ه',
    '™',
    '\n',
    '。',
    'ﬃ',
    'A.',
    '1.',
  ],
  pairs: [
    ['(', ')'],
    ['“', '”'],
    ['a.', ''],
    ['한은', ''],
  ],
  read(bytes, chance) {
    // As UTF-16 every half of a surrogate pair can stand alone.
    const whole = bytes.toString(chance % 5 === 0 ? 'utf16le' : 'utf8');
    const at = whole.length === 0 ? 0 : chance % Math.min(whole.length, 300);
    const [title, body] = [whole.slice(0, at), whole.slice(at)];
    const language = LANGUAGES[chance % LANGUAGES.length] as string;
    checkTokens(body);
    const terms = analyze({ title, body, language });
    assert.ok(terms.size <= 4 * MOST_TOKENS, 'more terms than words');
    for (const [term, count] of terms) assert.ok(term !== '' && term.trim() === term && count >= 1, 'a term');
    const surface = surfaceForms({ title, body, language });
    assert.deepEqual([...surface.keys()].sort(), [...terms.keys()].sort());
    assert.match(detectLanguage(body), /^[a-z]{2,3}$/);
    assert.equal(fingerprint({ title, body }).length, FINGERPRINT_BYTES);
    checkSentences(body);
    checkCleaned(whole);
    return terms.size > 0 ? 'taken' : 'refused';
  },
};

function checkTokens(body: string): void {
  let tokens = 0;
  let position = 0;
  let start = -1;
  eachToken(body, (token) => {
    tokens++;
    assert.ok(token.position > position && token.start > start && token.end > token.start, 'words go back');
    assert.ok(token.end <= token.text.length, 'a word beyond the text');
    ({ position, start } = token);
  });
  assert.ok(tokens <= MOST_TOKENS, `${tokens} words`);
}

function checkSentences(body: string): void {
  let end = 0;
  const hashes = new Set<number>();
  eachSentence(body, (from, to, hash) => {
    assert.ok(from === end && to > from, 'sentences do not follow each other');
    end = to;
    if (hash !== 0) hashes.add(hash);
  });
  assert.equal(end, body.length);
  const { body: kept } = withoutFurniture({ body }, hashes);
  assert.ok(kept.length <= body.length + hashes.size, 'what was taken out made it longer');
  assert.equal(withoutFurniture({ body }, new Set()).body, body);
  const same = Array.from({ length: 5 }, (_, key) => ({ key, title: `${key}`, body, language: 'en' }));
  assert.ok(learnFurniture(same).length <= hashes.size, 'more furniture than sentences');
}

function checkCleaned(whole: string): void {
  const clean = cleanText(whole);
  assert.ok(clean.isWellFormed() && !/[^\P{Cc}\t\n]/u.test(clean), 'text that a database does not take');
  assert.ok(clean.length <= 3 * whole.length, 'cleaning makes text longer');
  assert.ok(teaser(whole).length <= 300, 'a teaser is short');
}
