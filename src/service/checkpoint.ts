/**
 * What is kept of a build that may be killed? One file: what is known once all articles are weighed, as in `array-file.ts`, and
 * behind it the neighbours found so far, in blocks:
 *
 *     pass u32 | from u32 | to u32 | CRC-32 of the rest u32 | edges (to − from) × 10 × u32 | norms (to − from) × f32
 *
 * They stand in the order of the work, without a gap: the first that is not whole, and all behind it, do not count.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { openSegment } from '../engine/segment.ts';
import { NEIGHBOURS } from '../engine/vector.ts';
import type { FurnitureLine } from '../text/furniture.ts';
import type { NumberedTerms } from './analysis.ts';
import { type Head, readAll, readArrays, type Shape, type Turn, writeArrays } from './array-file.ts';
import type { Found, Journal, Weighed } from './build-index.ts';
import { INDEX_SETTINGS } from './settings.ts';

const MAGIC = 'KINDREDC';
const FIT = JSON.stringify({ ...INDEX_SETTINGS, checkpoint: 1 });
const BLOCK_HEAD_BYTES = 16;
const BYTES_PER_DOC = 4 * (NEIGHBOURS + 1);

/** Whose build it was, and which articles it read. */
export interface Origin {
  /** The generation that was built, and its builder's token: they tell its database from others. */
  readonly generation: number;
  readonly holder: string;
  /** All changes up to `from` are in it, some up to `to`, none that came later. */
  readonly revisions: { readonly from: number; readonly to: number };
  readonly furniture: readonly FurnitureLine[];
}

interface CheckpointHead extends Head, Pick<Weighed, 'languages'>, Pick<NumberedTerms, 'documents'> {
  readonly origin: Origin;
}

interface CheckpointParts {
  readonly terms: NumberedTerms['terms'];
  readonly rest: { readonly frequencies: Uint32Array; readonly fingerprints: Uint8Array };
  readonly segment: { readonly bytes: Uint8Array };
}

const SHAPE = {
  terms: { bytes: 'u8', starts: 'u32', slots: 'u32' },
  rest: { frequencies: 'u32', fingerprints: 'u8' },
  segment: { bytes: 'u8' },
} as const satisfies Shape & {
  readonly [Part in keyof CheckpointParts]: Readonly<Record<keyof CheckpointParts[Part], string>>;
};

export interface Checkpoint {
  readonly origin: Origin;
  readonly weighed: Weighed;
  readonly journal: FileJournal;
}

export interface Keeping {
  /** Milliseconds between two blocks; 0: each task has its own. */
  readonly everyMs: number;
  /** Told once, when no more can be kept. */
  readonly onFailure: (error: Error) => void;
}

/** Bytes that the whole file takes in the end, but for its header. */
export function bytesOfCheckpoint({ segment, terms, fingerprints }: Weighed): number {
  const { bytes, starts, slots } = terms.terms;
  const parts = [bytes, starts, slots, terms.frequencies, fingerprints, segment.bytes];
  return parts.reduce((sum, { byteLength }) => sum + byteLength, 3 * BYTES_PER_DOC * segment.docs);
}

/** Writes what is weighed; the blocks follow by the journal. */
export async function writeCheckpoint(
  path: string,
  origin: Origin,
  { terms, segment, languages, fingerprints }: Weighed,
  keeping: Keeping,
  turn?: Turn,
): Promise<FileJournal> {
  const head: CheckpointHead = { fit: FIT, origin, languages, documents: terms.documents };
  // The weights of the terms are in the segment.
  const parts = {
    terms: { ...terms.terms },
    rest: { frequencies: terms.frequencies, fingerprints },
    segment: { bytes: new Uint8Array(segment.bytes) },
  };
  const end = await writeArrays(path, MAGIC, head, parts, turn);
  return new FileJournal(await open(path, 'r+'), end, true, keeping);
}

