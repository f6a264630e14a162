import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReadOptions, readFile, readFiles, sourceBytes } from '../../src/sources/files.ts';
import type { Skipped } from '../../src/sources/record.ts';
import { all, articles, told } from './collected.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'kindred-read-'));
});
afterAll(() => rm(root, { recursive: true }));

async function put(path: string, content: string | Uint8Array): Promise<string> {
  const whole = join(root, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, content);
  return whole;
}

const read = (path: string, options: ReadOptions = {}) =>
  readFile(path, Readable.from([]), () => {}, options);
const story = 'Ice on the river, and more of it than anybody remembers. '.repeat(5).trim();
const page = (title: string) =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body><main><h1>${title}</h1><p>${story}</p></main></body></html>`;
const wxr = (items: string) =>
  `<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><link>https://ice.example</link>${items}</channel></rss>`;
const post = (id: number, thumbnail: number) =>
  `<item><title>Post ${id}</title><wp:post_id>${id}</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><content:encoded>${story}</content:encoded><wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>${thumbnail}</wp:meta_value></wp:postmeta></item>`;
const attachment = (id: number) =>
  `<item><wp:post_id>${id}</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://ice.example/${id}.jpg</wp:attachment_url></item>`;

describe('an archive', () => {
  it.each<[string, string | Uint8Array]>([
    ['one.csv', 'id,title\na,One\n'],
    ['one.tsv', 'id\ttitle\na\tOne\n'],
    ['one.wxr.gz', gzipSync(wxr(post(1, 9)).replace('Post 1', 'One'))],
    ['one.rss', '<rss><channel><item><title>One</title></item></channel></rss>'],
    ['one.atom', '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title></entry></feed>'],
    [
      'feed.json',
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"a","title":"One","content_text":"x"}]}',
    ],
    ['ghost.json', '{"db":[{"data":{"posts":[{"id":"a","title":"One","status":"published","html":"x"}]}}]}'],
    ['one.md', '---\ntitle: One\n---\nText.'],
    ['one.html', page('One')],
  ])('is read whatever it is: %s', async (name, content) => {
    expect(await told(read(await put(name, content)))).toEqual(['One']);
  });

  it('that names no format asks for it, and takes it', async () => {
    const path = await put('words.txt', 'nr;head\na;One\n');
    await expect(told(read(path))).rejects.toThrow(
      /words\.txt is in no format that is known here: name it with --format/,
    );
    expect(
      await told(read(path, { format: 'csv', delimiter: ';', map: { id: 'nr', title: 'head' } })),
    ).toEqual(['One']);
    expect(await told(read(await put('empty.txt', '\n')))).toEqual([]);
  });

  it('that is a sitemap is none', async () => {
    const path = await put('sitemap.xml', '<urlset><url><loc>https://ice.example/a</loc></url></urlset>');
    await expect(told(read(path))).rejects.toThrow(
      /sitemap\.xml is a sitemap: it lists addresses and holds no articles/,
    );
  });

  it('may be a folder of a site generator', async () => {
    await put('hugo/content/sea/thaw.md', '---\ntitle: Thaw\n---\nText.');
    await put('hugo/content/sea/draft.md', '---\ntitle: No\ndraft: true\n---\nText.');
    await put('hugo/themes/x/exampleSite/a.md', '---\ntitle: No\n---\n');
    await put('hugo/node_modules/x/README.md', '# No');
    await put('hugo/public/thaw/index.html', page('No'));
    await put('hugo/_posts/2024-04-29-ice.md', '---\ntitle: Ice\n---\nText.');
    const skipped: Skipped[] = [];
    const records = await all(read(join(root, 'hugo'), { onSkip: (one) => skipped.push(one) }));
    expect(records.map(({ index, place, id }) => [index, place, id])).toEqual([
      [0, '_posts/2024-04-29-ice.md', '_posts/2024-04-29-ice'],
      [1, 'content/sea/thaw.md', 'content/sea/thaw'],
    ]);
    expect(skipped).toEqual([{ place: 'content/sea/draft.md', reason: 'is a draft' }]);
    expect(await sourceBytes(join(root, 'hugo'))).toBeGreaterThan(50);
  });

  it('may be a folder of saved pages', async () => {
    await put('site/2024/thaw/index.html', page('Thaw'));
    await put(
      'site/ice.htm',
      Buffer.from(page('Grüße').replace('<head>', '<head><meta charset="iso-8859-1">'), 'latin1'),
    );
    await put('site/ice_files/frame.html', page('No'));
    expect(await articles(read(join(root, 'site'), { baseUrl: 'https://ice.example/' }))).toMatchObject([
      { title: 'Thaw', url: 'https://ice.example/2024/thaw/', body: story },
      { title: 'Grüße', url: 'https://ice.example/ice.htm' },
    ]);
  });

  it('of WordPress in several files is read as one, beside others', async () => {
    const paths = [
      await put('wp/a.xml', wxr(post(1, 91) + attachment(92))),
      await put('wp/b.xml', wxr(attachment(91) + post(2, 92))),
      await put('wp/c.csv', 'id,title\nx,From a table\n'),
    ];
    let bytes = 0;
    const records = await all(
      readFiles(paths, Readable.from([]), (read) => {
        bytes = read;
      }),
    );
    expect(
      records.map(({ index, result }) => [
        index,
        'title' in result && result.title,
        'image' in result && result.image,
      ]),
    ).toEqual([
      [0, 'From a table', null],
      [2, 'Post 2', 'https://ice.example/92.jpg'],
      [1, 'Post 1', 'https://ice.example/91.jpg'],
    ]);
    const sizes = await Promise.all(paths.map((path) => sourceBytes(path)));
    expect(bytes).toBe(sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0));
    expect(await told(read(join(root, 'wp')))).toHaveLength(3);
  });

  it('that is a folder of nothing says so', async () => {
    await put('none/a.png', 'x');
    await expect(told(read(join(root, 'none')))).rejects.toThrow(
      /none holds no Markdown, HTML, XML, JSON or CSV files/,
    );
  });
});
