/** How do time and memory grow with the collection? Made text in two sizes, each served by a fresh process from a snapshot. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyze } from '../../src/text/analyze.ts';
import { isQuick, print, say, spread } from './figure.ts';
import type { Held } from './held.ts';
import { makeSnapshot } from './made-snapshot.ts';
import { madeDocuments } from './made-text.ts';
import { readRealText } from './real-text.ts';
import { fitText, numbered } from './text-model.ts';
import { compareStatistics } from './text-statistics.ts';

const SEED = 1;
const [small, large] = isQuick ? [2_500, 12_000] : [50_000, 1_000_000];

const all = await readRealText(fileURLToPath(new URL('../../../shared/data/', import.meta.url)));
if (all) {
  const real = isQuick ? spread(all.length, 3_000).map((at) => all[at] as (typeof all)[number]) : all;
  const counts = real.map(({ title, body, language }) => analyze({ title, body, language }));
  const model = fitText(counts);
  const made = [...madeDocuments(model, counts.length, SEED)];
  for (const { name, real: ofReal, made: ofMade } of compareStatistics(numbered(counts), made))
    print(`made text, ${name}`, ofMade, ofReal, 'at equal size');

  const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-'));
  try {
    const held: Held[] = [];
    for (const size of [small, large]) {
      say(`making a collection of ${size} articles`);
      const path = join(folder, `${size}.snapshot`);
      await makeSnapshot(path, model, size, SEED, availableParallelism());
      const entry = fileURLToPath(new URL('./held.ts', import.meta.url));
      held.push(
        JSON.parse(
          execFileSync(process.execPath, ['--import', 'tsx', entry, path, ...(isQuick ? ['--quick'] : [])], {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'inherit'],
          }),
        ) as Held,
      );
      await rm(path);
    }
    const [a, b] = held as [Held, Held];
    print(`query p50, ${large} articles against ${small}`, b.p50, a.p50, 'ms');
    print(`query mean, ${large} articles against ${small}`, b.mean, a.mean, 'ms');
    print(`query p99, ${large} articles`, b.p99, null, 'ms');
    print(`query behind a filter that passes 0.1 %, ${large} articles`, b.rareMs, null, 'ms');
    print(`recall@10, ${large} articles`, b.recall, 1, 'share');
    print(`engine memory, ${large} articles`, b.engineBytes / 1e6, null, 'MB');
    print(`process memory, ${large} articles`, b.residentBytes / 1e6, null, 'MB');
    print(`reading the snapshot, ${large} articles`, b.readSeconds, null, 's');
    print(`longest turn of the event loop, ${large} articles`, b.longestTurnMs, null, 'ms');
  } finally {
    await rm(folder, { recursive: true });
  }
}
