/**
 * How do arrays outlive the process? One file, written aside and put in place, believed only when every byte is:
 *
 *     magic, 8 bytes | length of the header u32 | its CRC-32 u32 | header, JSON | the arrays, one after the other
 *
 * The header names each array with its part, type, length and CRC-32.
 */
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { shown } from '../article/errors.ts';

const MAGIC_BYTES = 8;
const PREFIX_BYTES = MAGIC_BYTES + 8;
/** Between two such pieces other work gets its turn; each is on the disk before the next, so that no wait for it is long. */
const PIECE_BYTES = 8 * 1024 * 1024;

type StoredArray = Uint8Array | Uint32Array | Float64Array;
/** Part → name → array. */
type Parts = Readonly<Record<string, Readonly<Record<string, StoredArray>>>>;

type ArrayType = 'u8' | 'u32' | 'f64';
/** Which arrays a kind of file has: part → name → type. */
export type Shape = Readonly<Record<string, Readonly<Record<string, ArrayType>>>>;

interface ArrayEntry {
  readonly part: string;
  readonly name: string;
  readonly type: ArrayType;
  /** Bytes. */
  readonly length: number;
  readonly crc: number;
}

export interface Head {
  /** What must be the same for the arrays to be of use: index settings and the like. */
  readonly fit: string;
}

/** Called after each piece; writing is given up when it throws. */
export type Turn = () => Promise<void>;

const nextTurn: Turn = () => new Promise((resolve) => setImmediate(resolve));

/** Writes the file. Whoever reads it sees the old or the new state, never half. Answers its bytes. */
export async function writeArrays(
  path: string,
  magic: string,
  head: Head,
  parts: Parts,
  turn = nextTurn,
): Promise<number> {
  const arrays: { entry: ArrayEntry; bytes: Uint8Array }[] = [];
  for (const [part, named] of Object.entries(parts)) {
    for (const [name, array] of Object.entries(named)) {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      const crc = await checksum(bytes, turn);
      const type = array instanceof Uint8Array ? 'u8' : array instanceof Uint32Array ? 'u32' : 'f64';
      arrays.push({ entry: { part, name, type, length: bytes.length, crc }, bytes });
    }
  }
  const headerBytes = Buffer.from(JSON.stringify({ ...head, arrays: arrays.map(({ entry }) => entry) }));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(magic, 'latin1');
  prefix.writeUInt32LE(headerBytes.length, MAGIC_BYTES);
  prefix.writeUInt32LE(crc32(headerBytes), MAGIC_BYTES + 4);

  const aside = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(aside, 'w', 0o600);
    try {
      await writeAll(file, prefix, turn);
      await writeAll(file, headerBytes, turn);
      for (const { bytes } of arrays) await writeAll(file, bytes, turn);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  } finally {
    await rm(aside, { force: true });
  }
  return arrays.reduce((sum, { bytes }) => sum + bytes.length, PREFIX_BYTES + headerBytes.length);
}

export interface ArrayFile<H extends Head, P> {
  readonly head: H;
  /** As written, in memory that threads can share. */
  readonly parts: P;
  /** Bytes that these take in the file; there may be more behind them. */
  readonly end: number;
}

/** What an open file holds; undefined when it was made for something else. Throws when it is damaged, or has not the arrays of `shape`. */
export async function readArrays<H extends Head, P>(
  file: FileHandle,
  magic: string,
  fit: string,
  shape: Shape,
): Promise<ArrayFile<H, P> | undefined> {
  const { size } = await file.stat();
  const prefix = Buffer.alloc(PREFIX_BYTES);
  await readAll(file, prefix, 0);
  if (prefix.toString('latin1', 0, MAGIC_BYTES) !== magic) throw new Error('it does not begin as one');
  const headerLength = prefix.readUInt32LE(MAGIC_BYTES);
  if (headerLength > size - PREFIX_BYTES) throw new Error(`its header would have ${headerLength} bytes`);
  const headerBytes = Buffer.alloc(headerLength);
  await readAll(file, headerBytes, PREFIX_BYTES);
  if (crc32(headerBytes) !== prefix.readUInt32LE(MAGIC_BYTES + 4)) throw new Error('its header is damaged');
  const { arrays, ...head } = JSON.parse(headerBytes.toString()) as H & { readonly arrays: ArrayEntry[] };
  if (head.fit !== fit) return undefined;
  checkArrays(arrays, shape);

  let at = PREFIX_BYTES + headerLength;
  const end = arrays.reduce((sum, { length }) => sum + length, at);
  if (size < end) throw new Error(`it should have ${end} bytes, got ${size}`);
  const parts: Record<string, Record<string, StoredArray>> = {};
  for (const { part, name, type, length, crc } of arrays) {
    const memory = new SharedArrayBuffer(length);
    const bytes = new Uint8Array(memory);
    await readAll(file, bytes, at);
    if ((await checksum(bytes, nextTurn)) !== crc) throw new Error(`${part}.${name} is damaged`);
    parts[part] = { ...parts[part], [name]: viewOf(type, memory) };
    at += length;
  }
  return { head: head as unknown as H, parts: parts as P, end };
}

/** A header that is as it was written may be one that another program wrote. */
function checkArrays(arrays: readonly ArrayEntry[], shape: Shape): void {
  const missing = new Map<string, ArrayType>();
  for (const [part, named] of Object.entries(shape))
    for (const [name, type] of Object.entries(named)) missing.set(`${part}.${name}`, type);
  for (const { part, name, type, length } of arrays) {
    const place = `${part}.${name}`;
    if (missing.get(place) !== type || !Number.isSafeInteger(length) || length < 0)
      throw new Error(`it has an array ${shown(place)} that does not belong there`);
    missing.delete(place);
  }
  if (missing.size > 0) throw new Error(`it lacks ${[...missing.keys()].join(', ')}`);
}

function viewOf(type: ArrayEntry['type'], memory: SharedArrayBuffer): StoredArray {
  if (type === 'u8') return new Uint8Array(memory);
  return type === 'u32' ? new Uint32Array(memory) : new Float64Array(memory);
}

async function checksum(bytes: Uint8Array, turn: Turn): Promise<number> {
  let crc = 0;
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    crc = crc32(bytes.subarray(at, at + PIECE_BYTES), crc);
    if (bytes.length > PIECE_BYTES) await turn();
  }
  return crc;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, turn: Turn): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, Math.min(PIECE_BYTES, bytes.length - at));
    at += bytesWritten;
    if (bytesWritten < PIECE_BYTES) continue;
    await file.datasync();
    await turn();
  }
}

/** Fills the bytes with those of the file from `position` on. Throws when it has fewer. */
export async function readAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const length = Math.min(PIECE_BYTES, bytes.length - at);
    const { bytesRead } = await file.read(bytes, at, length, position + at);
    if (bytesRead === 0) throw new Error('it ends too early');
    at += bytesRead;
  }
}
