/** How does a WordPress export become records? Item by item; a post whose image comes later in the export waits on disk. */
import { AppError } from '../article/errors.ts';
import { type Draft, draftRecord } from './draft.ts';
import { type OnSkip, orError, recordOr, refusedRecord, type SourceRecord } from './record.ts';
import { Spool } from './spool.ts';
import { wxrItem } from './wxr-post.ts';
import { textOf, type XmlElement, xmlElements } from './xml.ts';

export interface WxrOptions {
  /** Also pages, not only posts. Default: no. */
  readonly pages?: boolean | undefined;
  readonly onSkip?: OnSkip | undefined;
}

/** One file of an export. Large sites are exported as several: images of one stand in another. */
export interface WxrFile {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** So many addresses of images are remembered; later ones are left out. About 150 bytes each. */
export const MAX_ATTACHMENTS = 1_000_000;
const MAX_AUTHORS = 100_000;

interface Waiting {
  readonly index: number;
  readonly place: string;
  readonly draft: Draft;
  readonly thumbnail: string;
  readonly base: string | undefined;
}

/**
 * The published posts of an export, its files read one after the other and as one. Items are counted over all files.
 * Posts come in their order, except that those whose image was not yet seen come at the end.
 */
export async function* wxrRecords(
  files: Iterable<WxrFile>,
  { pages = false, onSkip }: WxrOptions = {},
): AsyncGenerator<SourceRecord> {
  const types = new Set(pages ? ['post', 'page'] : ['post']);
  const authors = new Map<string, string>();
  const attachments = new Map<string, string>();
  const waiting = new Spool<Waiting>();
  let index = 0;
  try {
    for (const { name, chunks } of files) {
      let base: string | undefined;
      for await (const element of xmlElements(chunks, name, isWanted)) {
        if (element.name === 'wp:author') remember(authors, MAX_AUTHORS, ...authorOf(element));
        if (element.name === 'link') base ??= element.text.trim();
        if (element.name !== 'item') continue;
        const place = `${name}, line ${element.line}`;
        const read = readItem(element, authors, types);
        if (read instanceof AppError) yield refusedRecord(index++, read, place);
        else if (read.kind === 'skipped') onSkip?.({ place, reason: read.reason });
        else if (read.kind === 'attachment') remember(attachments, MAX_ATTACHMENTS, read.id, read.url);
        else {
          const { draft, thumbnail } = read;
          if (thumbnail === undefined || attachments.has(thumbnail))
            yield post(index++, place, draft, attachments.get(thumbnail ?? ''), base);
          else await waiting.add({ index: index++, place, draft, thumbnail, base });
        }
      }
    }
    for await (const { index: at, place, draft, thumbnail, base } of waiting.drain())
      yield post(at, place, draft, attachments.get(thumbnail), base);
  } finally {
    await waiting.close();
  }
}

function isWanted(name: string, parents: readonly string[]): boolean {
  if (parents.length !== 2) return false;
  return name === 'item' || name === 'wp:author' || name === 'link';
}

function readItem(
  element: XmlElement,
  authors: ReadonlyMap<string, string>,
  types: ReadonlySet<string>,
): ReturnType<typeof wxrItem> | AppError {
  if (element.problem !== undefined)
    return new AppError('too_large', `the item is refused: ${element.problem}`);
  return orError(() => wxrItem(element, authors, types));
}

function post(
  index: number,
  place: string,
  draft: Draft,
  image: string | undefined,
  base: string | undefined,
): SourceRecord {
  return recordOr(index, place, () => draftRecord(index, place, { ...draft, image }, base));
}

function authorOf(element: XmlElement): [login: string, name: string] {
  const login = textOf(element, 'wp:author_login') ?? '';
  return [login, textOf(element, 'wp:author_display_name') ?? login];
}

function remember(map: Map<string, string>, limit: number, key: string, value: string): void {
  if (map.size < limit) map.set(key, value);
}
