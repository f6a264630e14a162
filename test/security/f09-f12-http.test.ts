/** F9 headers, F10 other origins, F11 caches, F12 the inventory. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS } from '../../src/http/access.ts';
import type { Service } from '../../src/service/service.ts';
import { describeDatabase } from '../support/database.ts';
import { ADMIN_KEY, type Ask, appOf, askerOf, json, startService, UNHURRIED } from './app.ts';

describeDatabase('over HTTP', (openOptions) => {
  let service: Service;
  let ask: Ask;
  beforeAll(async () => {
    service = await startService(await openOptions());
    ask = askerOf(appOf(service));
  });
  afterAll(() => service.stop());
  const LOOKUP = '/v1/articles/storm/related';

  describe('F9: every answer', () => {
    const asked: readonly [string, RequestInit & { key?: string }][] = [
      ...[
        '/',
        '/docs',
        '/docs/',
        '/docs/api',
        '/openapi.json',
        '/pages.css',
        '/icon.svg',
        '/livez',
        '/readyz',
        '/healthz',
        LOOKUP,
        LOOKUP,
        `${LOOKUP}?limit=0`,
        '/v1/articles/none/related',
        '/v1/nowhere',
        '/nowhere',
        '/v1/keys',
        '/v1/articles/%ff',
        '/v1/articles/storm',
      ].map((path) => [path, {}] as [string, object]),
      ['/v1/keys', { key: ADMIN_KEY }],
      ['/v1/keys', { key: 'wrong' }],
      ['/v1/related', json('POST', { title: 'x' })],
      ['/v1/articles/a', { ...json('PUT', {}, ADMIN_KEY), body: '{' }],
      ['/v1/articles/a', { method: 'PATCH' }],
      ['/livez', { method: 'PUT' }],
      [
        LOOKUP,
        {
          method: 'OPTIONS',
          headers: { origin: 'https://a.example', 'access-control-request-method': 'GET' },
        },
      ],
    ];
    it.each(asked)(
      'to %s %o forbids sniffing, scripts, and telling where one came from',
      async (path, init) => {
        const { headers, status } = await ask(path, init);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
        expect(headers.get('referrer-policy')).toMatch(/^(?:no-referrer|same-origin)$/);
        expect(headers.get('server')).toBeNull();
        expect(headers.get('x-powered-by')).toBeNull();
        if (status >= 400) expect(headers.get('cache-control')).toMatch(/^(?:private, )?no-store$/);
        if (status >= 400) expect(headers.get('content-type')).toBe('application/problem+json');
        if (status === 405) expect(headers.get('allow')).toMatch(/^[A-Z, ]+$/);
      },
    );

    it('to a fault of ours says nothing of the inside', async () => {
      const logged: string[] = [];
      const log = {
        info() {},
        warn() {},
        error: (fields: object) => void logged.push(String(Reflect.get(fields, 'err'))),
      };
      const broken = Object.create(service, {
        staleSeconds: { value: () => undefined },
        article: { value: () => Promise.reject(new Error('select * from articles at /srv/app/x.ts:1')) },
      }) as Service;
      const response = await askerOf(appOf(broken, { log }))('/v1/articles/storm', { key: ADMIN_KEY });
      expect(response.status).toBe(500);
      expect(await response.text()).not.toMatch(/select|\/srv|\.ts|Error:/);
      expect(logged).toHaveLength(1);
    });
  });

  describe('F10: other origins', () => {
    const ORIGINS = [
      'null',
      'https://evil.example',
      'https://sub.news.example',
      'https://news.example.evil.example',
      'https://evilnews.example',
      'http://news.example',
      'https://news.example:444',
      'HTTPS://NEWS.EXAMPLE',
    ];
    it('may read lookups, without credentials, and nothing else', async () => {
      for (const origin of ORIGINS) {
        const { headers } = await ask(LOOKUP, { headers: { origin } });
        expect(headers.get('access-control-allow-origin')).toBe('*');
        expect(headers.get('access-control-allow-credentials')).toBeNull();
        for (const path of ['/v1/keys', '/v1/articles/storm', '/v1/audit', '/v1/session', '/v1/reindex']) {
          const answer = await ask(path, { key: ADMIN_KEY, headers: { origin } });
          expect(answer.headers.get('access-control-allow-origin'), path).toBeNull();
          const preflight = await ask(path, {
            method: 'OPTIONS',
            headers: { origin, 'access-control-request-method': 'PUT' },
          });
          expect(preflight.headers.get('access-control-allow-origin'), path).toBeNull();
        }
        const draft = await ask('/v1/related', {
          ...json('POST', { title: 'x' }),
          headers: { origin, 'content-type': 'application/json' },
        });
        expect(draft.headers.get('access-control-allow-credentials')).toBeNull();
      }
    });

    it('are let in by exact match where they are named', async () => {
      const named = askerOf(appOf(service, { corsOrigins: ['https://news.example'] }));
      for (const origin of ORIGINS) {
        const { headers } = await named(LOOKUP, { headers: { origin } });
        expect(headers.get('access-control-allow-origin'), origin).toBeNull();
        expect(headers.get('vary')).toContain('Origin');
      }
      const { headers } = await named(LOOKUP, { headers: { origin: 'https://news.example' } });
      expect(headers.get('access-control-allow-origin')).toBe('https://news.example');
    });

    it('get no preflight echo of what they ask for, however long', async () => {
      const asking = (header: string) =>
        ask(LOOKUP, {
          method: 'OPTIONS',
          headers: {
            origin: 'https://a.example',
            'access-control-request-method': 'GET',
            'access-control-request-headers': header,
          },
        });
      const response = await asking('x-canary');
      expect(response.status).toBe(204);
      expect(JSON.stringify([...response.headers])).not.toContain('canary');
      expect(response.headers.get('access-control-max-age')).toBe('86400');
      expect(response.headers.get('access-control-allow-methods')).toBe('GET,HEAD,POST');
      expect((await asking(`a${' '.repeat(64_000)},b`)).status).toBe(204);
    });
  });

  describe('F11: a cache', () => {
    const VALUES = ['evil.example', 'https', '/v1/keys', '1', 'GET', 'a=b; kn_session=x'];
    const NAMES = [
      'x-forwarded-host',
      'x-forwarded-proto',
      'x-forwarded-prefix',
      'x-forwarded-port',
      'x-original-url',
      'x-rewrite-url',
      'x-http-method-override',
      'cookie',
      'accept-language',
      'user-agent',
      'accept',
      'origin',
      'referer',
      'x-host',
      'true-client-ip',
      'range',
      'pragma',
      'x-request-id',
    ];
    it('sees the same bytes and headers whatever else is sent', async () => {
      let sent = 0;
      const known = await ask(LOOKUP);
      const expected = [known.status, await known.text(), JSON.stringify([...known.headers])];
      for (const name of NAMES) {
        for (const value of VALUES) {
          const response = await ask(LOOKUP, { headers: { [name]: value } });
          expect(
            [response.status, await response.text(), JSON.stringify([...response.headers])],
            `${name}: ${value}`,
          ).toEqual(expected);
          sent++;
        }
      }
      expect(sent).toBeGreaterThanOrEqual(60);
    });

    it('gets no other article by a suffix, a fragment of another syntax or a parameter twice', async () => {
      for (const path of [
        `${LOOKUP}/x.css`,
        `${LOOKUP}.css`,
        `${LOOKUP};x.css`,
        `${LOOKUP}%2fx.css`,
        `${LOOKUP}%3b.js`,
      ])
        expect((await ask(path)).status, path).toBe(404);
      for (const query of ['limit=1;limit=2', 'limit=1&limit=2', 'utm_content=x', 'callback=alert'])
        expect((await ask(`${LOOKUP}?${query}`)).status, query).toBe(400);
      const [one, other] = await Promise.all([
        ask(`${LOOKUP}?limit=1&breadth=0`),
        ask(`${LOOKUP}?breadth=0&limit=1`),
      ]);
      expect(await one.text()).toBe(await other.text());
    });

    it('keeps nothing that needed a key, and no error', async () => {
      for (const path of ['/v1/articles/storm', '/v1/keys', '/v1/audit', '/v1/reindex']) {
        const response = await ask(path, { key: ADMIN_KEY });
        expect(response.headers.get('cache-control'), path).toBe('private, no-store');
        expect((await ask(path)).headers.get('cache-control'), path).toBe('no-store');
      }
    });

    it('never hands the answer of a keyed lookup to somebody without a key', async () => {
      const keyed = askerOf(appOf(service, { access: { ...UNHURRIED, reading: 'keyed' } }));
      for (let i = 0; i < 3; i++) expect((await keyed(LOOKUP, { key: ADMIN_KEY })).status).toBe(200);
      expect((await keyed(LOOKUP)).status).toBe(401);
      expect((await keyed(LOOKUP, { headers: { 'if-none-match': '*' } })).status).toBe(401);
    });
  });

  it('F12: the router, the table of access and the OpenAPI document list the same calls', async () => {
    const { paths } = (await (await ask('/openapi.json')).json()) as {
      paths: Record<string, Record<string, { security?: object; responses: object }>>;
    };
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const pages = [
      'GET /',
      'GET /docs',
      'GET /docs/',
      'GET /docs/api',
      'GET /docs/:page{.+}',
      'GET /openapi.json',
      'GET /pages.css',
      'GET /icon.svg',
      'GET /box.css',
      'GET /box.js',
      'GET /metrics',
    ];
    expect(documented.sort()).toEqual(
      Object.keys(ACCESS)
        .filter((route) => !pages.includes(route) && !/^GET \/studio\b/.test(route))
        .sort(),
    );
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const { needs } = ACCESS[`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`] ?? {};
        expect(operation.security !== undefined, `${method} ${path}`).toBe(
          needs !== 'nothing' && needs !== 'lookup',
        );
      }
    }
  });
});
