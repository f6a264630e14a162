import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { givingAgain } from '../../src/http/again.ts';
import { createApp } from '../../src/http/app.ts';
import type { AccessSettings } from '../../src/http/dependencies.ts';
import { Metrics } from '../../src/http/observing/metrics.ts';
import { Rates } from '../../src/http/rates.ts';
import { rememberedAnswers } from '../../src/http/remembered.ts';
import { Service } from '../../src/service/service.ts';
import { describeDatabase } from '../support/database.ts';
import { SEA_STORIES } from '../support/sea.ts';

const silent = { info() {}, warn() {}, error() {} };
const UMLAUT = { ...SEA_STORIES[0], id: 'sea/ü', url: 'https://www.news.example/ue' };
const LOOKUP = '/v1/articles/sea-3/related?limit=3';

/** Is what is given again before the application what the application would have answered, counted and logged by the same rules? */
describeDatabase('an answer that is given again', (openOptions) => {
  let service: Service;
  beforeAll(async () => {
    service = new Service({ ...(await openOptions()), log: silent });
    await service.whenReady();
    for (const result of await service.putArray([...SEA_STORIES, UMLAUT]))
      if (result.error) throw result.error;
    await service.settled();
  });
  afterAll(() => service.stop());

  async function served({ perMinute = 0, stale }: { perMinute?: number; stale?: number } = {}) {
    const lines: Record<string, unknown>[] = [];
    const log = { ...silent, info: (fields: object) => void lines.push({ ...fields }) };
    const access: AccessSettings = {
      ...{ reading: 'public', trustProxy: 1 },
      rates: { lookup: perMinute, text: 0, write: 0, admin: 0 },
    };
    const [metrics, rates, draining] = [new Metrics(), new Rates(access.rates), new AbortController()];
    const remembered = rememberedAnswers({ service });
    if (remembered === undefined) throw new Error('nothing is remembered');
    const app = createApp({
      ...{ service, version: '0', defaults: DEFAULT_BOX, log, metrics, access, rates, remembered },
      draining: draining.signal,
      remoteAddress: (c) =>
        (c.env as { incoming: { socket: { remoteAddress: string } } }).incoming.socket.remoteAddress,
    });
    const listener = getRequestListener(app.fetch) as RequestListener;
    let made = 0;
    const counted: RequestListener = (request, response) => {
      made++;
      return listener(request, response);
    };
    const front = givingAgain(counted, {
      ...{ remembered, rates, trustProxy: 1, staleSeconds: () => stale, log, metrics },
      draining: draining.signal,
    });
    const urlOf = async (handler: RequestListener) => {
      const server = createServer(handler).listen(0, '127.0.0.1');
      await once(server, 'listening');
      onTestFinished(() => void server.close().closeAllConnections());
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    };
    const [frontUrl, appUrl] = [await urlOf(front), await urlOf(listener)];
    const ask = async (url: string, path: string, headers: Record<string, string> = {}, method = 'GET') => {
      const answer = await fetch(url + path, { method, headers });
      const { date: _, ...given } = Object.fromEntries(answer.headers);
      return { status: answer.status, headers: given, body: await answer.text() };
    };
    return {
      ...{ lines, metrics, draining },
      made: () => made,
      front: (path: string, headers?: Record<string, string>, method?: string) =>
        ask(frontUrl, path, headers, method),
      app: (path: string, headers?: Record<string, string>) => ask(appUrl, path, headers),
    };
  }

  it.each([
    LOOKUP,
    '/v1/articles/sea%2F%C3%BC/related',
    '/v1/related?url=https%3A%2F%2Fwww.news.example%2Fsea-5',
    '/v1/articles/sea-3/box.html?layout=cards',
    '/v1/box.html?url=https%3A%2F%2Fwww.news.example%2Fsea-5',
  ])('has the bytes and headers that the application gives, and its 304: %s', async (path) => {
    const { front, app, made } = await served();
    const named = { 'x-request-id': 'mine-1' };
    const first = await front(path, named);
    expect([first.status, made()]).toEqual([200, 1]);
    const again = await front(path, named);
    expect(made()).toBe(1);
    expect(again).toEqual(first);
    expect(again).toEqual(await app(path, named));
    const known = { ...named, 'if-none-match': first.headers.etag ?? '' };
    const unchanged = await front(path, known);
    expect([unchanged.status, unchanged.body, made()]).toEqual([304, '', 1]);
    expect(unchanged).toEqual(await app(path, known));
  });

  it('gets an id of its own unless the sender gave a plain word', async () => {
    const { front, made } = await served();
    await front(LOOKUP);
    const ids = [
      await front(LOOKUP),
      await front(LOOKUP),
      await front(LOOKUP, { 'x-request-id': 'a b"<script>' }),
    ].map(({ headers }) => headers['x-request-id'] ?? '');
    expect(made()).toBe(1);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w-]{10,64}$/);
  });

  it('says how old the index is when it is too old', async () => {
    const { front } = await served({ stale: 17 });
    await front(LOOKUP);
    expect((await front(LOOKUP)).headers['x-index-age']).toBe('17');
  });

  it('is counted and logged as any other', async () => {
    const { front, lines, metrics, made } = await served();
    for (let i = 0; i < 3; i++) await front(LOOKUP, { 'x-request-id': `mine-${i}` });
    expect(made()).toBe(1);
    const [fromApp, ...again] = lines.map(({ ms, ...line }) => {
      expect(ms).toBeTypeOf('number');
      return line;
    });
    expect(fromApp).toMatchObject({ path: '/v1/articles/sea-3/related', status: 200 });
    expect(again).toEqual([1, 2].map((i) => ({ ...fromApp, requestId: `mine-${i}` })));
    const text = await metrics.registry.metrics();
    expect(text).toContain(
      'kindred_http_requests_total{method="GET",route="/v1/articles/:id/related",status="200"} 3',
    );
    expect(text).toContain('kindred_cache_hits 2');
  });

  it('counts against the limit of its address, which both share', async () => {
    const { front } = await served({ perMinute: 100 });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const statuses = [];
    // A tenth of a minute's calls at once.
    for (let i = 0; i < 12; i++) statuses.push((await front(LOOKUP, from('203.0.113.7'))).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(200));
    expect(statuses.slice(10)).toEqual([429, 429]);
    expect((await front(LOOKUP, from('203.0.113.8'))).status).toBe(200);
  });

  it('is given only for what was asked: another method, query or a changed box goes to the application', async () => {
    const { front, made } = await served();
    await front(LOOKUP);
    expect((await front(LOOKUP, {}, 'HEAD')).body).toBe('');
    expect((await front(LOOKUP, {}, 'OPTIONS')).status).toBe(204);
    await front(`${LOOKUP}&minScore=0`);
    expect(made()).toBe(4);
    await service.put({ ...SEA_STORIES[3], title: 'Another title' }, 'sea-3');
    await service.settled();
    expect((await front(LOOKUP)).status).toBe(200);
    expect(made()).toBe(5);
  });

  it('is left to the application while the process ends', async () => {
    const { front, made, draining } = await served();
    await front(LOOKUP);
    draining.abort();
    expect((await front(LOOKUP)).headers.connection).toBe('close');
    expect(made()).toBe(2);
  });
});
