/** How is the body of an answer unpacked without being a bomb? Piece by piece, up to a size and a ratio. */
import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '../article/errors.ts';

export interface UnpackLimits {
  /** What may come out. */
  readonly bytes: number;
  /** How many times as much as came in. */
  readonly ratio: number;
}

/** So much may come out whatever the ratio. */
const FREE_BYTES = 1_000_000;

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};
/** The header of a request that says which we take. */
export const ENCODINGS = 'gzip, deflate, br';

/** `encoding`: of the answer's header; several over each other are refused. `name` is what errors call the answer. */
export async function unpacked(
  body: AsyncIterable<Uint8Array>,
  encoding: string | undefined,
  name: string,
  { bytes, ratio }: UnpackLimits,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let packed = 0;
  let length = 0;
  async function* counted() {
    for await (const chunk of body) {
      packed += chunk.length;
      yield chunk;
    }
  }
  for await (const chunk of unpackedStream(counted(), encoding, name)) {
    length += chunk.length;
    if (length > bytes) throw new AppError('too_large', `${name} has over ${bytes} bytes`);
    if (length > FREE_BYTES && length > packed * ratio)
      throw new AppError('too_large', `${name} unpacks to over ${ratio} times its size`);
    parts.push(chunk);
  }
  return Buffer.concat(parts, length);
}

function unpackedStream(
  body: AsyncIterable<Uint8Array>,
  encoding: string | undefined,
  name: string,
): AsyncIterable<Uint8Array> {
  const wanted = encoding?.trim().toLowerCase() ?? '';
  if (wanted === '' || wanted === 'identity') return body;
  const make = Object.hasOwn(UNPACKERS, wanted) ? UNPACKERS[wanted] : undefined;
  if (make === undefined)
    throw new AppError('unsupported_media', `${name} is packed in a way that is not taken: ${ENCODINGS} are`);
  const unpacker = make();
  // An error of either end reaches whoever reads.
  pipeline(Readable.from(body), unpacker, () => {});
  return unpacker;
}
