/** How fast is a whole reindex, the start of a replica, and the way of a pushed article to another replica's readers? */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DatabaseOptions } from '../../src/database/connect.ts';
import { reindex } from '../../src/service/reindex.ts';
import { analyze } from '../../src/text/analyze.ts';
import { withOwnDatabase } from './database.ts';
import { databaseUrl, isQuick, print, quantile, say, spread } from './figure.ts';
import { madeDocuments } from './made-text.ts';
import { type RealArticle, readRealText } from './real-text.ts';
import { type ServerProcess, startServed } from './server-process.ts';
import { accepted, recordsOf, stored } from './stored-collection.ts';
import { fitText } from './text-model.ts';

const READERS = 50;
/** A reader asks about ten times a second. */
const THINK_MS = 100;
const CALM_MS = isQuick ? 1_000 : 10_000;
const BETWEEN_PUSHES_MS = isQuick ? 100 : 1_000;
const PUSHES = isQuick ? 3 : 30;
const REPLICA_ARTICLES = isQuick ? 2_200 : 100_000;

async function reindexing(
  kind: string,
  options: DatabaseOptions,
  real: readonly RealArticle[],
): Promise<void> {
  say(`reindexing ${real.length} articles on ${kind}`);
  const database = await stored(options, recordsOf(real.map(accepted)));
  try {
    const { articles, seconds } = await reindex(database, { threads: availableParallelism() });
    print(
      `full reindex to activated, ${kind}, ${availableParallelism()} threads`,
      articles / seconds,
      null,
      'articles/s',
    );
  } finally {
    await database.close();
  }
}

async function starting(url: string, folder: string, real: readonly RealArticle[]): Promise<void> {
  say(`storing ${REPLICA_ARTICLES} made articles`);
  const sample = spread(real.length, Math.min(real.length, 10_000)).map((at) => real[at] as RealArticle);
  const model = fitText(sample.map(({ title, body, language }) => analyze({ title, body, language })));
  const made = function* () {
    let key = 0;
    for (const { terms, counts } of madeDocuments(model, REPLICA_ARTICLES, 1)) {
      const words = Array.from(terms, (term, i) => `w${term.toString(36)}q `.repeat(counts[i] as number));
      yield { id: `made-${++key}`, title: `Made ${words[0]}`, body: words.join(''), language: 'en' };
    }
  };
  const database = await stored({ url, dataDir: folder }, recordsOf(made()));
  await reindex(database, { threads: availableParallelism() }).finally(() => database.close());
  const environment = { DATABASE_URL: url, DATA_DIR: join(folder, 'replica') };
  for (const from of ['the database', 'a snapshot']) {
    const server = await startServed(environment);
    print(
      `start of a replica with ${REPLICA_ARTICLES} articles, from ${from}, to ready`,
      server.readySeconds,
      null,
      's',
    );
    await server.stop();
  }
}

async function pushing(url: string, folder: string, real: readonly RealArticle[]): Promise<void> {
  const start = (name: string) =>
    startServed({ DATABASE_URL: url, DATA_DIR: join(folder, name), ADMIN_KEY: KEY });
  const [writer, reader] = [await start('writer'), await start('reader')];
  const ids = spread(real.length, 500).map((at) => (real[at] as RealArticle).id);
  const subjects = real
    .filter(({ body, language }) => language === 'en' && body.length > 1_500)
    .slice(0, PUSHES);
  await reading(reader, ids, pause(isQuick ? 500 : 2_000));
  for (const server of [writer, reader]) server.reset();
  const calm = await reading(reader, ids, pause(CALM_MS));
  const delays: number[] = [];
  const busy = await reading(
    reader,
    ids,
    (async () => {
      for (const [i, subject] of subjects.entries()) {
        delays.push(await pushed(writer, reader, subject, i));
        await pause(BETWEEN_PUSHES_MS);
      }
    })(),
  );
  print('push to the boxes of another replica p50', quantile(delays, 0.5), null, 'ms');
  print('push to the boxes of another replica p99', quantile(delays, 0.99), null, 'ms');
  print(
    'readers’ p99 while articles are pushed, against calm',
    quantile(busy, 0.99),
    quantile(calm, 0.99),
    'ms',
  );
  for (const [name, server] of Object.entries({ writer, reader })) {
    const { longestTurnMs, longestWorkMs, residentBytes } = await server.stop();
    print(`longest turn of the event loop, ${name}`, longestTurnMs, null, 'ms');
    print(`… of it worked in the thread, at most, ${name}`, longestWorkMs, null, 'ms');
    print(`process memory, ${real.length} real articles, ${name}`, residentBytes / 1e6, null, 'MB');
  }
}

const KEY = 'a-key-of-the-benchmark';

/** Fifty readers until the work is done; the time of each answer in milliseconds. */
async function reading(
  server: ServerProcess,
  ids: readonly string[],
  work: Promise<unknown>,
): Promise<number[]> {
  let isOver = false;
  const times: number[] = [];
  const readers = Array.from({ length: READERS }, async (_, reader) => {
    for (let i = reader; !isOver; i += READERS) {
      const startedAt = performance.now();
      const answer = await fetch(boxOf(server, ids[i % ids.length] as string));
      await answer.arrayBuffer();
      times.push(performance.now() - startedAt);
      await pause(THINK_MS);
    }
  });
  await work;
  isOver = true;
  await Promise.all(readers);
  return times;
}

const boxOf = ({ url }: ServerProcess, id: string, query = '') =>
  `${url}/v1/articles/${encodeURIComponent(id)}/related${query}`;

/** The words of the first third of another article, last first: near it, but no copy. Milliseconds until it is in that one's box on the other replica. */
async function pushed(
  writer: ServerProcess,
  reader: ServerProcess,
  subject: RealArticle,
  i: number,
): Promise<number> {
  const id = `pushed-${i}`;
  const words = subject.body.slice(0, subject.body.length / 3).split(/\s+/);
  const body = words.reverse().join(' ');
  const startedAt = performance.now();
  const answer = await fetch(`${writer.url}/v1/articles/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
    body: JSON.stringify({ title: `Pushed, number ${i}`, body, language: 'en' }),
  });
  if (!answer.ok) throw new Error(`a push was answered ${answer.status}: ${await answer.text()}`);
  for (;;) {
    const box = (await (await fetch(boxOf(reader, subject.id, '?limit=20&minScore=0'))).json()) as {
      items: { id: string }[];
    };
    if (box.items.some((item) => item.id === id)) return performance.now() - startedAt;
    if (performance.now() - startedAt > 20_000) throw new Error(`${id} did not come beside ${subject.id}`);
    await pause(10);
  }
}

const all = await readRealText(fileURLToPath(new URL('../../../shared/data/', import.meta.url)));
if (all) {
  const real = isQuick ? spread(all.length, 1_200).map((at) => all[at] as RealArticle) : all;
  const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-'));
  try {
    await reindexing('embedded', { dataDir: join(folder, 'embedded') }, isQuick ? real.slice(0, 400) : real);
    if (databaseUrl === undefined)
      say('skipped: Postgres, as neither DATABASE_URL nor TEST_DATABASE_URL names one');
    else
      await withOwnDatabase(databaseUrl, async (url) => {
        await reindexing('Postgres', { url, dataDir: folder }, real);
        await pushing(url, folder, real);
      });
    if (databaseUrl !== undefined) await withOwnDatabase(databaseUrl, (url) => starting(url, folder, real));
  } finally {
    await rm(folder, { recursive: true });
  }
}
