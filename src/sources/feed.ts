/** How does an RSS or Atom feed become records? Entry by entry; which of the two it is, is seen from its elements. */
import { AppError } from '../article/errors.ts';
import { draftRecord } from './draft.ts';
import { atomEntry, type FeedEntry, rssEntry } from './feed-entry.ts';
import { recordOr, refusedRecord, type SourceRecord } from './record.ts';
import { type XmlElement, xmlElements } from './xml.ts';

export interface FeedOptions {
  /** What errors call the feed. */
  readonly name: string;
  /** Against which relative addresses are resolved: where the feed was fetched from. */
  readonly baseUrl?: string | undefined;
}

export interface FeedRecord extends SourceRecord {
  /** The feed only teases: its record has no more than a summary of the story. */
  readonly isTeaser: boolean;
}

/** RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0. The feed's language is that of its entries. */
export async function* feedRecords(
  chunks: AsyncIterable<Uint8Array>,
  { name, baseUrl }: FeedOptions,
): AsyncGenerator<FeedRecord> {
  let index = 0;
  let language: string | undefined;
  let base = baseUrl;
  for await (const element of xmlElements(chunks, name, isWanted)) {
    if (element.name === 'language') language ??= element.text.trim();
    else if (element.name === 'link') base ??= element.attributes.href ?? element.text.trim();
    else yield feedRecord(index++, element, language, base);
  }
}

function isWanted(name: string, parents: readonly string[]): boolean {
  const parent = parents.at(-1);
  if (name === 'item') return parent === 'channel' || parent === 'rdf:RDF';
  if (name === 'entry') return parent === 'feed';
  // Of the feed itself, as far as it comes before its entries.
  return (
    parents.length <= 2 &&
    (parent === 'channel' || parent === 'feed') &&
    (name === 'language' || name === 'link')
  );
}

function feedRecord(
  index: number,
  element: XmlElement,
  language: string | undefined,
  base: string | undefined,
): FeedRecord {
  const place = `line ${element.line}`;
  if (element.problem !== undefined) {
    const error = new AppError('too_large', `the entry is refused: ${element.problem}`);
    return { ...refusedRecord(index, error, place), isTeaser: false };
  }
  let isTeaser = false;
  const record = recordOr(index, place, () => {
    const read: FeedEntry = element.name === 'item' ? rssEntry(element) : atomEntry(element);
    isTeaser = read.isTeaser;
    return draftRecord(index, place, { ...read.draft, language: read.draft.language ?? language }, base);
  });
  return { ...record, isTeaser };
}
