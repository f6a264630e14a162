/** How is one file opened, whatever it is? Unpacked, with its format seen from its first bytes. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { AppError } from '../article/errors.ts';
import { counted, peek } from './chunks.ts';
import { gunzipped, isGzip } from './gunzip.ts';
import { HEAD_BYTES, recognise, type SourceFormat } from './recognise.ts';

export interface OpenFile {
  /** The path, or `standard input`. */
  readonly name: string;
  /** Undefined for a file in which nothing is. */
  readonly format: SourceFormat | undefined;
  /** Who does not read to their end calls `return`. */
  readonly chunks: Awaited<ReturnType<typeof peek>>[1];
}

/** Called with the number of bytes of the file that were read so far, as they are on disk. */
export type OnBytes = (bytes: number) => void;

/** `stdin` is read for the path `-`. Throws `unsupported_media` when neither content nor name tell a format. */
export async function openFile(
  path: string,
  stdin: Readable,
  onBytes: OnBytes,
  forced?: SourceFormat,
): Promise<OpenFile> {
  const name = path === '-' ? 'standard input' : path;
  const source = path === '-' ? stdin : createReadStream(path);
  const [packed, bytes] = await peek(counted(source, onBytes), 2);
  const [head, chunks] = await peek(isGzip(packed) ? gunzipped(bytes, path) : bytes, HEAD_BYTES);
  const format = forced ?? recognise(head, path);
  if (format === undefined && head.toString('utf8').trim() !== '') {
    await chunks.return();
    throw new AppError(
      'unsupported_media',
      `${name} is in no format that is known here: name it with --format`,
    );
  }
  return { name, format, chunks };
}
