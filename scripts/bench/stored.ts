/** How does text become what the service stores? As the import would have it, without a database. */
import type { StoredArticle } from '../../src/database/articles.ts';
import type { RivalArticle } from './rivals/rival.ts';

export function storedArticle({ id, title, body, language }: RivalArticle, key: number): StoredArticle {
  const empty = { excerpt: null, author: null, section: null, tags: [], image: null };
  const dates = { publishedAt: null, expiresAt: null, modifiedAt: null, deletedAt: null };
  return {
    ...empty,
    ...dates,
    ...{ key, id, title, body, language, analysisLanguage: language },
    url: null,
    urlKey: null,
    evergreen: false,
    contentHash: '',
    revision: key,
    storedAt: new Date(0),
  };
}
