/** How does a frozen state outlive the process? As a file of arrays, which is believed only when every byte is. */
import { type FileHandle, open } from 'node:fs/promises';
import { type Head, readArrays, type Shape, writeArrays } from './array-file.ts';
import type { Frozen } from './frozen.ts';

const MAGIC = 'KINDRED1';

interface SnapshotHead extends Head {
  readonly state: Omit<Frozen, 'segment' | 'terms' | 'cards'>;
  readonly names: readonly string[];
}

interface SnapshotParts {
  readonly segment: { readonly bytes: Uint8Array<SharedArrayBuffer> };
  readonly terms: Frozen['terms'];
  readonly cards: Omit<Frozen['cards'], 'names'>;
}

const SHAPE = {
  segment: { bytes: 'u8' },
  terms: { bytes: 'u8', starts: 'u32', slots: 'u32' },
  cards: {
    bytes: 'u8',
    starts: 'u32',
    publishedAt: 'f64',
    expiresAt: 'f64',
    revisions: 'f64',
    evergreen: 'u8',
    sections: 'u32',
    languages: 'u32',
    tagStarts: 'u32',
    tags: 'u32',
    newest: 'u32',
    idSlots: 'u32',
    urlSlots: 'u32',
    fingerprints: 'u8',
  },
} as const satisfies Shape & {
  readonly [Part in keyof SnapshotParts]: Readonly<Record<keyof SnapshotParts[Part], string>>;
};

/** Writes the file. Whoever reads it sees the old or the new state, never half. */
export async function writeSnapshot(path: string, frozen: Frozen, fit: string): Promise<void> {
  const { segment, terms, cards, ...state } = frozen;
  const { names, ...cardArrays } = cards;
  const head: SnapshotHead = { fit, state, names };
  const parts = { segment: { bytes: new Uint8Array(segment) }, terms: { ...terms }, cards: cardArrays };
  await writeArrays(path, MAGIC, head, parts);
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
  const read = await readArrays<SnapshotHead, SnapshotParts>(file, MAGIC, fit, SHAPE);
  if (read === undefined)
    return { reason: 'the snapshot was made by another version or with other settings' };
  const { head, parts, end } = read;
  const { size } = await file.stat();
  checkHead(head);
  if (size !== end) throw new Error(`it should have ${end} bytes, got ${size}`);
  const { segment, terms, cards } = parts;
  return { ...head.state, segment: segment.bytes.buffer, terms, cards: { ...cards, names: head.names } };
}

/** A head that is as it was written may be one that another program wrote. */
function checkHead({ state, names }: SnapshotHead): void {
  const { generation, revision, indexedAt, holder, drift, documents, floors, furniture } = state;
  const isState =
    [generation, revision, indexedAt, drift.built, drift.changed].every(Number.isFinite) &&
    typeof holder === 'string' &&
    [documents, floors].every((part) => typeof part === 'object' && part !== null) &&
    Array.isArray(furniture) &&
    Array.isArray(names) &&
    names.every((name) => typeof name === 'string');
  if (!isState) throw new Error('its header is none of a state');
}
