/** How does a JSON document become records? Entry by entry of the array that it is, or of the one that it wraps. */
import { AppError, shown } from '../article/errors.ts';
import { peek } from './chunks.ts';
import { type FieldMap, mapped } from './field-map.ts';
import { ELEMENT_BYTES, type JsonPath, jsonElements } from './json-elements.ts';
import { recordOr, refusedRecord, type SourceRecord, toRecord } from './record.ts';

/** Under these names a document keeps its articles when it is no array itself. */
export const WRAPPERS: readonly string[] = [
  'articles',
  'items',
  'posts',
  'records',
  'results',
  'entries',
  'documents',
  'data',
];

/** So far in a document its first bracket stands. */
const HEAD_BYTES = 1000;

/** `name` is what errors call the source. */
export async function* jsonRecords(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  map: FieldMap = {},
): AsyncGenerator<SourceRecord> {
  const adapt = mapped(map);
  const [head, text] = await peek(chunks, HEAD_BYTES);
  const isArray = /^[\s\ufeff]*\[/.test(head.toString('utf8', 0, HEAD_BYTES));
  let index = 0;
  for await (const [bytes] of elements(text, name, isArray ? isEntry : isWrappedEntry))
    yield jsonRecord(index++, bytes, (value, at) => toRecord(at, adapt(value)));
  if (!isArray && index === 0)
    throw new AppError(
      'invalid',
      `${name} is no array of articles and has none under ${WRAPPERS.join(', ')}`,
    );
}

const isEntry = (path: JsonPath) => path.length === 1;
const isWrappedEntry = ([name = '', at = '', ...rest]: JsonPath) =>
  rest.length === 0 && WRAPPERS.includes(name) && /^\d+$/.test(at);

/** A value cut out of JSON as a record, or why it is none. */
export function jsonRecord(
  index: number,
  bytes: Buffer | undefined,
  make: (value: unknown, index: number) => SourceRecord,
): SourceRecord {
  if (bytes === undefined)
    return refusedRecord(
      index,
      new AppError('too_large', `an entry may have at most ${ELEMENT_BYTES} bytes`),
    );
  return recordOr(index, undefined, () => make(parsedJson(bytes), index));
}

export function parsedJson(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid', `the entry is not JSON: ${shown(text)}`, undefined, { cause });
  }
}

/** `jsonElements` whose errors name the source. */
export async function* elements(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  isWanted: (path: JsonPath) => boolean,
): AsyncGenerator<[bytes: Buffer | undefined, path: JsonPath]> {
  try {
    for await (const { bytes, path } of jsonElements(chunks, isWanted)) yield [bytes, path];
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    throw new AppError(cause.code, cause.message.replace(/^it is/, `${name} is`), undefined, { cause });
  }
}
