/**
 * How is everything that is stored carried elsewhere? One file, believed only when every byte is:
 *
 *     gzip of lines: {"kindred":1, …} | {"table": …, "rows": n} | n rows of JSON | … | {"sequences": …} ‖ 'KINDREDB' | SHA-256 of the gzip
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '../article/errors.ts';
import { takingRevisions } from '../database/articles.ts';
import type { Database, Orm } from '../database/connect.ts';
import { sqlStateOf } from '../database/failures.ts';
import {
  clearTables,
  countRows,
  raiseSequence,
  readRows,
  readSequences,
  readTables,
  writeRows,
} from '../database/stored.ts';
import { damaged, headerOf, linesIn } from './backup-lines.ts';

const FORMAT = 1;
const MAGIC = Buffer.from('KINDREDB');
const TRAILER_BYTES = MAGIC.length + 32;
const ROWS_AT_A_TIME = 200;
/** Classes of SQLSTATE that blame the row: its values, what the schema demands of them, their size. */
const ROW_IS_WRONG = /^(?:22|23|54)/;

export type OnRows = (table: string, done: number, total: number) => void;

/** Writes a backup of one moment; answers the rows. The file is there whole or not at all. */
export async function backUp(database: Database, path: string, onRows: OnRows): Promise<number> {
  const aside = `${path}.${process.pid}.tmp`;
  try {
    let rows = 0;
    await database.orm.transaction(
      async (transaction) => {
        const lines = Readable.from(
          linesOf(transaction, (table, done, total) => {
            rows = done;
            onRows(table, done, total);
          }),
        );
        const hash = createHash('sha256');
        await pipeline(
          lines,
          createGzip(),
          async function* (chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              hash.update(chunk);
              yield chunk;
            }
            yield Buffer.concat([MAGIC, hash.digest()]);
          },
          createWriteStream(aside, { mode: 0o600 }),
        );
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    );
    await synced(aside);
    await rename(aside, path);
    await synced(dirname(path));
    return rows;
  } finally {
    await rm(aside, { force: true });
  }
}

async function* linesOf(orm: Orm, onRows: OnRows): AsyncGenerator<string> {
  const tables = await readTables(orm);
  const counts = new Map<string, number>();
  for (const table of tables) counts.set(table, await countRows(orm, table));
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let done = 0;
  yield `${JSON.stringify({ kindred: FORMAT, rows: total })}\n`;
  for (const table of tables) {
    yield `${JSON.stringify({ table, rows: counts.get(table) })}\n`;
    for await (const rows of readRows(orm, table)) {
      done += rows.length;
      onRows(table, done, total);
      yield `${rows.join('\n')}\n`;
    }
  }
  yield `${JSON.stringify({ sequences: await readSequences(orm) })}\n`;
}

/**
 * Replaces everything that is stored by what the file holds, in one transaction; answers the rows. Throws `invalid` when the
 * file is not whole, before anything is touched, or is whole and no backup: then nothing was changed either. The index must be
 * built anew afterwards.
 */
export async function restore(database: Database, path: string, onRows: OnRows): Promise<number> {
  const gzipBytes = await verified(path);
  return takingRevisions(database.orm, async (transaction) => {
    const known = await readTables(transaction);
    await clearTables(transaction, known);
    let total = 0;
    let done = 0;
    let left = 0;
    let table = '';
    let rows: string[] = [];
    const flush = async () => {
      if (rows.length === 0) return;
      await writeRows(transaction, table, rows).catch((cause: unknown) => {
        if (!ROW_IS_WRONG.test(sqlStateOf(cause) ?? '')) throw cause;
        throw damaged(path, `the database refuses a row of ${table}`, cause);
      });
      done += rows.length;
      onRows(table, done, total);
      rows = [];
    };
    for await (const line of linesIn(path, gzipBytes)) {
      if (left > 0) {
        rows.push(line);
        left--;
        if (rows.length >= ROWS_AT_A_TIME) await flush();
        continue;
      }
      await flush();
      const said = headerOf(path, line);
      if ('kindred' in said) {
        if (said.kindred !== FORMAT) throw damaged(path, `format ${said.kindred} is not known`);
        total = said.rows;
      } else if ('table' in said) {
        ({ table, rows: left } = said);
        if (!known.includes(table)) throw damaged(path, `there is no table ${table} here; migrate first`);
      } else for (const sequence of said.sequences) await raiseSequence(transaction, sequence);
    }
    await flush();
    if (done !== total) throw damaged(path, `it should hold ${total} rows, got ${done}`);
    return done;
  });
}

/** How many bytes of the file are the gzip, after every byte of them was looked at. */
async function verified(path: string): Promise<number> {
  const size = await stat(path).then(
    (found) => found.size,
    (cause: Error) => {
      throw new AppError('not_found', `the backup cannot be read: ${cause.message}`, undefined, { cause });
    },
  );
  const gzipBytes = size - TRAILER_BYTES;
  if (gzipBytes <= 0) throw damaged(path, `it has only ${size} bytes`);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { end: gzipBytes - 1 })) hash.update(chunk as Buffer);
  const file = await open(path);
  const trailer = Buffer.alloc(TRAILER_BYTES);
  await file.read(trailer, 0, TRAILER_BYTES, gzipBytes).finally(() => file.close());
  if (!trailer.equals(Buffer.concat([MAGIC, hash.digest()])))
    throw damaged(path, 'its checksum does not fit its content');
  return gzipBytes;
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
