/** What kind of source is an address? It is asked, and what it answers says so. */
import { AppError, shown } from '../../article/errors.ts';
import { canonicalUrl } from '../../article/url.ts';
import type { Answer } from '../../fetching/fetcher.ts';
import { gunzipped, isGzip } from '../gunzip.ts';
import { pageText } from '../html/records.ts';
import { HEAD_BYTES, recognise, type SourceFormat } from '../recognise.ts';
import { upTo } from '../small-files.ts';
import type { WebContext } from './context.ts';
import { feedSource } from './feed-source.ts';
import type { Ledger } from './ledger.ts';
import { linksOf } from './links.ts';
import { pageSource } from './page-source.ts';
import { sitemapSource } from './sitemap-source.ts';
import { chunksOf, listReader, refusal, type WebSource } from './source.ts';
import { homeOf, rootIn } from './wordpress-api.ts';
import { wordpressSource } from './wordpress-source.ts';

/** Is this argument an address and not a file? */
export const isAddress = (text: string) => /^https?:\/\//i.test(text);

/** Under this key a ledger knows what the address was recognised as, and where. */
const SOURCE_KEY = 'source';

type Recognised =
  | { readonly as: 'wordpress'; readonly root: string }
  | { readonly as: 'feed' | 'jsonfeed' | 'sitemap' | 'page'; readonly url: string; readonly answer?: Answer };

/**
 * `forced`: what `--format` says. Throws when there is nothing to read, with what to do instead. An address that the ledger knows
 * is not recognised anew: then its first request is one that asks for changes only.
 */
export async function openWeb(
  url: string,
  context: WebContext,
  forced: SourceFormat | undefined,
  ledger: Ledger,
): Promise<WebSource> {
  const found =
    (forced === undefined ? remembered(ledger) : undefined) ?? (await recognised(url, context, forced));
  if (forced === undefined)
    ledger.set(SOURCE_KEY, { version: found.as, url: found.as === 'wordpress' ? found.root : found.url });
  if (found.as === 'wordpress') return wordpressSource(found.root, context);
  const read = listReader(context, found.answer);
  switch (found.as) {
    case 'feed':
    case 'jsonfeed':
      return feedSource(found.url, found.as === 'jsonfeed', context, read);
    case 'sitemap':
      return sitemapSource(found.url, context, read);
    case 'page':
      return pageSource(found.url, context, found.answer);
  }
}

function remembered(ledger: Ledger): Recognised | undefined {
  const { version, url } = ledger.get(SOURCE_KEY) ?? {};
  if (url === undefined) return undefined;
  if (version === 'wordpress') return { as: version, root: url };
  if (version === 'feed' || version === 'jsonfeed' || version === 'sitemap' || version === 'page')
    return { as: version, url };
  return undefined;
}

async function recognised(
  url: string,
  context: WebContext,
  forced: SourceFormat | undefined,
): Promise<Recognised> {
  const root = rootIn(url);
  if (root !== undefined && (forced === undefined || forced === 'wordpress'))
    return { as: 'wordpress', root };
  const answer = await listReader(context, undefined)(url);
  if (answer.status !== 200) throw refusal(url, answer.status);
  const format = forced ?? (await formatOf(answer));
  switch (format) {
    case 'wordpress': {
      const { wordpress } = linksOf(textOf(answer), answer.url, answer.headers.link);
      return { as: 'wordpress', root: wordpress ?? new URL('wp-json/', answer.url).href };
    }
    case 'rss':
    case 'atom':
      return { as: 'feed', url: answer.url, answer };
    case 'jsonfeed':
    case 'sitemap':
      return { as: format, url: answer.url, answer };
    case 'html':
      return forced === 'html' ? { as: 'page', url: answer.url, answer } : ofPage(answer, context);
    case undefined:
      throw new AppError(
        'unsupported_media',
        `${shown(url)} is no feed, sitemap, page or WordPress: name it with --format`,
      );
    default:
      throw new AppError(
        'unsupported_media',
        `${shown(url)} is a ${format} file: download it, and import the file`,
      );
  }
}

/** A page is a WordPress at its home; a front page otherwise is no story, and its feed and sitemaps are named. */
async function ofPage(answer: Answer, context: WebContext): Promise<Recognised> {
  const { feeds, wordpress } = linksOf(textOf(answer), answer.url, answer.headers.link);
  if (wordpress !== undefined && canonicalUrl(homeOf(wordpress)) === canonicalUrl(answer.url))
    return { as: 'wordpress', root: wordpress };
  const page: Recognised = { as: 'page', url: answer.url, answer };
  if (new URL(answer.url).pathname !== '/') {
    if (feeds[0] !== undefined) context.onNote?.(`one page is read; the site's feed is ${feeds[0]}`);
    return page;
  }
  const sitemaps = await sitemapsOf(answer.url, context);
  if (feeds.length === 0 && sitemaps.length === 0) return page;
  throw new AppError(
    'unsupported_media',
    [
      `${shown(answer.url)} is a front page and no article. Import one of these instead:`,
      ...feeds.map((feed) => `  ${feed}  (feed: the latest)`),
      ...sitemaps.map((sitemap) => `  ${sitemap}  (sitemap: everything)`),
    ].join('\n'),
  );
}

async function sitemapsOf(url: string, { fetcher, signal }: WebContext): Promise<readonly string[]> {
  try {
    const { sitemaps } = await fetcher.robots(url, signal);
    return sitemaps
      .filter((sitemap) => isAddress(sitemap) && canonicalUrl(sitemap) !== undefined)
      .slice(0, 5);
  } catch {
    signal?.throwIfAborted();
    return [];
  }
}

async function formatOf({ bytes, url, headers }: Answer): Promise<SourceFormat | undefined> {
  const head = isGzip(bytes)
    ? await upTo(HEAD_BYTES, gunzipped(chunksOf(bytes), url))
    : bytes.subarray(0, HEAD_BYTES);
  const format = recognise(head, url);
  const type = headers['content-type'] ?? '';
  if (format === undefined && /text\/html/i.test(type)) return 'html';
  // The index of the API itself.
  return format === 'json' && /"namespaces"\s*:/.test(head.toString('latin1')) ? 'wordpress' : format;
}

const textOf = ({ bytes }: Answer) => pageText(bytes.subarray(0, 400_000));
