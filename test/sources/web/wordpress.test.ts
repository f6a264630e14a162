import { afterEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../src/sources/web/ledger.ts';
import { apiAddress, homeOf, rootIn } from '../../../src/sources/web/wordpress-api.ts';
import type { Loopback } from '../../fetching/servers.ts';
import { readWeb, Shelf, site } from './fixture.ts';
import { type StubOptions, type StubPost, wordpressStub } from './wordpress-stub.ts';

let server: Loopback | undefined;
afterEach(async () => {
  await server?.close();
});

async function wordpress(
  posts: () => readonly StubPost[],
  options: Partial<StubOptions> = {},
): Promise<Loopback> {
  const replies = wordpressStub({ posts, base: () => server?.url ?? 'http://x', ...options });
  server = await site((path, request) => replies(path, request));
  return server;
}

const at = (minutes: number) => new Date(Date.UTC(2024, 3, 1, 0, minutes)).toISOString().slice(0, 19);
const many = (count: number, first = 1): StubPost[] =>
  Array.from({ length: count }, (_, index) => ({
    id: first + index,
    title: `Post ${first + index}`,
    // Every seventh minute 40 share one.
    modified: at(Math.floor(index / 40) * 7 + (index % 40 < 20 ? 0 : index % 5)),
  }));
const posted = ({ asked }: Loopback) => asked.filter((line) => line.includes('/wp/v2/'));

describe('a live WordPress', () => {
  it('gives posts with names, image and dates; protected ones and pages are left out', async () => {
    const { url } = await wordpress(() => [
      { id: 7, title: 'Ice & snow', modified: at(5) },
      { id: 8, title: 'Secret', modified: at(6), isProtected: true },
      { id: 9, title: 'About', modified: at(7), type: 'pages' },
    ]);
    const { kind, shelf, skipped } = await readWeb(`${url}/`);
    expect(kind).toBe('wordpress');
    expect([...shelf.articles.values()]).toEqual([
      expect.objectContaining({
        id: '7',
        url: `${url}/7/`,
        title: 'Ice & snow',
        body: 'Ice & snow is a story of its own, with some words.',
        excerpt: null,
        author: 'Ana Ruiz',
        section: 'Sea & ice',
        tags: ['thaw', 'World'],
        image: `${url}/7.jpg`,
        publishedAt: new Date('2024-04-01T10:00:00Z'),
        modifiedAt: new Date('2024-04-01T00:05:00Z'),
      }),
    ]);
    expect(skipped).toEqual([{ place: `${url}/8/`, reason: 'needs a password' }]);
    expect((await readWeb(`${url}/wp-json/`, { options: { pages: true } })).shelf.titles).toEqual([
      'About',
      'Ice & snow',
    ]);
  });

  it.each<[string, Partial<StubOptions>]>([
    ['as it is today', {}],
    ['that breaks down over many at once', { mostAtOnce: 30 }],
    ['before 5.7', { isOld: true }],
  ])('is read whole, %s, and again only where it changed', async (_, options) => {
    let posts = many(431);
    const { url } = await wordpress(() => posts, options);
    const ledger = Ledger.inMemory();
    const shelf = new Shelf();
    await readWeb(`${url}/`, { ledger, shelf });
    expect(shelf.articles.size).toBe(431);
    posts = posts.map((post) => (post.id === 40 ? { ...post, title: 'Changed', modified: at(5000) } : post));
    const second = await readWeb(`${url}/`, { ledger, shelf });
    expect(second.stored.map(({ id, status }) => [id, status])).toEqual([['40', 'updated']]);
  });

  it('asks little when nothing changed', async () => {
    const running = await wordpress(() => many(431));
    const ledger = Ledger.inMemory();
    await readWeb(`${running.url}/`, { ledger });
    running.asked.length = 0;
    await readWeb(`${running.url}/`, { ledger });
    expect(posted(running)).toHaveLength(1);
  });

  it('interrupted anywhere and started again ends as if it had not been', async () => {
    const { url } = await wordpress(() => many(431));
    for (const failAt of [1, 2, 3, 5]) {
      const ledger = Ledger.inMemory();
      const shelf = new Shelf(failAt);
      await expect(readWeb(`${url}/`, { ledger, shelf })).rejects.toThrow('killed');
      shelf.failAt = Number.POSITIVE_INFINITY;
      await readWeb(`${url}/`, { ledger, shelf });
      expect(shelf.articles.size, `batch ${failAt}`).toBe(431);
    }
  });

  it('may change while it is read', async () => {
    let posts = many(431);
    const running = await wordpress(() => {
      // With each request the oldest post is changed and goes to the end: everything moves up.
      const [first, ...rest] = posts;
      if (first && running.asked.length < 8)
        posts = [...rest, { ...first, modified: at(9000 + running.asked.length) }];
      return posts;
    });
    expect((await readWeb(`${running.url}/`)).shelf.articles.size).toBe(431);
  });

  it('that is private is read with an application password', async () => {
    const { url } = await wordpress(() => many(3), { user: 'ana:a b c' });
    await expect(readWeb(`${url}/`)).rejects.toThrow(/answers 401: a private site is read with --user/);
    expect((await readWeb(`${url}/`, { options: { user: 'ana:a b c' } })).shelf.titles).toHaveLength(3);
    await expect(
      readWeb('http://public.example/', { options: { user: 'a:b', allowPrivate: false } }),
    ).rejects.toThrow(/over https only/);
  });

  it('by --since, --include, --exclude and --limit', async () => {
    const { url } = await wordpress(() => many(200));
    const read = (options: object, limit?: number) =>
      readWeb(`${url}/`, { options, ...(limit && { limit }) });
    expect((await read({}, 7)).shelf.articles.size).toBe(7);
    expect((await read({ wanted: { include: ['*/17/'] } })).shelf.titles).toEqual(['Post 17']);
    const since = new Date(`${at(20)}Z`);
    expect((await read({ wanted: { since, exclude: ['*/200/'] } })).shelf.titles).toEqual(
      many(200)
        .filter(({ modified, id }) => modified >= at(20) && id !== 200)
        .map(({ title }) => title)
        .sort(),
    );
  });

  it('takes what is deleted out, when its list says so and the post itself too', async () => {
    let posts = many(150);
    const running = await wordpress(() => posts);
    const ledger = Ledger.inMemory();
    const shelf = new Shelf();
    const options = { detectsGone: true };
    await readWeb(`${running.url}/`, { ledger, shelf, options });
    posts = posts.filter(({ id }) => id !== 12 && id !== 150);
    expect((await readWeb(`${running.url}/`, { ledger, shelf, options })).removed).toEqual([]);
    const later = 7 * 3_600_000;
    expect((await readWeb(`${running.url}/`, { ledger, shelf, options, later })).removed).toEqual([
      '12',
      '150',
    ]);
    expect(shelf.articles.size).toBe(148);
  });
});

it('the API has addresses with and without permalinks', () => {
  expect(apiAddress('https://ice.example/blog/wp-json/', 'wp/v2/posts', { page: 2 })).toBe(
    'https://ice.example/blog/wp-json/wp/v2/posts?page=2',
  );
  expect(apiAddress('https://ice.example/?rest_route=/', 'wp/v2/posts', { page: 2 })).toBe(
    'https://ice.example/?rest_route=%2Fwp%2Fv2%2Fposts&page=2',
  );
  expect(rootIn('https://ice.example/blog/wp-json/wp/v2/posts?per_page=3')).toBe(
    'https://ice.example/blog/wp-json/',
  );
  expect(rootIn('https://ice.example/?rest_route=/wp/v2/posts')).toBe('https://ice.example/?rest_route=/');
  expect(rootIn('https://ice.example/2024/thaw/')).toBeUndefined();
  expect(homeOf('https://ice.example/blog/wp-json/')).toBe('https://ice.example/blog/');
  expect(homeOf('https://ice.example/?rest_route=/')).toBe('https://ice.example/');
});
