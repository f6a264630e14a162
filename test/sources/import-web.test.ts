import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/database/connect.ts';
import { runCommand } from '../support/server.ts';
import { page, type Replies, site } from './web/fixture.ts';
import { wordpressStub } from './web/wordpress-stub.ts';

/** Two stories on each subject; subjects share no word. */
const story = (subject: string, at: number) =>
  Array.from(
    { length: 6 },
    () => `The ${subject} keeper ${at === 1 ? 'opened' : 'closed'} the ${subject} gate.`,
  ).join(' ');
const both = (make: (at: number) => string) => [1, 2].map(make).join('');
const html = (subject: string, at: number) => page(`${subject} ${at}`, story(subject, at));

it('npm run import takes every kind of live source in, and each of its stories has the other in its box', async () => {
  const root = await mkdtemp(join(tmpdir(), 'kindred-web-'));
  const DATA_DIR = join(root, 'data');
  await cp(inject('embeddedTemplate'), DATA_DIR, { recursive: true });

  const today = new Date().toISOString();
  const wordpress = wordpressStub({
    base: () => server.url,
    posts: () =>
      [1, 2].map((at) => ({
        id: at,
        title: `walrus ${at}`,
        modified: `2024-04-0${at}T12:00:00`,
        content: `<p>${story('walrus', at)}</p>`,
      })),
  });
  const urlset = (subject: string, more = '') =>
    `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${both((at) => `<url><loc>/${subject}/${at}</loc>${more}</url>`)}</urlset>`;
  const news = `<news:news><news:publication_date>${today}</news:publication_date><news:title>x</news:title></news:news>`;
  const own: Readonly<Record<string, ReturnType<Replies>>> = {
    '/feed.rss': `<rss><channel>${both((at) => `<item><title>puffin ${at}</title><guid>rss-${at}</guid><link>/puffin/${at}</link><description>A teaser […]</description></item>`)}</channel></rss>`,
    '/feed.atom': `<feed xmlns="http://www.w3.org/2005/Atom">${both((at) => `<entry><id>atom-${at}</id><title>marten ${at}</title><content>${story('marten', at)}</content></entry>`)}</feed>`,
    '/feed.json': JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      items: [1, 2].map((at) => ({
        id: `json-${at}`,
        title: `gecko ${at}`,
        content_text: story('gecko', at),
      })),
    }),
    '/sitemap.xml':
      '<sitemapindex><sitemap><loc>/news.xml</loc></sitemap><sitemap><loc>/old.xml.gz</loc></sitemap></sitemapindex>',
    '/news.xml': urlset('heron', news),
    '/old.xml.gz': gzipSync(urlset('otter')),
  };
  const server = await site((path, request) => {
    const [, subject = '', at = ''] = /^\/(puffin|heron|otter|weasel)\/([12])$/.exec(path) ?? [];
    if (subject !== '') return html(subject, Number(at));
    return own[path] ?? wordpress(path, request);
  });
  const run = (name: string, ...args: string[]) => runCommand(name, args, { DATA_DIR });
  try {
    const sources = ['/', '/feed.rss', '/feed.atom', '/feed.json', '/sitemap.xml', '/weasel/1', '/weasel/2'];
    const addresses = sources.map((path) => `${server.url}${path}`);
    const crawled = await run('import', ...addresses, '--allow-private', '--rate', '50', '--no-index');
    expect([crawled.code, crawled.stderr]).toEqual([0, expect.stringContaining('14 new, 0 changed')]);

    const file = join(root, 'mapped.json');
    const posts = [1, 2].map((at) => ({
      nr: `badger-${at}`,
      head: { text: `badger ${at}` },
      content: { rendered: story('badger', at) },
    }));
    await writeFile(file, JSON.stringify({ posts }));
    const map = ['--map', 'id=nr', '--map', 'title=head.text', '--map', 'body=content.rendered'];
    const mapped = await run('import', file, '--format', 'json', ...map);
    expect([mapped.code, mapped.stderr]).toEqual([0, expect.stringContaining('2 new, 0 changed')]);

    const exported = await run('export', '--min-score', '0', '--duplicates', 'keep', '--limit', '1');
    const boxes = exported.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; related: { id: string }[] });
    const titles = await titlesOf(DATA_DIR);
    const found = Object.fromEntries(
      boxes.map(({ id, related }) => [titles.get(id), titles.get(related[0]?.id ?? '')]),
    );
    const subjects = ['walrus', 'puffin', 'marten', 'gecko', 'heron', 'otter', 'weasel', 'badger'];
    expect(found).toEqual(
      Object.fromEntries(
        subjects.flatMap((subject) => [
          [`${subject} 1`, `${subject} 2`],
          [`${subject} 2`, `${subject} 1`],
        ]),
      ),
    );
    // One password, two sites: it would go to both.
    const leaking = await run('import', addresses[0] ?? '', 'https://other.example/', '--user', 'ana:secret');
    expect([leaking.code, leaking.stderr.includes('password of one site')]).toEqual([2, true]);
  } finally {
    await server.close();
    await rm(root, { recursive: true, force: true });
  }
});

async function titlesOf(dataDir: string): Promise<Map<string, string>> {
  const database = await openDatabase({ dataDir });
  const { rows } = await database.orm.execute<{ id: string; title: string }>(
    sql`select id, title from articles`,
  );
  await database.close();
  return new Map(rows.map(({ id, title }) => [id, title]));
}
