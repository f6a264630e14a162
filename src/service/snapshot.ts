/**
 * How does a frozen state outlive the process? One file, written aside and put in place, believed only when every byte is:
 *
 *     'KINDRED1' | length of the header u32 | its CRC-32 u32 | header, JSON | the arrays, one after the other
 *
 * The header names each array with its type, length and CRC-32.
 */
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Frozen } from './frozen.ts';

const MAGIC = Buffer.from('KINDRED1');
const PREFIX_BYTES = MAGIC.length + 8;
const MOST_HEADER_BYTES = 256 * 1024 * 1024;
/** Between two such pieces other work gets its turn. */
const PIECE_BYTES = 8 * 1024 * 1024;

interface ArrayEntry {
  readonly part: 'segment' | 'terms' | 'cards';
  readonly name: string;
  readonly type: 'u8' | 'u32' | 'f64';
  /** Bytes. */
  readonly length: number;
  readonly crc: number;
}

interface Header {
  /** What must be the same for the state to be of use: index settings and the like. */
  readonly fit: string;
  readonly state: Omit<Frozen, 'segment' | 'terms' | 'cards'>;
  readonly names: readonly string[];
  readonly arrays: readonly ArrayEntry[];
}

/** Writes the file. Whoever reads it sees the old or the new state, never half. */
export async function writeSnapshot(path: string, frozen: Frozen, fit: string): Promise<void> {
  const { segment, terms, cards, ...state } = frozen;
  const { names, ...cardArrays } = cards;
  const parts = { segment: { bytes: new Uint8Array(segment) }, terms: { ...terms }, cards: cardArrays };
  const arrays: { entry: ArrayEntry; bytes: Uint8Array }[] = [];
  for (const [part, named] of Object.entries(parts)) {
    for (const [name, array] of Object.entries(named)) {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      const crc = await checksum(bytes);
      const type = array instanceof Uint8Array ? 'u8' : array instanceof Uint32Array ? 'u32' : 'f64';
      arrays.push({
        entry: { part: part as ArrayEntry['part'], name, type, length: bytes.length, crc },
        bytes,
      });
    }
  }
  const header: Header = { fit, state, names, arrays: arrays.map(({ entry }) => entry) };
  const headerBytes = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  MAGIC.copy(prefix);
  prefix.writeUInt32LE(headerBytes.length, MAGIC.length);
  prefix.writeUInt32LE(crc32(headerBytes), MAGIC.length + 4);

  const aside = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(aside, 'w', 0o600);
    try {
      await writeAll(file, prefix);
      await writeAll(file, headerBytes);
      for (const { bytes } of arrays) await writeAll(file, bytes);
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
}

/** The state in a file, or why there is none: it is absent, of another kind, or damaged. */
export async function readSnapshot(path: string, fit: string): Promise<Frozen | { readonly reason: string }> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { reason: code === 'ENOENT' ? 'there is no snapshot yet' : message };
  }
  try {
    return await readFrom(file, fit);
  } catch (error) {
    return {
      reason: `the snapshot cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  } finally {
    await file.close();
  }
}

async function readFrom(file: FileHandle, fit: string): Promise<Frozen | { readonly reason: string }> {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  await readAll(file, prefix);
  if (!prefix.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('it does not begin as one');
  const headerLength = prefix.readUInt32LE(MAGIC.length);
  if (headerLength > MOST_HEADER_BYTES) throw new Error(`its header would have ${headerLength} bytes`);
  const headerBytes = Buffer.alloc(headerLength);
  await readAll(file, headerBytes);
  if (crc32(headerBytes) !== prefix.readUInt32LE(MAGIC.length + 4)) throw new Error('its header is damaged');
  const header = JSON.parse(headerBytes.toString()) as Header;
  if (header.fit !== fit)
    return { reason: 'the snapshot was made by another version or with other settings' };

  const expected = header.arrays.reduce((sum, { length }) => sum + length, PREFIX_BYTES + headerLength);
  const { size } = await file.stat();
  if (size !== expected) throw new Error(`it should have ${expected} bytes, got ${size}`);
  const parts: Record<ArrayEntry['part'], Record<string, unknown>> = { segment: {}, terms: {}, cards: {} };
  for (const { part, name, type, length, crc } of header.arrays) {
    const memory = new SharedArrayBuffer(length);
    const bytes = new Uint8Array(memory);
    await readAll(file, bytes);
    if ((await checksum(bytes)) !== crc) throw new Error(`${part}.${name} is damaged`);
    parts[part][name] = viewOf(type, memory);
  }
  return {
    ...header.state,
    segment: (parts.segment.bytes as Uint8Array).buffer as unknown as SharedArrayBuffer,
    terms: parts.terms as unknown as Frozen['terms'],
    cards: { ...parts.cards, names: header.names } as unknown as Frozen['cards'],
  };
}

function viewOf(type: ArrayEntry['type'], memory: SharedArrayBuffer) {
  if (type === 'u8') return new Uint8Array(memory);
  return type === 'u32' ? new Uint32Array(memory) : new Float64Array(memory);
}

async function checksum(bytes: Uint8Array): Promise<number> {
  let crc = 0;
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    crc = crc32(bytes.subarray(at, at + PIECE_BYTES), crc);
    if (bytes.length > PIECE_BYTES) await new Promise(setImmediate);
  }
  return crc;
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, Math.min(PIECE_BYTES, bytes.length - at));
    at += bytesWritten;
  }
}

async function readAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, at, Math.min(PIECE_BYTES, bytes.length - at));
    if (bytesRead === 0) throw new Error('it ends too early');
    at += bytesRead;
  }
}
