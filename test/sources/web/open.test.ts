import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fits, onlyWanted } from '../../../src/sources/wanted.ts';
import { linksOf } from '../../../src/sources/web/links.ts';
import { inOrder } from '../../../src/sources/web/window.ts';
import type { Loopback } from '../../fetching/servers.ts';
import { all } from '../collected.ts';
import { page, readWeb, site } from './fixture.ts';

const FEED_LINK = '<link rel="alternate" type="application/rss+xml" title="Ice" href="/feed">';
const URLSET = '<urlset><url><loc>/p/1</loc></url></urlset>';
const PAGES: Readonly<Record<string, string | Uint8Array>> = {
  '/robots.txt': 'Sitemap: https://ice.example/sitemap.xml\nUser-agent: *\nDisallow: /no/',
  '/': page('Front').replace('<head>', `<head>${FEED_LINK}`),
  '/story': page('Story').replace('<head>', `<head>${FEED_LINK}`),
  '/empty': '<!DOCTYPE html><html><body>Nothing</body></html>',
  '/feed': '<rss><channel><item><title>One</title></item></channel></rss>',
  '/atom': '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title></entry></feed>',
  '/sitemap.xml.gz': gzipSync(URLSET),
  '/sitemap.txt': 'http://ice.example/p/1\n',
  '/data.csv': 'id,title\na,One\n',
  '/words': 'Words and no more',
  '/p/1': page('One'),
};

let server: Loopback;
beforeAll(async () => {
  server = await site((path) =>
    path === '/moved' ? { status: 301, headers: { location: '/story' } } : PAGES[path],
  );
});
afterAll(() => server.close());

describe('an address is recognised by what it answers', () => {
  it.each([
    ['/feed', 'feed'],
    ['/atom', 'feed'],
    ['/sitemap.xml.gz', 'sitemap'],
    ['/story', 'page'],
    ['/moved', 'page'],
  ])('%s is a %s', async (path, kind) => {
    const { kind: found, shelf, notes } = await readWeb(`${server.url}${path}`);
    expect([found, shelf.articles.size]).toEqual([kind, 1]);
    if (kind === 'page') expect(notes).toEqual([`one page is read; the site's feed is ${server.url}/feed`]);
  });

  it('and asked once for it', async () => {
    server.asked.length = 0;
    await readWeb(`${server.url}/feed`);
    expect(server.asked).toEqual(['GET /robots.txt', 'GET /feed']);
  });

  it.each([
    [
      '/',
      /is a front page and no article\. Import one of these instead:\n .*\/feed {2}\(feed: the latest\)\n {2}https:\/\/ice\.example\/sitemap\.xml {2}\(sitemap: everything\)/,
    ],
    ['/empty', /\/empty: no story was found in the page/],
    ['/data.csv', /is a csv file: download it, and import the file/],
    ['/words', /is no feed, sitemap, page or WordPress: name it with --format/],
    ['/no/story', /the robots\.txt of the site forbids it/],
    ['/lost', /answers 404/],
  ])('%s is not read, and says why', async (path, message) => {
    await expect(readWeb(`${server.url}${path}`)).rejects.toThrow(message);
  });

  it('unless a format is named', async () => {
    expect((await readWeb(`${server.url}/`, { format: 'html' })).shelf.titles).toEqual(['Front']);
    await expect(readWeb(`${server.url}/`, { format: 'wordpress' })).rejects.toThrow(/wp-json.* answers 404/);
  });

  it('of this machine only when that is allowed', async () => {
    server.asked.length = 0;
    await expect(readWeb(`${server.url}/story`, { options: { allowPrivate: false } })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(readWeb('http://127.0.0.1/story', { options: { allowPrivate: false } })).rejects.toThrow(
      /--allow-private/,
    );
    expect(server.asked).toEqual([]);
  });
});

describe('the links of a page', () => {
  it('lead to feeds of articles, and to the API of WordPress', () => {
    const html = `${FEED_LINK}<link rel="alternate" type="application/rss+xml" title="Ice &raquo; Comments Feed" href="/comments/feed">
<link rel="alternate" type="application/json+oembed" href="/oembed"><link rel="alternate" type="application/rss+xml" href="javascript:x">
<link rel="https://api.w.org/" href="https://ice.example/wp-json/">`;
    expect(linksOf(html, 'https://ice.example/', undefined)).toEqual({
      feeds: ['https://ice.example/feed'],
      wordpress: 'https://ice.example/wp-json/',
    });
    expect(linksOf('', 'https://ice.example/', '</wp-json/>; rel="https://api.w.org/"').wordpress).toBe(
      'https://ice.example/wp-json/',
    );
  });
});

describe('a pattern', () => {
  it.each([
    ['https://ice.example/news/1', '/news/', true],
    ['https://ice.example/news/1', '*/news/*', true],
    ['https://ice.example/news/1', 'https://*/news/*', true],
    ['https://ice.example/news/1', '*/news/', false],
    ['https://ice.example/news/1', '*1', true],
    ['ab', 'ab*ab', false],
    ['abab', 'ab*ab', true],
    ['aXbXc', 'a*b*c', true],
    ['ac', 'a*b*c', false],
    ['x', '*', true],
    ['', 'a', false],
  ])('of %j and %j: %s', (address, pattern, expected) => {
    expect(fits(address, pattern)).toBe(expected);
  });

  it('costs no more than the address is long', () => {
    expect(fits('a'.repeat(2000), `${'*a'.repeat(2000)}b`)).toBe(false);
  });
});

it('records are wanted by address and date, and only so many', async () => {
  const article = (id: string, url: string | null, publishedAt: Date | null) => ({
    id,
    url,
    publishedAt,
    modifiedAt: null,
  });
  const records = [
    article('a', 'https://ice.example/news/a', new Date('2024-01-01')),
    article('b', 'https://ice.example/news/b', new Date('2023-01-01')),
    article('c', 'https://ice.example/ads/c', null),
    article('d', 'https://ice.example/news/d', null),
    article('e', 'https://ice.example/news/e', null),
  ].map((result, index) => ({ index, id: result.id, result }) as never);
  const skipped: string[] = [];
  async function* source() {
    yield* records;
  }
  const kept = await all(
    onlyWanted(source(), { include: ['/news/'], since: new Date('2023-06-01') }, 2, ({ reason }) =>
      skipped.push(reason),
    ),
  );
  expect(kept.map(({ id }) => id)).toEqual(['a', 'd']);
  expect(skipped).toEqual(['is older than --since', 'fits no --include']);
});

it('work several at a time comes in order, at most so much at once', async () => {
  let running = 0;
  let most = 0;
  const results = await all(
    inOrder([5, 1, 4, 2, 3], 3, async (value) => {
      most = Math.max(most, ++running);
      for (let at = 0; at < value; at++) await new Promise((resolve) => setImmediate(resolve));
      running--;
      return value;
    }),
  );
  expect([results, most]).toEqual([[5, 1, 4, 2, 3], 3]);
});
