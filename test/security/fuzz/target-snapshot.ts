/** The snapshot of the index: believed when every byte is as it was written, passed over otherwise, in memory no larger than the file. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { type Frozen, FrozenBuilder } from '../../../src/service/frozen.ts';
import { readSnapshot, writeSnapshot } from '../../../src/service/snapshot.ts';
import { TermTable } from '../../../src/vectors/term-table.ts';
import type { Target } from './target.ts';

const FIT = 'fit';
const PREFIX_BYTES = 16;
/** Of the header and what little else is made for a file of any size. */
const FREE_BYTES = 4_096;

/** Give the folder back with `close`. */
export async function snapshotTarget(): Promise<Target & { close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'kindred-fuzz-'));
  const path = join(folder, 'index.snapshot');
  const whole: Buffer[] = [];
  for (const articles of [0, 1, 7]) {
    await writeSnapshot(path, frozen(articles), FIT);
    whole.push(await readFile(path));
  }
  return {
    name: 'snapshot',
    seeds: whole,
    made: fc.constantFrom(...whole),
    words: [
      'KINDRED1',
      '"length":',
      '"length":-8',
      '"length":1e12',
      '"part":"__proto__"',
      '"part":"constructor"',
      '"type":"f64"',
      '"arrays":[]',
      '"arrays":{"reduce":1}',
      '"state":null',
      '"names":1',
      '"fit":"fit"',
      '{"fit":"fit"}',
    ],
    pairs: [
      ['[', ']'],
      ['{"a":', '}'],
    ],
    async read(bytes, chance) {
      // Half of them with the header's checksum put right, so that what comes behind it is met.
      const file = chance % 2 ? bytes : withChecksum(bytes);
      await writeFile(path, file);
      const isWhole = whole.some((one) => one.equals(file));
      const { read, most } = await withLargest(() => readSnapshot(path, FIT));
      assert.equal(await timesOpen(path), 0, 'the file is left open');
      assert.equal(Object.keys(Object.prototype).length, 0, 'a name of the file became one of every object');
      assert.ok(most <= file.length + FREE_BYTES, `${most} bytes of memory for a file of ${file.length}`);
      if ('reason' in read) {
        assert.ok(!isWhole, `a whole snapshot is refused: ${read.reason}`);
        assert.ok(read.reason !== '' && read.reason.length < 1_000, 'the reason');
        return 'refused';
      }
      // Whoever can put the checksum right can write another header; what it names still is as it was.
      if (chance % 2) assert.ok(isWhole, 'a damaged snapshot is believed');
      checkShape(read);
      return 'taken';
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** In this process. What else it opens meanwhile is not counted. */
async function timesOpen(path: string): Promise<number> {
  const files = await readdir('/proc/self/fd');
  const paths = await Promise.all(files.map((file) => readlink(`/proc/self/fd/${file}`).catch(() => '')));
  return paths.filter((one) => one === path).length;
}

function checkShape({
  segment,
  terms,
  cards,
  documents,
  floors,
  furniture,
  drift,
  ...numbers
}: Frozen): void {
  assert.ok(segment instanceof SharedArrayBuffer, 'the segment');
  for (const array of [terms.starts, terms.slots, cards.starts, cards.newest, cards.idSlots])
    assert.ok(array instanceof Uint32Array, 'an array of numbers');
  assert.ok(terms.bytes instanceof Uint8Array && cards.bytes instanceof Uint8Array, 'an array of bytes');
  assert.ok(cards.publishedAt instanceof Float64Array && cards.revisions instanceof Float64Array, 'dates');
  assert.ok(Array.isArray(cards.names) && Array.isArray(furniture), 'the names');
  assert.ok(
    typeof documents === 'object' && typeof floors === 'object' && typeof drift === 'object',
    'the state',
  );
  for (const name of ['generation', 'revision', 'indexedAt'] as const)
    assert.equal(typeof numbers[name], 'number', name);
}

/** The largest piece of memory that is asked for while `work` is done. */
async function withLargest<T>(work: () => Promise<T>): Promise<{ read: T; most: number }> {
  const { alloc } = Buffer;
  const Shared = globalThis.SharedArrayBuffer;
  let most = 0;
  Buffer.alloc = (size, ...rest) => {
    most = Math.max(most, size);
    return alloc(size, ...rest);
  };
  globalThis.SharedArrayBuffer = class extends Shared {
    constructor(length: number) {
      super(length);
      most = Math.max(most, length);
    }
  } as SharedArrayBufferConstructor;
  try {
    return { read: await work(), most };
  } finally {
    Buffer.alloc = alloc;
    globalThis.SharedArrayBuffer = Shared;
  }
}

/** The header that the file names, with its checksum. */
function withChecksum(bytes: Buffer): Buffer {
  if (bytes.length < PREFIX_BYTES) return bytes;
  const file = Buffer.from(bytes);
  const length = file.readUInt32LE(8);
  // A header that grew or shrank still ends where its object does.
  const end = file.indexOf('}]}', PREFIX_BYTES) + 3;
  const header = length === end - PREFIX_BYTES || end < PREFIX_BYTES + 3 ? length : end - PREFIX_BYTES;
  file.writeUInt32LE(header, 8);
  file.writeUInt32LE(crc32(file.subarray(PREFIX_BYTES, PREFIX_BYTES + header)), 12);
  return file;
}

/** A state of so many articles. */
export function frozen(articles: number): Frozen {
  const table = new TermTable();
  for (const word of ['ferry', 'harbour', 'snow']) table.add(`en\t${word}`);
  const builder = new FrozenBuilder();
  for (let key = 1; key <= articles; key++) {
    const nothing = { image: null, author: null, expiresAt: null };
    builder.add(
      {
        ...nothing,
        key,
        id: `a${key}`,
        url: `https://news.example/${key}`,
        urlKey: `news.example/${key}`,
        title: 'Fähre',
        teaser: '…',
        section: 'Sport',
        tags: ['x', `${key}`],
        language: 'en',
        publishedAt: key % 2 ? null : 1_700_000_000_000,
        evergreen: key % 3 === 0,
        storedAt: 5,
        revision: 1_000 * key,
      },
      { entries: Uint32Array.of(256 + 1, 512 + 3), scale: 1 },
      { edges: [{ doc: 1 + (key % articles), similarity: 200 }], norm: 2 },
    );
  }
  return builder.finish(
    { terms: table.selected([0, 1, 2]), weights: Float32Array.of(1, 1, 2), documents: { en: articles } },
    { generation: 3, revision: 17, indexedAt: 99, holder: 'h', drift: { built: 2, changed: 1 } },
  );
}
