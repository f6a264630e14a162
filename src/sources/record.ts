/** What does every source yield? One record after the other, each with its place and either an article or the reason why not. */
import { type Article, articleWithId } from '../article/article.ts';
import { AppError } from '../article/errors.ts';
import { invalid } from '../article/invalid.ts';

export interface SourceRecord {
  /** 0-based place in the source. */
  readonly index: number;
  /** Where that is in the words of the format, e.g. `line 17`, `posts/thaw.md`; absent when the index says it all. */
  readonly place?: string;
  /** The id, as far as it could be read. */
  readonly id: string | null;
  readonly result: Article | AppError;
}

/** What of a source is left out on purpose: no article was meant to come of it. */
export interface Skipped {
  readonly place: string;
  /** One of few sentences, so that a report can count them: `is a draft`. */
  readonly reason: string;
}

export type OnSkip = (skipped: Skipped) => void;

/** A value that should be an article. Unknown fields are refused. */
export function toRecord(index: number, value: unknown, place?: string): SourceRecord {
  const where = place === undefined ? { index } : { index, place };
  const parsed = articleWithId.safeParse(value);
  if (parsed.success) return { ...where, id: parsed.data.id, result: parsed.data };
  const given = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return {
    ...where,
    id: typeof given === 'string' ? given.slice(0, 200) : null,
    result: invalid(parsed.error, value),
  };
}

export function refusedRecord(index: number, error: AppError, place?: string): SourceRecord {
  return { index, ...(place === undefined ? {} : { place }), id: null, result: error };
}

/** What `make` gives; what it throws becomes the reason why this one record is refused. */
export function recordOr(index: number, place: string | undefined, make: () => SourceRecord): SourceRecord {
  const made = orError(make);
  return made instanceof AppError ? refusedRecord(index, made, place) : made;
}

/** What `make` gives, or what it throws as an error that names a cause: libraries throw as they like at hostile input. */
export function orError<Value>(make: () => Value): Value | AppError {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof AppError) return cause;
    return new AppError('invalid', `it could not be read: ${(cause as Error).message}`, undefined, { cause });
  }
}
