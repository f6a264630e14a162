/** What is new in a feed? Entries that changed, with the whole story from its page where the feed only teases. */
import { createHash } from 'node:crypto';
import type { Article } from '../../article/article.ts';
import { AppError } from '../../article/errors.ts';
import { validatorsOf } from '../../fetching/polite.ts';
import { type FeedRecord, feedRecords } from '../feed.ts';
import { jsonFeedRecords } from '../json-feed.ts';
import { type HubLinks, hubLinks } from '../push/websub.ts';
import { unwanted } from '../wanted.ts';
import { PAGES_AT_ONCE, RECHECK_MS, type WebContext } from './context.ts';
import type { Find } from './find.ts';
import type { Ledger } from './ledger.ts';
import { readPage } from './page.ts';
import { chunksOf, type ReadList, refusal, type WebSource } from './source.ts';
import { inOrder } from './window.ts';

/** So many of the entries that left the feed are asked in each pass whether they are still there. */
const ASKED_PER_PASS = 10;

/** Under this key a ledger knows the hub of a feed: `url`, and in `version` the topic. */
const HUB_KEY = 'hub';
/** Links of a feed stand at its beginning. */
const HEAD_BYTES = 100_000;

/** Where changes of the feed are announced; undefined until a pass has read that it has a hub. */
export function knownHub(ledger: Ledger): HubLinks | undefined {
  const { url: hub, version: topic } = ledger.get(HUB_KEY) ?? {};
  return hub === undefined || topic === undefined ? undefined : { hub, topic };
}

export function feedSource(url: string, isJson: boolean, context: WebContext, read: ReadList): WebSource {
  return { kind: 'feed', url, pass: (ledger) => pass(url, isJson, context, read, ledger) };
}

async function* pass(
  url: string,
  isJson: boolean,
  context: WebContext,
  read: ReadList,
  ledger: Ledger,
): AsyncGenerator<Find> {
  const key = `feed:${url}`;
  const answer = await read(url, ledger.get(key));
  const listed = new Set<string>();
  if (answer.status === 200) {
    const options = { name: url, baseUrl: answer.url };
    const chunks = chunksOf(answer.bytes);
    const records = isJson ? jsonFeedRecords(chunks, options) : feedRecords(chunks, options);
    let isWhole = true;
    for await (const find of inOrder(records, PAGES_AT_ONCE, (record) => entryOf(record, context, ledger))) {
      if ('key' in find && find.key !== undefined) listed.add(find.key);
      if (find.kind === 'article' ? find.seen === undefined : find.kind !== 'same') isWhole = false;
      yield find;
    }
    const head = isJson ? '' : answer.bytes.toString('latin1', 0, HEAD_BYTES);
    const links = hubLinks(head, url, answer.headers.link);
    if (links !== undefined)
      yield { kind: 'known', key: HUB_KEY, seen: { url: links.hub, version: links.topic } };
    if (isWhole) yield { kind: 'known', key, seen: validatorsOf(answer) };
  } else if (answer.status !== 304) throw refusal(url, answer.status);
  if (context.detectsGone) yield* left(listed, context, ledger);
}

async function entryOf(record: FeedRecord, context: WebContext, ledger: Ledger): Promise<Find> {
  const { id, result, place = '', isTeaser } = record;
  const key = `entry:${id ?? place}`;
  if (result instanceof AppError) return { kind: 'article', key, record, seen: {} };
  const reason = unwanted(record, context.wanted);
  if (reason !== undefined) return { kind: 'skipped', place: result.url ?? place, reason, key };
  const known = ledger.get(key);
  const version = createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 16);
  if (known?.version === version) return { kind: 'same', key };
  const seen = { version, checkedAt: context.now(), ...(result.url !== null && { url: result.url }) };
  if (!isTeaser || result.url === null) return { kind: 'article', key, record, seen };
  const page = await readPage(result.url, context, undefined);
  if (page.kind === 'article' && !(page.record.result instanceof AppError))
    return { kind: 'article', key, record: { ...record, result: joined(result, page.record.result) }, seen };
  // The teaser serves; where the page may be had another time it is asked for again.
  const isPassing = page.kind === 'skipped' && page.seen === undefined;
  return { kind: 'article', key, record, seen: isPassing ? undefined : seen };
}

/** The entry with the text of its page, and with what only the page says. */
export function joined(entry: Article, page: Article): Article {
  const isLonger = page.body.length > entry.body.length;
  return {
    ...entry,
    body: isLonger ? page.body : entry.body,
    excerpt: entry.excerpt ?? page.excerpt,
    author: entry.author ?? page.author,
    section: entry.section ?? page.section,
    tags: entry.tags.length > 0 ? entry.tags : page.tags,
    image: entry.image ?? page.image,
    language: entry.language ?? page.language,
    publishedAt: entry.publishedAt ?? page.publishedAt,
    modifiedAt: entry.modifiedAt ?? page.modifiedAt,
  };
}

/** Asks those entries that left the feed longest ago whether their pages are still there. */
async function* left(listed: ReadonlySet<string>, context: WebContext, ledger: Ledger): AsyncGenerator<Find> {
  const before = context.now() - RECHECK_MS;
  const due = [...ledger.entries()]
    .filter(
      ([key, { id, url, checkedAt = 0, missing = 0 }]) =>
        id !== undefined &&
        url !== undefined &&
        key.startsWith('entry:') &&
        !listed.has(key) &&
        (checkedAt < before || missing === 1),
    )
    .sort(([, a], [, b]) => (a.checkedAt ?? 0) - (b.checkedAt ?? 0))
    .slice(0, ASKED_PER_PASS);
  for (const [key, known] of due) {
    const page = await readPage(known.url ?? '', context, known);
    if (page.kind === 'gone') yield { ...page, key };
    else if (page.kind !== 'skipped' || page.seen !== undefined)
      yield { kind: 'same', key, seen: { ...known, missing: undefined, checkedAt: context.now() } };
  }
}
