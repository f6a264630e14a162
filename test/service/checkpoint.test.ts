import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSegment, type Segment } from '../../src/engine/segment.ts';
import { connectAll, type Found, type Weighed, weighAll } from '../../src/service/build-index.ts';
import { type Origin, readCheckpoint, writeCheckpoint } from '../../src/service/checkpoint.ts';
import { type Crew, startCrew } from '../../src/service/crew/crew.ts';
import type { TextArticle } from '../../src/service/crew/tasks.ts';

/** Three tasks in each of the three passes. */
const ARTICLES = 1_100;
const TASKS = 9;
const KEEP_ALL = {
  everyMs: 0,
  onFailure: (error: Error) => {
    throw error;
  },
};
const ORIGIN: Origin = {
  generation: 3,
  holder: 'host/1/2/token',
  revisions: { from: 7, to: 9 },
  furniture: [{ hash: 5, language: 'en', text: 'Subscribe', articles: 6 }],
};
const silent = async () => {};

let folder: string;
let weighed: Weighed;
/** As made without a stop, and the edges after each pass. */
let whole: Uint8Array;
const passes: Uint32Array[] = [];
/** A checkpoint with all blocks, and how long it is without them. */
let kept: Buffer;
let baseBytes: number;
let crew: Crew;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-checkpoint-'));
  crew = startCrew(2);
  weighed = await weighAll([articles()], ARTICLES, new Set(), crew, silent);
  const reference = unconnected();
  await connectAll(reference, crew, silent, {
    restore: async () => 0,
    keep: async (_, done, { edges }) => {
      if (done === ARTICLES) passes.push(edges.slice());
    },
  });
  whole = bytesOf(reference);

  const path = join(folder, 'whole');
  const segment = unconnected();
  const journal = await writeCheckpoint(path, ORIGIN, { ...weighed, segment }, KEEP_ALL);
  baseBytes = (await stat(path)).size;
  await connectAll(segment, crew, silent, journal);
  await journal.close();
  expect(Buffer.compare(bytesOf(segment), whole)).toBe(0);
  kept = await readFile(path);
  await rm(path);
});
afterAll(async () => {
  await crew.close();
  await rm(folder, { recursive: true });
});

/** Long texts of few words: their first neighbours are not the best yet, so that each pass finds others. */
function articles(): TextArticle[] {
  let state = 42;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const word = () => `w${next(30) * next(30)}`;
  return Array.from({ length: ARTICLES }, (_, i) => ({
    key: 2 * i + 1,
    title: word(),
    body: Array.from({ length: 150 }, word).join(' '),
    language: i % 7 === 0 ? 'de' : 'en',
  }));
}

function unconnected(): Segment {
  const { bytes } = weighed.segment;
  const copy = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(new Uint8Array(bytes));
  return openSegment(copy);
}

const bytesOf = ({ bytes }: Pick<Segment, 'bytes'>) => new Uint8Array(bytes).slice();

async function read(path: string) {
  const read = await readCheckpoint(path, KEEP_ALL);
  if (read === undefined || 'reason' in read) throw new Error(read?.reason ?? 'there is none');
  return read;
}

const reasonOf = async (path: string) => {
  const read = await readCheckpoint(path, KEEP_ALL);
  if (read === undefined) return 'there is none';
  if ('reason' in read) return read.reason;
  await read.journal.close();
  return undefined;
};

/** The segment's bytes when a build goes on from a file, and how many docs it began with. */
async function resumed(path: string, by = crew): Promise<{ bytes: Uint8Array; begun: number }> {
  const { weighed, journal } = await read(path);
  let begun: number | undefined;
  let pass = 0;
  const counted = {
    restore: async (at: number, found: Found) => {
      pass = at;
      const done = await journal.restore(at, found);
      if (done < ARTICLES) begun ??= at * ARTICLES + done;
      return done;
    },
    keep: journal.keep.bind(journal),
  };
  await connectAll(weighed.segment, by, silent, counted).finally(() => journal.close());
  expect(pass).toBe(2);
  return { bytes: bytesOf(weighed.segment), begun: begun ?? 3 * ARTICLES };
}

