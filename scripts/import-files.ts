/** Which records do the files of an import hold, and how many bytes are that? */
import { readFiles, sourceBytes } from '../src/sources/files.ts';
import type { Skipped, SourceRecord } from '../src/sources/record.ts';
import { onlyWanted } from '../src/sources/wanted.ts';
import type { ImportSettings } from './import-options.ts';
import { untilStopped } from './import-stop.ts';

export function fileRecords(
  files: readonly string[],
  { read, wanted, limit }: ImportSettings,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
  onSkip: (skipped: Skipped) => void,
): AsyncGenerator<SourceRecord> {
  const records = readFiles(files, process.stdin, onBytes, { ...read, onSkip });
  return untilStopped(onlyWanted(records, wanted, limit, onSkip), signal);
}

/** The same records; `places` is told where each of them is. */
export async function* remembering(
  records: AsyncIterable<SourceRecord>,
  places: Map<number, string>,
): AsyncGenerator<SourceRecord> {
  for await (const record of records) {
    if (record.place !== undefined) places.set(record.index, record.place);
    yield record;
  }
}

/** Of all files; 0 when one of them does not say. */
export async function bytesOf(files: readonly string[], { read }: ImportSettings): Promise<number> {
  const bytes = await Promise.all(files.map((file) => sourceBytes(file, read.format)));
  return bytes.every((size) => size !== undefined)
    ? bytes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
    : 0;
}
