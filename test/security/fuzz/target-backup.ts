/** A backup: restored when every byte is as it was written; otherwise refused, with nothing changed. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { AppError } from '../../../src/article/errors.ts';
import type { Database } from '../../../src/database/connect.ts';
import { backUp, restore } from '../../../src/service/backup.ts';
import { ingestBatch } from '../../../src/service/ingest.ts';
import { toRecord } from '../../../src/sources/record.ts';
import { orRefusal } from './promises.ts';
import type { Target } from './target.ts';

const MAGIC = Buffer.from('KINDREDB');
const TRAILER_BYTES = MAGIC.length + 32;
const silent = () => {};

/** `folder`: where files may be written. The database must be empty. */
export async function backupTarget(database: Database, folder: string): Promise<Target> {
  const path = join(folder, 'fuzz.backup');
  await ingestBatch(
    database,
    [1, 2, 3].map((at) =>
      toRecord(at, {
        id: `a${at}`,
        url: `https://news.example/${at}`,
        title: `Fähre ${at}`,
        body: 'x\u2028y\nz',
      }),
    ),
  );
  await backUp(database, path, silent);
  const whole = await readFile(path);
  const lines = gunzipSync(whole.subarray(0, -TRAILER_BYTES));
  const digest = async () => {
    const { rows } = await database.orm.execute<{ digest: string }>(
      sql`select md5(string_agg(row_to_json(a)::text, '|' order by key)) as digest from articles a`,
    );
    return rows[0]?.digest;
  };
  const before = await digest();

  /** Writes the file and restores it; what was refused has changed nothing. */
  const restored = async (file: Buffer) => {
    await writeFile(path, file);
    const rows = await orRefusal(() => restore(database, path, silent));
    if (rows instanceof AppError) {
      assert.equal(rows.code, 'invalid');
      assert.equal(await digest(), before, 'a file was refused and something has changed');
    }
    return rows;
  };

  return {
    name: 'backup',
    // The lines, and the file: a name that begins so is sealed again, so that what comes behind the checksum is met.
    seeds: [lines, whole],
    made: fc.constantFrom(lines, whole),
    words: [
      '\n',
      '{}',
      'null',
      '"x"',
      '{"table":"articles","rows":1}\n',
      '{"table":"terms","rows":1}\n',
      '{"table":"__proto__","rows":1}\n',
      '{"sequences":[{"name":"x","value":"1"}]}\n',
      '{"sequences":1}\n',
      '"rows":-1',
      '"rows":1e9',
      '"kindred":2',
      '"key":"x"',
      '"tags":1',
      '\\u0000',
      '\\ud800',
    ],
    pairs: [
      ['[', ']'],
      ['{"a":', '}'],
    ],
    async read(bytes) {
      if (!bytes.subarray(0, 1).equals(lines.subarray(0, 1))) {
        const rows = await restored(bytes);
        assert.ok(rows instanceof AppError || bytes.equals(whole), 'a damaged backup is restored');
        return rows instanceof AppError ? 'refused' : 'taken';
      }
      // What is packed may be no gzip either.
      const packed = bytes.length % 5 === 0 ? bytes : gzipSync(bytes);
      const seal = createHash('sha256').update(packed).digest();
      const rows = await restored(Buffer.concat([packed, MAGIC, seal]));
      if (rows instanceof AppError) return 'refused';
      assert.equal(await restored(whole), 3);
      assert.equal(await digest(), before, 'a backup does not give back what was stored');
      return 'taken';
    },
  };
}
