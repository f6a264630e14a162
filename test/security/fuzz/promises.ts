/** What does every reader promise, whatever it reads? It ends, gives articles or reasons, and throws only what callers can act on. */
import assert from 'node:assert/strict';
import { type Article, LIMITS } from '../../../src/article/article.ts';
import { AppError, type ErrorCode, MESSAGE_CHARACTERS } from '../../../src/article/errors.ts';
import type { SourceRecord } from '../../../src/sources/record.ts';
import type { Outcome } from './target.ts';

/** What input can be refused for. */
const REFUSALS: readonly ErrorCode[] = ['invalid', 'too_large', 'unsupported_media'];
/** Normalisation, escapes of addresses and ids of hashes make a text longer, by so many times and so much a record. */
const GROWTH = 12;
const RECORD_CHARACTERS = 3_000;

/** The error is one that a caller can act on, and no mistake of ours is behind it. */
export function checkError(error: unknown): void {
  if (error instanceof assert.AssertionError) throw error;
  assert.ok(
    error instanceof AppError,
    `an error without a type: ${(error as Error)?.stack ?? String(error)}`,
  );
  assert.ok(REFUSALS.includes(error.code), `the code ${error.code} for input: ${error.message}`);
  assert.ok(
    error.message.length > 0 && error.message.length <= MESSAGE_CHARACTERS,
    'the length of its message',
  );
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    const isMistake = cause instanceof TypeError || cause instanceof ReferenceError;
    const [, place = ''] = cause.stack?.split('\n    at ') ?? [];
    assert.ok(!isMistake || !/\/src\/(?!.*node_modules)/.test(place), `a mistake of ours: ${cause.stack}`);
  }
}

/** What `work` gives, or the reason why it gives nothing. */
export async function orRefusal<T>(work: () => T | Promise<T>): Promise<T | AppError> {
  try {
    return await work();
  } catch (error) {
    checkError(error);
    return error as AppError;
  }
}

export function checkArticle(article: Article): void {
  const { id, title, body, excerpt, tags } = article;
  const { idBytes, titleCharacters, bodyCharacters, excerptCharacters } = LIMITS;
  assert.ok(id !== '' && Buffer.byteLength(id) <= idBytes, 'the id');
  assert.ok(title !== '' && title.length <= 3 * titleCharacters, 'the title');
  assert.ok(body.length <= 3 * bodyCharacters, 'the body');
  assert.ok((excerpt?.length ?? 0) <= 3 * excerptCharacters, 'the excerpt');
  assert.ok(tags.length <= LIMITS.tags, 'the tags');
  for (const value of [id, title, body, excerpt ?? '', ...tags])
    assert.ok(value.isWellFormed() && !value.includes('\0'), 'text that a database does not take');
  for (const date of [article.publishedAt, article.modifiedAt, article.expiresAt])
    assert.ok(date === null || !Number.isNaN(date.getTime()), 'a date that is none');
}

/** All records of a reader, in a form that can be compared; the bytes come in pieces of `size`. Work is bounded by the bytes. */
export async function checkedRecords(
  bytes: Uint8Array,
  size: number,
  read: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<SourceRecord>,
): Promise<{ outcome: Outcome; told: unknown[] }> {
  const source = new Pieces(bytes, size);
  const told: unknown[] = [];
  let characters = 0;
  let taken = 0;
  const thrown = await orRefusal(async () => {
    for await (const { index, id, result, place } of read(source)) {
      if (result instanceof AppError) {
        checkError(result);
        told.push([index, place, result.code, result.message]);
      } else {
        checkArticle(result);
        assert.equal(id, result.id);
        taken++;
        characters += JSON.stringify(result).length;
        told.push([index, place, result]);
      }
      assert.ok(told.length <= bytes.length + 1, 'more records than bytes');
    }
  });
  assert.ok(
    characters <= GROWTH * bytes.length + RECORD_CHARACTERS * taken,
    `${characters} characters of ${bytes.length} bytes in ${taken} articles`,
  );
  assert.ok(source.isClosed, 'the source is left open');
  if (thrown instanceof AppError) told.push([thrown.code, thrown.message]);
  return { told, outcome: taken === 0 ? 'refused' : taken === told.length ? 'taken' : 'both' };
}

/** The same records come whole and in pieces. */
export async function sameInPieces(
  bytes: Uint8Array,
  chance: number,
  read: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<SourceRecord>,
): Promise<Outcome> {
  const { outcome, told } = await checkedRecords(bytes, bytes.length + 1, read);
  // Pieces of a byte or two cut every token; of a long document they would only take time.
  const least = Math.ceil(bytes.length / 2_000);
  const inPieces = await checkedRecords(bytes, least + (chance % 97), read);
  assert.deepEqual(inPieces.told, told);
  return outcome;
}

/** Bytes in pieces, which know whether whoever read them is done with them. */
export class Pieces implements AsyncIterable<Uint8Array> {
  #isClosed = false;
  #reads = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly size: number,
  ) {}

  get isClosed(): boolean {
    return this.#isClosed;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    assert.equal(this.#reads++, 0, 'a stream is read twice');
    try {
      for (let at = 0; at < this.bytes.length; at += this.size)
        yield Buffer.from(this.bytes.subarray(at, at + this.size));
    } finally {
      this.#isClosed = true;
    }
  }
}
