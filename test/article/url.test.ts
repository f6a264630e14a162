import { describe, expect, it } from 'vitest';
import { canonicalUrl, URL_CHARACTERS } from '../../src/article/url.ts';

describe('the canonical form of a URL', () => {
  it.each([
    'http://news.example/world/story',
    'https://www.news.example/world/story',
    'https://NEWS.example:443/world/story/',
    'https://news.example/world/story#comments',
    'https://news.example/world/story?utm_source=mail&fbclid=xyz&mc_cid=1',
    'https://news.example//world/story/?gclid=1#top',
  ])('is the same page: %s', (url) => {
    expect(canonicalUrl(url)).toBe('news.example/world/story');
  });

  it('keeps parameters that say which page it is, in any order', () => {
    expect(canonicalUrl('https://news.example/?p=12&page=2')).toBe('news.example?p=12&page=2');
    expect(canonicalUrl('https://news.example/?page=2&p=12')).toBe('news.example?p=12&page=2');
    expect(canonicalUrl('https://news.example/?p=13')).not.toBe(canonicalUrl('https://news.example/?p=12'));
  });

  it('keeps another port and the case of the path', () => {
    expect(canonicalUrl('http://localhost:8080/A')).toBe('localhost:8080/A');
  });

  it.each(['', 'story', 'ftp://news.example/a', 'javascript:alert(1)', 'https://user:secret@news.example/'])(
    'refuses %j',
    (text) => {
      expect(canonicalUrl(text)).toBeUndefined();
    },
  );

  it(`takes ${URL_CHARACTERS} characters and not one more`, () => {
    const url = 'https://news.example/'.padEnd(URL_CHARACTERS, 'a');
    expect(canonicalUrl(url)).toBeDefined();
    expect(canonicalUrl(`${url}a`)).toBeUndefined();
  });
});
