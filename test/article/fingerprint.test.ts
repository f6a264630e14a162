import { describe, expect, it } from 'vitest';
import { FINGERPRINT_BYTES, featuresOf, isCopy, NO_FINGERPRINT } from '../../src/article/fingerprint.ts';
import { fingerprint } from '../../src/text/fingerprint.ts';

/** A text of so many words that no other seed has. */
const words = (count: number, seed: string) =>
  Array.from({ length: count }, (_, i) => `${seed}${i * 7919}`).join(' ');
const of = (body: string, title = '') => fingerprint({ title, body });

describe('a fingerprint', () => {
  it('takes 66 bytes and counts what the text consists of', () => {
    expect(FINGERPRINT_BYTES).toBe(66);
    expect(of('a short one').length).toBe(66);
    expect(featuresOf(of(words(102, 'w'), 'Two words'))).toBe(102);
    expect(featuresOf(of(words(20_000, 'w')))).toBe(19_998);
    expect(featuresOf(of(words(20_001, 'w')))).toBe(19_998);
  });

  it('is the same whatever the case, the signs between words and the line breaks', () => {
    expect(of('The Mayor said: "No."\n\nThen he left')).toEqual(of('the mayor said no then he LEFT'));
  });

  it('tells numbers apart, with their decimals', () => {
    expect(of('it rose 1.5 per cent')).not.toEqual(of('it rose 1.6 per cent'));
    expect(of('it rose 1.5 per cent')).not.toEqual(of('it rose 1 5 per cent'));
  });
});

describe('a copy', () => {
  const story = words(300, 'story');

  it('is the same body under another headline', () => {
    expect(isCopy(of(story, 'Bank cuts rates'), of(story, 'Rates fall to record low'))).toBe(true);
  });

  it('is one that was cut, or continued', () => {
    expect(isCopy(of(story), of(`${story} ${words(250, 'more')}`))).toBe(true);
  });

  it('is one in which some words were exchanged', () => {
    const rewritten = story.split(' ').map((word, i) => (i % 40 === 0 ? `other${i}` : word));
    expect(isCopy(of(story), of(rewritten.join(' ')))).toBe(true);
  });

  it('is not a story that takes over a passage', () => {
    expect(isCopy(of(story), of(`${words(100, 'story')} ${words(300, 'more')}`))).toBe(false);
  });

  it('is not a brief made from the same template for another company', () => {
    const brief = (cents: string, record: string) =>
      `Qtly div ${cents} cts vs ${cents} cts prior. Pay April 30. Record ${record}.`;
    expect(
      isCopy(
        of(brief('10', 'April 15'), 'RYLAND GROUP SETS QUARTERLY'),
        of(brief('10', 'April 3'), 'DIME SAVINGS IN PAYOUT'),
      ),
    ).toBe(false);
    expect(
      isCopy(
        of(brief('10', 'April 15'), 'RYLAND GROUP SETS QUARTERLY'),
        of(brief('10', 'April 15'), 'RYLAND GROUP SETS QUARTERLY'),
      ),
    ).toBe(true);
  });

  it('is known in scripts without spaces too', () => {
    const text =
      '市議会は十三日の本会議で老朽化した中央図書館を港の近くの旧税関の建物に移す計画を賛成多数で可決した。' +
      '新しい図書館は二年後の春に開館する予定で、蔵書は三十万冊から四十五万冊に増え、閲覧席も倍になる見込みという。' +
      '反対した議員は費用が膨らむおそれがあると指摘し、跡地をどう使うかについて住民の声を聞くよう求めた。';
    const other =
      '県内の高校野球大会は雨のため二日続けて順延となり、準々決勝は来週の月曜日に行われることになった。';
    expect(isCopy(of(text, '図書館'), of(text, '移転計画'))).toBe(true);
    expect(isCopy(of(text), of(other))).toBe(false);
  });

  it('of an empty text there is none', () => {
    expect(of('')).toEqual(NO_FINGERPRINT);
    expect(isCopy(NO_FINGERPRINT, NO_FINGERPRINT)).toBe(false);
  });
});
