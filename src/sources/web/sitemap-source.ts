/** What is new on the pages that a sitemap lists? Sitemaps that did not change are not read again, nor are pages whose date did not. */
import { AppError } from '../../article/errors.ts';
import { validatorsOf } from '../../fetching/polite.ts';
import { type SitemapEntry, sitemapEntries } from '../sitemap.ts';
import { unwantedAddress, unwantedDate } from '../wanted.ts';
import { PAGES_AT_ONCE, RECHECK_MS, type WebContext } from './context.ts';
import type { Find, Seen } from './find.ts';
import type { Ledger } from './ledger.ts';
import { pageKey, readPage } from './page.ts';
import { chunksOf, type ReadList, refusal, type WebSource } from './source.ts';
import { inOrder } from './window.ts';

const MAX_DEPTH = 3;
const MAX_SITEMAPS = 10_000;
/** Of plugins: what lists no articles. */
const NO_ARTICLES =
  /(?:category|post_tag|tag|author|attachment|product_cat|image|video)-sitemap\d*\.xml|wp-sitemap-(?:taxonomies|users)-/i;
const PAGES = /(?:^|\/)page-sitemap\d*\.xml|wp-sitemap-posts-page-/i;
/** More than this share of what was known is never taken for gone at once: then the sitemap is broken. */
const MAX_GONE_SHARE = 0.5;
const FEW = 10;

const sitemapKey = (url: string) => `sitemap:${url}`;

export function sitemapSource(url: string, context: WebContext, read: ReadList): WebSource {
  return { kind: 'sitemap', url, pass: (ledger) => pass(url, context, read, ledger) };
}

/** What one pass has come across. */
interface Survey {
  readonly pages: Set<string>;
  /** Keys of sitemaps that are what they were: all that they listed is still listed. */
  readonly unchanged: Set<string>;
  isComplete: boolean;
}

interface Listed {
  readonly url: string;
  readonly depth: number;
}

async function* pass(url: string, context: WebContext, read: ReadList, ledger: Ledger): AsyncGenerator<Find> {
  const survey: Survey = { pages: new Set(), unchanged: new Set(), isComplete: true };
  const waiting: Listed[] = [{ url, depth: 0 }];
  const begun = new Set([url]);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { depth } = next;
    const add = (address: string) => {
      if (begun.has(address) || begun.size >= MAX_SITEMAPS) return;
      begun.add(address);
      waiting.push({ url: address, depth: depth + 1 });
    };
    yield* oneSitemap(next, context, read, ledger, survey, add);
  }
  if (context.detectsGone && survey.isComplete) yield* vanished(ledger, survey, context);
}

async function* oneSitemap(
  { url, depth }: Listed,
  context: WebContext,
  read: ReadList,
  ledger: Ledger,
  survey: Survey,
  add: (url: string) => void,
): AsyncGenerator<Find> {
  if (NO_ARTICLES.test(url) || (!context.pages && PAGES.test(url))) {
    yield { kind: 'skipped', place: url, reason: 'lists no articles' };
    return;
  }
  const key = sitemapKey(url);
  const known = ledger.get(key);
  let entries: SitemapEntry[];
  let seen: Seen;
  try {
    const answer = await read(url, known);
    if (answer.status === 304) {
      survey.unchanged.add(key);
      for (const address of known?.lists ?? []) add(address);
      return;
    }
    if (answer.status !== 200) throw refusal(url, answer.status);
    seen = validatorsOf(answer);
    entries = await all(sitemapEntries(chunksOf(answer.bytes), { name: url, baseUrl: answer.url }));
  } catch (error) {
    context.signal?.throwIfAborted();
    if (depth === 0 || !(error instanceof AppError)) throw error;
    survey.isComplete = false;
    yield { kind: 'skipped', place: url, reason: `the sitemap could not be read: ${error.code}` };
    return;
  }
  const lists = entries.flatMap((entry) => (entry.kind === 'sitemap' ? [entry.url] : []));
  if (depth < MAX_DEPTH) for (const address of lists) add(address);
  const pages = entries.filter(({ kind }) => kind === 'page');
  if (pages.length > 0) yield { kind: 'total', total: pages.length };
  let isWhole = true;
  for await (const find of inOrder(pages, PAGES_AT_ONCE, (entry) =>
    pageOf(entry, key, context, ledger, survey),
  )) {
    if (find === undefined) continue;
    // What was left out by a filter, or failed, is to be met again.
    if (find.kind === 'skipped' && find.seen === undefined) isWhole = false;
    if (find.kind === 'gone' && !find.isCertain) isWhole = false;
    yield find;
  }
  if (isWhole) yield { kind: 'known', key, seen: { ...seen, ...(lists.length > 0 && { lists }) } };
}

async function pageOf(
  entry: SitemapEntry,
  sitemap: string,
  context: WebContext,
  ledger: Ledger,
  { pages }: Survey,
): Promise<Find | undefined> {
  const { url, modifiedAt, publishedAt } = entry;
  const key = pageKey(url);
  if (pages.has(key)) return undefined;
  pages.add(key);
  const date = modifiedAt ?? publishedAt;
  const reason =
    unwantedAddress(url, context.wanted) ??
    unwantedDate(date === undefined ? null : new Date(date), context.wanted);
  if (reason !== undefined) return { kind: 'skipped', place: url, reason };
  const known = ledger.get(key);
  if (known !== undefined && isSame(known, modifiedAt, context.now())) return { kind: 'same', key };
  // A news sitemap lists the last two days only: what leaves it is not gone.
  const from = publishedAt === undefined ? sitemap : known?.from;
  return readPage(url, context, known, {
    ...(known?.id !== undefined && { id: known.id }),
    ...(modifiedAt !== undefined && { version: modifiedAt }),
    ...(from !== undefined && { from }),
  });
}

function isSame(
  { version, checkedAt, missing = 0 }: Seen,
  modifiedAt: string | undefined,
  now: number,
): boolean {
  if (missing === 1) return false;
  const isFresh = checkedAt !== undefined && now - checkedAt < RECHECK_MS;
  return modifiedAt === undefined ? isFresh : version === modifiedAt;
}

/** What was listed by a sitemap of this source and is by none any more. */
async function* vanished(ledger: Ledger, survey: Survey, context: WebContext): AsyncGenerator<Find> {
  const gone: string[] = [];
  let known = 0;
  for (const [key, { from, id }] of ledger.entries()) {
    if (from === undefined || id === undefined) continue;
    known++;
    if (!survey.pages.has(key) && !survey.unchanged.has(from)) gone.push(key);
  }
  if (gone.length > FEW && gone.length > known * MAX_GONE_SHARE) {
    context.onNote?.(`${gone.length} of ${known} pages are not in the sitemap any more: too many to believe`);
    return;
  }
  for (const key of gone) yield { kind: 'gone', key, place: key.replace(/^page:/, ''), isCertain: false };
}

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}
