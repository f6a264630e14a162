/** How fast are cold queries on real text, and how good, beside exhaustive search and the rivals? In turns, in one process. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { LiveIndex } from '../../src/engine/live-index.ts';
import { openSegment } from '../../src/engine/segment.ts';
import { collectionOf } from '../../src/service/memory-collection.ts';
import { databaseUrl, isQuick, median, print, quantile, say, spread } from './figure.ts';
import { readRealText } from './real-text.ts';
import { Lucene } from './rivals/lucene.ts';
import { MiniSearchRival } from './rivals/minisearch.ts';
import { NaturalTfIdf } from './rivals/natural-tfidf.ts';
import { PostgresFullText } from './rivals/postgres-full-text.ts';
import { LIMIT, measure, type Rival } from './rivals/rival.ts';
import { storedArticle } from './stored.ts';

const ROUNDS = isQuick ? 3 : 5;
const { breadth } = DEFAULT_BOX;
/** A rival that knows own words only is also measured against own words only. */
const OWN_WORDS = 0;

const all = await readRealText(fileURLToPath(new URL('../../../shared/data/', import.meta.url)));
if (all) {
  const articles = isQuick ? spread(all.length, 2_000).map((at) => all[at] as (typeof all)[number]) : all;
  say(`${articles.length} real articles`);
  const collection = await collectionOf(articles.map(storedArticle), availableParallelism());
  const segment = openSegment(collection.frozen.segment);
  const index = new LiveIndex(segment);
  print('engine bytes per article, real text', segment.bytes.byteLength / segment.docs, null, 'bytes');

  for (const wanted of [0, breadth, 1]) recall(index, wanted);
  const ours = (docs: readonly number[], wanted = breadth) =>
    docs.map((doc) => {
      const startedAt = performance.now();
      index.search(index.subject(doc), { limit: LIMIT, breadth: wanted });
      return (performance.now() - startedAt) / 1000;
    });
  ours(spread(segment.docs, 3_000));
  exhaustive(index, ours);
  const rivals: [Rival, perRound: number][] = [
    [new Lucene(25), 300],
    [new Lucene(100), 100],
    [new MiniSearchRival(), isQuick ? 20 : 10],
    [new NaturalTfIdf(), 1],
  ];
  if (databaseUrl) rivals.push([new PostgresFullText(databaseUrl), isQuick ? 20 : 10]);
  else say('skipped: Postgres full text, as neither DATABASE_URL nor TEST_DATABASE_URL names a Postgres');
  for (const [rival, perRound] of rivals) await against(rival, perRound, articles, ours);
}

/** Of the ten nearest by exhaustive search, how many are found; and is the first as good? */
function recall(index: LiveIndex, wanted: number): void {
  let expected = 0;
  let found = 0;
  const firsts: number[] = [];
  for (const doc of spread(index.store.docs, isQuick ? 100 : 500)) {
    const subject = index.subject(doc);
    const exact = index.search(subject, { limit: LIMIT, breadth: wanted, exact: true });
    const hits = index.search(subject, { limit: LIMIT, breadth: wanted });
    const worst = exact.at(-1)?.score ?? 0;
    expected += exact.length;
    found += hits.filter(({ score }) => score >= worst - 1e-6).length;
    if (exact[0]) firsts.push((hits[0]?.score ?? 0) / exact[0].score);
  }
  print(`recall@10, breadth ${wanted}`, found / expected, 1, 'share');
  const mean = firsts.reduce((sum, share) => sum + share, 0) / firsts.length;
  print(`score of the first, breadth ${wanted}`, mean, 1, 'share of the exhaustive');
}

function exhaustive(index: LiveIndex, ours: (docs: readonly number[]) => number[]): void {
  const pairs = Array.from({ length: ROUNDS }, (_, round) => {
    const slow = spread(index.store.docs, 5, round).map((doc) => {
      const startedAt = performance.now();
      index.search(index.subject(doc), { limit: LIMIT, breadth, exact: true });
      return (performance.now() - startedAt) / 1000;
    });
    return [rate(ours(spread(index.store.docs, 300, round))), rate(slow)] as const;
  });
  printRates('exhaustive search', pairs);
  const times = ours(spread(index.store.docs, 2_000, 1)).map((seconds) => 1_000 * seconds);
  print('cold query p50', quantile(times, 0.5), null, 'ms');
  print('cold query p99', quantile(times, 0.99), null, 'ms');
}

async function against(
  rival: Rival,
  perRound: number,
  articles: readonly Parameters<Rival['build']>[0][number][],
  ours: (docs: readonly number[], wanted?: number) => number[],
): Promise<void> {
  const reason = rival.available?.();
  if (reason !== undefined) {
    say(`skipped: ${rival.name}, as ${reason}`);
    return;
  }
  say(`building ${rival.name}`);
  await rival.build(articles);
  try {
    await measure(rival, spread(articles.length, Math.min(3, perRound)));
    const pairs: [number, number][] = [];
    const likes: [number, number][] = [];
    for (let round = 0; round < ROUNDS; round++) {
      // As many queries as take about as long as the rival's.
      const asked = spread(articles.length, Math.max(300, 4 * perRound), 7 + round);
      const mine = rate(ours(asked));
      const plain = rate(ours(asked, OWN_WORDS));
      const { secondsPerQuery } = await measure(rival, spread(articles.length, perRound, 7 + round));
      pairs.push([mine, rate(secondsPerQuery)]);
      likes.push([plain, rate(secondsPerQuery)]);
    }
    printRates(rival.name, pairs);
    printRates(`${rival.name}, own words only`, likes);
  } finally {
    await rival.close?.();
  }
}

function rate(seconds: readonly number[]): number {
  return seconds.length / seconds.reduce((sum, one) => sum + one, 0);
}

/** The median of the rounds' ratios, with the rates of that round. */
function printRates(name: string, pairs: readonly (readonly [number, number])[]): void {
  const ratio = median(pairs.map(([mine, theirs]) => mine / theirs));
  const [mine, theirs] = pairs.find(([a, b]) => a / b === ratio) ?? [Number.NaN, Number.NaN];
  print(`cold queries, one thread, against ${name}`, mine, theirs, 'queries/s');
}
