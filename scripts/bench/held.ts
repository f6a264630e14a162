/** What does a collection cost a process that serves it, and how long do its boxes take? Reads the snapshot that is named. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { LiveIndex } from '../../src/engine/live-index.ts';
import { openSegment } from '../../src/engine/segment.ts';
import { Collection } from '../../src/service/collection.ts';
import { relatedTo } from '../../src/service/related.ts';
import { readSnapshot } from '../../src/service/snapshot.ts';
import { isQuick, quantile, spread } from './figure.ts';
import { SNAPSHOT_FIT } from './made-snapshot.ts';

export interface Held {
  readonly p50: number;
  readonly mean: number;
  readonly p99: number;
  readonly rareMs: number;
  readonly recall: number;
  readonly engineBytes: number;
  readonly residentBytes: number;
  readonly readSeconds: number;
  readonly longestTurnMs: number;
}

const NOW = Date.UTC(2026, 0, 1);
const query = { settings: { ...DEFAULT_BOX, minScore: 0 }, filter: {}, explain: false };

async function hold(path: string): Promise<Held> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startedAt = performance.now();
  const frozen = await readSnapshot(path, SNAPSHOT_FIT);
  if ('reason' in frozen) throw new Error(frozen.reason);
  const collection = new Collection(frozen);
  const readSeconds = (performance.now() - startedAt) / 1000;
  const { docs, bytes, terms } = openSegment(frozen.segment);
  const index = new LiveIndex(openSegment(frozen.segment));

  const turn = () => new Promise(setImmediate);
  const times: number[] = [];
  for (const doc of [...spread(docs, 300), ...spread(docs, isQuick ? 800 : 3_000, 5)]) {
    const before = performance.now();
    index.search(index.subject(doc), { limit: 10, breadth: DEFAULT_BOX.breadth });
    times.push(performance.now() - before);
    await turn();
    relatedTo(collection, doc, query, NOW);
    await turn();
  }
  // The first ones warm the program up.
  times.splice(0, 300);
  const rare = { ...query, filter: { tags: ['rare'] } };
  relatedTo(collection, 0, rare, NOW);
  const rareTimes: number[] = [];
  for (const doc of spread(docs, 100, 3)) {
    await turn();
    const before = performance.now();
    const { items } = relatedTo(collection, doc, rare, NOW).box;
    rareTimes.push(performance.now() - before);
    if (items.some(({ card }) => !card.tags.includes('rare')))
      throw new Error('the filter let something through');
  }
  delay.disable();
  const residentBytes = process.memoryUsage.rss();

  let expected = 0;
  let found = 0;
  for (const doc of spread(docs, 40, 11)) {
    const options = { limit: 10, breadth: DEFAULT_BOX.breadth };
    const exact = index.search(index.subject(doc), { ...options, exact: true });
    const worst = exact.at(-1)?.score ?? 0;
    expected += exact.length;
    found += index.search(index.subject(doc), options).filter(({ score }) => score >= worst - 1e-6).length;
  }
  // The working space of a search: two numbers a term, two a doc, and which docs count.
  const engineBytes = bytes.byteLength + 8 * terms + 9 * docs;
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return {
    p50: quantile(times, 0.5),
    mean,
    p99: quantile(times, 0.99),
    rareMs: quantile(rareTimes, 0.5),
    recall: found / expected,
    engineBytes,
    residentBytes,
    readSeconds,
    longestTurnMs: delay.max / 1e6,
  };
}

const [path] = process.argv.slice(2);
if (path !== undefined) process.stdout.write(JSON.stringify(await hold(path)));
