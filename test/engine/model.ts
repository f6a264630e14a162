/** A naive index to hold the engine to: plain maps, compared one by one. */
import fc from 'fast-check';
import { SegmentBuilder } from '../../src/engine/builder.ts';
import { connect, refine } from '../../src/engine/connect.ts';
import { scratchFor } from '../../src/engine/scratch.ts';
import type { Segment } from '../../src/engine/segment.ts';
import { Store } from '../../src/engine/store.ts';
import { entryOf, type Hit, type Vector } from '../../src/engine/vector.ts';

/** Term → level, 1–255. */
export type Plain = Readonly<Record<number, number>>;

export const TERMS = 40;
export const LEVELS: Float32Array = Float32Array.from({ length: 256 }, (_, level) =>
  level === 0 ? 0 : 1 + Math.log(level),
);
export const TERM_WEIGHTS: Float32Array = Float32Array.from(
  { length: TERMS },
  (_, term) => 1 + (term % 7) / 3,
);

const weightOf = (term: number, level: number) => (LEVELS[level] as number) * (TERM_WEIGHTS[term] as number);

export function vector(plain: Plain): Vector {
  const terms = Object.keys(plain).map(Number);
  const norm = Math.hypot(...terms.map((term) => weightOf(term, plain[term] as number)));
  return {
    entries: Uint32Array.from(terms, (term) => entryOf(term, plain[term] as number)),
    scale: norm > 0 ? Math.fround(1 / norm) : 0,
  };
}

/** Term → weight. */
export function weights(plain: Plain): Map<number, number> {
  const { scale } = vector(plain);
  return new Map(
    Object.entries(plain).map(([term, level]) => [Number(term), scale * weightOf(Number(term), level)]),
  );
}

export function product(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0);
  return sum;
}

export const plainVector: fc.Arbitrary<Plain> = fc
  .dictionary(fc.integer({ min: 0, max: TERMS - 1 }).map(String), fc.integer({ min: 1, max: 255 }), {
    maxKeys: 8,
  })
  .map((found) => found as Plain);

export const collection: fc.Arbitrary<Map<number, Plain>> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), plainVector), { maxLength: 40 })
  .map((entries) => new Map(entries));

export function segmentOf(model: ReadonlyMap<number, Plain>): Segment {
  const builder = new SegmentBuilder();
  for (const [key, plain] of model) builder.add(key, vector(plain));
  return builder.freeze(LEVELS, TERM_WEIGHTS);
}

/** With edges, found in as many parts as wanted. */
export function connectedSegmentOf(model: ReadonlyMap<number, Plain>, parts = 1): Segment {
  const segment = segmentOf(model);
  const store = new Store(segment);
  const bounds = Array.from({ length: parts + 1 }, (_, i) => Math.floor((i * segment.docs) / parts));
  const eachPart = (work: (from: number, to: number) => void) => {
    // Backwards, as threads may end in any order.
    for (let i = parts - 1; i >= 0; i--) work(bounds[i] as number, bounds[i + 1] as number);
  };
  eachPart((from, to) => connect(store, from, to, scratchFor(store)));
  const better = new Uint32Array(segment.edges.length);
  eachPart((from, to) => refine(store, from, to, { edges: better, norms: true }, scratchFor(store)));
  segment.edges.set(better);
  return segment;
}

/** The exact answer by own vectors. */
export function nearest(
  model: ReadonlyMap<number, Plain>,
  query: Plain,
  limit: number,
  accept: (key: number) => boolean,
): { key: number; score: number }[] {
  return [...model]
    .filter(([key]) => accept(key))
    .map(([key, plain]) => ({ key, score: product(weights(query), weights(plain)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.key - b.key)
    .slice(0, limit);
}

/** The same scores; the same keys where scores are apart: near ties may be summed in another order. */
export function isSame(
  found: readonly Pick<Hit, 'key' | 'score'>[],
  expected: readonly { key: number; score: number }[],
): boolean {
  return (
    found.length === expected.length &&
    found.every((hit, at) => {
      const { key, score } = expected[at] as { key: number; score: number };
      const isTie = expected.some(
        (other) => other.key !== hit.key && Math.abs(other.score - hit.score) < 1e-5,
      );
      return Math.abs(hit.score - score) < 1e-5 && (isTie || at === expected.length - 1 || hit.key === key);
    })
  );
}
