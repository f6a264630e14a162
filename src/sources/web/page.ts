/** How does the page at an address become an article? Fetched, when it changed, and extracted in a thread. */
import { AppError } from '../../article/errors.ts';
import { canonicalUrl } from '../../article/url.ts';
import type { Answer } from '../../fetching/fetcher.ts';
import { validatorsOf } from '../../fetching/polite.ts';
import { articleRecord, PAGE_BYTES, pageText } from '../html/records.ts';
import type { WebContext } from './context.ts';
import type { Find, Seen } from './find.ts';

export const pageKey = (url: string) => `page:${canonicalUrl(url) ?? url}`;

/** `known`: what was seen of it before; an unchanged page is `same`. Never throws but at an abort. */
export async function readPage(
  url: string,
  context: WebContext,
  known: Seen | undefined,
  seen: Seen = {},
): Promise<Find> {
  const key = pageKey(url);
  try {
    const answer = await context.fetcher.get(url, {
      bytes: PAGE_BYTES,
      validators: known,
      signal: context.signal,
      headers: { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1' },
    });
    return await pageFind(answer, url, context, known, seen);
  } catch (error) {
    context.signal?.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return skipped(key, url, error, context, seen);
  }
}

/** What an answer that is there already holds. */
export async function pageFind(
  answer: Answer,
  url: string,
  context: WebContext,
  known: Seen | undefined,
  seen: Seen,
): Promise<Find> {
  const key = pageKey(url);
  const checkedAt = context.now();
  if (answer.status === 304)
    return { kind: 'same', key, seen: { ...known, ...seen, missing: undefined, checkedAt } };
  if (answer.status === 404 || answer.status === 410)
    return { kind: 'gone', key, place: url, isCertain: answer.status === 410, seen: { ...seen, checkedAt } };
  if (answer.status !== 200) {
    // A refusal is an answer; a site that is ill is asked again.
    const isIll = answer.status >= 500 || answer.status === 429;
    const next = isIll ? undefined : { ...seen, checkedAt };
    return { kind: 'skipped', place: url, reason: `answers ${answer.status}`, key, seen: next };
  }
  const type = answer.headers['content-type'] ?? '';
  if (type !== '' && !/html|xml|text\/plain/i.test(type))
    return { kind: 'skipped', place: url, reason: 'is no page', key, seen: { ...seen, checkedAt } };
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(type)?.[1];
  const found = await context.pool.extract(pageText(answer.bytes, charset), answer.url);
  if (found instanceof AppError)
    return skipped(key, url, found, context, { ...validatorsOf(answer), ...seen });
  const record = articleRecord(0, url, found);
  return { kind: 'article', key, record, seen: { ...validatorsOf(answer), ...seen, checkedAt } };
}

/** An error of a page is a reason to leave it out; one that may be over next time is not remembered. */
function skipped(key: string, url: string, error: AppError, { now }: WebContext, seen: Seen): Find {
  const isPassing = error.code === 'unavailable';
  return {
    kind: 'skipped',
    place: url,
    reason: reasonOf(error),
    key,
    seen: isPassing ? undefined : { ...seen, checkedAt: now() },
  };
}

/** Without the address, so that equal reasons count together. */
const reasonOf = ({ message }: AppError) => message.replace(/^"[^"]*" /, '');
