import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { loopback } from '../fetching/servers.ts';
import { ended, PROJECT, runCommand } from '../support/server.ts';
import { page } from './web/fixture.ts';

let root: string;
let DATA_DIR: string;
const cleanUps: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kindred-import-'));
  DATA_DIR = join(root, 'data');
  await cp(inject('embeddedTemplate'), DATA_DIR, { recursive: true });
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  await rm(root, { recursive: true, force: true });
});

async function put(path: string, content: string | Uint8Array): Promise<string> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
  return join(root, path);
}

const run = (name: string, ...args: string[]) => runCommand(name, args, { DATA_DIR });

/** Id → ids of its box, of all articles. */
async function boxes(): Promise<Map<string, string[]>> {
  const { stdout, stderr, code } = await run('export', '--min-score', '0', '--duplicates', 'keep');
  if (code !== 0) throw new Error(stderr);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; related: { id: string }[] });
  return new Map(lines.map(({ id, related }) => [id, related.map((item) => item.id)]));
}

/** Two stories on one subject per format; subjects share no word. */
const story = (subject: string, at: number) =>
  `The ${subject} harbour ${subject} keeper ${subject} ${at === 1 ? 'opened' : 'closed'} the ${subject} gate.`;
const pair = (subject: string, make: (at: number, text: string) => string) =>
  [1, 2].map((at) => make(at, story(subject, at))).join('');

