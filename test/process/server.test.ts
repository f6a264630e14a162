import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { describeDatabase } from '../support/database.ts';
import { runCommand, startServer, type TestServer, whenReady } from '../support/server.ts';

const running: TestServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.end('SIGKILL')));
});

async function start(environment: Record<string, string>): Promise<TestServer> {
  const server = await startServer(environment);
  running.push(server);
  return server;
}

const article = (i: number) => ({
  title: `Report ${i} from district ${i % 40}`,
  body: `District ${i % 40} counts its boats. Harbour${i % 40} saw vessel${i} leave with cargo${i % 97} and crew${i % 13}.`,
});
const putOne = (url: string, i: number) =>
  fetch(`${url}/v1/articles/one-${i}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(article(i)),
  });
const ndjson = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, i) => `${JSON.stringify({ id: `many-${from + i}`, ...article(from + i) })}\n`,
  ).join('');
const postMany = (url: string, lines: string) =>
  fetch(`${url}/v1/articles`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines,
  });
const health = async (url: string) => (await (await fetch(`${url}/healthz`)).json()) as { articles: number };

describeDatabase('a server process', (openOptions) => {
  const environment = async () => {
    const { url, dataDir } = await openOptions();
    return { DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...(url !== undefined && { DATABASE_URL: url }) };
  };

  it('loses nothing of 1,000 articles put one by one and 10,000 in one stream, in bounded memory', async () => {
    const server = await start(await environment());
    await whenReady(server);
    for (let i = 0; i < 1_000; i += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, k) => putOne(server.url, i + k)));
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    }
    const answer = await postMany(server.url, ndjson(0, 10_000));
    const { counts } = (await answer.json()) as { counts: Record<string, number> };
    expect(counts).toEqual({ created: 10_000, updated: 0, unchanged: 0, outdated: 0, refused: 0 });
    while ((await health(server.url)).articles < 11_000) await pause(100);
    const { rss } = JSON.parse((await runMemory(server)) || '{"rss":0}') as { rss: number };
    process.stdout.write(`resident after 11,000 articles: ${Math.round(rss / 1e6)} MB\n`);
    expect(rss).toBeLessThan(1_500e6);
    const again = (await (await postMany(server.url, ndjson(0, 10_000))).json()) as {
      counts: Record<string, number>;
    };
    expect(again.counts.unchanged).toBe(10_000);
    expect(await server.end('SIGTERM')).toBe(0);
  });

  it('killed in the middle of writing has everything acknowledged afterwards, in the database and in the index', async () => {
    const settings = await environment();
    const acknowledged: string[] = [];
    let server = await start(settings);
    await whenReady(server);
    const writing = (async () => {
      for (let i = 0; i < 100_000; i++) {
        const answer = await putOne(server.url, i);
        if (answer.ok) acknowledged.push(`one-${i}`);
      }
    })().catch(() => {});
    while (acknowledged.length < 120) await pause(5);
    await server.end('SIGKILL');
    await writing;
    server = await start(settings);
    await whenReady(server);
    for (const id of acknowledged) {
      const lookup = await fetch(`${server.url}/v1/articles/${id}/related`);
      expect(lookup.status, id).toBe(200);
      expect(((await lookup.json()) as { status: string }).status, id).not.toBe('pending');
    }
  });

  it('shares its database with the commands', async () => {
    const settings = await environment();
    const server = await start(settings);
    await whenReady(server);
    await postMany(server.url, ndjson(0, 50));
    while ((await health(server.url)).articles < 50) await pause(50);
    // The server may just be reindexing by itself, as the collection has grown: the command says so and is run again.
    let reindexed = await runCommand('reindex', [], settings);
    while (reindexed.code === 75) reindexed = await runCommand('reindex', [], settings);
    expect(reindexed.stderr).toMatch(/generation \d+: 50 articles/);
    const exported = await runCommand('export', ['--limit', '2', '--min-score', '0'], settings);
    const lines = exported.stdout.trim().split('\n');
    expect(lines).toHaveLength(50);
    expect(Object.keys(JSON.parse(lines[0] ?? '{}') as object)).toEqual(['id', 'related']);
    const related = await runCommand('related', ['many-1', '--json', '--min-score', '0'], settings);
    expect((JSON.parse(related.stdout) as { items: unknown[] }).items.length).toBeGreaterThan(0);
    if (settings.DATABASE_URL === undefined) {
      expect(exported.stderr).toContain(
        `using the database of the running server (pid ${server.process.pid})`,
      );
    }
  });
});

/** The resident memory of a process on Linux; '' elsewhere. */
async function runMemory({ process: child }: TestServer): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
  return kilobytes === undefined ? '' : JSON.stringify({ rss: Number(kilobytes) * 1024 });
}

describe('a server without a database that answers', () => {
  it('stays up, is alive, and says why it is not ready', async () => {
    const server = await start({
      DATABASE_URL: 'postgres://nobody:secretword@127.0.0.1:9/none',
      LOG_LEVEL: 'info',
    });
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
    let answer = await fetch(`${server.url}/readyz`);
    while (!(await answer.clone().text()).includes('does not answer')) {
      await pause(50);
      answer = await fetch(`${server.url}/readyz`);
    }
    expect(answer.status).toBe(503);
    expect(server.log()).not.toContain('secretword');
    expect(await server.end('SIGTERM')).toBe(0);
  });
});

describe('a server with wrong settings', () => {
  it('does not start, and names all of them at once', async () => {
    const { code, stderr } = await runCommand('reindex', [], {
      PORT: '70000',
      BREADTH: '2',
      DATABASE_URL: 'mysql://a:geheim@b',
    });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^PORT: /m);
    expect(stderr).toMatch(/^BREADTH: /m);
    expect(stderr).toMatch(/^DATABASE_URL: /m);
    expect(stderr).not.toContain('geheim');
  });
});

describe('the commands', () => {
  it.each(['import', 'follow', 'reindex', 'related', 'export', 'evaluate', 'tune', 'bench', 'demo'])(
    '%s has a help with an example',
    async (name) => {
      const { code, stdout } = await runCommand(name, ['--help'], {});
      expect(code).toBe(0);
      expect(stdout).toContain(`npm run`);
    },
  );

  it('refuse unknown flags and values with code 2', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-usage-'));
    for (const [name, args] of [
      ['import', []],
      ['import', ['--colour', 'a.ndjson']],
      ['related', []],
      ['export', ['--limit', '51']],
      ['export', ['--duplicates', 'some']],
    ] as const) {
      const { code, stderr } = await runCommand(name, args, { DATA_DIR: folder });
      expect([code, stderr.includes('npm run')], `${name} ${args.join(' ')}`).toEqual([2, true]);
    }
    await rm(folder, { recursive: true });
  });
});
