import { afterEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../src/sources/web/ledger.ts';
import type { Loopback } from '../../fetching/servers.ts';
import { page, type Replies, readWeb, Shelf, STORY, site } from './fixture.ts';

let server: Loopback;
afterEach(() => server.close());

async function serve(replies: Replies): Promise<string> {
  server = await site(replies);
  return server.url;
}

const rss = (items: string) =>
  `<rss version="2.0"><channel><title>Ice</title><language>en</language>${items}</channel></rss>`;
const item = (at: number, text: string) =>
  `<item><title>Entry ${at}</title><link>/p/${at}</link><guid isPermaLink="false">n-${at}</guid><description>${text}</description></item>`;

describe('a feed', () => {
  it('that only teases is completed from its pages; what those refuse leaves the teaser', async () => {
    const url = await serve((path) => {
      if (path === '/robots.txt') return 'User-agent: *\nDisallow: /p/3';
      if (path === '/feed')
        return rss([1, 2, 3].map((at) => item(at, 'Short […]')).join('') + item(4, 'Long. '.repeat(400)));
      if (path === '/p/1') return page('Page 1');
      return path === '/p/2' ? { status: 403 } : undefined;
    });
    const { kind, shelf } = await readWeb(`${url}/feed`);
    expect(kind).toBe('feed');
    const bodies = [...shelf.articles.values()].map(({ id, title, body }) => [id, title, body.slice(0, 30)]);
    expect(bodies).toEqual([
      ['n-1', 'Entry 1', STORY.slice(0, 30)],
      ['n-2', 'Entry 2', 'Short […]'],
      ['n-3', 'Entry 3', 'Short […]'],
      ['n-4', 'Entry 4', 'Long. Long. Long. Long. Long. '],
    ]);
    expect(server.asked).not.toContain('GET /p/4');
  });

  it('is not sent again when it did not change, nor are its entries', async () => {
    let etag = '"1"';
    let second = 'Second […]';
    const url = await serve((path) => {
      if (path === '/feed.json')
        return {
          headers: { etag },
          body: JSON.stringify({
            version: 'https://jsonfeed.org/version/1.1',
            items: [
              { id: 'a', url: '/p/1', title: 'One', summary: 'First […]' },
              { id: 'b', url: '/p/2', title: 'Two', summary: second },
            ],
          }),
        };
      return path.startsWith('/p/') ? page(path) : undefined;
    });
    const ledger = Ledger.inMemory();
    const shelf = new Shelf();
    const read = () => readWeb(`${url}/feed.json`, { ledger, shelf });
    await read();
    second = 'Changed […]';
    etag = '"2"';
    server.asked.length = 0;
    const { same, stored } = await read();
    expect([same, stored.map(({ id }) => id)]).toEqual([['entry:a'], ['b']]);
    expect(server.asked.filter((line) => /\/p\//.test(line))).toEqual(['GET /p/2']);
  });

  it('whose page could not be had for now is asked for it again', async () => {
    let isIll = true;
    const url = await serve((path) => {
      if (path === '/feed') return { headers: { etag: '"1"' }, body: rss(item(1, 'Short […]')) };
      if (path === '/p/1') return isIll ? { status: 503 } : page('Page 1');
      return undefined;
    });
    const ledger = Ledger.inMemory();
    const shelf = new Shelf();
    await readWeb(`${url}/feed`, { ledger, shelf });
    expect(shelf.articles.get('n-1')?.body).toBe('Short […]');
    isIll = false;
    await readWeb(`${url}/feed`, { ledger, shelf });
    expect(shelf.articles.get('n-1')?.body).toBe(STORY);
  });

  it('takes what left it and is gone out, and keeps what only left it', async () => {
    let listed = [1, 2, 3];
    const url = await serve((path) => {
      if (path === '/feed') return rss(listed.map((at) => item(at, 'Long. '.repeat(400))).join(''));
      if (path === '/p/1') return page('Page 1');
      return path === '/p/2' ? { status: 410 } : undefined;
    });
    const ledger = Ledger.inMemory();
    const shelf = new Shelf();
    let later = 0;
    const read = async () => {
      later += 25 * 3_600_000;
      return (await readWeb(`${url}/feed`, { ledger, shelf, later, options: { detectsGone: true } })).removed;
    };
    await read();
    listed = [];
    expect(await read()).toEqual(['n-2']);
    expect(await read()).toEqual(['n-3']);
    expect([...shelf.articles.keys()]).toEqual(['n-1']);
  });
});
