import type { ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fetcher } from '../../src/fetching/fetcher.ts';
import { type Loopback, loopback } from './servers.ts';

const ZEROS = Buffer.alloc(60_000_000);
const BOMBS: Readonly<Record<string, Buffer>> = {
  gzip: gzipSync(ZEROS),
  br: brotliCompressSync(ZEROS, { params: { 1: 5 } }),
};

function endless(response: ServerResponse) {
  const chunk = Buffer.alloc(64_000, 'secret ');
  const more = () => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

let server: Loopback;
let fetcher: Fetcher;
beforeAll(async () => {
  server = await loopback((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const [, kind = '', what = ''] = pathname.split('/');
    if (kind === 'bomb') response.writeHead(200, { 'content-encoding': what }).end(BOMBS[what]);
    else if (kind === 'chain')
      response.writeHead(200, { 'content-encoding': 'gzip, gzip, gzip, gzip, gzip, gzip' }).end('x');
    else if (kind === 'damaged')
      response.writeHead(200, { 'content-encoding': what }).end('secret that is not packed');
    else if (kind === 'endless') endless(response);
    else if (kind === 'silent') return;
    else if (kind === 'drip') {
      response.write('<html>');
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    } else if (kind === 'headers') {
      for (let at = 0; at < 100; at++) response.setHeader(`x-${at}`, 'secret'.repeat(100));
      response.end();
    } else if (kind === 'loop') response.writeHead(302, { location: `/loop/${Number(what) + 1}` }).end();
    else if (kind === 'hops')
      response.writeHead(what === '0' ? 200 : 301, { location: `/hops/${Number(what) - 1}` }).end('there');
    else if (kind === 'cut') {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('secret');
      setImmediate(() => response.destroy());
    } else if (kind === 'encoding')
      response
        .writeHead(200, { 'content-encoding': what })
        .end(what === 'br' ? brotliCompressSync('there') : gzipSync('there'));
    else response.writeHead(404).end('secret');
  });
  fetcher = new Fetcher({ userAgent: 'Test/1', allowPrivate: true, idleMs: 400, connectMs: 400 });
});
afterAll(async () => {
  await fetcher.close();
  await server.close();
});

describe('a bound is kept', () => {
  it.each([
    ['bomb/gzip', 'too_large'],
    ['bomb/br', 'too_large'],
    ['endless', 'too_large'],
    ['chain', 'unsupported_media'],
    ['damaged/gzip', 'unavailable'],
    ['damaged/br', 'unavailable'],
    ['damaged/deflate', 'unavailable'],
    ['damaged/zstd', 'unsupported_media'],
    ['silent', 'unavailable'],
    ['drip', 'unavailable'],
    ['headers', 'unavailable'],
    ['loop/1', 'invalid'],
    ['cut', 'unavailable'],
  ])('%s is %s, without what was sent', async (path, code) => {
    const error = await fetcher.get(`${server.url}/${path}`, { timeoutMs: 1500 }).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error).toMatchObject({ name: 'AppError', code });
    expect(error?.message).toContain(server.url);
    expect(error?.message).not.toMatch(/secret/);
  });

  it('in memory: a bomb costs little more than what it may unpack to', async () => {
    const before = process.memoryUsage.rss();
    for (let at = 0; at < 5; at++)
      await expect(fetcher.get(`${server.url}/bomb/gzip`)).rejects.toMatchObject({ code: 'too_large' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(64_000_000);
  });

  it('in the time that others wait: a bomb is unpacked piece by piece', async () => {
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await expect(fetcher.get(`${server.url}/bomb/br`)).rejects.toMatchObject({ code: 'too_large' });
    isOver = true;
    expect(turns).toBeGreaterThan(5);
  });

  it('and what keeps it is read', async () => {
    expect((await fetcher.get(`${server.url}/hops/3`)).bytes.toString()).toBe('there');
    await expect(fetcher.get(`${server.url}/hops/4`)).rejects.toThrow(/redirects over 3 times/);
    for (const encoding of ['gzip', 'br'])
      expect((await fetcher.get(`${server.url}/encoding/${encoding}`)).bytes.toString()).toBe('there');
    expect(await fetcher.get(`${server.url}/nothing`)).toMatchObject({ status: 404, bytes: Buffer.alloc(0) });
  });

  it('at an abort, by the reason of whoever aborts', async () => {
    const reason = new Error('enough');
    const abort = new AbortController();
    const fetched = fetcher.get(`${server.url}/silent`, { signal: abort.signal });
    abort.abort(reason);
    await expect(fetched).rejects.toBe(reason);
  });
});

describe('a secret', () => {
  it('goes to the origin that it is for, and no further', async () => {
    const other = await loopback((_, response) => response.end('there'));
    const first = await loopback((_, response) =>
      response.writeHead(302, { location: `${other.url}/x` }).end(),
    );
    await fetcher.get(`${first.url}/a`, { authorization: 'Basic c2VjcmV0' });
    expect(first.requests.map(({ headers }) => headers.authorization)).toEqual(['Basic c2VjcmV0']);
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(other.requests[0]?.headers['user-agent']).toBe('Test/1');
    await first.close();
    await other.close();
  });
});
