/** How are streams of bytes looked into, counted and put together without being held? */

export function bytesOf(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts);
}

/** At least the first `bytes` (less only where the stream ends before), and the whole stream again. */
export async function peek(
  chunks: AsyncIterable<Uint8Array>,
  bytes = 1,
): Promise<[Buffer, ReturnType<typeof resumed<Uint8Array>>]> {
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
  return [head, resumed(head.length > 0 ? [head] : [], source)];
}

/** What was read already and the rest. Unlike a generator's, its `return` lets go of the source also before the first value. */
export function resumed<Value>(
  read: readonly Value[],
  source: AsyncIterator<Value, unknown>,
): AsyncIterableIterator<Value> & { return(): Promise<IteratorResult<Value>> } {
  let at = 0;
  const done = { done: true, value: undefined } as const;
  return {
    async next() {
      if (at < read.length) return { done: false, value: read[at++] as Value };
      const next = await source.next();
      return next.done ? done : next;
    },
    async return() {
      at = read.length;
      await source.return?.();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
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
