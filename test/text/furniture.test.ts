import { describe, expect, it } from 'vitest';
import { withoutFurniture } from '../../src/text/furniture.ts';
import { learnFurniture, MOST_LINES } from '../../src/text/learn-furniture.ts';
import { sentenceHash } from '../../src/text/sentences.ts';

const PAGE = 'Leave a Comment\nSign up for our weekly letter.';
/** A story of its own words, as many as wanted. */
const story = (seed: string, words = 30) =>
  `${Array.from({ length: words }, (_, i) => `${seed}${String.fromCharCode(97 + (i % 26))}${i}`).join(' ')}.`;
const article = (key: number, body: string) => ({ key, title: `Title ${key}`, body, language: 'en' });
const texts = (articles: readonly ReturnType<typeof article>[]) =>
  learnFurniture(articles)
    .map(({ text }) => text)
    .sort();

describe('furniture', () => {
  it('is what five unrelated articles have in common, and four do not make it', () => {
    const articles = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed, key) =>
      article(key, `${story(seed)}\n${PAGE}`),
    );
    expect(texts(articles.slice(0, 5))).toEqual(['Leave a Comment', 'Sign up for our weekly letter.']);
    expect(texts(articles.slice(0, 4))).toEqual([]);
    expect(learnFurniture(articles)[0]).toMatchObject({ articles: 6, language: 'en' });
  });

  it('is not a story that was sent six times, rewritten a little', () => {
    const sentences = Array.from({ length: 10 }, (_, i) => story(`s${i}`, 12));
    const versions = Array.from({ length: 6 }, (_, key) =>
      article(key, [...sentences, `${story('shared', 20).slice(0, -1)} version ${key} here.`].join(' ')),
    );
    expect(texts(versions)).toEqual([]);
  });

  it('is not the background that follow-ups of one story repeat', () => {
    const background = 'The court opened the case after a whistleblower came forward.';
    const followUps = Array.from({ length: 8 }, (_, key) =>
      article(key, `${story('case', 30).slice(0, -1)} ${story(`day${key}`, 12)} ${background}`),
    );
    expect(texts(followUps)).toEqual([]);
  });

  it('is at most so many lines, the most frequent first', () => {
    const many = Array.from({ length: MOST_LINES + 1 }, (_, i) => `line number ${i} of the page`);
    const articles = Array.from({ length: 6 }, (_, key) =>
      article(key, `${story(`x${key}y`)}\n${(key < 5 ? many : many.slice(1)).join('\n')}`),
    );
    const learnt = learnFurniture(articles);
    expect(learnt).toHaveLength(MOST_LINES);
    expect(learnt.map(({ articles: count }) => count)).not.toContain(5);
  });

  it('is taken out of the body, and nothing else', () => {
    const furniture = new Set([
      sentenceHash('Leave a comment'),
      sentenceHash('sign up for our WEEKLY letter'),
    ]);
    const own = article(1, 'The mayor resigned. He was tired.');
    expect(withoutFurniture(own, furniture)).toBe(own);
    expect(withoutFurniture(article(1, `The mayor resigned.\n${PAGE} He was tired.`), furniture).body).toBe(
      'The mayor resigned.\n\n\n He was tired.',
    );
    expect(withoutFurniture(article(1, PAGE), furniture).body.trim()).toBe('');
  });

  it('is never a line of fewer than three words', () => {
    expect(sentenceHash('Read more')).toBe(0);
    expect(sentenceHash('Read much more')).not.toBe(0);
  });
});
