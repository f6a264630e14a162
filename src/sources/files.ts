/** How are files and folders of articles read, whatever their format? As one stream of records. */
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../article/errors.ts';
import { csvRecords } from './csv.ts';
import { feedRecords } from './feed.ts';
import { type FieldMap, mapped } from './field-map.ts';
import { type FolderKind, readFolder } from './folder.ts';
import { ghostRecords } from './ghost.ts';
import { htmlRecords } from './html/records.ts';
import { jsonRecords } from './json.ts';
import { jsonFeedRecords } from './json-feed.ts';
import { markdownFiles } from './markdown-files.ts';
import { ndjsonRecords } from './ndjson.ts';
import { type OnBytes, openFile } from './open.ts';
import type { SourceFormat } from './recognise.ts';
import type { OnSkip, SourceRecord } from './record.ts';
import { type WxrFile, wxrRecords } from './wxr.ts';

export type { OnBytes } from './open.ts';

export interface ReadOptions {
  /** Instead of what the file seems to be. */
  readonly format?: SourceFormat | undefined;
  /** Where JSON, NDJSON and CSV keep our fields. */
  readonly map?: FieldMap | undefined;
  /** Of CSV. */
  readonly delimiter?: string | undefined;
  /** The address of the site, for formats that have only paths. */
  readonly baseUrl?: string | undefined;
  /** How addresses of Markdown files are made: `/:year/:month/:slug/`. */
  readonly permalink?: string | undefined;
  /** Also pages of WordPress and Ghost, not only posts. */
  readonly pages?: boolean | undefined;
  readonly onSkip?: OnSkip | undefined;
}

/** Bytes of a file, or of the articles of a folder; undefined for `-`. Throws when there is no such file. */
export async function sourceBytes(path: string, format?: SourceFormat): Promise<number | undefined> {
  if (path === '-') return undefined;
  const found = await statOf(path);
  if (found.isFile()) return found.size;
  if (!found.isDirectory()) throw new AppError('invalid', `${path} is not a file`);
  const { paths } = await readFolder(path, kindOf(format));
  let bytes = 0;
  for (const file of paths) bytes += (await stat(join(path, file))).size;
  return bytes;
}

/** The records of one file or folder, or of `stdin` for the path `-`. */
export async function* readFile(
  path: string,
  stdin: Readable,
  onBytes: OnBytes,
  options: ReadOptions = {},
): AsyncGenerator<SourceRecord> {
  yield* readFiles([path], stdin, onBytes, options);
}

/** Of several files those of a WordPress export are read as one. Records are counted over all. */
export async function* readFiles(
  paths: readonly string[],
  stdin: Readable,
  onBytes: OnBytes,
  options: ReadOptions = {},
): AsyncGenerator<SourceRecord> {
  const progress = new Progress(onBytes);
  const exports: WxrFile[] = [];
  let index = 0;
  for (const path of paths) {
    for await (const record of readOne(path, stdin, progress, exports, options)) {
      const place = paths.length > 1 ? placeIn(path, record) : record.place;
      yield { ...record, index: index++, ...(place !== undefined && { place }) };
    }
  }
  for await (const record of wxrRecords(exports, options)) yield { ...record, index: record.index + index };
}

const placeIn = (path: string, { place, index }: SourceRecord) =>
  `${path}, ${place ?? `record ${index + 1}`}`;

async function* readOne(
  path: string,
  stdin: Readable,
  progress: Progress,
  exports: WxrFile[],
  options: ReadOptions,
): AsyncGenerator<SourceRecord> {
  if (path === '-' || !(await statOf(path)).isDirectory()) {
    yield* readStream(path, stdin, progress, exports, options);
    return;
  }
  const { kind, paths } = await readFolder(path, kindOf(options.format));
  if (kind === 'markdown') yield* markdownFiles(path, paths, progress.ofFile(), options);
  else if (kind === 'html') yield* htmlRecords(path, paths, progress.ofFile(), options);
  else for (const file of paths) yield* readStream(join(path, file), stdin, progress, exports, options);
}

async function* readStream(
  path: string,
  stdin: Readable,
  progress: Progress,
  exports: WxrFile[],
  options: ReadOptions,
): AsyncGenerator<SourceRecord> {
  const { name, format, chunks } = await openFile(path, stdin, progress.ofFile(), options.format);
  const feed = { name, baseUrl: options.baseUrl };
  switch (format) {
    case undefined:
      return;
    case 'ndjson':
      return yield* ndjsonRecords(chunks, mapped(options.map ?? {}));
    case 'json':
      return yield* jsonRecords(chunks, name, options.map);
    case 'csv':
      return yield* csvRecords(chunks, options);
    case 'tsv':
      return yield* csvRecords(chunks, { ...options, delimiter: options.delimiter ?? '\t' });
    case 'wxr':
      exports.push({ name, chunks });
      return;
    case 'rss':
    case 'atom':
      return yield* feedRecords(chunks, feed);
    case 'jsonfeed':
      return yield* jsonFeedRecords(chunks, feed);
    case 'ghost':
      return yield* ghostRecords(chunks, { ...options, name });
    case 'markdown':
      return yield* markdownFiles('', [path], progress.ofFile(), options, chunks);
    case 'html':
      return yield* htmlRecords('', [path], progress.ofFile(), options, chunks);
    case 'wordpress':
      await chunks.return();
      throw new AppError(
        'invalid',
        `the format wordpress is for the address of a site, and ${name} is a file`,
      );
    case 'sitemap':
      await chunks.return();
      throw new AppError(
        'unsupported_media',
        `${name} is a sitemap: it lists addresses and holds no articles; import it by its address`,
      );
  }
}

async function statOf(path: string): Promise<Stats> {
  return await stat(path).catch((cause: unknown) => {
    throw new AppError('not_found', `there is no file ${path}`, undefined, { cause });
  });
}

function kindOf(format: SourceFormat | undefined): FolderKind | undefined {
  if (format === undefined) return undefined;
  return format === 'markdown' || format === 'html' ? format : 'data';
}

/** Bytes over all files together. */
class Progress {
  readonly #onBytes: OnBytes;
  #before = 0;

  constructor(onBytes: OnBytes) {
    this.#onBytes = onBytes;
  }

  /** For one more file: hears how far it was read. */
  ofFile(): OnBytes {
    let last = 0;
    return (bytes) => {
      this.#before += bytes - last;
      last = bytes;
      this.#onBytes(this.#before);
    };
  }
}
