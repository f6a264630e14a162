/** Which articles do the real collections hold? Read in place, beside the project: their text is others' and never copied. */
import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { detectLanguage } from '../../src/text/language.ts';

export interface RealArticle {
  /** `collection/id`. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** ISO 639-1, or `und`. */
  readonly language: string;
}

const FILE = 'articles.ndjson.gz';

/**
 * The articles of every folder with an `articles.ndjson.gz`, folders by name, articles as they come, the first of each id;
 * undefined, with the reason on standard error, when there is no such folder.
 */
export async function readRealText(dataFolder: string): Promise<RealArticle[] | undefined> {
  const entries = existsSync(dataFolder) ? await readdir(dataFolder, { withFileTypes: true }) : [];
  const collections = entries
    .filter((entry) => entry.isDirectory() && existsSync(join(dataFolder, entry.name, FILE)))
    .map((entry) => entry.name)
    .sort();
  if (collections.length === 0) {
    process.stderr.write('skipped: the real collections are not beside the project\n');
    return undefined;
  }
  const articles = new Map<string, RealArticle>();
  for (const collection of collections) {
    const lines = createInterface({
      input: createReadStream(join(dataFolder, collection, FILE)).pipe(createGunzip()),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    for await (const line of lines) {
      if (line === '') continue;
      const article = articleOf(collection, JSON.parse(line) as StoredArticle);
      if (!articles.has(article.id)) articles.set(article.id, article);
    }
  }
  return [...articles.values()];
}

interface StoredArticle {
  readonly id: string;
  readonly title?: string;
  readonly text?: string;
  readonly lang?: string;
}

function articleOf(
  collection: string,
  { id, title = '', text: body = '', lang }: StoredArticle,
): RealArticle {
  return { id: `${collection}/${id}`, title, body, language: lang || detectLanguage(`${title}\n${body}`) };
}
