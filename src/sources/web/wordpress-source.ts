/** What is new in a live WordPress? Its posts by the moment of their last change, so that a pass goes on where one ended. */
import { AppError } from '../../article/errors.ts';
import { draftRecord } from '../draft.ts';
import { recordOr } from '../record.ts';
import { unwantedAddress, unwantedDate } from '../wanted.ts';
import type { WebContext } from './context.ts';
import type { Find } from './find.ts';
import type { Ledger } from './ledger.ts';
import { refusal, type WebSource } from './source.ts';
import { apiAddress, askList, homeOf, type ListAnswer } from './wordpress-api.ts';
import { EMBEDDED, POST_FIELDS, type WordpressPost, wordpressPost } from './wordpress-post.ts';

/** Posts per request; fewer where the site breaks down over so many. */
const SIZES = [100, 25, 5] as const;
/** How often all ids are listed to see which are gone. */
const LISTING_MS = 6 * 3_600_000;
/** Answers for a post that is deleted, in the trash, or not public any more. */
const GONE: ReadonlySet<number> = new Set([401, 403, 404, 410]);
const MAX_PAGES = 100_000;

/** `root`: of the REST API. */
export function wordpressSource(root: string, context: WebContext): WebSource {
  return { kind: 'wordpress', url: homeOf(root), pass: (ledger) => pass(root, context, ledger) };
}

async function* pass(root: string, context: WebContext, ledger: Ledger): AsyncGenerator<Find> {
  const types = context.pages ? ['posts', 'pages'] : ['posts'];
  for (const type of types) {
    yield* changes(root, type, context, ledger);
    if (context.detectsGone) yield* vanished(root, type, context, ledger);
  }
}

const postKey = (type: string, id: string) => `${type}:${id}`;

/**
 * Oldest change first. The API compares and sorts by the time of the site, so the cursor is one of its own strings; from it on
 * (inclusive: many posts may share a second) the pages are counted until it moves.
 */
async function* changes(
  root: string,
  type: string,
  context: WebContext,
  ledger: Ledger,
): AsyncGenerator<Find> {
  const { wanted } = context;
  // Another choice of posts begins anew.
  const cursorKey = `cursor:${type}:${JSON.stringify([wanted.include, wanted.exclude, wanted.since])}`;
  let cursor = ledger.get(cursorKey)?.version ?? wanted.since?.toISOString().slice(0, 19);
  let page = 1;
  let isCursorObeyed = true;
  let isTotalKnown = false;
  const met = new Set<string>();
  const pace: Pace = { at: 0 };
  for (let asked = 0; asked < MAX_PAGES; asked++) {
    const answer = await posts(root, type, isCursorObeyed ? cursor : undefined, page, pace, context);
    // Of a page behind the last one WordPress says 400.
    if (answer.status === 400 && page > 1) return;
    if (answer.status !== 200) throw refusal(apiAddress(root, `wp/v2/${type}`, {}), answer.status);
    if (!isTotalKnown && answer.total !== undefined) yield { kind: 'total', total: answer.total };
    isTotalKnown = true;
    const read = answer.items.flatMap((item) => wordpressPost(item) ?? []);
    const [first] = read;
    if (isCursorObeyed && cursor !== undefined && first && first.modified < inclusive(cursor)) {
      // Before WordPress 5.7 the parameter was not known.
      isCursorObeyed = false;
      page = 1;
      continue;
    }
    for (const post of read) {
      const key = postKey(type, post.id);
      if (met.has(`${key} ${post.version}`)) continue;
      met.add(`${key} ${post.version}`);
      yield find(post, key, context, ledger);
    }
    const last = read.at(-1)?.modified;
    if (last === undefined) return;
    if (isCursorObeyed) yield { kind: 'known', key: cursorKey, seen: { version: last } };
    if (answer.pages !== undefined && page >= answer.pages) return;
    if (isCursorObeyed && last !== cursor) {
      cursor = last;
      page = 1;
    } else page++;
  }
}

function find(post: WordpressPost, key: string, { wanted }: WebContext, ledger: Ledger): Find {
  const place = post.url ?? `post ${post.id}`;
  const seen = { version: post.version };
  const modifiedAt = new Date(`${post.version}Z`);
  const reason = post.isProtected
    ? 'needs a password'
    : (unwantedAddress(post.url ?? null, wanted) ??
      unwantedDate(Number.isNaN(modifiedAt.getTime()) ? null : modifiedAt, wanted));
  if (reason !== undefined) return { kind: 'skipped', place, reason };
  const known = ledger.get(key);
  if (known?.version === post.version && known.missing === undefined) return { kind: 'same', key };
  return { kind: 'article', key, record: recordOr(0, place, () => draftRecord(0, place, post.draft)), seen };
}

