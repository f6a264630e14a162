import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/fetching/clock.ts';
import { Fetcher } from '../../src/fetching/fetcher.ts';
import { PoliteFetcher, type PoliteOptions, retryAfterMs, validatorsOf } from '../../src/fetching/polite.ts';
import { Turns } from '../../src/fetching/turns.ts';
import { type Loopback, loopback } from './servers.ts';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function site(
  pages: (path: string, asked: number) => [status: number, headers: object, body?: string],
): Promise<Loopback> {
  const counts = new Map<string, number>();
  const server = await loopback((request, response) => {
    const path = request.url ?? '';
    counts.set(path, (counts.get(path) ?? 0) + 1);
    const [status, headers, body = ''] = pages(path, counts.get(path) ?? 0);
    response.writeHead(status, { ...headers }).end(body);
  });
  cleanUps.push(() => server.close());
  return server;
}

/** Time passes only where somebody waits. */
function made(options: PoliteOptions = {}) {
  let now = 1_000_000;
  const slept: number[] = [];
  const clock: Clock = {
    now: () => now,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
  const fetcher = new Fetcher({ userAgent: 'Kindred/9.9 (test)', allowPrivate: true });
  cleanUps.push(() => fetcher.close());
  const polite = new PoliteFetcher(fetcher, { intervalMs: 0, clock, ...options });
  return {
    polite,
    slept,
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}

const robots =
  (body: string) =>
  (path: string): [number, object, string] =>
    path === '/robots.txt' ? [200, {}, body] : [200, {}, 'x'];

describe('robots.txt', () => {
  it('is read once a day and obeyed, for us or for all', async () => {
    const server = await site(
      robots(
        'User-agent: *\nDisallow: /\n\nUser-agent: kindred\nDisallow: /private\nAllow: /private/press*\n',
      ),
    );
    const { polite, pass } = made();
    expect((await polite.get(`${server.url}/a`)).status).toBe(200);
    expect((await polite.get(`${server.url}/private/press/1`)).status).toBe(200);
    await expect(polite.get(`${server.url}/private/b`)).rejects.toThrow(/robots\.txt of the site forbids it/);
    expect(server.asked).toEqual(['GET /robots.txt', 'GET /a', 'GET /private/press/1']);
    pass(25 * 3_600_000);
    await polite.get(`${server.url}/a`);
    expect(server.asked.at(-2)).toBe('GET /robots.txt');
  });

  it('of the target of a redirect counts', async () => {
    const server = await site((path) =>
      path === '/robots.txt' ? [200, {}, 'User-agent: *\nDisallow: /no'] : [302, { location: '/no' }],
    );
    await expect(made().polite.get(`${server.url}/a`)).rejects.toMatchObject({ code: 'forbidden' });
    expect(server.asked).not.toContain('GET /no');
  });

  it.each([
    [404, 200],
    [403, 200],
  ])('that answers %i allows all', async (status) => {
    const server = await site((path) => (path === '/robots.txt' ? [status, {}] : [200, {}]));
    expect((await made().polite.get(`${server.url}/a`)).status).toBe(200);
  });

  it('that cannot be had for now stops the reading for now', async () => {
    const server = await site((path, asked) =>
      path === '/robots.txt' && asked === 1 ? [503, {}] : [404, {}],
    );
    const { polite } = made();
    await expect(polite.get(`${server.url}/a`)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await polite.get(`${server.url}/a`)).status).toBe(404);
  });

  it('says how long to wait between two requests, and where sitemaps are', async () => {
    const server = await site(robots('User-agent: *\nCrawl-delay: 7\nSitemap: https://ice.example/s.xml'));
    const { polite, slept } = made();
    await polite.get(`${server.url}/a`);
    await polite.get(`${server.url}/b`);
    expect(slept).toEqual([7000]);
    expect((await polite.robots(server.url)).sitemaps).toEqual(['https://ice.example/s.xml']);
  });

  it('that is hostile costs little', async () => {
    const server = await site(robots(`User-agent: *\nDisallow: /${'*a'.repeat(400_000)}`));
    expect((await made().polite.get(`${server.url}/${'a'.repeat(1500)}b`)).status).toBe(200);
  });

  it('of a site whose password we have is not asked', async () => {
    const server = await site(robots('User-agent: *\nDisallow: /'));
    const { polite } = made({ credentials: { origin: server.url, authorization: 'Basic x' } });
    expect((await polite.get(`${server.url}/a`)).status).toBe(200);
    expect(server.requests[0]?.headers.authorization).toBe('Basic x');
  });
});

describe('a site that asks for time', () => {
  it('gets it, in seconds or by a date', async () => {
    const server = await site((path, asked) =>
      path !== '/a' || asked > 2
        ? [200, {}, 'there']
        : [asked === 1 ? 429 : 503, { 'retry-after': asked === 1 ? '120' : '7' }],
    );
    const { polite, slept } = made();
    expect((await polite.get(`${server.url}/a`)).bytes.toString()).toBe('there');
    expect(slept).toEqual([120_000, 7_000]);
    expect(retryAfterMs('Thu, 01 Jan 1970 00:01:40 GMT', 40_000)).toBe(60_000);
    expect(retryAfterMs('soon', 0)).toBeUndefined();
  });

  it('longer than our patience is left for another time', async () => {
    const server = await site((path) => (path === '/a' ? [503, { 'retry-after': '86400' }] : [404, {}]));
    const { polite, slept } = made();
    expect((await polite.get(`${server.url}/a`)).status).toBe(503);
    expect(slept).toEqual([]);
  });

  it('by breaking down gets more each time, and is left in the end', async () => {
    const server = await site((path) => (path === '/a' ? [500, {}] : [404, {}]));
    const { polite, slept } = made();
    expect((await polite.get(`${server.url}/a`)).status).toBe(500);
    expect(slept).toEqual([1000, 2000, 4000]);
  });
});

describe('what did not change', () => {
  it('is not sent again', async () => {
    const server = await site((path) =>
      path === '/a' ? [200, { etag: '"v1"', 'last-modified': 'Mon, 29 Apr 2024 12:00:00 GMT' }] : [404, {}],
    );
    const { polite } = made();
    const validators = validatorsOf(await polite.get(`${server.url}/a`));
    expect(validators).toEqual({ etag: '"v1"', lastModified: 'Mon, 29 Apr 2024 12:00:00 GMT' });
    await polite.get(`${server.url}/a`, { validators });
    expect(server.requests.at(-1)?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Mon, 29 Apr 2024 12:00:00 GMT',
    });
    expect(validatorsOf({ headers: { etag: 'x'.repeat(5000), 'last-modified': 'a\u0001b' } })).toEqual({});
  });
});

describe('turns', () => {
  it('let so many run at once, each so long after the other', async () => {
    let now = 0;
    const turns = new Turns(
      {
        now: () => now,
        sleep: async (milliseconds) => {
          now += milliseconds;
        },
      },
      2,
      100,
    );
    let running = 0;
    let most = 0;
    const begun: number[] = [];
    await Promise.all(
      Array.from({ length: 6 }, () =>
        turns.run(async () => {
          begun.push(now);
          most = Math.max(most, ++running);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
        }),
      ),
    );
    expect(most).toBeLessThanOrEqual(2);
    // The first looks at the clock only when the second already waits.
    expect(begun.slice(1)).toEqual([100, 200, 300, 400, 500]);
  });
});
