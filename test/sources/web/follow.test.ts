import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/fetching/clock.ts';
import { type Following, type FollowState, startFollowing } from '../../../src/sources/web/follow.ts';
import { Ledger } from '../../../src/sources/web/ledger.ts';
import { openWeb } from '../../../src/sources/web/open.ts';
import type { WebReader } from '../../../src/sources/web/reader.ts';
import type { Loopback } from '../../fetching/servers.ts';
import { page, type Replies, reader, Shelf, site } from './fixture.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function serve(replies: Replies): Promise<Loopback> {
  const server = await site(replies);
  cleanUps.push(() => server.close());
  return server;
}

/** A follower whose next pass begins when the test says so, a day later each time. */
async function followed(url: string, path: string, shelf: Shelf) {
  let now = Date.UTC(2024, 3, 1);
  let resume = () => {};
  const slept: number[] = [];
  let atRest = () => {};
  const clock: Clock = {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        slept.push(milliseconds);
        resume = () => {
          now += 25 * 3_600_000;
          resolve();
        };
        signal?.addEventListener('abort', () => reject(signal.reason));
        atRest();
      }),
  };
  let one: WebReader | undefined;
  const states: FollowState[] = [];
  const rest = () =>
    new Promise<void>((resolve) => {
      atRest = resolve;
    });
  const first = rest();
  const following: Following = startFollowing({
    source: url,
    open: async (signal, ledger) => {
      await one?.close();
      // Waiting within a pass takes no time; between passes it is this clock that counts.
      const advancing: Clock = {
        now: () => now,
        sleep: async (milliseconds) => {
          now += milliseconds;
        },
      };
      one = reader(url, [], { signal, detectsGone: true, clock: advancing });
      return openWeb(url, one.context, undefined, ledger);
    },
    openLedger: () => Ledger.open(path, url),
    sink: shelf,
    clock,
    onChange: (state) => states.push(state),
  });
  cleanUps.push(async () => {
    await following.stop();
    await one?.close();
  });
  await Promise.race([first, following.ended]);
  return {
    following,
    slept,
    states,
    async nextPass() {
      const done = rest();
      resume();
      await done;
    },
  };
}

const urlset = (entries: readonly [path: string, date: string][]) =>
  `<urlset>${entries.map(([path, date]) => `<url><loc>${path}</loc><lastmod>${date}</lastmod></url>`).join('')}</urlset>`;

async function ledgerFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kindred-follow-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  return join(folder, 'a.ndjson');
}

describe('following', () => {
  it('takes what is new, what changed and what is gone, and survives a restart', async () => {
    let entries: [string, string][] = Array.from({ length: 20 }, (_, at) => [`/p/${at}`, '2024-03-01']);
    let isIll = false;
    const server = await serve((path) => {
      if (path === '/sitemap.xml') return isIll ? { status: 503 } : urlset(entries);
      return path.startsWith('/p/') ? page(`Story ${path} of ${entries.length}`) : undefined;
    });
    const url = `${server.url}/sitemap.xml`;
    const path = await ledgerFile();
    const shelf = new Shelf();
    const first = await followed(url, path, shelf);
    expect(first.following.state()).toMatchObject({
      kind: 'sitemap',
      phase: 'waiting',
      passes: 1,
      known: 20,
      created: 20,
      lastError: undefined,
    });
    entries = [
      ...entries.slice(1).map(([at, date]): [string, string] => [at, at === '/p/7' ? '2024-03-05' : date]),
      ['/p/new', '2024-03-05'],
    ];
    server.asked.length = 0;
    await first.nextPass();
    expect(server.asked.filter((line) => line.includes('/p/'))).toEqual(['GET /p/7', 'GET /p/new']);
    expect(first.following.state()).toMatchObject({ passes: 2, created: 21, updated: 0, removed: 0 });
    isIll = true;
    await first.nextPass();
    expect(first.following.state()).toMatchObject({
      phase: 'failing',
      passes: 2,
      lastError: expect.stringMatching(/answers 503/),
    });
    expect(first.slept).toEqual([300_000, 300_000, 30_000]);
    isIll = false;
    await first.following.stop();
    expect(first.following.state().phase).toBe('stopped');

    server.asked.length = 0;
    const second = await followed(url, path, shelf);
    // Missing for the second time, though another process saw the first.
    expect(second.following.state()).toMatchObject({ passes: 1, created: 0, removed: 1, known: 20 });
    expect(server.asked.filter((line) => line.includes('/p/'))).toEqual([]);
    expect(shelf.articles.size).toBe(20);
  });

  it('ends where the address is none to follow', async () => {
    const server = await serve((path) => (path === '/a.csv' ? 'id,title\n1,One\n' : undefined));
    const { following } = await followed(`${server.url}/a.csv`, await ledgerFile(), new Shelf()).catch(
      (error: Error) => ({ following: error }),
    );
    expect(following).toMatchObject({ code: 'unsupported_media' });
  });
});
