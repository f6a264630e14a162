/** How are streams of bytes looked into, counted and put together without being held? */

export function bytesOf(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts);
}

/** At least the first `bytes` (less only where the stream ends before), and the whole stream again. */
export async function peek(
  chunks: AsyncIterable<Uint8Array>,
  bytes = 1,
): Promise<[Buffer, AsyncGenerator<Uint8Array>]> {
  const source = chunks[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await source.next();
    if (next.done) break;
    parts.push(next.value);
    length += next.value.length;
  }
  const head = bytesOf(parts);
  async function* whole(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      for (;;) {
        const next = await source.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await source.return?.();
    }
  }
  return [head, whole()];
}

/** The same stream; `onBytes` hears how many bytes passed so far. */
export async function* counted(
  source: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    onBytes(bytes);
    yield chunk;
  }
}
