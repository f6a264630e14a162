/** What does a lookup cost that was asked for before? Beside a bare Hono application that returns the same bytes, in turns. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { ingestStream } from '../../src/service/ingest.ts';
import { readFiles } from '../../src/sources/files.ts';
import { isQuick, median, print } from './figure.ts';
import { requestsPerSecond } from './load.ts';
import { startServed } from './server-process.ts';

const ROUNDS = isQuick ? 3 : 5;
const SECONDS = isQuick ? 0.4 : 3;
const PATH = '/v1/articles/nato-allies-failed-to-deliver-promised-arms-to-ukraine/related';
const samples = fileURLToPath(new URL('../../samples/newsroom/', import.meta.url));

const dataDir = await mkdtemp(join(tmpdir(), 'kindred-bench-'));
try {
  const database = await openDatabase({ dataDir });
  await migrate(database);
  const files = (await readdir(samples)).map((name) => join(samples, name));
  for await (const _ of ingestStream(
    database,
    readFiles(files, process.stdin, () => {}),
  ));
  await database.close();

  const ours = await startServed({ DATA_DIR: dataDir, DATABASE_URL: '' });
  const answer = await fetch(ours.url + PATH);
  const {
    connection: _,
    'keep-alive': __,
    date: ___,
    'transfer-encoding': ____,
    ...headers
  } = Object.fromEntries(answer.headers);
  const bare = fork(fileURLToPath(new URL('./bare.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, BODY: await answer.text(), HEADERS: JSON.stringify(headers) },
  });
  const [{ url }] = (await once(bare, 'message')) as [{ url: string }];
  await requestsPerSecond(ours.url, PATH, SECONDS);
  await requestsPerSecond(url, PATH, SECONDS);
  const rounds: [number, number][] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push([
      await requestsPerSecond(ours.url, PATH, SECONDS),
      await requestsPerSecond(url, PATH, SECONDS),
    ]);
  const ratio = median(rounds.map(([a, b]) => a / b));
  const [a, b] = rounds.find(([x, y]) => x / y === ratio) ?? [Number.NaN, Number.NaN];
  print('hot lookups over HTTP, against a bare Hono app', a, b, 'requests/s');
  bare.send('stop');
  await ours.stop();
} finally {
  await rm(dataDir, { recursive: true });
}
