import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LiveIndex } from '../../src/engine/live-index.ts';
import { makeScratch } from '../../src/engine/scratch.ts';
import { search, searchExhaustive } from '../../src/engine/search.ts';
import { docOf, openSegment, type Segment, SegmentBuilder, storedVector } from '../../src/engine/segment.ts';
import { Top } from '../../src/engine/top.ts';
import type { Hit, SparseVector } from '../../src/engine/vector.ts';

type Plain = Record<number, number>;

function vector(plain: Plain): SparseVector {
  const terms = Object.keys(plain).map(Number);
  return { terms: Uint32Array.from(terms), weights: Float32Array.from(terms, (term) => plain[term] ?? 0) };
}

const plainVector: fc.Arbitrary<Plain> = fc
  .dictionary(fc.integer({ min: 0, max: 30 }).map(String), fc.double({ min: 0.01, max: 1, noNaN: true }), {
    maxKeys: 8,
  })
  .map((found) => found as Plain);

/** The oracle: a map of plain vectors, compared one by one. */
function nearest(
  model: ReadonlyMap<number, Plain>,
  query: Plain,
  limit: number,
  accept: (key: number) => boolean,
): Hit[] {
  const asFloat = (value: number) => Math.fround(value);
  return [...model]
    .filter(([key]) => accept(key))
    .map(([key, plain]) => ({
      key,
      score: Object.keys(query).reduce(
        (sum, term) => sum + asFloat(query[Number(term)] ?? 0) * asFloat(plain[Number(term)] ?? 0),
        0,
      ),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.key - b.key)
    .slice(0, limit);
}

function expectSame(found: readonly Hit[], expected: readonly Hit[]): void {
  expect(found.length).toBe(expected.length);
  for (const [at, hit] of found.entries())
    expect(hit.score).toBeCloseTo(expected[at]?.score ?? Number.NaN, 5);
  // Ids are compared where scores are apart: near ties may be summed in another order.
  found.forEach((hit, at) => {
    const isTie = expected.some(({ key, score }) => key !== hit.key && Math.abs(score - hit.score) < 1e-6);
    if (!isTie) expect(hit.key).toBe(expected[at]?.key);
  });
}

function segmentOf(model: ReadonlyMap<number, Plain>): Segment {
  const builder = new SegmentBuilder();
  for (const [key, plain] of model) builder.add(key, vector(plain));
  return builder.freeze();
}

const collection = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), plainVector), { maxLength: 40 })
  .map((entries) => new Map(entries));

describe('a segment', () => {
  it('gives back every vector under its key', () => {
    fc.assert(
      fc.property(collection, (model) => {
        const segment = segmentOf(model);
        expect([...segment.keys]).toEqual([...model.keys()].sort((a, b) => a - b));
        for (const [key, plain] of model) {
          const stored = storedVector(segment, docOf(segment, key));
          expect([...stored.terms]).toEqual(Object.keys(plain).map(Number));
          expect([...stored.weights]).toEqual(Object.values(plain).map(Math.fround));
        }
        expect(docOf(segment, 1_000)).toBe(-1);
      }),
    );
  });

  it('quantises weights with the error that it states, greatest impact first', () => {
    fc.assert(
      fc.property(collection, (model) => {
        const segment = segmentOf(model);
        for (let term = 0; term < segment.terms; term++) {
          const from = segment.offsets[term] ?? 0;
          const to = segment.offsets[term + 1] ?? 0;
          for (let at = from; at < to; at++) {
            const scale = segment.scales[term] ?? 0;
            const key = segment.keys[segment.postings[at] ?? 0] ?? -1;
            const exact = model.get(key)?.[term] ?? Number.NaN;
            expect(Math.abs(((segment.impacts[at] ?? 0) / 255) * scale - exact)).toBeLessThanOrEqual(
              scale / 510 + 1e-6,
            );
            if (at > from) expect(segment.impacts[at]).toBeLessThanOrEqual(segment.impacts[at - 1] ?? 0);
          }
        }
      }),
    );
  });

  it('is the same again when its bytes are opened, shared or not', () => {
    const builder = new SegmentBuilder();
    builder.add(7, vector({ 1: 0.5, 9: 0.5 }));
    builder.add(3, vector({ 1: 0.25 }));
    for (const shared of [true, false]) {
      const opened = openSegment(builder.freeze({ shared }).bytes);
      expect([...opened.keys]).toEqual([3, 7]);
      expect([...opened.postings]).toEqual([1, 0, 1]);
    }
  });

  it('says what it saw when bytes are no segment, of another version, or cut', () => {
    const { bytes } = segmentOf(new Map([[1, { 2: 1 }]]));
    const whole = new Uint8Array(bytes as ArrayBuffer);
    expect(() => openSegment(new ArrayBuffer(10))).toThrow('at least 24 bytes, got 10');
    expect(() => openSegment(whole.slice(0, whole.length - 1).buffer)).toThrow(
      /should have \d+ bytes, got \d+/,
    );
    const other = whole.slice();
    other[4] = 9;
    expect(() => openSegment(other.buffer)).toThrow('version 1, got 9');
    other[0] = 0;
    expect(() => openSegment(other.buffer)).toThrow('a segment begins with');
  });

  it('refuses a key that was added twice', () => {
    const builder = new SegmentBuilder();
    builder.add(1, vector({ 1: 1 }));
    builder.add(1, vector({ 2: 1 }));
    expect(() => builder.freeze()).toThrow('the key 1 was added twice');
  });
});

