/** How does a stream of NDJSON become records? Line by line, in bounded memory; a bad line spoils only itself. */
import { AppError, shown } from '../article/errors.ts';
import { recordOr, refusedRecord, type SourceRecord, toRecord } from './record.ts';

/** A longer line is refused and skipped. An article of the greatest length fits. */
export const LINE_BYTES = 4_000_000;

/**
 * Every non-empty line of the stream as a record; its index counts non-empty lines from 0.
 * `adapt` turns a line's value into what `toRecord` expects.
 */
export async function* ndjsonRecords(
  chunks: AsyncIterable<Uint8Array>,
  adapt: (value: unknown) => unknown = (value) => value,
): AsyncGenerator<SourceRecord> {
  let index = 0;
  for await (const line of lines(chunks)) {
    if (line === TOO_LONG) {
      yield refusedRecord(index++, new AppError('too_large', `a line may have at most ${LINE_BYTES} bytes`));
      continue;
    }
    const text = line
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trim();
    if (text !== '') yield recordOfLine(index++, text, adapt);
  }
}

function recordOfLine(index: number, text: string, adapt: (value: unknown) => unknown): SourceRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return refusedRecord(
      index,
      new AppError('invalid', `the line is not JSON: ${shown(text)}`, undefined, { cause }),
    );
  }
  return recordOr(index, undefined, () => toRecord(index, adapt(value)));
}

const TOO_LONG = Symbol('a line over the limit');
const NEWLINE = 0x0a;

async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer | typeof TOO_LONG> {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let skipping = false;
  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      const part = chunk.subarray(start, end === -1 ? undefined : end);
      pendingBytes += part.length;
      if (pendingBytes > LINE_BYTES) {
        skipping = true;
        pending = [];
      }
      if (!skipping) pending.push(part);
      if (end === -1) break;
      yield skipping ? TOO_LONG : Buffer.concat(pending);
      pending = [];
      pendingBytes = 0;
      skipping = false;
      start = end + 1;
    }
  }
  if (skipping) yield TOO_LONG;
  else if (pendingBytes > 0) yield Buffer.concat(pending);
}
