/** What is worked out of an article before it is stored? */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Article, contentHash } from '../article/article.ts';
import { canonicalUrl } from '../article/url.ts';
import type { NewVersion } from '../database/articles.ts';
import { detectLanguage } from '../text/language.ts';

/** After so long, readers get their turn. */
const TURN_MS = 8;

/** A version, but for the article itself. */
export type Prepared = Omit<NewVersion, 'article'>;

/** A version for each article, in their order. */
export type Prepare = (articles: readonly Article[]) => Promise<readonly NewVersion[]>;

export function prepare(article: Article): Prepared {
  return {
    urlKey: article.url === null ? null : (canonicalUrl(article.url) ?? null),
    contentHash: contentHash(article),
    analysisLanguage: article.language ?? detectLanguage(`${article.title}\n${article.body}`),
  };
}

export async function prepareInTurns(articles: readonly Article[]): Promise<NewVersion[]> {
  const versions: NewVersion[] = [];
  let turnEndsAt = performance.now() + TURN_MS;
  for (const article of articles) {
    versions.push({ article, ...prepare(article) });
    if (performance.now() < turnEndsAt) continue;
    await nextTurn();
    turnEndsAt = performance.now() + TURN_MS;
  }
  return versions;
}
