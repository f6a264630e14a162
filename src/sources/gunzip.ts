/** How is a gzipped file unpacked without being a bomb? As a stream, and only as far as its ratio is one of texts. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../article/errors.ts';
import { counted } from './chunks.ts';

/** Texts pack to a tenth, lists of addresses to a fiftieth; zeros to a thousandth. */
export const MAX_RATIO = 200;
/** So much may come out whatever the ratio. */
const FREE_BYTES = 32_000_000;

export const isGzip = (head: Uint8Array) => head[0] === 0x1f && head[1] === 0x8b;

/** `name` is what errors call the source. */
export async function* gunzipped(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let unpacked = 0;
  const source = Readable.from(
    counted(chunks, (bytes) => {
      packed = bytes;
    }),
  );
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) {
      unpacked += (chunk as Uint8Array).length;
      if (unpacked > FREE_BYTES && unpacked > packed * MAX_RATIO)
        throw new AppError('too_large', `${name} unpacks to over ${MAX_RATIO} times its size`);
      yield chunk as Uint8Array;
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('invalid', `${name} is damaged: ${(cause as Error).message}`, undefined, { cause });
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}
