import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSegment } from '../../src/engine/segment.ts';
import { FrozenBuilder } from '../../src/service/frozen.ts';
import { readSnapshot, writeSnapshot } from '../../src/service/snapshot.ts';
import { TermTable } from '../../src/vectors/term-table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-snapshot-'));
});
afterAll(() => rm(folder, { recursive: true }));

function frozen() {
  const table = new TermTable();
  for (const word of ['ferry', 'harbour']) table.add(`en\t${word}`);
  const builder = new FrozenBuilder();
  for (const key of [4, 9]) {
    const nothing = { url: null, image: null, author: null, publishedAt: null, expiresAt: null };
    const card = { key, id: `a${key}`, urlKey: `u/${key}`, title: 'Fähre', teaser: '…', section: 'Sport' };
    builder.add(
      {
        ...nothing,
        ...card,
        tags: ['x'],
        language: 'en',
        evergreen: true,
        storedAt: 5,
        revision: 1000 * key,
      },
      { entries: Uint32Array.of(256 + 1), scale: 1 },
      { edges: [{ doc: 13 - key, similarity: 255 }], norm: 2 },
    );
  }
  return builder.finish(
    { terms: table.selected([0, 1]), weights: Float32Array.of(1, 1), documents: { en: 2 } },
    { generation: 3, revision: 17, indexedAt: 99, holder: 'h', drift: { built: 2, changed: 1 } },
  );
}

it('gives back the frozen state, in memory that threads can share', async () => {
  const path = join(folder, 'whole');
  const state = frozen();
  await writeSnapshot(path, state, 'fit');
  const read = await readSnapshot(path, 'fit');
  if ('reason' in read) throw new Error(read.reason);
  expect({ ...read, segment: null }).toEqual({ ...state, segment: null });
  const { bytes: _, ...segment } = openSegment(read.segment);
  const { bytes: __, ...original } = openSegment(state.segment);
  expect(segment).toEqual(original);
  expect(read.cards.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(await readdir(folder)).toEqual(['whole']);
});

it('is not believed when it is of another kind, absent, cut, longer, or any byte of it was changed', async () => {
  const path = join(folder, 'damaged');
  await writeSnapshot(path, frozen(), 'fit');
  const reasonOf = async (name = path, fit = 'fit') => {
    const read = await readSnapshot(name, fit);
    return 'reason' in read ? read.reason : undefined;
  };
  expect(await reasonOf(path, 'other')).toContain('other settings');
  expect(await reasonOf(join(folder, 'absent'))).toBe('there is no snapshot yet');
  const whole = await readFile(path);
  await writeFile(path, whole.subarray(0, whole.length - 1));
  expect(await reasonOf()).toMatch(/should have \d+ bytes|ends too early/);
  await writeFile(path, Buffer.concat([whole, Buffer.of(0)]));
  expect(await reasonOf()).toMatch(/should have \d+ bytes/);
  for (let at = 0; at < whole.length; at += 1 + Math.floor(whole.length / 300)) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] as number) ^ 0x10;
    await writeFile(path, changed);
    expect(await reasonOf(), `byte ${at}`).toBeDefined();
  }
  await writeFile(path, whole);
  expect(await reasonOf()).toBeUndefined();
});
