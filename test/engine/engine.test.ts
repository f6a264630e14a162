import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SegmentBuilder } from '../../src/engine/builder.ts';
import { searchExhaustive } from '../../src/engine/exhaustive.ts';
import { LiveIndex } from '../../src/engine/live-index.ts';
import { ProductMemory } from '../../src/engine/product-memory.ts';
import { loneSubject, mix, subjectOf } from '../../src/engine/query.ts';
import { type Scratch, scratchFor } from '../../src/engine/scratch.ts';
import { type Filter, search } from '../../src/engine/search.ts';
import { docOf, openSegment, storedVector } from '../../src/engine/segment.ts';
import { Store } from '../../src/engine/store.ts';
import { Top } from '../../src/engine/top.ts';
import { edgeOf, levelOf, MOST_DOCS, mixingWeight, NEIGHBOURS, termOf } from '../../src/engine/vector.ts';
import {
  collection,
  connectedSegmentOf,
  isSame,
  LEVELS,
  nearest,
  type Plain,
  plainVector,
  product,
  segmentOf,
  TERM_WEIGHTS,
  vector,
  weights,
} from './model.ts';

/** Enough for everything. */
const UNBOUNDED = { queryTerms: 1_000, budget: 1e9, rescore: 1_000, refine: false } as const;

const isClean = ({ own, expanded, scores }: Scratch) =>
  [own, expanded, scores].every((array) => array.every((value) => value === 0));

describe('a segment', () => {
  it('gives back every vector under its key', () => {
    fc.assert(
      fc.property(collection, (model) => {
        const segment = segmentOf(model);
        expect([...segment.keys]).toEqual([...model.keys()].sort((a, b) => a - b));
        for (const [key, plain] of model)
          expect(storedVector(segment, docOf(segment, key))).toEqual(vector(plain));
        expect(docOf(segment, 1_000)).toBe(-1);
      }),
    );
  });

  it('quantises weights with the error that it states, greatest impact first, equal ones by doc', () => {
    fc.assert(
      fc.property(collection, (model) => {
        const { terms, offsets, postings, tops, keys } = segmentOf(model);
        for (let term = 0; term < terms; term++) {
          for (let at = offsets[term] as number; at < (offsets[term + 1] as number); at++) {
            const posting = postings[at] as number;
            const top = tops[term] as number;
            const plain = model.get(keys[posting & 0xffffff] as number) as Plain;
            const exact = weights(plain).get(term) as number;
            expect(Math.abs(((255 - (posting >>> 24)) / 255) * top - exact)).toBeLessThanOrEqual(
              top / 510 + 1e-5,
            );
            if (at > (offsets[term] as number)) expect(posting).toBeGreaterThan(postings[at - 1] as number);
          }
        }
      }),
    );
  });

  it('gives postings to the strongest terms of a long vector, and keeps the others for exact scores', () => {
    const builder = new SegmentBuilder();
    const weightsOf = Float32Array.from({ length: 400 }, (_, term) => (term < 30 ? 9 : 0.05));
    const entries = Uint32Array.from({ length: 400 }, (_, term) => term * 256 + 1);
    builder.add(1, { entries, scale: 0.02 });
    const segment = builder.freeze(LEVELS, weightsOf);
    expect(segment.entries.length).toBe(400);
    expect(segment.postings.length).toBeLessThanOrEqual(30);
    expect(segment.postings.length).toBeGreaterThanOrEqual(24);
  });

  it('is the same again when its bytes are opened', () => {
    const segment = connectedSegmentOf(
      new Map([
        [7, { 1: 2, 9: 1 }],
        [3, { 1: 1 }],
      ]),
    );
    const { bytes: _, ...opened } = openSegment(segment.bytes);
    const { bytes: __, ...original } = segment;
    expect(opened).toEqual(original);
    expect(segment.bytes).toBeInstanceOf(SharedArrayBuffer);
  });

  it('says what it saw when bytes are no segment, of another version, or cut', () => {
    const { bytes } = segmentOf(new Map([[1, { 2: 1 }]]));
    const whole = Uint8Array.from(new Uint8Array(bytes));
    expect(() => openSegment(new ArrayBuffer(10))).toThrow('at least 32 bytes, got 10');
    expect(() => openSegment(whole.slice(0, whole.length - 1).buffer)).toThrow(
      /should have \d+ bytes, got \d+/,
    );
    const other = whole.slice();
    other[4] = 9;
    expect(() => openSegment(other.buffer)).toThrow('version 2, got 9');
    other[0] = 0;
    expect(() => openSegment(other.buffer)).toThrow('a segment begins with');
  });

  it('refuses a key that was added twice, and more terms than an entry can name', () => {
    const builder = new SegmentBuilder();
    builder.add(1, vector({ 1: 1 }));
    builder.add(1, vector({ 2: 1 }));
    expect(() => builder.freeze(LEVELS, TERM_WEIGHTS)).toThrow('the key 1 was added twice');
    expect(() => new SegmentBuilder().freeze(LEVELS, new Float32Array(2 ** 24 + 1))).toThrow(
      'at most 16777216 terms, got 16777217',
    );
    expect(MOST_DOCS).toBe(2 ** 24 - 1);
  });
});

