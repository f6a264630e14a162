/** How is a folder of many small files read? One after the other, each whole but only up to a bound. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOf } from './chunks.ts';

/**
 * Of a file that is longer than `limit` the first `limit + 1` bytes come: its reader sees that it is too long.
 * `chunks`: the content, when there is one file and it was opened before.
 */
export async function* smallFiles(
  root: string,
  paths: readonly string[],
  limit: number,
  onBytes: (bytes: number) => void,
  chunks?: AsyncIterable<Uint8Array>,
): AsyncGenerator<[path: string, bytes: Buffer]> {
  let total = 0;
  for (const path of paths) {
    const bytes = chunks ? await upTo(limit + 1, chunks) : await startOf(join(root, path), limit + 1);
    total += bytes.length;
    // Of a file that was opened before, whoever opened it counts.
    if (chunks === undefined) onBytes(total);
    yield [path, bytes];
  }
}

async function startOf(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const size = Math.min((await file.stat()).size, bytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

export async function upTo(bytes: number, chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return bytesOf(parts).subarray(0, bytes);
}