/** A second before: the API's `modified_after` is exclusive. */
function inclusive(cursor: string): string {
  const moment = Date.parse(`${cursor}Z`);
  return Number.isNaN(moment) ? cursor : new Date(moment - 1000).toISOString().slice(0, 19);
}

/** Which of the sizes is asked for: a site that broke down once is not pressed again. */
interface Pace {
  at: number;
}

async function posts(
  root: string,
  type: string,
  cursor: string | undefined,
  page: number,
  pace: Pace,
  context: WebContext,
): Promise<ListAnswer> {
  let failure: unknown;
  let answer: ListAnswer | undefined;
  for (; pace.at < SIZES.length; pace.at++) {
    const size = SIZES[pace.at] ?? SIZES[0];
    // Smaller pages count from the same place only where their sizes divide each other: 100, 25, 5.
    const parts = SIZES[0] / size;
    const address = (part: number) =>
      apiAddress(root, `wp/v2/${type}`, {
        per_page: size,
        page: (page - 1) * parts + part,
        orderby: 'modified',
        order: 'asc',
        context: 'view',
        _fields: POST_FIELDS,
        _embed: EMBEDDED,
        ...(cursor !== undefined && { modified_after: inclusive(cursor) }),
      });
    try {
      answer = await askList(address(1), context);
      if (answer.status < 500) return parts === 1 ? answer : await withRest(answer, parts, address, context);
    } catch (error) {
      context.signal?.throwIfAborted();
      // Too much for the site or for us; fewer at once may be had.
      if (!(error instanceof AppError) || (error.code !== 'too_large' && error.code !== 'unavailable'))
        throw error;
      failure = error;
    }
  }
  pace.at = SIZES.length - 1;
  if (answer === undefined) throw failure;
  return answer;
}

/** The other parts of a page of 100. */
async function withRest(
  first: ListAnswer,
  parts: number,
  address: (part: number) => string,
  context: WebContext,
): Promise<ListAnswer> {
  const items = [...first.items];
  const smallPages = first.pages ?? Number.POSITIVE_INFINITY;
  for (let part = 2; part <= parts; part++) {
    const next = await askList(address(part), context);
    if (next.status !== 200) break;
    items.push(...next.items);
  }
  return { ...first, items, pages: first.pages === undefined ? undefined : Math.ceil(smallPages / parts) };
}

/** Posts that we have and the site lists no more; each is asked for once more by itself. */
async function* vanished(
  root: string,
  type: string,
  context: WebContext,
  ledger: Ledger,
): AsyncGenerator<Find> {
  const key = `listing:${type}`;
  const now = context.now();
  if (now - (ledger.get(key)?.checkedAt ?? 0) < LISTING_MS) return;
  const listed = await listedIds(root, type, context);
  for (const [known, { id }] of ledger.entries()) {
    if (id === undefined || !known.startsWith(`${type}:`)) continue;
    const number = known.slice(type.length + 1);
    if (listed.has(number)) continue;
    const { status } = await askOne(root, type, number, context);
    if (GONE.has(status)) yield { kind: 'gone', key: known, place: `post ${number}`, isCertain: true };
  }
  yield { kind: 'known', key, seen: { checkedAt: now } };
}

async function askOne(root: string, type: string, id: string, { fetcher, signal }: WebContext) {
  return fetcher.get(apiAddress(root, `wp/v2/${type}/${id}`, { _fields: 'id' }), { signal });
}

async function listedIds(root: string, type: string, context: WebContext): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let page = 1; page <= MAX_PAGES; page++) {
    const address = apiAddress(root, `wp/v2/${type}`, {
      per_page: SIZES[0],
      page,
      orderby: 'id',
      order: 'asc',
      _fields: 'id',
    });
    const { status, items, pages } = await askList(address, context);
    if (status === 400 && page > 1) break;
    if (status !== 200) throw refusal(address, status);
    for (const item of items) ids.add(String((item as { id?: unknown } | null)?.id));
    if (items.length === 0 || (pages !== undefined && page >= pages)) break;
  }
  return ids;
}
