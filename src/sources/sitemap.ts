/** Which addresses does a sitemap list? Pages with their dates, or further sitemaps; XML or plain text, gzipped or not. */
import { peek } from './chunks.ts';
import { decoded } from './decode.ts';
import { webAddress } from './draft.ts';
import { gunzipped, isGzip } from './gunzip.ts';
import { parseMoment } from './moment.ts';
import { childOf, textOf, type XmlElement, xmlElements } from './xml.ts';

export interface SitemapEntry {
  /** `sitemap`: another one, from an index. */
  readonly kind: 'page' | 'sitemap';
  /** Absolute, http or https. */
  readonly url: string;
  /** ISO 8601. */
  readonly modifiedAt: string | undefined;
  /** What a news sitemap says. */
  readonly title: string | undefined;
  readonly publishedAt: string | undefined;
  readonly language: string | undefined;
  readonly tags: readonly string[];
  readonly image: string | undefined;
}

export interface SitemapOptions {
  /** What errors call the sitemap. */
  readonly name: string;
  /** Where it was fetched from; relative addresses, which the protocol forbids and sites write, are resolved against it. */
  readonly baseUrl?: string | undefined;
}

/** The protocol allows 50,000; who writes more is read so far. */
export const MAX_ENTRIES = 200_000;
/** So far in it the first `<` stands, if it is XML. */
const HEAD_BYTES = 512;

/** Entries without a usable address are left out. */
export async function* sitemapEntries(
  chunks: AsyncIterable<Uint8Array>,
  { name, baseUrl }: SitemapOptions,
): AsyncGenerator<SitemapEntry> {
  const [packed, source] = await peek(chunks, 2);
  const [head, text] = await peek(isGzip(packed) ? gunzipped(source, name) : source, HEAD_BYTES);
  const isXml = /^[\s\ufeff]*</.test(head.toString('utf8', 0, HEAD_BYTES));
  let count = 0;
  for await (const entry of isXml ? xmlEntries(text, name, baseUrl) : lineEntries(text, baseUrl)) {
    if (++count > MAX_ENTRIES) return;
    yield entry;
  }
}

async function* xmlEntries(
  text: AsyncIterable<Uint8Array>,
  name: string,
  baseUrl: string | undefined,
): AsyncGenerator<SitemapEntry> {
  const isWanted = (element: string, parents: readonly string[]) =>
    parents.length === 1 && (element === 'url' || element === 'sitemap');
  for await (const element of xmlElements(text, name, isWanted)) {
    const entry = entryOf(element, baseUrl);
    if (entry !== undefined) yield entry;
  }
}

function entryOf(element: XmlElement, baseUrl: string | undefined): SitemapEntry | undefined {
  const url = webAddress(textOf(element, 'loc'), baseUrl);
  if (url === undefined) return undefined;
  const news = childOf(element, 'news:news');
  const publication = news && childOf(news, 'news:publication');
  const image = childOf(element, 'image:image');
  return {
    kind: element.name === 'sitemap' ? 'sitemap' : 'page',
    url,
    modifiedAt: parseMoment(textOf(element, 'lastmod')),
    title: news && textOf(news, 'news:title'),
    publishedAt: news && parseMoment(textOf(news, 'news:publication_date')),
    language: publication && textOf(publication, 'news:language'),
    tags:
      (news &&
        textOf(news, 'news:keywords')
          ?.split(',')
          .map((tag) => tag.trim())
          .filter(Boolean)) ??
      [],
    image: image && webAddress(textOf(image, 'image:loc'), baseUrl),
  };
}

/** A longer line is no address. */
const LINE_CHARACTERS = 10_000;

/** One address a line, as the protocol also allows. */
async function* lineEntries(
  text: AsyncIterable<Uint8Array>,
  baseUrl: string | undefined,
): AsyncGenerator<SitemapEntry> {
  let pending = '';
  for await (const piece of decoded(text)) {
    const lines = (pending + piece).split('\n');
    pending = (lines.pop() ?? '').slice(0, LINE_CHARACTERS + 1);
    for (const line of lines) yield* lineEntry(line, baseUrl);
  }
  yield* lineEntry(pending, baseUrl);
}

function* lineEntry(line: string, baseUrl: string | undefined): Generator<SitemapEntry> {
  const isAddress = line.length <= LINE_CHARACTERS && /^\s*https?:/i.test(line);
  const url = isAddress ? webAddress(line, baseUrl) : undefined;
  if (url === undefined) return;
  const nothing = {
    modifiedAt: undefined,
    title: undefined,
    publishedAt: undefined,
    language: undefined,
    tags: [],
    image: undefined,
  };
  yield { kind: 'page', url, ...nothing };
}
