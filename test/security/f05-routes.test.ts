/** F5: every route × everybody who may come. A route that is registered and not in this matrix fails it. */

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS } from '../../src/http/access.ts';
import type { Service } from '../../src/service/service.ts';
import { describeDatabase } from '../support/database.ts';
import { ADMIN_KEY, type Ask, appOf, askerOf, json, keyWith, startService, UNHURRIED } from './app.ts';

const WHO = ['none', 'read', 'write', 'rules', 'admin', 'revoked', 'expired'] as const;
type Who = (typeof WHO)[number];

/** The answers of those who may, and who that is; all others get 401 or 403. */
type Row = readonly [
  by: 'anybody' | 'read' | 'write' | 'rules' | 'admin',
  status: number | readonly number[],
  body?: unknown,
];

/** Written by hand and apart from the table of access: what the table grants by mistake shows here. */
const MATRIX: Readonly<Record<string, Row>> = {
  'GET /livez': ['anybody', 200],
  'GET /readyz': ['anybody', 200],
  'GET /healthz': ['anybody', 200],
  'GET /': ['anybody', 200],
  'GET /docs': ['anybody', 301],
  'GET /docs/': ['anybody', 200],
  'GET /docs/api': ['anybody', 200],
  'GET /docs/how-to/import': ['anybody', 200],
  'GET /openapi.json': ['anybody', 200],
  'GET /pages.css': ['anybody', 200],
  'GET /icon.svg': ['anybody', 200],
  'GET /v1/articles/storm/related': ['anybody', 200],
  'GET /v1/related?url=https%3A%2F%2Fnews.example%2Fstorm': ['anybody', 200],
  'POST /v1/related': ['anybody', 200, { title: 'Storm' }],
  'GET /v1/articles/storm/related/chess': ['anybody', 200],
  'GET /v1/articles/storm/box.html': ['anybody', 200],
  'GET /v1/box.html?url=https%3A%2F%2Fnews.example%2Fstorm': ['anybody', 200],
  'GET /box.js': ['anybody', 200],
  'GET /box.css': ['anybody', 200],
  'GET /metrics': ['anybody', 200],
  'GET /studio': ['anybody', 302],
  'GET /studio/': ['anybody', 200],
  'GET /studio/studio.js': ['anybody', 200],
  'GET /studio/studio.css': ['anybody', 200],
  'GET /studio/blank.svg': ['anybody', 200],
  'GET /studio/preview/storm': ['anybody', 200],
  'GET /v1/placements': ['anybody', 200],
  'GET /v1/placements/none': ['anybody', 404],
  'PUT /v1/placements/foot': ['rules', 200, { limit: 3 }],
  'DELETE /v1/placements/none': ['rules', 404],
  'GET /v1/rules': ['rules', 200],
  'GET /v1/rules/none/history': ['rules', 404],
  'PUT /v1/rules/new': ['rules', 200, { action: 'exclude', target: { kind: 'article', name: 'gone' } }],
  'DELETE /v1/rules/none': ['rules', 404],
  'POST /v1/rules/none/undo': ['rules', 404],
  // Their signature is their key, and no secret is configured here.
  'POST /v1/webhooks/wordpress': ['anybody', 403, {}],
  'GET /v1/websub/none': ['anybody', [400, 404]],
  'POST /v1/websub/none': ['anybody', [400, 404]],
  'GET /v1/session': ['anybody', 200],
  'POST /v1/session': ['anybody', 400, {}],
  'DELETE /v1/session': ['anybody', 204],
  'GET /v1/collection': ['read', 200],
  'GET /v1/collection/map': ['read', 200],
  'GET /v1/furniture': ['read', 200],
  'GET /v1/labels': ['rules', 200],
  'PUT /v1/articles/storm/labels/ferries': ['rules', 200, { gain: 1 }],
  'DELETE /v1/articles/storm/labels/none': ['rules', 404],
  'GET /v1/articles?q=storm': ['read', 200],
  'GET /v1/articles/storm': ['read', 200],
  'PUT /v1/articles/new': ['write', [200, 201], { title: 'New' }],
  'DELETE /v1/articles/gone': ['write', 404],
  'POST /v1/articles': ['write', 200, []],
  'GET /v1/reindex': ['read', 200],
  'POST /v1/reindex': ['write', [202, 409]],
  'GET /v1/keys': ['admin', 200],
  'POST /v1/keys': ['admin', 201, { name: 'x', scopes: ['read'] }],
  'DELETE /v1/keys/000000000000': ['admin', 404],
  'GET /v1/audit': ['admin', 200],
};

