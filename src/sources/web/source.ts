/** What is a source on the web? Something that can be passed over again and again, each time telling what is new. */
import { setImmediate } from 'node:timers/promises';
import { AppError, shown } from '../../article/errors.ts';
import type { Answer } from '../../fetching/fetcher.ts';
import type { Validators } from '../../fetching/polite.ts';
import { LIST_BYTES, LIST_TIMEOUT_MS, type WebContext } from './context.ts';
import type { Find } from './find.ts';
import type { Ledger } from './ledger.ts';

export interface WebSource {
  readonly kind: 'wordpress' | 'feed' | 'sitemap' | 'page';
  /** Where it was found, after redirects. */
  readonly url: string;
  pass(ledger: Ledger): AsyncGenerator<Find>;
}

/** Reads a feed, a sitemap or a list; an answer that recognition has read before serves once. */
export type ReadList = (url: string, validators?: Validators) => Promise<Answer>;

export function listReader({ fetcher, signal }: WebContext, read: Answer | undefined): ReadList {
  let waiting = read;
  return async (url, validators) => {
    if (waiting?.url === url) {
      const answer = waiting;
      waiting = undefined;
      return answer;
    }
    return fetcher.get(url, {
      bytes: LIST_BYTES,
      timeoutMs: LIST_TIMEOUT_MS,
      validators,
      signal,
      headers: { accept: '*/*' },
    });
  };
}

/** Any status but 200 as an error that says what to do. */
export function refusal(url: string, status: number): AppError {
  const name = shown(url);
  if (status === 401 || status === 403)
    return new AppError(
      'forbidden',
      `${name} answers ${status}: a private site is read with --user NAME:PASSWORD`,
    );
  if (status === 404 || status === 410) return new AppError('not_found', `${name} answers ${status}`);
  return new AppError('unavailable', `${name} answers ${status}: try again later`);
}

const CHUNK_BYTES = 65_536;

/** Piece by piece, others having their turn between: parsing 60 MB at once would stop them for seconds. */
export async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    yield bytes.subarray(at, at + CHUNK_BYTES);
    await setImmediate();
  }
}
