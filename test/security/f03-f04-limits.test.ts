/** F3, F4: what is sent cannot reach what is not meant, and every number and size has its bounds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/article/article.ts';
import type { Service } from '../../src/service/service.ts';
import { describeDatabase } from '../support/database.ts';
import { ADMIN_KEY, type Ask, appOf, askerOf, json, startService } from './app.ts';

describeDatabase('what is sent', (openOptions) => {
  let service: Service;
  let ask: Ask;
  beforeAll(async () => {
    service = await startService(await openOptions());
    ask = askerOf(appOf(service));
  });
  afterAll(() => service.stop());

  const send = (path: string, method: string, body: string) =>
    ask(path, { method, body, key: ADMIN_KEY, headers: { 'content-type': 'application/json' } });

  describe('F3: as fields that are not of the schema is refused', () => {
    const bodies = [
      '"__proto__":{"polluted":1}',
      '"constructor":{"prototype":{"polluted":1}}',
      '"isAdmin":true',
      '"revision":9',
      '"contentHash":"x"',
      '"analysisLanguage":"de"',
      '"deletedAt":null',
      '"key":1',
      '"storedAt":"2020-01-01"',
    ];
    it.each(bodies)('%s', async (field) => {
      expect((await send('/v1/articles/p', 'PUT', `{"title":"x",${field}}`)).status).toBe(400);
      const bulk = await send('/v1/articles', 'POST', `[{"id":"p","title":"x",${field}}]`);
      expect(await bulk.json()).toMatchObject({ counts: { refused: 1 } });
      expect((await send('/v1/related', 'POST', `{"title":"x",${field}}`)).status).toBe(400);
      expect((await send('/v1/keys', 'POST', `{"name":"x","scopes":["read"],${field}}`)).status).toBe(400);
      expect((await send('/v1/session', 'POST', `{"key":"x",${field}}`)).status).toBe(400);
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
    });

    it('and internal ones never come out', async () => {
      for (const path of ['/v1/articles/storm', '/v1/articles/storm/related', '/v1/keys', '/healthz']) {
        expect(await (await ask(path, { key: ADMIN_KEY })).text()).not.toMatch(
          /contentHash|content_hash|urlKey|digest|"own"|neighbours|password/i,
        );
      }
    });
  });

  describe('F4: as a parameter keeps to its bounds', () => {
    const NUMBERS: Record<string, readonly [at: readonly number[], past: readonly number[]]> = {
      limit: [
        [1, 50],
        [0, 51, 500],
      ],
      minScore: [
        [0, 1],
        [-0.01, 1.01, 10],
      ],
      breadth: [
        [0, 1],
        [-0.01, 1.01, 10],
      ],
      diversity: [
        [0, 1],
        [-0.01, 1.01, 10],
      ],
    };
    for (const [name, [at, past]] of Object.entries(NUMBERS)) {
      it(name, async () => {
        const status = async (value: string) =>
          (await ask(`/v1/articles/storm/related?${name}=${value}`)).status;
        for (const value of at) expect(await status(String(value)), `${value}`).toBe(200);
        for (const value of [...past, 'NaN', '-1', '1e309', 'Infinity', '', '%20', '0x1', '1,2', '[1]'].map(
          String,
        )) {
          expect(await status(value), `"${value}"`).toBe(400);
        }
        expect(await status(`1&${name}=1`), 'twice').toBe(400);
      });
    }

    it.each(['limit', 'minScore', 'breadth', 'diversity'])('%s of a draft', async (name) => {
      for (const value of ['-1', '1e309', '""', '"1"', '[1]', '{}', '1000', 'null', 'true']) {
        expect((await send('/v1/related', 'POST', `{"title":"x","${name}":${value}}`)).status, value).toBe(
          400,
        );
      }
      expect((await send('/v1/related', 'POST', `{"title":"x","${name}":NaN}`)).status).toBe(400);
    });

    it.each([
      ['audit limit', '/v1/audit?limit=', 1, 200],
      ['audit before', '/v1/audit?before=', 1, Number.MAX_SAFE_INTEGER],
    ])('%s', async (_, path, least, most) => {
      const status = async (value: unknown) => (await ask(`${path}${value}`, { key: ADMIN_KEY })).status;
      expect([await status(least), await status(most)]).toEqual([200, 200]);
      for (const value of [least - 1, most * 10, 'NaN', -1, '1e309', '', '1.5', '[1]', '0x1'])
        expect(await status(value), `${value}`).toBe(400);
    });

    it.each<[string, number, (n: number) => object]>([
      ['title', LIMITS.titleCharacters, (n) => ({ title: 'x'.repeat(n) })],
      ['section', LIMITS.sectionCharacters, (n) => ({ title: 'x', section: 'x'.repeat(n) })],
      ['tag', LIMITS.tagCharacters, (n) => ({ title: 'x', tags: ['x'.repeat(n)] })],
    ])('%s of an article at N, N+1 and 10N', async (_, most, fields) => {
      const status = async (n: number) =>
        (await ask('/v1/articles/long', json('PUT', fields(n), ADMIN_KEY))).status;
      expect([200, 201]).toContain(await status(most));
      expect([await status(most + 1), await status(10 * most)]).toEqual([400, 400]);
    });

    it('an id at N, N+1 and 10N bytes', async () => {
      const status = async (n: number) =>
        (await ask(`/v1/articles/${'x'.repeat(n)}`, json('PUT', { title: 'x' }, ADMIN_KEY))).status;
      expect([
        await status(LIMITS.idBytes),
        await status(LIMITS.idBytes + 1),
        await status(10 * LIMITS.idBytes),
      ]).toEqual([201, 400, 400]);
    });

    it('the name, the scopes and the life of a key', async () => {
      const status = async (fields: object) =>
        (await ask('/v1/keys', json('POST', { name: 'x', scopes: ['read'], ...fields }, ADMIN_KEY))).status;
      expect(await status({ name: 'x'.repeat(100) })).toBe(201);
      for (const name of ['', 'x'.repeat(101), 'x'.repeat(1_000), 'a\nb', '\u0000', 1, null, ['x']])
        expect(await status({ name }), JSON.stringify(name)).toBe(400);
      for (const scopes of [[], ['all'], 'read', Array(5).fill('read'), null])
        expect(await status({ scopes }), JSON.stringify(scopes)).toBe(400);
      expect(await status({ expiresInDays: 3_650 })).toBe(201);
      for (const expiresInDays of [0, -1, 3_651, 36_500, 1.5, '1', [1]])
        expect(await status({ expiresInDays }), `${expiresInDays}`).toBe(400);
    });

    it('the body of each route, also one that does not say its length', async () => {
      for (const [path, method, most] of [
        ['/v1/related', 'POST', 1_000_000],
        ['/v1/articles/x', 'PUT', 4_000_000],
        ['/v1/keys', 'POST', 10_000],
        ['/v1/session', 'POST', 10_000],
      ] as const) {
        expect((await send(path, method, ' '.repeat(most))).status, path).toBe(400);
        expect((await send(path, method, ' '.repeat(most + 1))).status, path).toBe(413);
        const stream = new ReadableStream({
          pull(controller) {
            controller.enqueue(new TextEncoder().encode(' '.repeat(100_000)));
          },
        });
        const endless = await ask(path, {
          method,
          body: stream,
          duplex: 'half',
          key: ADMIN_KEY,
          headers: { 'content-type': 'application/json' },
        } as RequestInit & { key: string });
        expect(endless.status, `${path} in chunks`).toBe(413);
      }
    });

    it('JSON that is deep, wide or has numbers beyond all bounds', async () => {
      for (const body of [
        '['.repeat(100_000),
        `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
        `{"title":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
        '1e999',
        '"\\ud800"',
        '{"title":"x","publishedAt":1e309}',
        `{${Array.from({ length: 50_000 }, (_, i) => `"k${i}":1`).join()}}`,
      ]) {
        const response = await send('/v1/articles/deep', 'PUT', body);
        expect(response.status, body.slice(0, 20)).toBe(400);
        expect((await response.text()).length).toBeLessThan(200_000);
      }
    });
  });
});