const HOLDERS: Readonly<Record<Exclude<Row[0], 'anybody'>, readonly Who[]>> = {
  read: ['read', 'write', 'rules', 'admin'],
  write: ['write', 'admin'],
  rules: ['rules', 'admin'],
  admin: ['admin'],
};

/** `/v1/articles/:id` as a pattern of addresses. */
const patternOf = (route: string) => {
  const escaped = route.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/:\w+\\\{\\\.\\\+\\\}/g, '.+').replace(/:\w+/g, '[^/]+')}$`);
};

describeDatabase('F5: the routes', (openOptions) => {
  let service: Service;
  let ask: Ask;
  let keyed: Ask;
  const keys: Partial<Record<Who, string>> = {};
  beforeAll(async () => {
    service = await startService(await openOptions());
    // Each request has an address of its own: wrong keys shall be refused for being wrong.
    let requests = 0;
    const remoteAddress = () => `203.0.${(requests >> 8) & 255}.${requests++ & 255}`;
    ask = askerOf(appOf(service, { remoteAddress }));
    keyed = askerOf(appOf(service, { remoteAddress, access: { ...UNHURRIED, reading: 'keyed' } }));
    for (const scope of ['read', 'write', 'rules', 'admin'] as const)
      keys[scope] = (await keyWith(service, [scope])).key;
    const revoked = await keyWith(service, ['admin']);
    await service.keys.revoke(revoked.stored.id, new Date());
    keys.revoked = revoked.key;
    keys.expired = (await keyWith(service, ['admin'], new Date(Date.now() - 1_000))).key;
  });
  afterAll(() => service.stop());

  const call = (from: Ask, route: string, who: Who, body: unknown) => {
    const [method = '', path = ''] = route.split(' ');
    const key = keys[who];
    const init = body === undefined ? { method } : json(method, body);
    return from(path, { ...init, ...(key !== undefined && { key }) });
  };

  it('are all in the matrix, and the matrix and the table know no others', () => {
    const registered = new Set(
      appOf(service)
        .routes.filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method} ${path}`),
    );
    const rows = Object.keys(MATRIX).map((row) => row.split('?', 1)[0] ?? '');
    const unlisted = [...registered].filter((route) => !rows.some((row) => patternOf(route).test(row)));
    expect(unlisted).toEqual([]);
    expect(Object.keys(ACCESS).filter((route) => !registered.has(route))).toEqual([]);
    expect(rows.filter((row) => ![...registered].some((route) => patternOf(route).test(row)))).toEqual([]);
  });

  it('have no handler for all methods but these, which only pass on', () => {
    const all = appOf(service)
      .routes.filter(({ method }) => method === 'ALL')
      .map(({ path }) => path);
    expect([...new Set(all)].sort()).toEqual(
      [
        '/*',
        '/',
        '/box.css',
        '/box.js',
        '/docs',
        '/docs/*',
        '/icon.svg',
        '/openapi.json',
        '/pages.css',
        '/studio/studio.css',
        '/studio/studio.js',
        '/v1/*',
        '/v1/articles/:id/box.html',
        '/v1/articles/:id/related',
        '/v1/box.html',
        '/v1/related',
      ].sort(),
    );
  });

  it.each(Object.keys(MATRIX).flatMap((route) => WHO.map((who) => [route, who] as const)))(
    '%s, asked by %s',
    async (route, who) => {
      const [by, status, body] = MATRIX[route] as Row;
      const response = await call(ask, route, who, body);
      const may = by === 'anybody' || HOLDERS[by].includes(who);
      const sessionWithWrongKey =
        /(?:GET|DELETE) \/v1\/session/.test(route) && (who === 'revoked' || who === 'expired');
      if (sessionWithWrongKey) expect(response.status).toBe(401);
      else if (may) expect([status].flat()).toContain(response.status);
      else expect(response.status).toBe(who === 'none' || who === 'revoked' || who === 'expired' ? 401 : 403);
    },
  );

  it.each(Object.keys(MATRIX).filter((route) => /(?:GET|POST) .*related/.test(route)))(
    '%s takes a key where lookups are keyed, and is then kept by no cache',
    async (route) => {
      const [, , body] = MATRIX[route] as Row;
      for (const who of ['none', 'revoked', 'expired'] as const)
        expect((await call(keyed, route, who, body)).status, who).toBe(401);
      // Also the second time, when the answer is remembered.
      for (const who of ['read', 'read', 'admin'] as const) {
        const response = await call(keyed, route, who, body);
        expect(response.status, who).toBe(200);
        expect(response.headers.get('cache-control')).toBe('private, no-store');
      }
      expect((await call(keyed, route, 'none', body)).status).toBe(401);
    },
  );

  it('that nobody wrote into the table are refused', async () => {
    const app = appOf(service);
    app.get('/v1/forgotten', (c) => c.text('secret'));
    const response = await askerOf(app)('/v1/forgotten', { key: ADMIN_KEY });
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('secret');
  });

  it('write their calls into the audit log, with who, what and the outcome', async () => {
    await ask('/v1/articles', json('POST', [{ id: 'x', title: 'X' }, { id: 'y' }], keys.write));
    await ask('/v1/articles/x', { method: 'DELETE', key: keys.write as string });
    await ask('/v1/articles/x', { method: 'DELETE', key: keys.read as string });
    await new Promise((resolve) => setTimeout(resolve, 600));
    const page = await ask('/v1/audit?limit=200', { key: ADMIN_KEY });
    const { entries } = (await page.json()) as {
      entries: { action: string; actor: string; target: string; outcome: string }[];
    };
    const writer = keys.write?.split('_')[2];
    expect(entries.slice(0, 2)).toMatchObject([
      { actor: writer, action: 'article.delete', target: 'x', outcome: '204' },
      { actor: writer, action: 'articles.bulk', target: '', outcome: '200 created=1 refused=1' },
    ]);
    expect((await ask('/v1/audit?limit=201', { key: ADMIN_KEY })).status).toBe(400);
  });

  describe('have no other way in', () => {
    let server: Server;
    let port: number;
    beforeAll(async () => {
      server = serve({ fetch: appOf(service).fetch, hostname: '127.0.0.1', port: 0 }) as Server;
      await once(server, 'listening');
      port = (server.address() as AddressInfo).port;
    });
    afterAll(() => void server.close());

    /** Sends the request line as it is written. */
    const raw = (line: string, headers = '') =>
      new Promise<number>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () =>
          socket.end(`${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`),
        );
        let answer = '';
        socket.setEncoding('utf8').on('data', (text: string) => {
          answer += text;
        });
        socket.on('end', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 400)));
        socket.on('error', reject);
      });

    it.each([
      '//v1/keys',
      '/v1//keys',
      '/v1/keys/',
      '/v1/./keys',
      '/x/../v1/keys',
      '/v1/x/..;/keys',
      '/v1/keys;x=1',
      '/v1%2fkeys',
      '/v1/%6beys',
      '/V1/KEYS',
      '/v1/keys%00',
      '/v1/keys%20',
      '/v1/keys.json',
      '/v1/keys?x',
      '/v1/keys#x',
      '/v1\\keys',
      '/%2e/v1/keys',
      '/v1/audit/%2e%2e/keys',
      'http://localhost/v1/keys',
      'http://evil.example/v1/keys',
      '/v1/articles/storm%2f..%2f..%2fkeys',
      '/livez/../v1/keys',
      '/demo/../v1/keys',
      '/livez/..;/v1/keys',
    ])('GET %s', async (path) => {
      expect([400, 401, 403, 404, 405]).toContain(await raw(`GET ${path}`));
    });

    it.each([
      'X-HTTP-Method-Override: GET',
      'X-HTTP-Method: GET',
      'X-Method-Override: GET',
      'X-Original-URL: /livez',
      'X-Rewrite-URL: /livez',
      'X-Forwarded-For: 127.0.0.1',
      'X-Forwarded-Prefix: /livez',
      'Forwarded: for=127.0.0.1',
    ])('with the header %s', async (header) => {
      expect(await raw('GET /v1/keys', `${header}\r\n`)).toBe(401);
      expect(await raw('DELETE /v1/articles/storm', `${header}\r\n`)).toBe(401);
    });

    it.each(['get', 'HEAD', 'TRACE', 'PATCH', 'PROPFIND', 'CONNECT', 'QUERY'])(
      'by the method %s',
      async (method) => {
        expect([400, 401, 404, 405, 501]).toContain(await raw(`${method} /v1/keys`));
      },
    );
  });
});