/** The checkpoint in a file, or why it is of no use; undefined when there is none. The journal must be closed. */
export async function readCheckpoint(
  path: string,
  keeping: Keeping,
): Promise<Checkpoint | { readonly reason: string } | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, 'r+');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : { reason: message };
  }
  try {
    const checkpoint = await readFrom(file, keeping);
    if (checkpoint !== undefined) return checkpoint;
    await file.close();
    return { reason: 'it was made by another version or with other settings' };
  } catch (error) {
    await file.close();
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

async function readFrom(file: FileHandle, keeping: Keeping): Promise<Checkpoint | undefined> {
  const read = await readArrays<CheckpointHead, CheckpointParts>(file, MAGIC, FIT, SHAPE);
  if (read === undefined) return undefined;
  const { origin, languages, documents } = read.head;
  const { frequencies, fingerprints } = read.parts.rest;
  const segment = openSegment(read.parts.segment.bytes.buffer);
  const terms = { terms: read.parts.terms, weights: segment.termWeights, frequencies, documents };
  const weighed = { terms, segment, languages, fingerprints };
  return { origin, weighed, journal: new FileJournal(file, read.end, false, keeping) };
}

/** The blocks: those that are there are read first, then new ones are put behind them. */
export class FileJournal implements Journal {
  #end: number;
  /** Whether nothing behind `#end` counts. */
  #isAtEnd: boolean;
  #kept = 0;
  #keptAt = performance.now();
  #hasFailed = false;

  constructor(
    private readonly file: FileHandle,
    end: number,
    isNew: boolean,
    private readonly keeping: Keeping,
  ) {
    this.#end = end;
    this.#isAtEnd = isNew;
  }

  async restore(pass: number, found: Found): Promise<number> {
    this.#kept = 0;
    while (!this.#isAtEnd && this.#kept < found.norms.length) {
      const block = await this.#read(pass, found.norms.length).catch(() => undefined);
      if (block === undefined) {
        this.#isAtEnd = true;
        break;
      }
      const { edges, norms } = slice(found, this.#kept, block.to);
      bytesOf(edges).set(block.bytes.subarray(0, edges.byteLength));
      bytesOf(norms).set(block.bytes.subarray(edges.byteLength));
      this.#kept = block.to;
      this.#end += BLOCK_HEAD_BYTES + block.bytes.length;
    }
    return this.#kept;
  }

  /** The block at the end of those read; undefined when it is not whole or not the next. Throws when there is none. */
  async #read(pass: number, docs: number): Promise<{ to: number; bytes: Uint8Array } | undefined> {
    const head = Buffer.alloc(BLOCK_HEAD_BYTES);
    await readAll(this.file, head, this.#end);
    const [from, to] = [head.readUInt32LE(4), head.readUInt32LE(8)];
    if (head.readUInt32LE(0) !== pass || from !== this.#kept || to <= from || to > docs) return undefined;
    const bytes = Buffer.alloc((to - from) * BYTES_PER_DOC);
    await readAll(this.file, bytes, this.#end + BLOCK_HEAD_BYTES);
    return crc32(bytes, crc32(head.subarray(0, 12))) === head.readUInt32LE(12) ? { to, bytes } : undefined;
  }

  /** Writes a block when it is time, and at the end of each pass. */
  async keep(pass: number, done: number, found: Found): Promise<void> {
    if (this.#hasFailed || done === this.#kept) return;
    if (done < found.norms.length && performance.now() - this.#keptAt < this.keeping.everyMs) return;
    const { edges, norms } = slice(found, this.#kept, done);
    const block = Buffer.alloc(BLOCK_HEAD_BYTES + (done - this.#kept) * BYTES_PER_DOC);
    block.writeUInt32LE(pass, 0);
    block.writeUInt32LE(this.#kept, 4);
    block.writeUInt32LE(done, 8);
    block.set(bytesOf(edges), BLOCK_HEAD_BYTES);
    block.set(bytesOf(norms), BLOCK_HEAD_BYTES + edges.byteLength);
    block.writeUInt32LE(crc32(block.subarray(BLOCK_HEAD_BYTES), crc32(block.subarray(0, 12))), 12);
    try {
      await this.#append(block);
    } catch (error) {
      // What is there is good still; the build goes on without more.
      this.#hasFailed = true;
      this.keeping.onFailure(error as Error);
      return;
    }
    this.#kept = done;
    this.#keptAt = performance.now();
  }

  async #append(block: Uint8Array): Promise<void> {
    await this.file.truncate(this.#end);
    for (let at = 0; at < block.length; ) {
      const { bytesWritten } = await this.file.write(block, at, block.length - at, this.#end + at);
      at += bytesWritten;
    }
    await this.file.datasync();
    this.#end += block.length;
  }

  async close(): Promise<void> {
    await this.file.close().catch(() => {});
  }
}

const slice = ({ edges, norms }: Found, from: number, to: number): Found => ({
  edges: edges.subarray(from * NEIGHBOURS, to * NEIGHBOURS),
  norms: norms.subarray(from, to),
});

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer, byteOffset, byteLength);
