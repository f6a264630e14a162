import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { createApp } from '../../src/http/app.ts';
import type { Service } from '../../src/service/service.ts';
import { boxScript } from '../../src/widget/script.ts';

const app = createApp({
  // None of these files asks it.
  service: {} as Service,
  ...{ version: '0.0.0', defaults: DEFAULT_BOX, log: { info() {}, warn() {}, error() {} } },
  remoteAddress: () => undefined,
});
const get = async (path: string, init?: RequestInit) => app.request(path, init);

describe('the script and the stylesheet', () => {
  it('are given to any page, with a strong ETag, and never taken for something else', async () => {
    for (const [path, type] of [
      ['/box.js', 'text/javascript; charset=utf-8'],
      ['/box.css', 'text/css; charset=utf-8'],
    ] as const) {
      const response = await get(path, { headers: { origin: 'https://news.example' } });
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': type,
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
        'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
        vary: 'Accept-Encoding',
        etag: expect.stringMatching(/^"[\w-]+"$/),
      });
      const known = { 'if-none-match': response.headers.get('etag') ?? '' };
      const again = await get(path, { headers: known });
      expect([again.status, await again.text()]).toEqual([304, '']);
      expect(again.headers.get('access-control-allow-origin')).toBe('*');
      expect((await get(path, { method: 'HEAD' })).status).toBe(200);
    }
  });

  it('may be kept for good under their present version, and under no other', async () => {
    const docs = await (await get('/docs/api')).text();
    const [, version] = /\/box\.js\?v=(\w+)/.exec(docs) ?? [];
    const kept = await get(`/box.js?v=${version}`);
    expect(kept.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const old = await get('/box.js?v=0123456789abcdef');
    expect(old.headers.get('cache-control')).toMatch(/max-age=3600/);
    expect(await old.text()).toBe(await kept.text());
  });

  it('have the hash in the documentation', async () => {
    const docs = await (await get('/docs/api')).text();
    const hash = createHash('sha384')
      .update(await boxScript())
      .digest('base64');
    expect(docs).toContain(`integrity=&quot;sha384-${hash}&quot;`);
  });

  it('come compressed as the browser accepts it, each form under its own ETag', async () => {
    const script = await boxScript();
    const accepting = (accepted: string) => get('/box.js', { headers: { 'accept-encoding': accepted } });
    const plain = await accepting('identity');
    const gzip = await accepting('gzip, br;q=0');
    const brotli = await accepting('gzip, deflate, br');
    expect(await plain.text()).toBe(script);
    expect(gunzipSync(await gzip.arrayBuffer()).toString()).toBe(script);
    expect(brotliDecompressSync(await brotli.arrayBuffer()).toString()).toBe(script);
    expect(gzip.headers.get('content-encoding')).toBe('gzip');
    expect(new Set([plain, gzip, brotli].map(({ headers }) => headers.get('etag'))).size).toBe(3);
    expect((await (await accepting('gzip')).arrayBuffer()).byteLength).toBeLessThanOrEqual(3_000);
  });
});
