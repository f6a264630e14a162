/** What does every source yield? One record after the other, each with its place and either an article or the reason why not. */
import { type Article, articleWithId } from '../article/article.ts';
import type { AppError } from '../article/errors.ts';
import { invalid } from '../article/invalid.ts';

export interface SourceRecord {
  /** 0-based place in the source. */
  readonly index: number;
  /** The id, as far as it could be read. */
  readonly id: string | null;
  readonly result: Article | AppError;
}

/** A value that should be an article. Unknown fields are refused. */
export function toRecord(index: number, value: unknown): SourceRecord {
  const parsed = articleWithId.safeParse(value);
  if (parsed.success) return { index, id: parsed.data.id, result: parsed.data };
  const given = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return {
    index,
    id: typeof given === 'string' ? given.slice(0, 200) : null,
    result: invalid(parsed.error, value),
  };
}

export function refusedRecord(index: number, error: AppError): SourceRecord {
  return { index, id: null, result: error };
}
