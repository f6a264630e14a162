import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connect.ts';
import { describeDatabase, type OpenOptions } from '../support/database.ts';
import { ended, PROJECT } from '../support/server.ts';
import { page, type Replies, site } from './web/fixture.ts';
import { wordpressStub } from './web/wordpress-stub.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

type Options = Awaited<ReturnType<OpenOptions>>;

/** `npm run import`; `started` gets what kills it. Resolves with its exit code, null when it was killed, and what it said. */
function run(options: Options, args: readonly string[], started: (kill: () => void) => void = () => {}) {
  const { dataDir, databaseUrl } = options;
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/import.ts', ...args, '--no-index'], {
    cwd: PROJECT,
    env: {
      PATH: process.env.PATH,
      DATA_DIR: dataDir,
      ALLOW_PRIVATE_SOURCES: 'true',
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started(() => void child.kill('SIGKILL'));
  return ended(child);
}

/** Everything that an article is; not when, and as the how manieth, it was stored. */
async function stored(options: Options): Promise<object[]> {
  const database = await openDatabase(options);
  try {
    const { rows } = await database.orm.execute(sql`
      select id, url, url_key, title, body, excerpt, author, section, tags, image, language, analysis_language,
        published_at, expires_at, evergreen, modified_at, content_hash, deleted_at from articles order by id`);
    return rows;
  } finally {
    await database.close();
  }
}

/** Chance decides when, and says so. */
const share = () => 0.05 + 0.9 * Math.random();

describeDatabase('an import that is killed and started again ends as one that was not', (openOptions) => {
  it('of an export file, at moments of which each is as likely', async () => {
    const whole = await openOptions();
    const killed = await openOptions();
    const posts = Array.from({ length: 4_000 }, (_, at) => {
      const body = `<p>Harbour ${at} and its ${at % 97} ferries. ${'They wait for the tide. '.repeat(20)}</p>`;
      return `<item><title>Post ${at}</title><link>https://ice.example/${at}/</link><wp:post_id>${at}</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><content:encoded><![CDATA[${body}]]></content:encoded></item>`;
    });
    // One post twice, in two versions, in different batches.
    posts.push(posts[7]?.replace('Harbour', 'The new harbour') ?? '');
    const file = join(dirname(whole.dataDir), 'export.xml');
    await writeFile(
      file,
      `<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>${posts.join('\n')}</channel></rss>`,
    );
    const startedAt = performance.now();
    expect((await run(whole, [file])).stderr).toContain('4000 new, 1 changed');
    const wholeMs = performance.now() - startedAt;
    const moments: number[] = [];
    for (let at = 0; at < 4; at++) {
      const moment = share() * wholeMs;
      moments.push(Math.round(moment));
      await run(killed, [file], (kill) => setTimeout(kill, moment).unref());
    }
    process.stdout.write(`killed after ${moments.join(', ')} of ${Math.round(wholeMs)} ms\n`);
    expect((await run(killed, [file])).code).toBe(0);
    expect(await stored(killed)).toEqual(await stored(whole));
  });

  it.each<[string, (base: () => string) => Replies, string, number]>([
    [
      'a live WordPress',
      (base) =>
        wordpressStub({
          base,
          posts: () =>
            Array.from({ length: 730 }, (_, at) => ({
              id: at + 1,
              title: `Post ${at + 1}`,
              modified: new Date(Date.UTC(2024, 3, 1, 0, at)).toISOString().slice(0, 19),
            })),
        }),
      '/',
      730,
    ],
    [
      'a sitemap of pages',
      () => (path) => {
        if (path === '/sitemap.xml')
          return `<urlset>${Array.from({ length: 130 }, (_, at) => `<url><loc>/p/${at}</loc></url>`).join('')}</urlset>`;
        return path.startsWith('/p/') ? page(`Story ${path}`) : undefined;
      },
      '/sitemap.xml',
      130,
    ],
  ])('of %s, at any request', async (_, replies, path, count) => {
    const whole = await openOptions();
    const killed = await openOptions();
    let killAt = Number.POSITIVE_INFINITY;
    let kill = () => {};
    const reply = replies(() => server.url);
    const server = await site((asked, request) => {
      if (--killAt === 0) kill();
      return reply(asked, request);
    });
    cleanUps.push(() => server.close());
    const args = [`${server.url}${path}`, '--rate', '50'];
    expect((await run(whole, args)).stderr).toContain(`${count} new, 0 changed`);
    const requests = server.asked.length;
    const moments: number[] = [];
    for (let at = 0; at < 2; at++) {
      killAt = Math.max(1, Math.round(share() * requests));
      moments.push(killAt);
      await run(killed, args, (ends) => {
        kill = ends;
      });
    }
    process.stdout.write(`killed at requests ${moments.join(', ')} of ${requests}\n`);
    killAt = Number.POSITIVE_INFINITY;
    expect(await run(killed, args)).toMatchObject({ code: 0, stderr: expect.stringMatching(/ 0 changed/) });
    expect(await stored(killed)).toEqual(await stored(whole));
    // What was known is not asked for again.
    server.asked.length = 0;
    expect((await run(killed, args)).stderr).toMatch(/ 0 new, 0 changed/);
    expect(server.asked.length).toBeLessThan(10 + requests / 50);
  });
});
