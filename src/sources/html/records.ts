/** How do saved pages become records? Page by page through the extraction, in a thread with its bounds. */

import { AppError } from '../../article/errors.ts';
import { parsedUrl } from '../../article/url.ts';
import { encodingOf } from '../decode.ts';
import { draftRecord } from '../draft.ts';
import { recordOr, refusedRecord, type SourceRecord } from '../record.ts';
import { smallFiles } from '../small-files.ts';
import type { ExtractedArticle } from './extract.ts';
import { ExtractPool } from './extract-pool.ts';

export interface HtmlOptions {
  /** The address of the folder: a page that does not say its own lies below it, at its path. */
  readonly baseUrl?: string | undefined;
}

/** In UTF-8 and others; of a longer file no page is read. */
export const PAGE_BYTES = 5_000_000;

/** `paths`: relative to `root`, with `/`. `chunks`: the content of the only file, when it was opened before. */
export async function* htmlRecords(
  root: string,
  paths: readonly string[],
  onBytes: (bytes: number) => void,
  { baseUrl }: HtmlOptions = {},
  chunks?: AsyncIterable<Uint8Array>,
): AsyncGenerator<SourceRecord> {
  const pool = new ExtractPool();
  let index = 0;
  try {
    for await (const [path, bytes] of smallFiles(root, paths, PAGE_BYTES, onBytes, chunks)) {
      const url = addressOf(path, baseUrl, chunks !== undefined);
      if (bytes.length > PAGE_BYTES) {
        const error = new AppError('too_large', `a page may have at most ${PAGE_BYTES} bytes`);
        yield refusedRecord(index++, error, path);
        continue;
      }
      yield articleRecord(index++, path, await pool.extract(pageText(bytes), url));
    }
  } finally {
    await pool.close();
  }
}

/** What was extracted as a record; its id is its address's, or without one its path's. */
export function articleRecord(index: number, path: string, found: ExtractedArticle | AppError): SourceRecord {
  if (found instanceof AppError) return refusedRecord(index, found, path);
  const { title, body, excerpt, author, publishedAt, modifiedAt, url, section, tags, image, language } =
    found;
  const draft = {
    id: url ?? path,
    url: url ?? undefined,
    title,
    body,
    excerpt: excerpt ?? undefined,
    author: author ?? undefined,
    section: section ?? undefined,
    tags,
    image: image ?? undefined,
    language: language ?? undefined,
    publishedAt,
    modifiedAt,
  };
  return recordOr(index, path, () => draftRecord(index, path, draft));
}

/** `declared`: the charset of the answer's header, where there was one. */
export function pageText(bytes: Uint8Array, declared?: string): string {
  return new TextDecoder(encodingOf(bytes, declared)).decode(bytes);
}

function addressOf(path: string, baseUrl: string | undefined, isAlone: boolean): string | undefined {
  if (baseUrl === undefined || isAlone) return baseUrl;
  const address = encodeURI(path.replace(/(?:^|\/)index\.x?html?$/i, '/'));
  return parsedUrl(address, baseUrl)?.href;
}