describe('a checkpoint', () => {
  it('gives back what is weighed, and whose build it was', async () => {
    const path = join(folder, 'base');
    const journal = await writeCheckpoint(path, ORIGIN, weighed, KEEP_ALL);
    await journal.close();
    const { weighed: again, origin, journal: other } = await read(path);
    await other.close();
    expect(origin).toEqual(ORIGIN);
    expect(again.languages).toEqual(weighed.languages);
    expect(again.terms).toEqual(weighed.terms);
    expect(Buffer.compare(again.fingerprints, weighed.fingerprints)).toBe(0);
    expect(Buffer.compare(bytesOf(again.segment), bytesOf(weighed.segment))).toBe(0);
    expect(again.segment.bytes).toBeInstanceOf(SharedArrayBuffer);
    expect(await readdir(folder)).toEqual(['base']);
  });

  it('is one of passes that differ from each other', () => {
    expect(passes.length).toBe(3);
    const [connected, refined, refinedTwice] = passes.map((edges) => Buffer.from(edges.buffer));
    expect(connected?.equals(refined as Buffer)).toBe(false);
    expect(refined?.equals(refinedTwice as Buffer)).toBe(false);
  });

  it('leads to the same bytes, wherever the build was stopped and whoever goes on', async () => {
    const alone = startCrew(0);
    for (let stop = 1; stop <= TASKS; stop++) {
      const path = join(folder, `stopped-${stop}`);
      const segment = unconnected();
      const journal = await writeCheckpoint(path, ORIGIN, { ...weighed, segment }, KEEP_ALL);
      let tasks = 0;
      const report = async () => {
        if (++tasks === stop) throw new Error('killed');
      };
      await expect(connectAll(segment, crew, report, journal)).rejects.toThrow('killed');
      await journal.close();
      const { bytes, begun } = await resumed(path, stop % 2 === 0 ? alone : crew);
      const pass = Math.floor((stop - 1) / 3);
      expect(begun).toBe(pass * ARTICLES + 500 * ((stop - 1) % 3));
      expect(Buffer.compare(bytes, whole), `stopped at task ${stop}`).toBe(0);
      // The file is whole now: there is nothing left to do.
      const again = await resumed(path);
      expect(again.begun).toBe(3 * ARTICLES);
      expect(Buffer.compare(again.bytes, whole)).toBe(0);
    }
  });

  it('that was cut anywhere leads to the same bytes, or is not believed', async () => {
    const path = join(folder, 'cut');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: kept.length }), async (length) => {
        await writeFile(path, kept.subarray(0, length));
        if (length < baseBytes)
          expect(await reasonOf(path)).toMatch(/too early|(should|would) have \d+ bytes/);
        else expect(Buffer.compare((await resumed(path)).bytes, whole)).toBe(0);
      }),
      { numRuns: 15, examples: [[0], [baseBytes - 1], [baseBytes], [kept.length - 1], [baseBytes + 20]] },
    );
  });

  it('with a changed byte leads to the same bytes, or is not believed', async () => {
    const path = join(folder, 'changed');
    const changed = async (at: number, bit: number) => {
      const bytes = Buffer.from(kept);
      bytes[at] = (bytes[at] as number) ^ (1 << bit);
      await writeFile(path, bytes);
    };
    for (let at = 0; at < baseBytes; at += 1 + Math.floor(baseBytes / 60)) {
      await changed(at, at % 8);
      expect(await reasonOf(path), `byte ${at}`).toBeDefined();
    }
    const behind = fc.integer({ min: baseBytes, max: kept.length - 1 });
    await fc.assert(
      fc.asyncProperty(behind, fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        await changed(at, bit);
        expect(Buffer.compare((await resumed(path)).bytes, whole)).toBe(0);
      }),
      // The head of the first block.
      { numRuns: 12, examples: [0, 4, 8, 12, 16].map((byte): [number, number] => [baseBytes + byte, 0]) },
    );
  });

  it('is none where there is no file, and not believed when it is something else', async () => {
    expect(await reasonOf(join(folder, 'absent'))).toBe('there is none');
    const path = join(folder, 'other');
    await writeFile(path, Buffer.alloc(100));
    expect(await reasonOf(path)).toBe('it does not begin as one');
    const base = kept.subarray(0, baseBytes);
    await writeFile(path, base);
    expect(await reasonOf(path)).toBeUndefined();
  });

  it('that can be written no more does not stop the build, and what it has counts', async () => {
    const path = join(folder, 'full');
    const segment = unconnected();
    const failures: string[] = [];
    const keeping = { everyMs: 0, onFailure: ({ message }: Error) => void failures.push(message) };
    const journal = await writeCheckpoint(path, ORIGIN, { ...weighed, segment }, keeping);
    let tasks = 0;
    const report = async () => {
      if (++tasks === 5) await journal.close();
    };
    await connectAll(segment, crew, report, journal);
    expect(Buffer.compare(bytesOf(segment), whole)).toBe(0);
    expect(failures.length).toBe(1);
    const { bytes, begun } = await resumed(path);
    expect(begun).toBe(ARTICLES + 500);
    expect(Buffer.compare(bytes, whole)).toBe(0);
  });
});
