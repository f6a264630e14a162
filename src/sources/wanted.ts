/** Which of a source's articles are wanted? By address, by date, and only so many. */
import { AppError } from '../article/errors.ts';
import type { OnSkip, SourceRecord } from './record.ts';

export interface Wanted {
  /** Patterns of addresses: `*` stands for anything; one without it for a part of the address. Empty: all. */
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  /** Nothing that was last changed, or else published, before. What has no date is wanted. */
  readonly since?: Date | undefined;
}

/** Why an address is left out, or undefined when it is wanted. No address fits no pattern of `include`. */
export function unwantedAddress(
  url: string | null,
  { include = [], exclude = [] }: Wanted,
): string | undefined {
  if (include.length > 0 && !include.some((pattern) => fits(url ?? '', pattern))) return 'fits no --include';
  return exclude.some((pattern) => fits(url ?? '', pattern)) ? 'fits an --exclude' : undefined;
}

/** Why a date is too early, or undefined. */
export function unwantedDate(date: Date | null, { since }: Wanted): string | undefined {
  return date !== null && since !== undefined && date < since ? 'is older than --since' : undefined;
}

/** Why a record is left out. Refused ones are kept: their reasons are to be seen. */
export function unwanted({ result }: SourceRecord, wanted: Wanted): string | undefined {
  if (result instanceof AppError) return undefined;
  return unwantedAddress(result.url, wanted) ?? unwantedDate(result.modifiedAt ?? result.publishedAt, wanted);
}

/** The wanted records, at most `limit` of them. */
export async function* onlyWanted(
  records: AsyncIterable<SourceRecord>,
  wanted: Wanted,
  limit: number,
  onSkip: OnSkip | undefined,
): AsyncGenerator<SourceRecord> {
  let count = 0;
  if (limit <= 0) return;
  for await (const record of records) {
    const reason = unwanted(record, wanted);
    if (reason !== undefined) {
      onSkip?.({ place: record.place ?? `record ${record.index + 1}`, reason });
      continue;
    }
    yield record;
    if (++count >= limit) return;
  }
}

/** The parts between stars must come one after the other; the first and the last stand at the ends. */
export function fits(address: string, pattern: string): boolean {
  if (!pattern.includes('*')) return address.includes(pattern);
  const parts = pattern.split('*');
  const first = parts.shift() ?? '';
  const last = parts.pop() ?? '';
  if (!address.startsWith(first) || address.length < first.length + last.length) return false;
  const end = address.length - last.length;
  if (!address.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = address.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
