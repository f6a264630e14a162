/** How are files of articles read? NDJSON or JSON, also gzipped, also from standard input, as a stream of records. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../article/errors.ts';
import { fromForeign } from './foreign.ts';
import { ndjsonRecords } from './ndjson.ts';
import { type SourceRecord, toRecord } from './record.ts';

/** A JSON array is parsed as a whole; a larger one has to be NDJSON, which is read as a stream. */
export const JSON_BYTES = 256_000_000;

/** Called with the number of bytes of the file that were read so far. */
export type OnBytes = (bytes: number) => void;

/** Bytes of a file on disk; undefined for `-`. Throws when there is no such file. */
export async function sourceBytes(path: string): Promise<number | undefined> {
  if (path === '-') return undefined;
  const found = await stat(path).catch((cause: unknown) => {
    throw new AppError('not_found', `there is no file ${path}`, undefined, { cause });
  });
  if (!found.isFile()) throw new AppError('invalid', `${path} is not a file`);
  return found.size;
}

/** The records of one file, or of `stdin` for the path `-`. What the file is, is seen from its first bytes. */
export async function* readFile(
  path: string,
  stdin: Readable,
  onBytes: OnBytes,
): AsyncGenerator<SourceRecord> {
  const source = path === '-' ? stdin : createReadStream(path);
  const [head, chunks] = await peek(counted(source, onBytes));
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const [textHead, text] = isGzip ? await peek(gunzipped(chunks, path)) : [head, chunks];
  const first = Buffer.from(textHead)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()[0];
  if (first === '[') yield* jsonArray(text, path);
  else yield* ndjsonRecords(text, fromForeign);
}

async function* jsonArray(chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<SourceRecord> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > JSON_BYTES)
      throw new AppError('too_large', `${path} has over ${JSON_BYTES} bytes: write it as NDJSON`);
    parts.push(chunk);
  }
  const text = Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid', `${path} is not JSON: ${(cause as Error).message}`, undefined, { cause });
  }
  if (!Array.isArray(values)) throw new AppError('invalid', `${path} is not an array of articles`);
  for (let index = 0; index < values.length; index++) yield toRecord(index, fromForeign(values[index]));
}

async function* counted(source: AsyncIterable<Uint8Array>, onBytes: OnBytes): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    onBytes(bytes);
    yield chunk;
  }
}

async function* gunzipped(chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  const source = Readable.from(chunks);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) yield chunk as Uint8Array;
  } catch (cause) {
    throw new AppError('invalid', `${path} is damaged: ${(cause as Error).message}`, undefined, { cause });
  }
}

/** The first chunk, and the whole stream again. */
async function peek(chunks: AsyncGenerator<Uint8Array>): Promise<[Uint8Array, AsyncGenerator<Uint8Array>]> {
  const first = await chunks.next();
  const head = first.done ? new Uint8Array(0) : first.value;
  async function* whole() {
    if (!first.done) yield first.value;
    yield* chunks;
  }
  return [head, whole()];
}
