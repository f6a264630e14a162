/** How fast, and in how much memory, does a large archive come in? A WordPress export and a CSV, read only and up to the database. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withOwnDatabase } from './database.ts';
import { databaseUrl, isQuick, median, print, say } from './figure.ts';
import { writeCsv, writeWxr } from './made-archive.ts';
import type { Usage } from './usage.ts';

const WXR_POSTS = isQuick ? 5_000 : 50_000;
const CSV_BYTES = isQuick ? 30e6 : 1e9;
const ROUNDS = isQuick ? 1 : 3;
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-imports-'));

/** One `npm run import` in a process of its own. */
async function imported(file: string, args: readonly string[], url?: string): Promise<Usage> {
  const usageFile = join(folder, 'usage.json');
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--import',
      './scripts/bench/usage.ts',
      'scripts/import.ts',
      file,
      '--no-index',
      ...args,
    ],
    {
      cwd: PROJECT,
      env: {
        PATH: process.env.PATH,
        DATA_DIR: join(folder, 'data'),
        USAGE_FILE: usageFile,
        ...(url !== undefined && { DATABASE_URL: url }),
      },
      stdio: 'ignore',
    },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the import of ${file} ended with code ${code}`);
  return JSON.parse(await readFile(usageFile, 'utf8')) as Usage;
}

async function measure(name: string, articles: number, rounds: number, once: () => Promise<Usage>) {
  const all: Usage[] = [];
  for (let round = 0; round < rounds; round++) all.push(await once());
  const of = (value: (usage: Usage) => number) => median(all.map(value));
  print(`${name}, by the clock`, articles / of(({ wallSeconds }) => wallSeconds), null, 'articles/s');
  print(
    `${name}, by its own processor time`,
    articles / of(({ cpuSeconds }) => cpuSeconds),
    null,
    'articles/s',
  );
  print(`${name}, greatest memory`, of(({ peakBytes }) => peakBytes) / 1e6, null, 'MB');
}

try {
  const wxr = join(folder, 'export.xml');
  const csv = join(folder, 'articles.csv');
  say('writing the archives');
  await writeWxr(wxr, WXR_POSTS, 1);
  const rows = await writeCsv(csv, CSV_BYTES, 2);
  const archives = [
    { name: `a WordPress export of ${WXR_POSTS} posts`, file: wxr, articles: WXR_POSTS, rounds: ROUNDS },
    { name: `a CSV of ${rows} rows`, file: csv, articles: rows, rounds: 1 },
  ];
  for (const { name, file, articles, rounds } of archives) {
    say(`${name}, ${Math.round((await stat(file)).size / 1e6)} MB`);
    await measure(`${name}, read only`, articles, rounds, () => imported(file, ['--dry-run']));
    if (databaseUrl === undefined)
      say('skipped: Postgres, as neither DATABASE_URL nor TEST_DATABASE_URL names one');
    else
      await measure(`${name}, into Postgres`, articles, rounds, () =>
        withOwnDatabase(databaseUrl as string, (url) => imported(file, [], url)),
      );
  }
} finally {
  await rm(folder, { recursive: true });
}
