/** How long is a target fuzzed, with which chances? So many documents in short; in the long form for so many minutes. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { damaged, damages } from './damage.ts';
import { LastResort } from './last-resort.ts';
import { bytesOf, type Outcome, type Target } from './target.ts';

/** Documents a target. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 150);
/** Instead, so long a target: `npm run chaos:full`. Time ends a campaign and fails none. */
const MINUTES = Number(process.env.FUZZ_MINUTES ?? (process.env.CHAOS_FULL === '1' ? 10 : 0));
const seed = Number(process.env.CHAOS_SEED ?? process.env.SEED ?? 211_126);

/**
 * Seeds as they are, then documents that are made, each with damages. Fails with the smallest document that was found to break
 * a promise. `share`: of the documents; for what takes longer.
 */
export async function fuzz(target: Target, share = 1): Promise<void> {
  const seeds = target.seeds.map(bytesOf);
  const vocabulary = { ...target, others: seeds };
  const outcomes: Record<Outcome, number> = { taken: 0, refused: 0, both: 0 };
  const lastResort = new LastResort(target.name, seed);
  let documents = 0;
  let slowestMs = 0;
  const read = async (bytes: Buffer, chance: number) => {
    const before = process.cpuUsage();
    lastResort.watch(bytes, chance);
    outcomes[await target.read(bytes, chance)]++;
    const { user, system } = process.cpuUsage(before);
    slowestMs = Math.max(slowestMs, (user + system) / 1_000);
    documents++;
  };
  const document = fc.oneof(fc.constantFrom(...seeds), target.made.map(bytesOf));
  const spoilt = fc.record({ document, damages, chance: fc.nat(65_535) });
  try {
    for (const bytes of seeds) for (const chance of [0, 1, 2, 3]) await read(Buffer.from(bytes), chance);
    await fc.assert(
      fc.asyncProperty(spoilt, (one) => read(damaged(one.document, one.damages, vocabulary), one.chance)),
      MINUTES > 0
        ? { seed, numRuns: 1e9, interruptAfterTimeLimit: MINUTES * 60_000, markInterruptAsFailure: false }
        : { seed, numRuns: Math.ceil(RUNS * share) },
    );
  } finally {
    await lastResort.close();
    process.stdout.write(
      `F21 ${target.name}: seed=${seed} documents=${documents} ${JSON.stringify(outcomes)} dearest=${Math.round(slowestMs)} ms of CPU\n`,
    );
  }
  // Otherwise nothing was tested: the fuzzer makes only noise, or damages nothing.
  const fewest = documents / 50;
  assert.ok(
    outcomes.taken + outcomes.both > fewest,
    `hardly anything was taken: ${JSON.stringify(outcomes)}`,
  );
  assert.ok(
    outcomes.refused + outcomes.both > fewest,
    `hardly anything was refused: ${JSON.stringify(outcomes)}`,
  );
}
