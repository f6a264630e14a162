/** What do `evaluate` and `tune` measure on? Articles from files, with the records that labels are read from, and ratings of pairs. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { AppError } from '../src/article/errors.ts';
import type { StoredArticle } from '../src/database/articles.ts';
import { type Judgements, readJudgements } from '../src/evaluation/judgements.ts';
import type { Collection } from '../src/service/collection.ts';
import { threadsFor } from '../src/service/crew/crew.ts';
import { collectionOf } from '../src/service/memory-collection.ts';
import { fromForeign } from '../src/sources/foreign.ts';
import { toRecord } from '../src/sources/record.ts';
import { detectLanguage } from '../src/text/language.ts';
import { say, UsageError } from './command.ts';
import { showProgress } from './progress.ts';

export interface LabelledArticles {
  readonly articles: readonly StoredArticle[];
  /** Id → the record as it is in the file. */
  readonly records: ReadonlyMap<string, unknown>;
  readonly collection: Collection;
  /** A moment at which every article is published. */
  readonly now: number;
}

/** Reads NDJSON files, `.gz` or not, and indexes what an import would take. `every` n: the first of each n articles; `changed`: what is done to the texts first. */
export async function readLabelled(
  paths: readonly string[],
  every = 1,
  changed: (body: string) => string = (body) => body,
): Promise<LabelledArticles> {
  if (paths.length === 0) throw new UsageError('--articles names the files with the articles');
  const articles: StoredArticle[] = [];
  const records = new Map<string, unknown>();
  let seen = 0;
  const refused: string[] = [];
  for await (const record of recordsOf(paths)) {
    if (seen++ % every !== 0) continue;
    const { result } = toRecord(seen - 1, fromForeign(record));
    if (result instanceof AppError) refused.push(result.message);
    else if (!records.has(result.id)) {
      records.set(result.id, record);
      articles.push(storedOf({ ...result, body: changed(result.body) }, articles.length + 1));
    }
  }
  if (refused.length > 0)
    say(`${refused.length} articles left out, as an import would; the first: ${refused[0]}`);
  if (articles.length === 0) throw new UsageError('there is no article in the files');
  const display = showProgress('indexing');
  const threads = threadsFor(articles.length, availableParallelism());
  const collection = await collectionOf(articles, threads, async (stage, done, total) =>
    display.update(done, total, `${stage} ${done}/${total}`),
  ).finally(() => display.end());
  const latest = articles.reduce((most, { publishedAt }) => Math.max(most, publishedAt?.getTime() ?? 0), 0);
  return { articles, records, collection, now: Math.max(Date.now(), latest) };
}

/** The ratings of `--judgements`, of articles that are there; undefined when the option is not given. */
export async function readRatings(
  path: string | undefined,
  given: {
    readonly gain?: string | undefined;
    readonly 'lower-is-better'?: boolean | undefined;
    readonly where?: string | undefined;
  },
  isKnown: (id: string) => boolean,
): Promise<Judgements | undefined> {
  if (path === undefined) return undefined;
  if (given.gain === undefined) throw new UsageError('--judgements needs --gain COLUMN');
  const [column, value] = given.where?.split('=') ?? [];
  if (given.where !== undefined && (!column || value === undefined))
    throw new UsageError(`--where is COLUMN=VALUE, got ${given.where}`);
  const judgements = readJudgements(
    await readFile(path, 'utf8'),
    {
      gain: given.gain,
      ...(given['lower-is-better'] && { lowerIsBetter: true }),
      ...(column !== undefined && value !== undefined && { where: { column, value } }),
    },
    isKnown,
  );
  if (judgements.unknownPairs > 0)
    say(`${judgements.unknownPairs} pairs left out: no article ${judgements.unknownIds.join(', ')}`);
  return judgements;
}

async function* recordsOf(paths: readonly string[]): AsyncGenerator<unknown> {
  for (const path of paths) {
    const file = createReadStream(path);
    const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
    file.on('error', (error) => input.destroy(error));
    let number = 0;
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() !== '') yield parsed(line, `${path}, line ${number}`);
    }
  }
}

function parsed(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new AppError('invalid', `${place}: ${(error as Error).message}`);
  }
}

function storedOf(
  article: Omit<
    StoredArticle,
    'key' | 'urlKey' | 'contentHash' | 'analysisLanguage' | 'revision' | 'storedAt' | 'deletedAt'
  >,
  key: number,
): StoredArticle {
  return {
    ...article,
    tags: [...article.tags],
    key,
    urlKey: null,
    contentHash: '',
    analysisLanguage: article.language ?? detectLanguage(`${article.title}\n${article.body}`),
    revision: key,
    storedAt: new Date(0),
    deletedAt: null,
  };
}
