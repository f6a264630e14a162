import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sitemapEntries } from '../../src/sources/sitemap.ts';
import { all, bytes } from './collected.ts';

const read = (content: string | Uint8Array) =>
  all(sitemapEntries(bytes(content), { name: 'sitemap.xml', baseUrl: 'https://ice.example/sitemap.xml' }));
const MAP = `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://ice.example/a?x=1&amp;y=2 </loc><lastmod>2024-04-29</lastmod>
<image:image><image:loc>https://ice.example/a.jpg</image:loc></image:image>
<news:news><news:publication><news:name>Ice</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-04-29T12:00:00+02:00</news:publication_date><news:title>Thaw</news:title><news:keywords>ice, sea</news:keywords></news:news></url>
<url><loc>/b</loc></url><url><loc>javascript:alert(1)</loc></url></urlset>`;

describe('a sitemap', () => {
  it.each([
    ['as XML', MAP],
    ['gzipped', gzipSync(MAP)],
  ])('%s lists its pages with what a news sitemap says', async (_, content) => {
    expect(await read(content)).toMatchObject([
      {
        kind: 'page',
        url: 'https://ice.example/a?x=1&y=2',
        modifiedAt: '2024-04-29T00:00:00.000Z',
        publishedAt: '2024-04-29T10:00:00.000Z',
        title: 'Thaw',
        language: 'en',
        tags: ['ice', 'sea'],
        image: 'https://ice.example/a.jpg',
      },
      { url: 'https://ice.example/b', title: undefined },
    ]);
  });

  it('may list further ones', async () => {
    const index =
      '<sitemapindex><sitemap><loc>https://ice.example/1.xml.gz</loc><lastmod>x</lastmod></sitemap></sitemapindex>';
    expect(await read(index)).toMatchObject([
      { kind: 'sitemap', url: 'https://ice.example/1.xml.gz', modifiedAt: undefined },
    ]);
  });

  it('may be plain text', async () => {
    expect(
      (await read('https://ice.example/a\n\nhttps://ice.example/b\r\nno address')).map(({ url }) => url),
    ).toEqual(['https://ice.example/a', 'https://ice.example/b']);
  });

  it('that unpacks to a thousand times its size is refused', async () => {
    await expect(read(gzipSync(Buffer.alloc(60_000_000, ' ')))).rejects.toThrow(
      'sitemap.xml unpacks to over 200 times its size',
    );
  });
});
