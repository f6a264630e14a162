/** What came out of a reader? For tests: all of its records, in short. */
import { Readable } from 'node:stream';
import type { Article } from '../../src/article/article.ts';
import { AppError } from '../../src/article/errors.ts';
import type { SourceRecord } from '../../src/sources/record.ts';

export function bytes(...parts: readonly (string | Uint8Array)[]): AsyncIterable<Uint8Array> {
  return Readable.from(parts.map((part) => Buffer.from(part as string)));
}

/** The same bytes in pieces of `size`. */
export function cut(text: string, size: number): AsyncIterable<Uint8Array> {
  const whole = Buffer.from(text);
  const parts: Buffer[] = [];
  for (let at = 0; at < whole.length; at += size) parts.push(whole.subarray(at, at + size));
  return Readable.from(parts);
}

export async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}

/** The articles; anything refused fails the test with its reason. */
export async function articles(records: AsyncIterable<SourceRecord>): Promise<Article[]> {
  return (await all(records)).map(({ result, place }) => {
    if (result instanceof AppError) throw new Error(`${place}: ${result.message}`);
    return result;
  });
}

/** Titles, and for what was refused place and reason. */
export async function told(records: AsyncIterable<SourceRecord>): Promise<string[]> {
  return (await all(records)).map(({ result, place }) =>
    result instanceof AppError ? `${place ?? '-'}: ${result.message}` : result.title,
  );
}

/** `count` times what `make` gives, without ever holding it. */
export async function* repeated(
  head: string,
  make: (at: number) => string,
  count: number,
  tail = '',
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head);
  for (let at = 0; at < count; at++) yield Buffer.from(make(at));
  yield Buffer.from(tail);
}

/** How many records came, and by how many bytes the process grew after the first tenth of them. */
export async function drained(
  records: AsyncIterable<SourceRecord>,
  expected: number,
): Promise<{ count: number; grownBytes: number }> {
  let count = 0;
  let start = 0;
  let most = 0;
  for await (const { result } of records) {
    if (result instanceof AppError) throw result;
    count++;
    if (count === Math.ceil(expected / 10)) start = process.memoryUsage.rss();
    if (count % 100 === 0) most = Math.max(most, process.memoryUsage.rss());
  }
  return { count, grownBytes: most - start };
}
