/** How does what a pass finds come into the collection? In batches, and what is known of the source only after they are stored. */
import type { AppError } from '../../article/errors.ts';
import type { OnSkip, SourceRecord } from '../record.ts';
import type { Find, Seen } from './find.ts';
import type { Ledger } from './ledger.ts';

/** What became of one record, as ingest tells it. */
export interface Stored {
  readonly index: number;
  readonly id: string | null;
  readonly status: 'created' | 'updated' | 'unchanged' | 'outdated' | 'refused';
  readonly error?: AppError | undefined;
}

/** Where articles go. Both are done when they resolve: what was acknowledged survives the end of the process. */
export interface Sink {
  store(records: readonly SourceRecord[]): Promise<readonly Stored[]>;
  /** An article that is not there is no mistake. */
  remove(id: string): Promise<void>;
}

export interface TakeOptions {
  /** Takes what is gone out of the collection; otherwise it is told as skipped. */
  readonly removes: boolean;
  /** At most so many articles; what did not change does not count. Default: all. */
  readonly limit?: number | undefined;
  /** In ms since 1970. */
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
  readonly onStored?: ((results: readonly Stored[], records: readonly SourceRecord[]) => void) | undefined;
  readonly onSame?: ((key: string) => void) | undefined;
  readonly onSkip?: OnSkip | undefined;
  readonly onRemoved?: ((id: string) => void) | undefined;
  readonly onTotal?: ((total: number) => void) | undefined;
}

/** A batch is stored when it has so many records … */
const BATCH_RECORDS = 100;
/** … or its first has waited so long: little is read again after a crash. */
const BATCH_MS = 5_000;
/** One that was not there is gone when it is not there again. */
const MISSING_TIMES = 2;

interface Waiting {
  readonly key: string;
  readonly record: SourceRecord;
  readonly seen: Seen | undefined;
}

/** Takes a whole pass. At an abort what was read is stored before the signal's reason is thrown. */
export async function take(
  finds: AsyncIterable<Find>,
  ledger: Ledger,
  sink: Sink,
  options: TakeOptions,
): Promise<void> {
  const { limit = Number.POSITIVE_INFINITY, now, signal } = options;
  let waiting: Waiting[] = [];
  let known: [key: string, seen: Seen][] = [];
  let since = 0;
  let articles = 0;

  const store = async () => {
    if (waiting.length > 0) await storeBatch(waiting, articles - waiting.length, ledger, sink, options);
    // Only now: what a failure leaves unstored must not become known.
    waiting = [];
    for (const [key, seen] of known) ledger.set(key, seen);
    known = [];
    await ledger.save();
  };

  try {
    if (limit <= 0) return;
    for await (const find of finds) {
      signal?.throwIfAborted();
      switch (find.kind) {
        case 'article': {
          if (waiting.length === 0) since = now();
          const { key, record, seen } = find;
          waiting.push({ key, record: { ...record, index: articles++ }, seen });
          break;
        }
        case 'known':
          known.push([find.key, find.seen]);
          break;
        case 'gone':
          await store();
          await removed(find, ledger, sink, options);
          break;
        default:
          told(find, ledger, options);
      }
      const isFull = waiting.length >= BATCH_RECORDS || (waiting.length > 0 && now() - since >= BATCH_MS);
      if (isFull || articles >= limit) await store();
      if (articles >= limit) return;
    }
  } finally {
    await store();
  }
}

async function storeBatch(
  batch: readonly Waiting[],
  from: number,
  ledger: Ledger,
  sink: Sink,
  { onStored }: TakeOptions,
): Promise<void> {
  const records = batch.map(({ record }) => record);
  const results = await sink.store(records);
  for (const { index, id, status, error } of results) {
    const item = batch[index - from];
    if (item?.seen === undefined) continue;
    // A refusal that lies in the article itself stands until it changes; another one may be over next time.
    if (status === 'refused' && error?.code !== 'invalid' && error?.code !== 'too_large') continue;
    const { id: _, ...seen } = item.seen;
    ledger.set(item.key, status === 'refused' || id === null ? seen : { ...seen, id });
  }
  onStored?.(results, records);
}

function told(
  find: Exclude<Find, { kind: 'article' | 'known' | 'gone' }>,
  ledger: Ledger,
  { onSame, onSkip, onTotal }: TakeOptions,
): void {
  if (find.kind === 'total') {
    onTotal?.(find.total);
    return;
  }
  if (find.key !== undefined && find.seen !== undefined) ledger.set(find.key, find.seen);
  if (find.kind === 'same') onSame?.(find.key);
  else onSkip?.({ place: find.place, reason: find.reason });
}

async function removed(
  { key, place, isCertain, seen }: Extract<Find, { kind: 'gone' }>,
  ledger: Ledger,
  sink: Sink,
  { removes, onSkip, onRemoved }: TakeOptions,
): Promise<void> {
  const known = ledger.get(key);
  if (!removes || known?.id === undefined) {
    if (known?.id === undefined && seen !== undefined) {
      const { id: _, ...rest } = seen;
      ledger.set(key, rest);
    }
    onSkip?.({ place, reason: 'is not there any more' });
    return;
  }
  const missing = (known.missing ?? 0) + 1;
  if (!isCertain && missing < MISSING_TIMES) {
    ledger.set(key, { ...known, missing });
    return;
  }
  await sink.remove(known.id);
  onRemoved?.(known.id);
  const { id: _, ...rest } = seen ?? {};
  if (seen === undefined) ledger.delete(key);
  else ledger.set(key, { ...rest, missing });
}
