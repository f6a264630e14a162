import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { createApp, QUERY_CHARACTERS } from '../../src/http/app.ts';
import type { AppDependencies } from '../../src/http/dependencies.ts';
import { Service } from '../../src/service/service.ts';
import { checkedClient, type OpenApi } from '../support/contract.ts';
import { describeDatabase } from '../support/database.ts';

const silent = { info() {}, warn() {}, error() {} };

describeDatabase('the HTTP interface', (openOptions) => {
  let service: Service;
  let request: ReturnType<typeof checkedClient>;
  const appWith = (other: Partial<AppDependencies> = {}) =>
    createApp({
      service,
      version: '0.0.0',
      defaults: DEFAULT_BOX,
      log: silent,
      remoteAddress: () => '127.0.0.1',
      ...other,
    });
  const clientOf = async (app: ReturnType<typeof appWith>) => {
    const document = (await (await app.request('/openapi.json')).json()) as OpenApi;
    return checkedClient(
      (path, init) =>
        app.request(`http://localhost${path}`, { ...init, headers: { host: 'localhost', ...init?.headers } }),
      document,
    );
  };

  beforeAll(async () => {
    service = new Service({ ...(await openOptions()), log: silent });
    await service.whenReady();
    request = await clientOf(appWith());
  });
  afterAll(() => service.stop());

  const json = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const put = (id: string, fields: object) =>
    request(`/v1/articles/${encodeURIComponent(id)}`, json('PUT', fields));
  const problemOf = async (response: Response) =>
    (await response.json()) as { code: string; detail: string; field?: string };
  const boxOf = async (response: Response) =>
    (await response.json()) as {
      status: string;
      items: { id: string; source: string; score: number; excerpt: string }[];
    };

  const storm = {
    title: 'Storm floods the old harbour',
    body: 'A storm flooded the old harbour of Varnes. Ferries stayed in port and the quay was closed.',
  };
  const ferries = {
    title: 'Ferries wait out the storm',
    body: 'Ferries in Varnes stayed in port while the storm flooded the harbour and its quay.',
  };
  const chess = {
    title: 'A chess prodigy wins',
    body: 'A girl of nine won the chess tournament with a queen sacrifice.',
  };

  describe('articles', () => {
    it('are created, recognised as unchanged, and updated', async () => {
      expect((await put('storm', storm)).status).toBe(201);
      expect(await (await put('storm', storm)).json()).toEqual({ id: 'storm', status: 'unchanged' });
      const changed = await put('storm', { ...storm, section: 'city' });
      expect(changed.status).toBe(200);
      expect(await changed.json()).toEqual({ id: 'storm', status: 'updated' });
      expect(await (await request('/v1/articles/storm')).json()).toMatchObject({
        section: 'city',
        analysisLanguage: 'en',
      });
    });

    it('that are outdated are refused and change nothing', async () => {
      await put('dated', { ...chess, modifiedAt: '2024-04-02' });
      const refused = await put('dated', { title: 'Older', modifiedAt: '2024-04-01' });
      expect(refused.status).toBe(409);
      expect(await problemOf(refused)).toMatchObject({ code: 'outdated', field: 'modifiedAt' });
      expect(await (await request('/v1/articles/dated')).json()).toMatchObject({ title: chess.title });
      expect((await request('/v1/articles/dated', { method: 'DELETE' })).status).toBe(204);
    });

    it('with the URL of another are refused', async () => {
      await put('one', { title: 'One', url: 'https://www.news.example/one/' });
      const refused = await put('two', { title: 'Two', url: 'http://news.example/one?utm_source=x' });
      expect(refused.status).toBe(409);
      expect(await problemOf(refused)).toMatchObject({
        code: 'url_taken',
        field: 'url',
        detail: expect.stringContaining('"one"'),
      });
    });

    it('may have any id that is no control character', async () => {
      const id = 'päth/with?strange=&%25chars';
      expect((await put(id, { title: 'Strange' })).status).toBe(201);
      expect(await (await request(`/v1/articles/${encodeURIComponent(id)}`)).json()).toMatchObject({ id });
      expect(await problemOf(await put('a\r\nb', { title: 'x' }))).toMatchObject({
        code: 'invalid',
        field: 'id',
      });
    });

    it.each<[string, unknown, string, string]>([
      ['an unknown field', { title: 'x', colour: 'red' }, 'colour', 'colour is not known here'],
      ['no title', { body: 'x' }, 'title', 'title must be of type string, got nothing'],
      [
        'a foreign scheme',
        { title: 'x', url: 'javascript:alert(1)' },
        'url',
        'url must be an http or https URL without user name and password, got "javascript:alert(1)"',
      ],
      ['an id in the body', { id: 'x', title: 'x' }, 'id', 'id is given by the address, not in the body'],
    ])('with %s are refused by name and value', async (_, fields, field, detail) => {
      const response = await put('bad', fields as object);
      expect(response.status).toBe(400);
      expect(await problemOf(response)).toMatchObject({ code: 'invalid', field, detail });
    });

    it('that are no JSON, of another type, encoded or too large are refused', async () => {
      const send = (headers: Record<string, string>, body: string) =>
        request('/v1/articles/x', { method: 'PUT', headers, body });
      expect((await send({ 'content-type': 'application/json' }, '{')).status).toBe(400);
      expect((await send({ 'content-type': 'application/json' }, '[]')).status).toBe(400);
      expect((await send({ 'content-type': 'text/plain' }, '{}')).status).toBe(415);
      expect(
        (await send({ 'content-type': 'application/json', 'content-encoding': 'gzip' }, '{}')).status,
      ).toBe(415);
      expect(
        (await send({ 'content-type': 'application/json' }, `{"title":"${'x'.repeat(4_000_000)}"}`)).status,
      ).toBe(413);
    });

    it('that polluted a prototype elsewhere are plain unknown fields here', async () => {
      const response = await request('/v1/articles/x', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: '{"title":"x","__proto__":{"polluted":true}}',
      });
      expect([200, 201, 400]).toContain(response.status);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    });

    it('that do not exist cannot be read or deleted', async () => {
      expect((await request('/v1/articles/nowhere')).status).toBe(404);
      expect((await request('/v1/articles/nowhere', { method: 'DELETE' })).status).toBe(404);
    });
  });

  describe('many articles at once', () => {
    const results = async (response: Response) =>
      (await response.json()) as {
        counts: Record<string, number>;
        results: { index: number; status: string; detail?: string }[];
      };

    it('as an array get one result each; a bad one does not spoil the rest', async () => {
      const response = await request(
        '/v1/articles',
        json('POST', [
          { id: 'm1', title: 'M1' },
          { id: 'm2' },
          7,
          { id: 'm3', title: 'M3' },
          { id: 'm1', title: 'M1' },
        ]),
      );
      expect(response.status).toBe(200);
      const { counts, results: list } = await results(response);
      expect(counts).toEqual({ created: 2, updated: 0, unchanged: 1, outdated: 0, refused: 2 });
      expect(list.map(({ index, status }) => [index, status])).toEqual([
        [0, 'created'],
        [1, 'refused'],
        [2, 'refused'],
        [3, 'created'],
        [4, 'unchanged'],
      ]);
      expect(list[1]?.detail).toBe('title must be of type string, got nothing');
    });

    it('as NDJSON are read as a stream', async () => {
      const lines = ['{"id":"n1","title":"N1"}', '{broken', '', '{"id":"n2","title":"N2"}'];
      const response = await request('/v1/articles', {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: lines.join('\n'),
      });
      const { results: list } = await results(response);
      expect(list.map(({ index, status }) => [index, status])).toEqual([
        [0, 'created'],
        [1, 'refused'],
        [2, 'created'],
      ]);
    });

    it('are at most 500 in an array', async () => {
      const many = (n: number) =>
        Array.from({ length: n }, (_, i) => ({ id: `limit-${i % 3}`, title: 'Limit' }));
      expect((await request('/v1/articles', json('POST', many(500)))).status).toBe(200);
      const refused = await request('/v1/articles', json('POST', many(501)));
      expect(refused.status).toBe(400);
      expect(await problemOf(refused)).toMatchObject({
        detail: expect.stringContaining('must be at most 500 entries long'),
      });
    });

    it('are at most 5,000,000 bytes in an array', async () => {
      const padded = (bytes: number) => ({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '[]'.padEnd(bytes),
      });
      expect((await request('/v1/articles', padded(5_000_000))).status).toBe(200);
      expect((await request('/v1/articles', padded(5_000_001))).status).toBe(413);
    });

    it('are at most 100,000 in a stream', async () => {
      const stream = (lines: number) => ({
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: '{"id":"n1","title":"N1"}\n'.repeat(lines),
      });
      expect((await results(await request('/v1/articles', stream(100_000)))).counts.unchanged).toBe(100_000);
      const refused = await request('/v1/articles', stream(100_001));
      expect(refused.status).toBe(413);
      expect(await problemOf(refused)).toMatchObject({
        detail: expect.stringContaining('all up to line 100001 are stored'),
      });
    });

    it('of another content type are refused', async () => {
      expect(
        (
          await request('/v1/articles', {
            method: 'POST',
            headers: { 'content-type': 'text/csv' },
            body: 'a',
          })
        ).status,
      ).toBe(415);
    });
  });

  describe('lookups', () => {
    beforeAll(async () => {
      const filler = Array.from({ length: 12 }, (_, i) => ({
        id: `filler-${i}`,
        title: `Filler ${i}`,
        body: `Words about subject${i} and nothing else but subject${i}.`,
      }));
      await request(
        '/v1/articles',
        json('POST', [
          {
            id: 'storm',
            url: 'https://www.news.example/storm',
            publishedAt: '2024-04-28',
            section: 'city',
            ...storm,
          },
          {
            id: 'ferries',
            url: 'https://www.news.example/ferries',
            publishedAt: '2024-04-29',
            section: 'Transport',
            tags: ['sea'],
            ...ferries,
          },
          { id: 'chess', publishedAt: '2024-04-30', section: 'sport', ...chess },
          ...filler,
        ]),
      );
      await service.settled();
    });

    it('answer the related articles with what a box shows', async () => {
      const response = await request('/v1/articles/storm/related');
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe(
        'public, max-age=60, stale-while-revalidate=600, stale-if-error=86400',
      );
      const box = await boxOf(response);
      expect(box.items[0]).toMatchObject({ id: 'ferries', source: 'related', excerpt: ferries.body });
      expect(box.items.map(({ id }) => id)).not.toContain('chess');
      expect(box.items.map(({ id }) => id)).not.toContain('storm');
    });

    it.each(['https://news.example/storm/', 'http://www.news.example/storm?utm_source=mail#top'])(
      'find an article by its address %s',
      async (url) => {
        const box = await boxOf(await request(`/v1/related?url=${encodeURIComponent(url)}`));
        expect(box.items[0]?.id).toBe('ferries');
      },
    );

    it('take a draft', async () => {
      const response = await request(
        '/v1/related',
        json('POST', {
          title: 'Harbour still closed',
          body: 'The storm has passed, the quay of Varnes stays closed and ferries wait.',
          limit: 2,
        }),
      );
      expect(response.status).toBe(200);
      const box = await boxOf(response);
      expect(box.items.map(({ id }) => id).sort()).toEqual(['ferries', 'storm']);
    });

    it('take a draft up to its limits', async () => {
      const draft = (fields: object) => request('/v1/related', json('POST', { title: 'Harbour', ...fields }));
      expect((await draft({ body: 'x'.repeat(100_000) })).status).toBe(200);
      expect(await problemOf(await draft({ body: 'x'.repeat(100_001) }))).toMatchObject({ field: 'body' });
      expect((await draft({ exclude: Array(100).fill('x') })).status).toBe(200);
      expect((await draft({ exclude: Array(101).fill('x') })).status).toBe(400);
      expect(await problemOf(await draft({ title: ' ', body: '' }))).toMatchObject({ field: 'body' });
      expect(await problemOf(await draft({ colour: 'red' }))).toMatchObject({ field: 'colour' });
    });

    it('take 100 exclusions and not one more', async () => {
      const query = (n: number) => Array.from({ length: n }, (_, i) => `exclude=${i}`).join('&');
      expect((await request(`/v1/articles/storm/related?${query(100)}`)).status).toBe(200);
      const refused = await request(`/v1/articles/storm/related?${query(101)}`);
      expect(await problemOf(refused)).toMatchObject({
        code: 'invalid',
        field: 'exclude',
        detail: expect.stringContaining('exclude must be at most 100 entries long'),
      });
    });

    it('keep to filters and exclusions, and say how full the box is', async () => {
      const lookup = async (query: string) => boxOf(await request(`/v1/articles/storm/related?${query}`));
      expect((await lookup('section=transport&limit=1')).items.map(({ id }) => id)).toEqual(['ferries']);
      expect((await lookup('section=transport&limit=1')).status).toBe('ok');
      expect(await lookup('exclude=ferries&section=transport')).toMatchObject({ status: 'empty', items: [] });
      expect((await lookup('tag=sea')).items).toHaveLength(1);
      expect((await lookup('since=2024-04-29&limit=1')).items[0]?.id).toBe('ferries');
      expect((await lookup('language=de')).items).toEqual([]);
      expect((await lookup('minScore=1')).status).toBe('empty');
    });

    it('fill up with a labelled fallback only when asked to', async () => {
      const box = await boxOf(await request('/v1/articles/chess/related?fallback=latest&limit=3'));
      expect(box.status).toBe('partial');
      expect(box.items.every(({ source, score }) => source === 'fallback' && score === 0)).toBe(true);
      expect(box.items[0]?.id).toBe('ferries');
      expect((await boxOf(await request('/v1/articles/chess/related'))).items).toEqual([]);
    });

    it('explain themselves', async () => {
      const response = await request('/v1/articles/storm/related?explain=true&limit=1');
      const { items } = (await response.json()) as {
        items: {
          score: number;
          explanation: { own: number; expanded: number; age: number; terms: { term: string }[] };
        }[];
      };
      const [first] = items;
      expect(first?.explanation.terms.length).toBeGreaterThan(2);
      const { own = 0, expanded = 0, age = 0 } = first?.explanation ?? {};
      expect((own + expanded) * age).toBeCloseTo(first?.score ?? -1, 2);
    });

    it('refuse ids with control characters wherever an id stands in the address', async () => {
      for (const [method, path] of [
        ['GET', '/v1/articles/a%00b/related'],
        ['GET', '/studio/preview/a%00b'],
        ['PUT', '/v1/articles/a%00b/labels/storm'],
        ['PUT', '/v1/articles/storm/labels/a%00b'],
        ['PUT', '/v1/rules/a%00b'],
        ['PUT', '/v1/placements/a%00b'],
      ] as const) {
        const fields = path.includes('labels')
          ? { gain: 1 }
          : path.includes('rules')
            ? { action: 'exclude', target: 'article:storm' }
            : {};
        const init = method === 'PUT' ? json('PUT', fields) : {};
        const app = appWith();
        const answer = await app.request(`http://localhost${path}`, {
          ...init,
          headers: { host: 'localhost', ...init.headers },
        });
        expect([path, answer.status]).toEqual([path, 400]);
      }
    });
    it('may be exact', async () => {
      const path = '/v1/articles/storm/related?limit=3';
      const bounded = await boxOf(await request(path));
      expect(await boxOf(await request(`${path}&exact=true`))).toEqual(bounded);
    });
    it('carry an ETag and answer 304 to who has it', async () => {
      const first = await request('/v1/articles/storm/related');
      const tag = first.headers.get('etag') ?? '';
      expect(tag).not.toBe('');
      const second = await request('/v1/articles/storm/related', { headers: { 'if-none-match': tag } });
      expect(second.status).toBe(304);
      expect(await second.text()).toBe('');
      expect(
        (await request('/v1/articles/storm/related?limit=1', { headers: { 'if-none-match': tag } })).status,
      ).toBe(200);
    });

    it('answer HEAD without a body and let any page read', async () => {
      const head = await request('/v1/articles/storm/related', {
        method: 'HEAD',
        headers: { origin: 'https://news.example' },
      });
      expect(head.status).toBe(200);
      expect(await head.text()).toBe('');
      expect(head.headers.get('access-control-allow-origin')).toBe('*');
      expect(head.headers.get('access-control-allow-credentials')).toBeNull();
    });

    it.each<[string, string, string]>([
      ['limit=0', 'limit', 'limit must be at least 1, got "0"'],
      ['limit=51', 'limit', 'limit must be at most 50, got "51"'],
      ['limit=2.5', 'limit', 'limit must be an integer, got "2.5"'],
      ['limit=many', 'limit', 'limit must be of type number, got "many"'],
      ['minScore=1.1', 'minScore', 'minScore must be at most 1, got "1.1"'],
      ['fallback=random', 'fallback', 'fallback must be "none" or "latest" or "section", got "random"'],
      [
        'since=yesterday',
        'since',
        'since must be a date such as "2024-04-29T14:10:00Z" or "2024-04-29", got "yesterday"',
      ],
      ['colour=red', 'colour', 'colour is not known here'],
    ])('refuse %s by name and value', async (query, field, detail) => {
      const response = await request(`/v1/articles/storm/related?${query}`);
      expect(response.status).toBe(400);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await problemOf(response)).toMatchObject({ code: 'invalid', field, detail });
    });

    it('take limit 1 and 50', async () => {
      for (const limit of [1, 50])
        expect((await request(`/v1/articles/storm/related?limit=${limit}`)).status).toBe(200);
    });

    it('take a long query up to its limit', async () => {
      const query = (characters: number) =>
        `?exclude=${'x'.repeat(150)}${'&exclude=y'.repeat(90)}`.padEnd(characters, 'y');
      expect((await request(`/v1/articles/storm/related${query(1_000)}`)).status).toBe(200);
      expect((await request(`/v1/articles/storm/related${query(QUERY_CHARACTERS + 1)}`)).status).toBe(400);
    });

    it('of unknown articles and addresses are 404', async () => {
      expect((await request('/v1/articles/nowhere/related')).status).toBe(404);
      expect(
        await problemOf(await request('/v1/related?url=https%3A%2F%2Fnews.example%2Fnowhere')),
      ).toMatchObject({ code: 'not_found', field: 'url' });
      expect((await request('/v1/related?url=nonsense')).status).toBe(400);
      expect((await request('/v1/related')).status).toBe(400);
    });

    it('never show a deleted or an expired article again', async () => {
      await put('expiring', { ...ferries, title: 'Ferries wait on', expiresAt: '2024-05-01' });
      await put('deleted', { ...ferries, title: 'Ferries still wait for the storm to end' });
      await service.settled();
      expect((await request('/v1/articles/deleted', { method: 'DELETE' })).status).toBe(204);
      await service.settled();
      const { items } = await boxOf(await request('/v1/articles/storm/related?limit=50&minScore=0'));
      expect(items.map(({ id }) => id)).toContain('ferries');
      expect(items.map(({ id }) => id)).not.toContain('deleted');
      expect(items.map(({ id }) => id)).not.toContain('expiring');
    });
  });

  describe('who may write', () => {
    const body = json('PUT', { title: 'x' });

    it('is this machine alone, without a configured key', async () => {
      const outside = await clientOf(appWith({ remoteAddress: () => '203.0.113.9' }));
      expect((await outside('/v1/articles/w', body)).status).toBe(403);
      expect((await outside('/v1/reindex', { method: 'POST' })).status).toBe(403);
      expect((await outside('/v1/articles/storm/related')).status).toBe(200);
      const inside = await clientOf(appWith());
      for (const [name, value] of [
        ['x-forwarded-for', '203.0.113.9'],
        ['origin', 'https://evil.example'],
        ['host', 'evil.example'],
      ]) {
        const headers = { 'content-type': 'application/json', [name as string]: value as string };
        expect((await inside('/v1/articles/w', { ...body, headers })).status, name).toBe(403);
      }
      expect((await inside('/v1/articles/w', body)).status).toBe(201);
    });

    it('is the holder of the key, from anywhere', async () => {
      const keyed = await clientOf(
        appWith({ adminKey: 'a-key-of-some-length', remoteAddress: () => '203.0.113.9' }),
      );
      const withKey = (key: string) => ({
        ...body,
        headers: { 'content-type': 'application/json', authorization: key },
      });
      expect((await keyed('/v1/articles/w', body)).status).toBe(401);
      expect((await keyed('/v1/articles/w', withKey('Bearer wrong'))).status).toBe(401);
      expect((await keyed('/v1/articles/w', withKey('Bearer a-key-of-some-length'))).status).toBe(200);
    });
  });

  describe('reindexing', () => {
    it('is started, shown and activated', async () => {
      const started = await request('/v1/reindex', { method: 'POST' });
      expect(started.status).toBe(202);
      const { generation } = (await started.json()) as { generation: number };
      await service.settled();
      expect(await (await request('/v1/reindex')).json()).toMatchObject({ generation, status: 'active' });
    });
  });

  describe('operations', () => {
    it('tell that it lives, is ready, and how it is', async () => {
      expect(await (await request('/livez')).json()).toEqual({ alive: true });
      expect(await (await request('/readyz')).json()).toMatchObject({ ready: true });
      expect(await (await request('/healthz')).json()).toMatchObject({
        ready: true,
        articles: expect.any(Number),
      });
    });

    it('answer an unknown address and a wrong method with a problem', async () => {
      expect(await problemOf(await request('/v1/nowhere'))).toMatchObject({ code: 'not_found' });
      const wrong = await request('/v1/articles/storm', { method: 'PATCH' });
      expect(wrong.status).toBe(405);
      expect(wrong.headers.get('allow')).toBe('GET, PUT, DELETE');
      expect(await problemOf(wrong)).toMatchObject({ code: 'method_not_allowed' });
    });

    it('every route is in the OpenAPI document', async () => {
      const app = appWith();
      const { paths } = (await (await app.request('/openapi.json')).json()) as {
        paths: Record<string, Record<string, unknown>>;
      };
      const documented = new Set(
        Object.entries(paths).flatMap(([path, methods]) =>
          Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
        ),
      );
      const pages = new Set([
        'GET /',
        'GET /docs',
        'GET /docs/',
        'GET /docs/api',
        'GET /docs/{page}{.+}',
        'GET /openapi.json',
        'GET /pages.css',
        'GET /icon.svg',
        'GET /box.js',
        'GET /box.css',
        'GET /studio',
        'GET /studio/',
        'GET /studio/studio.js',
        'GET /studio/studio.css',
        'GET /studio/blank.svg',
        'GET /studio/preview/{id}',
      ]);
      const undocumented = app.routes
        .filter(
          ({ method, path }) =>
            method !== 'ALL' && !path.includes('*') && ['GET', 'PUT', 'POST', 'DELETE'].includes(method),
        )
        .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
        .filter((route) => !documented.has(route) && !pages.has(route));
      expect(undocumented).toEqual([]);
    });
  });
});

describe('before it is ready', () => {
  it('the service says so, and lookups are problems that ask to try again', async () => {
    const service = new Service({
      databaseUrl: 'postgres://nobody@127.0.0.1:9/none',
      dataDir: '/nonexistent',
      log: silent,
    });
    const app = createApp({
      service,
      version: '0.0.0',
      defaults: DEFAULT_BOX,
      log: silent,
      remoteAddress: () => '127.0.0.1',
    });
    const request = checkedClient(
      (path, init) => app.request(path, init),
      (await (await app.request('/openapi.json')).json()) as OpenApi,
    );
    expect((await request('/livez')).status).toBe(200);
    const ready = await request('/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ ready: false, reason: expect.any(String) });
    const lookup = await request('/v1/articles/a/related');
    expect(lookup.status).toBe(503);
    expect(lookup.headers.get('retry-after')).toMatch(/^[1-3]$/);
    await service.stop();
  });
});