describe('a bounded search', () => {
  it('with a budget for everything is the exhaustive answer, and leaves its scratch space clean', () => {
    fc.assert(
      fc.property(
        collection,
        plainVector,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 5 }),
        (model, query, limit, every) => {
          const segment = segmentOf(model);
          const scratch = makeScratch(segment.docs, segment.terms);
          const accept = (key: number) => key % every === 0;
          const expected = nearest(model, query, limit, accept);
          const options = { limit, accept, budget: 1e9, rescore: 1e3 };
          expectSame(search(segment, vector(query), options, scratch), expected);
          expectSame(searchExhaustive(segment, vector(query), options, scratch), expected);
          expect(scratch.scores.every((score) => score === 0)).toBe(true);
          expect(scratch.query.every((weight) => weight === 0)).toBe(true);
        },
      ),
    );
  });

  it('with a small budget looks at the strongest postings first', () => {
    const model = new Map<number, Plain>();
    for (let key = 0; key < 2_000; key++) model.set(key, { 0: 0.01 + (key % 100) / 200, 1: 0.5 });
    const segment = segmentOf(model);
    const [best] = search(
      segment,
      vector({ 0: 1 }),
      { limit: 1, budget: 64 },
      makeScratch(segment.docs, segment.terms),
    );
    expect(best?.key).toBe(99);
  });

  it('fills its list behind a filter that hardly anything passes', () => {
    const model = new Map<number, Plain>();
    for (let key = 0; key < 5_000; key++) model.set(key, { 0: 0.5, [1 + (key % 20)]: 0.5 });
    const segment = segmentOf(model);
    const accept = (key: number) => key % 1_000 === 999;
    const hits = search(
      segment,
      vector({ 0: 1 }),
      { limit: 5, accept, budget: 100 },
      makeScratch(segment.docs, segment.terms),
    );
    expect(hits.map(({ key }) => key)).toEqual([999, 1999, 2999, 3999, 4999]);
  });
});

describe('a live index', () => {
  type Step =
    | { readonly kind: 'put'; readonly key: number; readonly plain: Plain }
    | { readonly kind: 'remove'; readonly key: number }
    | { readonly kind: 'compact' };
  const key = fc.integer({ min: 0, max: 30 });
  const steps: fc.Arbitrary<Step[]> = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('put' as const), key, plain: plainVector }),
      fc.record({ kind: fc.constant('remove' as const), key }),
      fc.constant({ kind: 'compact' as const }),
    ),
    { maxLength: 40 },
  );

  it('answers like a plain map after any puts, replacements, removals and compactions', () => {
    fc.assert(
      fc.property(
        collection,
        steps,
        plainVector,
        fc.integer({ min: 1, max: 70 }),
        (start, changes, query, limit) => {
          const model = new Map(start);
          let index = new LiveIndex(segmentOf(model));
          for (const step of changes) {
            if (step.kind === 'put') {
              model.set(step.key, step.plain);
              index.put(step.key, vector(step.plain));
            } else if (step.kind === 'remove') {
              model.delete(step.key);
              index.remove(step.key);
            } else index = new LiveIndex(index.compact());
          }
          expect(index.size).toBe(model.size);
          expect([...index.keys()].sort((a, b) => a - b)).toEqual([...model.keys()].sort((a, b) => a - b));
          for (const some of [0, 7, 30]) expect(index.has(some)).toBe(model.has(some));
          expectSame(
            index.search(vector(query), { limit }),
            nearest(model, query, limit, () => true),
          );
          expectSame(
            index.search(vector(query), { limit, exact: true, accept: (k) => k > 9 }),
            nearest(model, query, limit, (k) => k > 9),
          );
        },
      ),
    );
  });
});

describe('the best k', () => {
  it('are those of a full sort, equal scores by key', () => {
    const hits = fc.array(
      fc.record({ key: fc.integer({ min: 0, max: 1e6 }), score: fc.integer({ min: 0, max: 5 }) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(hits, fc.integer({ min: 1, max: 20 }), (offered, k) => {
        const top = new Top(k);
        for (const { key: offeredKey, score } of offered) top.offer(offeredKey, score);
        expect(top.sorted()).toEqual(
          [...offered].sort((a, b) => b.score - a.score || a.key - b.key).slice(0, k),
        );
      }),
    );
  });
});
