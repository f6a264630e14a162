import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Loopback } from '../../fetching/servers.ts';
import { page, type Replies, readWeb, site } from './fixture.ts';

let server: Loopback;
afterEach(() => server.close());

async function serve(replies: Replies): Promise<string> {
  server = await site(replies);
  return server.url;
}

const html = (inner: string) =>
  `<!DOCTYPE html><html><head><title>Bomb</title></head><body>${inner}</body></html>`;
const packed = (encoding: string, body: Uint8Array) => ({
  headers: { 'content-encoding': encoding, 'content-type': 'text/html' },
  body,
});
const attributes = Array.from({ length: 300_000 }, (_, at) => `a${at}="1"`).join(' ');

/** Name → what a page of it answers. */
const BOMBS: Readonly<Record<string, () => ReturnType<Replies>>> = {
  nested: () => html('<div>'.repeat(100_000)),
  attributes: () => html(`<p ${attributes}>x</p>`),
  text: () => packed('gzip', gzipSync(html(`<p>${'secret '.repeat(7_000_000)}</p>`))),
  gzip: () => packed('gzip', gzipSync(Buffer.alloc(100_000_000))),
  brotli: () => packed('br', brotliCompressSync(Buffer.alloc(100_000_000), { params: { 1: 4 } })),
  chain: () => packed('gzip, gzip, gzip, gzip, gzip, gzip', gzipSync('secret')),
  image: () => ({ headers: { 'content-type': 'image/png' }, body: 'secret' }),
  damaged: () => packed('gzip', Buffer.from('secret')),
};

describe('hostile sites', () => {
  it('cost a look each: bombs are left out with a reason, and the others come in', async () => {
    const names = Object.keys(BOMBS);
    const made = new Map(names.map((name) => [name, BOMBS[name]?.()]));
    const url = await serve((path) => {
      if (path === '/sitemap.xml')
        return `<urlset>${[...names, 'good'].map((name) => `<url><loc>/p/${name}</loc></url>`).join('')}</urlset>`;
      return path === '/p/good' ? page('Good') : made.get(path.slice(3));
    });
    let longest = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last - 5);
      last = performance.now();
    }, 5);
    const { shelf, skipped } = await readWeb(`${url}/sitemap.xml`);
    clearInterval(ticking);
    process.stdout.write(`longest pause while bombs were served and read: ${longest.toFixed(0)} ms\n`);
    expect(shelf.titles).toEqual(['Good']);
    expect(skipped.map(({ place }) => place.split('/').at(-1)).sort()).toEqual([...names].sort());
    for (const { reason } of skipped) expect(reason).not.toMatch(/secret/);
    expect(
      Object.fromEntries(skipped.map(({ place, reason }) => [place.split('/').at(-1), reason])),
    ).toMatchObject({
      nested: expect.stringMatching(/nested over 500 elements deep/),
      attributes: expect.stringMatching(/over 500 attributes/),
      text: expect.stringMatching(/has over 5000000 bytes|unpacks to over 200 times/),
      gzip: expect.stringMatching(/has over 5000000 bytes|unpacks to over 200 times/),
      chain: expect.stringMatching(/packed in a way that is not taken/),
      image: 'is no page',
    });
  });

  it('whose sitemaps go in circles or ever deeper come to an end', async () => {
    const url = await serve((path) => {
      const depth = Number(/^\/s(\d+)$/.exec(path)?.[1] ?? -1);
      if (depth < 0) return path.startsWith('/p/') ? page(`Page ${path}`) : undefined;
      const children = [depth + 1, 0, depth].map((at) => `<sitemap><loc>/s${at}</loc></sitemap>`).join('');
      return depth === 3
        ? `<urlset><url><loc>/p/1</loc></url></urlset>`
        : `<sitemapindex>${children}</sitemapindex>`;
    });
    expect((await readWeb(`${url}/s0`)).shelf.titles).toEqual(['Page /p/1']);
    expect(server.asked.filter((line) => line.includes('/s'))).toEqual([
      'GET /s0',
      'GET /s1',
      'GET /s2',
      'GET /s3',
    ]);
  });

  it('whose API or feed is no list, too deep, or a bomb say so', async () => {
    const answers: Record<string, ReturnType<Replies>> = {};
    const url = await serve((path) => {
      if (path.startsWith('/wp-json/')) return answers.api;
      return path === '/feed' ? answers.feed : undefined;
    });
    for (const [api, message] of [
      ['{"secret":1}', /does not answer with a list/],
      [`[${'['.repeat(100_000)}`, /nested over 500 levels/],
      ['[{"id":1,"secret', /wp-json/],
      ['[1,null,{"id":"x"},{"id":-1}]', undefined],
    ] as const) {
      answers.api = api;
      const read = readWeb(`${url}/wp-json/`);
      if (message === undefined) expect((await read).stored).toEqual([]);
      else await expect(read).rejects.toThrow(message);
    }
    answers.feed = `<rss><channel>${'<item>'.repeat(100_000)}`;
    await expect(readWeb(`${url}/feed`)).rejects.toThrow(/nested over 200 elements deep/);
  });
});
