import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../src/sources/web/ledger.ts';
import type { Loopback } from '../../fetching/servers.ts';
import { page, type Replies, readWeb, Shelf, site } from './fixture.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function serve(replies: Replies): Promise<Loopback> {
  const server = await site(replies);
  cleanUps.push(() => server.close());
  return server;
}

const urlset = (entries: readonly string[]) =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${entries.join('')}</urlset>`;
const entry = (path: string, lastmod?: string, more = '') =>
  `<url><loc>${path}</loc>${lastmod === undefined ? '' : `<lastmod>${lastmod}</lastmod>`}${more}</url>`;
const index = (paths: readonly string[]) =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => `<sitemap><loc>${path}</loc></sitemap>`).join('')}</sitemapindex>`;
const days = Array.from({ length: 28 }, (_, at) => `2024-02-${String(at + 1).padStart(2, '0')}`);
const day = (at: number) => days[at % days.length] ?? '';
const pagesAsked = ({ asked }: Loopback) =>
  asked.filter((line) => /\/p\//.test(line)).map((line) => line.slice(4));

describe('a sitemap', () => {
  it('may be an index, with gzipped ones and news; what lists no articles is passed over', async () => {
    const { url } = await serve((path) => {
      if (path === '/sitemap.xml')
        return index([
          '/a.xml',
          '/b.xml.gz',
          '/news.xml',
          '/category-sitemap.xml',
          '/wp-sitemap-users-1.xml',
          '/lost.xml',
        ]);
      if (path === '/a.xml') return urlset([entry('/p/1'), entry('/p/2'), entry('/p/front')]);
      if (path === '/b.xml.gz') return gzipSync(urlset([entry('/p/3'), entry('/p/1/?utm_source=x')]));
      if (path === '/news.xml')
        return urlset([
          entry(
            '/p/4',
            undefined,
            '<news:news><news:publication_date>2024-04-29</news:publication_date></news:news>',
          ),
        ]);
      if (path === '/p/front') return '<!DOCTYPE html><html><body>Nothing</body></html>';
      if (path === '/p/2') return { status: 410 };
      if (path.startsWith('/p/')) return page(`Story ${path.slice(3)}`);
      return undefined;
    });
    const { kind, shelf, skipped } = await readWeb(`${url}/sitemap.xml`);
    expect(kind).toBe('sitemap');
    expect(shelf.titles).toEqual(['Story 1', 'Story 3', 'Story 4']);
    expect(skipped.map(({ place, reason }) => [place.replace(url, ''), reason])).toEqual([
      ['/p/2', 'is not there any more'],
      ['/p/front', 'no story was found in the page: it has no title'],
      ['/category-sitemap.xml', 'lists no articles'],
      ['/wp-sitemap-users-1.xml', 'lists no articles'],
      ['/lost.xml', 'the sitemap could not be read: not_found'],
    ]);
  });

  it('is read again only where dates changed, and not at all when it did not', async () => {
    let dates = [day(1), day(2), day(3)];
    let etag = '"1"';
    const server = await serve((path) => {
      if (path === '/sitemap.xml')
        return { headers: { etag }, body: urlset(dates.map((date, at) => entry(`/p/${at}`, date))) };
      return path.startsWith('/p/') ? page(`Story ${path} ${dates}`) : undefined;
    });
    const ledger = Ledger.inMemory();
    const shelf = new Shelf();
    const read = () => readWeb(`${server.url}/sitemap.xml`, { ledger, shelf });
    await read();
    dates = [day(1), day(9), day(3)];
    etag = '"2"';
    server.asked.length = 0;
    const second = await read();
    expect(pagesAsked(server)).toEqual(['/p/1']);
    expect(second.stored.map(({ status }) => status)).toEqual(['updated']);
    expect(second.same).toHaveLength(2);
  });

  it('without dates has its pages asked once a day, with what they said of their version', async () => {
    const server = await serve((path) => {
      if (path === '/sitemap.xml') return urlset([entry('/p/1'), entry('/p/2')]);
      return path.startsWith('/p/')
        ? { headers: { etag: `"${path}"` }, body: page(`Story ${path}`) }
        : undefined;
    });
    const ledger = Ledger.inMemory();
    const read = (later: number) => readWeb(`${server.url}/sitemap.xml`, { ledger, later });
    await read(0);
    server.asked.length = 0;
    await read(1000);
    expect(pagesAsked(server)).toEqual([]);
    const third = await read(25 * 3_600_000);
    expect(pagesAsked(server)).toEqual(['/p/1', '/p/2']);
    expect([third.stored.length, third.same.length]).toEqual([0, 2]);
  });

  it('by --include, --exclude, --since and --limit; a later pass takes the rest', async () => {
    const server = await serve((path) => {
      if (path === '/sitemap.xml')
        return {
          headers: { etag: '"1"' },
          body: urlset([0, 1, 2, 3].map((at) => entry(`/p/${at}`, day(at)))),
        };
      return path.startsWith('/p/') ? page(`Story ${path}`) : undefined;
    });
    const ledger = Ledger.inMemory();
    const shelf = new Shelf();
    const read = (wanted: object, limit?: number) =>
      readWeb(`${server.url}/sitemap.xml`, { ledger, shelf, options: { wanted }, ...(limit && { limit }) });
    await read({ include: ['*/p/1', '/p/2'], exclude: ['*2'] });
    expect(shelf.titles).toEqual(['Story /p/1']);
    await read({ since: new Date(day(3)) });
    expect(shelf.titles).toEqual(['Story /p/1', 'Story /p/3']);
    await read({}, 1);
    expect(shelf.titles).toHaveLength(3);
    await read({});
    expect(shelf.titles).toHaveLength(4);
  });
});

describe('what is gone', () => {
  it('leaves when it is missing from the whole sitemap twice, or says 410, or says 404 twice', async () => {
    let listed = Array.from({ length: 20 }, (_, at) => at);
    let statuses: Record<string, number> = {};
    const { url } = await serve((path) => {
      if (path === '/sitemap.xml') return urlset(listed.map((at) => entry(`/p/${at}`)));
      if (statuses[path] !== undefined) return { status: statuses[path] };
      return path.startsWith('/p/') ? page(`Story ${path}`) : undefined;
    });
    const ledger = Ledger.inMemory();
    const shelf = new Shelf();
    let later = 0;
    const read = async () => {
      later += 25 * 3_600_000;
      const { removed } = await readWeb(`${url}/sitemap.xml`, {
        ledger,
        shelf,
        later,
        options: { detectsGone: true },
      });
      return removed.length;
    };
    expect(await read()).toBe(0);
    listed = listed.filter((at) => at !== 3);
    expect(await read()).toBe(0);
    expect(await read()).toBe(1);
    expect(shelf.titles).not.toContain('Story /p/3');
    statuses = { '/p/4': 410, '/p/5': 404 };
    expect(await read()).toBe(1);
    expect(await read()).toBe(1);
    expect(await read()).toBe(0);
    expect(shelf.titles).toHaveLength(17);
    // Back again.
    statuses = {};
    await read();
    expect(shelf.titles).toHaveLength(19);
  });

  it('is not believed of half a site, nor of a sitemap that could not be read', async () => {
    let isBroken = false;
    let count = 40;
    const { url } = await serve((path) => {
      if (path === '/sitemap.xml') return index(['/a.xml', '/b.xml']);
      if (path === '/a.xml')
        return urlset(Array.from({ length: count }, (_, at) => entry(`/p/${at}`, day(at))));
      if (path === '/b.xml') return isBroken ? { status: 403 } : urlset([entry('/p/b', day(1))]);
      return path.startsWith('/p/') ? page(`Story ${path}`) : undefined;
    });
    const ledger = Ledger.inMemory();
    const shelf = new Shelf();
    const read = () => readWeb(`${url}/sitemap.xml`, { ledger, shelf, options: { detectsGone: true } });
    await read();
    isBroken = true;
    count = 39;
    await read();
    await read();
    expect(shelf.titles).toHaveLength(41);
    isBroken = false;
    count = 5;
    const { notes } = await read();
    await read();
    expect(shelf.titles).toHaveLength(41);
    expect(notes).toEqual(['35 of 41 pages are not in the sitemap any more: too many to believe']);
  });
});

describe('a crawl', () => {
  it('killed after any batch, and with any end of its file cut off, goes on and ends the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-ledger-'));
    cleanUps.push(() => rm(folder, { recursive: true }));
    const server = await serve((path) => {
      if (path === '/sitemap.xml')
        return urlset(Array.from({ length: 230 }, (_, at) => entry(`/p/${at}`, day(at))));
      return path.startsWith('/p/') ? page(`Story ${path}`) : undefined;
    });
    const url = `${server.url}/sitemap.xml`;
    for (const [failAt, cut] of [
      [1, 0],
      [2, 2],
      [2, 37],
      [3, 0],
    ] as const) {
      const path = join(folder, `${failAt}-${cut}.ndjson`);
      const shelf = new Shelf(failAt);
      const first = await Ledger.open(path, url);
      await expect(readWeb(url, { ledger: first, shelf })).rejects.toThrow('killed');
      // Not closed: as a process that ended.
      const { length } = await readFile(path);
      await truncate(path, length - cut);
      shelf.failAt = Number.POSITIVE_INFINITY;
      server.asked.length = 0;
      const second = await Ledger.open(path, url);
      await readWeb(url, { ledger: second, shelf });
      await second.close();
      expect(shelf.articles.size).toBe(230);
      const before = (failAt - 1) * 100;
      expect(pagesAsked(server).length).toBe(230 - before + (cut > 0 ? 1 : 0));
      expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/\.new$/));
    }
  });

  it('has a file that stays small and is refused when it is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-ledger-'));
    cleanUps.push(() => rm(folder, { recursive: true }));
    const path = join(folder, 'imports', 'a.ndjson');
    for (let pass = 0; pass < 5; pass++) {
      const ledger = await Ledger.open(path, 'https://ice.example/');
      for (let at = 0; at < 300; at++) ledger.set(`page:${at}`, { version: String(pass) });
      ledger.delete(`page:${pass}`);
      await ledger.close();
    }
    const last = await Ledger.open(path, 'https://ice.example/');
    expect([last.size, last.get('page:4'), last.get('page:5')]).toEqual([299, undefined, { version: '4' }]);
    await last.close();
    expect((await readFile(path, 'utf8')).split('\n').length).toBeLessThan(1100);
    const fresh = await Ledger.open(path, 'https://ice.example/', true);
    expect(fresh.size).toBe(0);
    await fresh.close();
    await writeFile(path, '{"kindred":"ledger","version":99}\n');
    await expect(Ledger.open(path, 'x')).rejects.toThrow(/remove it, or import with --fresh/);
  });
});