describe('npm run import', () => {
  it('takes every kind of file in, and each of its stories has the other in its box', async () => {
    const wxr = `<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>${pair('walrus', (at, text) => `<item><title>Walrus ${at}</title><wp:post_id>wxr-${at}</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><content:encoded>${text}</content:encoded></item>`)}</channel></rss>`;
    const sources = [
      await put(
        'a.ndjson',
        pair(
          'otter',
          (at, body) => `${JSON.stringify({ id: `ndjson-${at}`, title: `Otter ${at}`, body })}\n`,
        ),
      ),
      await put(
        'a.json',
        `[${pair('badger', (at, body) => `${at === 2 ? ',' : ''}${JSON.stringify({ nr: `json-${at}`, head: `Badger ${at}`, body })}`)}]`
          .replaceAll('"nr"', '"id"')
          .replaceAll('"head"', '"title"'),
      ),
      await put(
        'a.csv',
        `id,title,body\n${pair('ferret', (at, text) => `csv-${at},Ferret ${at},"${text}"\n`)}`,
      ),
      await put(
        'a.tsv',
        `id\ttitle\tbody\n${pair('heron', (at, text) => `tsv-${at}\tHeron ${at}\t${text}\n`)}`,
      ),
      await put('a.xml.gz', gzipSync(wxr)),
      await put(
        'a.rss',
        `<rss><channel>${pair('puffin', (at, text) => `<item><title>Puffin ${at}</title><guid>rss-${at}</guid><description>${text}</description></item>`)}</channel></rss>`,
      ),
      await put(
        'a.atom',
        `<feed xmlns="http://www.w3.org/2005/Atom">${pair('marten', (at, text) => `<entry><id>atom-${at}</id><title>Marten ${at}</title><content>${text}</content></entry>`)}</feed>`,
      ),
      await put(
        'feed.json',
        `{"version":"https://jsonfeed.org/version/1.1","items":[${pair('gecko', (at, text) => `${at === 2 ? ',' : ''}{"id":"jsonfeed-${at}","title":"Gecko ${at}","content_text":"${text}"}`)}]}`,
      ),
      await put(
        'ghost.json',
        `{"db":[{"data":{"posts":[${pair('lemur', (at, text) => `${at === 2 ? ',' : ''}{"id":"ghost-${at}","title":"Lemur ${at}","status":"published","html":"<p>${text}</p>"}`)}]}}]}`,
      ),
    ];
    for (const at of [1, 2])
      await put(`blog/markdown-${at}.md`, `---\ntitle: Beaver ${at}\n---\n${story('beaver', at)}`);
    for (const at of [1, 2])
      await put(
        `site/html-${at}.html`,
        page(`Weasel ${at}`, `${story('weasel', at)} ${story('weasel', at)}`),
      );
    const report = join(root, 'report.ndjson');
    const { code, stderr } = await run(
      'import',
      ...sources,
      join(root, 'blog'),
      join(root, 'site'),
      '--report',
      report,
    );
    expect([code, stderr]).toEqual([0, expect.stringContaining('22 articles in')]);
    expect(stderr).toContain('22 new, 0 changed, 0 unchanged, 0 outdated, 0 refused, 0 skipped');
    const lines = (await readFile(report, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(22);
    const found = await boxes();
    for (const { id } of lines as { id: string }[]) {
      expect(found.get(id)?.length, id).toBeGreaterThan(0);
      // Ids of pages are made of their paths; the others say which is whose twin.
      const twin = id.replace(/-[12]$/, (at) => (at === '-1' ? '-2' : '-1'));
      if (twin !== id) expect(found.get(id)?.[0], id).toBe(twin);
    }
    const again = await run('import', ...sources, join(root, 'blog'), join(root, 'site'));
    expect(again.stderr).toContain('0 new, 0 changed, 22 unchanged');
  });

  it('shows before what would come in, and stores nothing', async () => {
    const file = await put(
      'a.csv',
      `id,title,body,url,date\n1,Thaw,"The ice on the river is thinner than it was.",https://ice.example/1,2024-04-01\n1,Twice,x,,2024-05-01\n,,,,\n2,Old,y,https://ice.example/2,2001-01-01\n`,
    );
    const { code, stdout } = await run('import', file, '--dry-run', '--since', '2002-01-01');
    expect(code).toBe(0);
    expect(stdout).toContain('2 articles would come in; nothing was stored');
    expect(stdout).toMatch(/ids {9}1 occur more than once/);
    expect(stdout).toMatch(/published {3}2024-04-01 to 2024-05-01/);
    expect(stdout).toMatch(/languages {3}en 1/);
    expect(stdout).toMatch(/missing {5}author 2, image 2, section 2, tags 2, url 1/);
    expect(stdout).toContain('skipped 1: is older than --since');
    expect(stdout).toMatch(/Thaw\n {2}The ice on the river is thinner than it was\.?\n/);
    expect((await run('import', file, '--since', '2002-01-01', '--no-index')).stderr).toContain(
      '1 new, 1 changed',
    );
  });

  it('refuses bad values with code 2 and the help, and says what is wrong with an address with code 1', async () => {
    for (const args of [
      ['a', '--format', 'word'],
      ['a', '--map', 'colour=x'],
      ['a', '--since', 'soon'],
      ['a', '--limit', '0'],
      ['a', '--limit', '1.5'],
      ['a', '--rate', '0'],
      ['a', '--base-url', 'ice.example'],
      ['https://ice.example/', '--user', 'ana'],
    ]) {
      const { code, stderr } = await run('import', ...args);
      expect([code, stderr.includes('npm run import')], args.join(' ')).toEqual([2, true]);
    }
    const { code, stderr } = await run('import', 'http://127.0.0.1:9/');
    expect([code, stderr]).toEqual([1, expect.stringContaining('--allow-private')]);
  });

  it('stopped with Ctrl-C stores what was read and says how to go on', async () => {
    const urls = Array.from({ length: 60 }, (_, at) => `/p/${at}`);
    let interrupt = () => {};
    const server = await loopback((request, response) => {
      const path = request.url ?? '';
      if (path === '/p/20') interrupt();
      if (path === '/sitemap.xml')
        response.end(`<urlset>${urls.map((url) => `<url><loc>${url}</loc></url>`).join('')}</urlset>`);
      else if (path.startsWith('/p/')) response.end(page(`Story ${path}`));
      else response.writeHead(404).end();
    });
    cleanUps.push(() => server.close());
    const source = `${server.url}/sitemap.xml`;
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'scripts/import.ts', source, '--allow-private', '--no-index', '--rate', '50'],
      {
        cwd: PROJECT,
        env: { PATH: process.env.PATH, DATA_DIR },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    interrupt = () => void child.kill('SIGINT');
    const { code, stderr } = await ended(child);
    expect([code, stderr]).toEqual([
      130,
      expect.stringContaining('interrupted: start the same command again, and it goes on from here'),
    ]);
    const stored = Number(/(\d+) new/.exec(stderr)?.[1]);
    expect(stored).toBeGreaterThan(5);
    const second = await run('import', source, '--allow-private', '--no-index', '--rate', '50');
    expect(second.stderr).toContain(`${60 - stored} new, 0 changed, ${stored} unchanged`);
  });
});