describe('a bounded search', () => {
  it('with a budget for everything is the exhaustive answer, and leaves its working space clean', () => {
    fc.assert(
      fc.property(
        collection,
        plainVector,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 5 }),
        (model, query, limit, every) => {
          const store = new Store(segmentOf(model));
          const scratch = scratchFor(store);
          const accept = (key: number) => key % every === 0;
          const mask = Uint8Array.from(store.segment.keys, (key) => (accept(key) ? 1 : 0));
          const filter: Filter = { mask, count: mask.reduce((sum, bit) => sum + bit, 0) };
          const expected = nearest(model, query, limit, accept);
          const options = { ...UNBOUNDED, limit, breadth: 0, filter };
          const subject = loneSubject(vector(query));
          expect(isSame(search(store, subject, options, scratch), expected)).toBe(true);
          // The same by postings: a filter of many docs is not looked at one by one.
          const wide = { ...options, filter: { ...filter, count: 1e6 } };
          expect(isSame(search(store, subject, wide, scratch), expected)).toBe(true);
          expect(isSame(searchExhaustive(store, subject, options, scratch), expected)).toBe(true);
          expect(isClean(scratch)).toBe(true);
        },
      ),
    );
  });

  it('mixes own and expanded vectors: the score is that of the vectors written out', () => {
    fc.assert(
      fc.property(collection, fc.double({ min: 0.01, max: 1, noNaN: true }), (model, breadth) => {
        const store = new Store(connectedSegmentOf(model));
        const scratch = scratchFor(store);
        const expandedOf = (doc: number) =>
          new Map(
            [...mix(store, store.vector(doc), store.edgesOf(doc))].map(([term, weight]) => [
              term,
              weight / store.normOf(doc),
            ]),
          );
        for (let doc = 0; doc < store.docs; doc += 5) {
          const subject = subjectOf(store, doc);
          const options = { ...UNBOUNDED, limit: 100, breadth };
          const hits = search(store, subject, options, scratch);
          const exact = searchExhaustive(store, subject, options, scratch);
          for (const hit of exact) {
            const own = product(
              weights(model.get(store.keyOf(doc)) as Plain),
              weights(model.get(hit.key) as Plain),
            );
            const expanded = product(expandedOf(doc), expandedOf(hit.doc));
            expect(hit.own).toBeCloseTo(own, 5);
            expect(hit.expanded).toBeCloseTo(expanded, 5);
            expect(hit.score).toBeCloseTo((1 - breadth) * own + breadth * expanded, 5);
          }
          // What shares no word itself, but only through neighbours, is found as far as it is met.
          const known = new Map(exact.map(({ key, score }) => [key, score]));
          for (const { key, score } of hits) expect(known.get(key)).toBeCloseTo(score, 6);
          expect(isClean(scratch)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('with a small budget looks at the strongest postings first', () => {
    const model = new Map<number, Plain>();
    for (let key = 0; key < 2_000; key++) model.set(key, { 0: 1 + (key % 100), 1: 200 });
    const store = new Store(segmentOf(model));
    const [best] = search(
      store,
      loneSubject(vector({ 0: 1 })),
      { limit: 1, breadth: 0, budget: 64 },
      scratchFor(store),
    );
    expect(best?.key).toBe(99);
  });

  it('fills its list behind a filter that hardly anything passes, few or many', () => {
    const model = new Map<number, Plain>();
    for (let key = 0; key < 12_000; key++) model.set(key, { 0: 3, [1 + (key % 20)]: 3 });
    const store = new Store(segmentOf(model));
    for (const every of [2_000, 2]) {
      const mask = Uint8Array.from(store.segment.keys, (key) => (key % every === every - 1 ? 1 : 0));
      const filter = { mask, count: 12_000 / every };
      const hits = search(
        store,
        loneSubject(vector({ 0: 1 })),
        { limit: 5, breadth: 0, filter, budget: 100 },
        scratchFor(store),
      );
      expect(hits.length).toBe(5);
      expect(hits.every(({ key }) => key % every === every - 1)).toBe(true);
    }
  });
});

describe('the neighbours of a segment', () => {
  it('weigh their similarity in the mixture, and less by as much as they are less similar than the nearest', () => {
    const nearest = edgeOf(7, 204);
    expect(mixingWeight(nearest, nearest)).toBeCloseTo(0.8, 10);
    expect(mixingWeight(edgeOf(8, 51), nearest)).toBeCloseTo(0.2 * (0.2 / 0.8), 10);
    expect(mixingWeight(0, nearest)).toBe(0);
    expect(mixingWeight(0, 0)).toBe(0);
  });

  it('are mixed in by that weight', () => {
    const model = new Map<number, Plain>([
      [1, { 0: 1 }],
      [2, { 0: 2, 1: 1 }],
      [3, { 0: 1, 2: 9 }],
    ]);
    const store = new Store(connectedSegmentOf(model));
    const [first, ...others] = [2, 3]
      .map((key) => ({ weights: weights(model.get(key) as Plain), key }))
      .map(({ weights: theirs }) => ({ theirs, own: product(weights({ 0: 1 }), theirs) }))
      .sort((a, b) => b.own - a.own);
    const mixed = mix(store, store.vector(0), store.edgesOf(0));
    let expected = 1;
    for (const { theirs, own } of [first, ...others] as { theirs: Map<number, number>; own: number }[])
      expected += ((own * own) / (first?.own ?? 1)) * (theirs.get(0) ?? 0);
    expect(mixed.get(0)).toBeCloseTo(expected, 2);
  });

  it('are the nearest ones, byte for byte the same in however many parts they are found', () => {
    fc.assert(
      fc.property(collection, fc.integer({ min: 2, max: 7 }), (model, parts) => {
        const segment = connectedSegmentOf(model);
        expect(new Uint8Array(connectedSegmentOf(model, parts).bytes)).toEqual(new Uint8Array(segment.bytes));
        for (let doc = 0; doc < segment.docs; doc++) {
          const key = segment.keys[doc] as number;
          const found = Array.from(segment.edges.subarray(doc * NEIGHBOURS, (doc + 1) * NEIGHBOURS), levelOf);
          const expected = nearest(model, model.get(key) as Plain, NEIGHBOURS, (other) => other !== key)
            .map(({ score }) => Math.min(255, Math.round(255 * score)))
            .filter((similarity) => similarity > 0);
          expect(found.filter((similarity) => similarity > 0)).toEqual(expected);
        }
      }),
    );
  });
});

describe('a live index', () => {
  type Step =
    | { readonly kind: 'put'; readonly key: number; readonly plain: Plain }
    | { readonly kind: 'remove'; readonly key: number };
  const key = fc.integer({ min: 0, max: 30 });
  const steps: fc.Arbitrary<Step[]> = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('put' as const), key, plain: plainVector }),
      fc.record({ kind: fc.constant('remove' as const), key }),
    ),
    { maxLength: 40 },
  );

  it('answers like a plain map after any puts, replacements and removals', () => {
    fc.assert(
      fc.property(
        collection,
        steps,
        plainVector,
        fc.integer({ min: 1, max: 70 }),
        (start, changes, query, limit) => {
          const model = new Map(start);
          const index = new LiveIndex(connectedSegmentOf(model));
          for (const step of changes) {
            if (step.kind === 'put') {
              model.set(step.key, step.plain);
              const doc = index.put(step.key, vector(step.plain));
              expect(index.docOf(step.key)).toBe(doc);
            } else {
              const gone = index.remove(step.key);
              expect(gone >= 0).toBe(model.delete(step.key));
            }
          }
          expect(index.size).toBe(model.size);
          for (const some of [0, 7, 30]) expect(index.docOf(some) >= 0).toBe(model.has(some));
          const expected = nearest(model, query, limit, () => true);
          const subject = loneSubject(vector(query));
          expect(isSame(index.search(subject, { ...UNBOUNDED, limit, breadth: 0 }), expected)).toBe(true);
          expect(isSame(index.search(subject, { limit, breadth: 0, exact: true }), expected)).toBe(true);
        },
      ),
    );
  });

  it('scores all docs in turns as they were at the start, and finds of them what still counts', async () => {
    const model = new Map<number, Plain>(
      Array.from({ length: 3_500 }, (_, i) => [i, { [i % 37]: 1 + (i % 200), 38: 1 + (i % 9) }] as const),
    );
    const index = new LiveIndex(segmentOf(model));
    const subject = loneSubject(vector({ 5: 20, 38: 3 }));
    const options = { limit: 20, breadth: 0.3 };
    const expected = index.search(subject, { ...options, exact: true });
    const scoring = index.scoreAll(subject, options.breadth);
    const removed = expected.slice(0, 5).map(({ key }) => key);
    for (const key of removed) index.remove(key);
    index.put(4_000, vector({ 5: 20, 38: 3 }));
    const scored = await scoring;
    const found = index.search({ ...subject, scored }, options);
    expect(found.slice(0, 15)).toEqual(expected.slice(5));
    expect(found.map(({ key }) => key)).not.toContain(4_000);
    expect(index.search(subject, options)[0]?.key).toBe(4_000);
  });

  it('mixes a new vector with its nearest, and a draft as it would be mixed', () => {
    const model = new Map<number, Plain>(
      Array.from({ length: 30 }, (_, i) => [i, { [i % 10]: 1 + i, 30: 2 }] as const),
    );
    const index = new LiveIndex(connectedSegmentOf(model));
    const added = vector({ 3: 5, 30: 1 });
    const draft = index.draft(added);
    const subject = index.subject(index.put(99, added));
    expect(subject.edges).toEqual(draft.edges);
    expect(subject.norm).toBeCloseTo(draft.norm, 6);
    expect(subject.edges.filter((edge) => levelOf(edge) > 0).length).toBe(NEIGHBOURS);
    expect(index.store.keyOf(termOf(subject.edges[0] as number)) % 10).toBe(3);
  });

  it('takes terms that the segment does not know', () => {
    const index = new LiveIndex(connectedSegmentOf(new Map([[1, { 2: 1 }]])));
    const { terms } = index.store;
    index.store.addTerm(terms, 2);
    const entries = Uint32Array.of(terms * 256 + 1);
    index.put(5, { entries, scale: 0.5 });
    const [hit] = index.search(loneSubject({ entries, scale: 0.5 }), { limit: 3, breadth: 0 });
    expect(hit).toMatchObject({ key: 5 });
    expect(hit?.score).toBeCloseTo(1, 6);
    expect(() => index.store.addTerm(terms + 5, 1)).toThrow(
      `the next term id is ${terms + 1}, got ${terms + 5}`,
    );
  });
});

describe('the best k', () => {
  it('are those of a full sort, equal scores by doc', () => {
    const hits = fc.uniqueArray(
      fc.record({ doc: fc.integer({ min: 0, max: 1e6 }), score: fc.integer({ min: 0, max: 5 }) }),
      { maxLength: 60, selector: ({ doc }) => doc },
    );
    fc.assert(
      fc.property(hits, fc.integer({ min: 1, max: 20 }), (offered, k) => {
        const top = new Top(k);
        for (const { doc, score } of offered) top.offer(doc, score);
        const expected = [...offered].sort((a, b) => b.score - a.score || a.doc - b.doc).slice(0, k);
        expect(top.take()).toEqual(expected.map(({ doc }) => doc));
        expect(top.take()).toEqual([]);
      }),
    );
  });
});

describe('the memory of products', () => {
  it('gives back what was put in, for any number of docs, until it is cleared', () => {
    const memory = new ProductMemory();
    for (const docs of [10, 20_000, 10]) {
      for (let doc = 0; doc < docs; doc++) memory.add(memory.slotOf(doc * 7), doc * 7, doc / 3);
      for (let doc = 0; doc < docs; doc++) expect(memory.at(memory.slotOf(doc * 7))).toBe(doc / 3);
      expect(memory.slotOf(1_000_003)).toBeLessThan(0);
      memory.clear();
      expect(memory.slotOf(0)).toBeLessThan(0);
    }
  });
});
