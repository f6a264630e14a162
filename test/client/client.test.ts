import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientTypes } from '../../scripts/client-types.ts';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { batches } from '../../src/client/batches.ts';
import { type Box, ConnectionError, Kindred, ProblemError, TimeoutError } from '../../src/client/index.ts';
import { retryAfterMs } from '../../src/client/send.ts';
import { createApp } from '../../src/http/app.ts';
import { Service } from '../../src/service/service.ts';
import { describeDatabase } from '../support/database.ts';

const KEY = 'a-key-of-some-length';
const SEA = 'Ferries stayed in the harbour of Varnes while the storm flooded its quay.';

describe('the types of the client', () => {
  it('are those of the present OpenAPI document; npm run client-types writes them', async () => {
    expect(await readFile('src/client/openapi.ts', 'utf8')).toBe(await clientTypes());
  });
});

describeDatabase('the client', (openOptions) => {
  let service: Service;
  let kindred: Kindred;
  const stories = Array.from({ length: 6 }, (_, i) => ({
    ...{ id: `sea/${i}`, url: `https://news.example/${i}`, title: `Storm in the harbour, part ${i}` },
    body: `${SEA} Reporter number${i} counted waves${i} and boats${i}.`,
  }));
  const filler = Array.from({ length: 12 }, (_, i) => ({
    ...{ id: `filler-${i}`, title: `Filler ${i}`, body: `Words about subject${i} and only subject${i}.` },
  }));

  beforeAll(async () => {
    const log = { info() {}, warn() {}, error() {} };
    service = new Service({ ...(await openOptions()), log });
    await service.whenReady();
    const app = createApp({
      ...{ service, version: '0', defaults: DEFAULT_BOX, log, adminKey: KEY, remoteAddress: () => undefined },
    });
    const asked: typeof fetch = async (input, init) => app.request(String(input), init);
    kindred = new Kindred({ url: 'http://localhost/', key: KEY, fetch: asked });
    const { counts } = await kindred.putMany([...stories, ...filler]);
    expect(counts).toEqual({ created: 18, updated: 0, unchanged: 0, outdated: 0, refused: 0 });
    await service.settled();
  });
  afterAll(() => service.stop());

  const idsOf = (box: Box | ProblemError | undefined) => (box as Box).items.map(({ id }) => id);

  it('looks up by id and by address, with any parameters', async () => {
    const box = await kindred.related('sea/0', { limit: 2, exclude: ['sea/1', 'sea/2'], explain: 'true' });
    expect(box).toMatchObject({ status: 'ok', generation: expect.any(Number) });
    expect(box.items).toHaveLength(2);
    expect(box.items[0]?.explanation?.terms.length).toBeGreaterThan(0);
    for (const id of ['sea/1', 'sea/2']) expect(idsOf(box)).not.toContain(id);
    const byUrl = await kindred.related({ url: 'https://www.news.example/0?utm_source=x' }, { limit: 2 });
    expect(byUrl).toEqual(await kindred.related('sea/0', { limit: 2 }));
  });

  it('gets the box as HTML', async () => {
    const html = await kindred.boxHtml('sea/0', { limit: 2, layout: 'cards', heading: 'More' });
    expect(html).toMatch(/^<div class="kindred">.*kindred-as-cards.*<h2 class="kindred-heading">More</s);
    expect(await kindred.boxHtml({ url: 'https://news.example/0' }, { section: ['none'] })).toBe(
      '<!-- kindred: empty -->\n',
    );
    await expect(kindred.boxHtml('nowhere')).rejects.toMatchObject({ status: 404, code: 'not_found' });
  });

  it('gets several boxes without an article twice, and an error in the place of a bad one', async () => {
    const [first, bad, last] = await kindred.boxes([
      { id: 'sea/0', limit: 2 },
      { id: 'nowhere' },
      { url: 'https://news.example/0', limit: 3 },
    ]);
    expect(new Set([...idsOf(first), ...idsOf(last)]).size).toBe(5);
    expect(bad).toBeInstanceOf(ProblemError);
    expect(bad).toMatchObject({ status: 404, code: 'not_found', field: 'id' });
  });

  it('looks up for a draft', async () => {
    expect((await kindred.draft({ title: 'The quay of Varnes', body: SEA })).items.length).toBe(4);
  });

  it('puts, reads and removes an article', async () => {
    expect(await kindred.put('new one', { title: 'New' })).toEqual({ id: 'new one', status: 'created' });
    expect(await kindred.put('new one', { title: 'New' })).toMatchObject({ status: 'unchanged' });
    expect(await kindred.article('new one')).toMatchObject({ title: 'New', tags: [] });
    expect(await kindred.remove('new one')).toBe(true);
    expect(await kindred.remove('new one')).toBe(false);
    await expect(kindred.article('new one')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('puts more than fit into a request, from a stream too, and counts their results over all', async () => {
    async function* many() {
      for (let i = 0; i < 502; i++) yield { id: `many-${i % 4}`, title: i === 501 ? '' : 'Many' };
    }
    const { counts, results } = await kindred.putMany(many());
    expect(results.map(({ index }) => index)).toEqual(Array.from({ length: 502 }, (_, i) => i));
    expect(counts).toEqual({ created: 4, updated: 0, unchanged: 497, outdated: 0, refused: 1 });
    expect(results[501]).toMatchObject({ status: 'refused', field: 'title' });
  });

  it('reindexes and says how far it is', async () => {
    const { generation } = await kindred.reindex();
    await service.settled();
    expect(await kindred.reindexState()).toMatchObject({ generation, status: 'active' });
  });

  it('throws what the service refuses, by code and field', async () => {
    await expect(kindred.related('sea/0', { limit: 51 })).rejects.toMatchObject({
      name: 'ProblemError',
      ...{ status: 400, code: 'invalid', field: 'limit', detail: 'limit must be at most 50, got "51"' },
    });
  });
});

describe('when the service or the way to it fails, the client', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** Answers the n-th request with the n-th listener, the last for ever; and how many came. */
  async function served(...listeners: RequestListener[]) {
    let requests = 0;
    const server = createServer((request, response) => {
      const listener = listeners[Math.min(requests++, listeners.length - 1)];
      listener?.(request, response);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { url, count: () => requests };
  }
  const box = { status: 'empty', items: [], indexedAt: '2024-01-01T00:00:00.000Z', generation: 1 };
  const ok: RequestListener = (_, response) => response.end(JSON.stringify(box));
  const fails =
    (status: number, headers: Record<string, string> = {}): RequestListener =>
    (_, response) =>
      response.writeHead(status, headers).end('<h1>Bad gateway</h1>');
  const silent: RequestListener = () => {};
  const cut: RequestListener = (request) => request.socket.destroy();
  const broken: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"status"');
    setTimeout(() => response.destroy(), 20);
  };
  const clientAt = (url: string, options = {}) => new Kindred({ url, backoffMs: 1, ...options });

  it('tries again after a fault that may pass, a cut connection, half an answer', async () => {
    for (const failure of [fails(500), fails(502), fails(503), fails(429), cut, broken]) {
      const { url, count } = await served(failure, ok);
      expect(await clientAt(url).related('a')).toEqual(box);
      expect(count()).toBe(2);
    }
  });

  it('gives up after its tries and throws the last failure', async () => {
    const { url, count } = await served(fails(502));
    const failure = clientAt(url, { retries: 3 }).related('a');
    await expect(failure).rejects.toMatchObject({ name: 'ProblemError', status: 502, code: 'unknown' });
    expect(count()).toBe(4);
    const gone = await served(cut);
    await expect(clientAt(gone.url).related('a')).rejects.toThrow(ConnectionError);
    expect(gone.count()).toBe(3);
  });

  it('does not repeat what was refused, nor a reindex', async () => {
    const refused = await served(fails(404));
    await expect(clientAt(refused.url).related('a')).rejects.toMatchObject({ status: 404 });
    const reindex = await served(fails(503));
    await expect(clientAt(reindex.url).reindex()).rejects.toMatchObject({ status: 503 });
    expect([refused.count(), reindex.count()]).toEqual([1, 1]);
  });

  it('waits as long as Retry-After says, and not when that leads past its time', async () => {
    const { url } = await served(fails(503, { 'retry-after': '1' }), ok);
    const startedAt = performance.now();
    await clientAt(url).related('a');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(990);
    const long = await served(fails(503, { 'retry-after': '60' }), ok);
    await expect(clientAt(long.url).related('a')).rejects.toMatchObject({ status: 503 });
    expect(long.count()).toBe(1);
  });

  it('reads Retry-After as seconds or as a date', () => {
    const now = Date.parse('2024-04-29T12:00:00Z');
    expect(retryAfterMs('3', now)).toBe(3_000);
    expect(retryAfterMs('Mon, 29 Apr 2024 12:00:05 GMT', now)).toBe(5_000);
    for (const other of [null, '', 'soon', '-1', 'Mon, 29 Apr 2024 11:00:00 GMT'])
      expect(retryAfterMs(other, now)).toBe(0);
  });

  it('spreads its pauses: twice as long each time, by chance', async () => {
    const pausesWith = async (share: number) => {
      const times: number[] = [];
      const { url } = await served((request, response) => {
        times.push(performance.now());
        fails(500)(request, response);
      });
      await clientAt(url, { backoffMs: 100, random: () => share })
        .related('a')
        .catch(() => {});
      return times.slice(1).map((time, i) => time - (times[i] ?? 0));
    };
    const [first = 0, second = 0] = await pausesWith(1);
    expect([first > 95, second > 195]).toEqual([true, true]);
  });

  it('throws a time-out when no answer comes, or none in the time for all tries', async () => {
    const hanging = await served(silent);
    const failure = clientAt(hanging.url, { timeoutMs: 100 }).related('a');
    await expect(failure).rejects.toThrow(TimeoutError);
    await expect(failure).rejects.toMatchObject({ message: 'no answer within 100 ms' });
    const halting = await served(fails(500), silent);
    await expect(clientAt(halting.url).related('a', {}, { timeoutMs: 200 })).rejects.toThrow(TimeoutError);
  });

  it('is ended by its caller: before, during a request, during a pause', async () => {
    const { url, count } = await served(silent);
    const reason = new Error('the reader left');
    const before = AbortSignal.abort(reason);
    await expect(clientAt(url).related('a', {}, { signal: before })).rejects.toBe(reason);
    expect(count()).toBe(0);
    const during = new AbortController();
    const waiting = clientAt(url).related('a', {}, { signal: during.signal });
    setTimeout(() => during.abort(reason), 50);
    await expect(waiting).rejects.toBe(reason);
    const pausing = new AbortController();
    const failing = await served(fails(503, { 'retry-after': '5' }));
    const paused = clientAt(failing.url).related('a', {}, { signal: pausing.signal });
    setTimeout(() => pausing.abort(reason), 100);
    await expect(paused).rejects.toBe(reason);
    expect(failing.count()).toBe(1);
  });
});

describe('batches', () => {
  const collect = async (articles: Iterable<unknown>) => {
    const sizes: number[] = [];
    for await (const batch of batches(articles)) {
      expect(Buffer.byteLength(batch)).toBeLessThanOrEqual(5_000_000);
      sizes.push((JSON.parse(batch) as unknown[]).length);
    }
    return sizes;
  };

  it('hold 500 articles and not one more', async () => {
    expect(await collect(Array(500).fill({}))).toEqual([500]);
    expect(await collect(Array(501).fill({}))).toEqual([500, 1]);
    expect(await collect([])).toEqual([]);
  });

  it('hold 5,000,000 bytes and not one more, whatever the script', async () => {
    const half = (characters: number) => 'é'.repeat(characters);
    const exact = [half(1_249_998), half(1_249_998)];
    expect(await collect(exact)).toEqual([2]);
    expect(await collect([half(1_249_999), half(1_249_999)])).toEqual([1, 1]);
  });
});
