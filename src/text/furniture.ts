/** What of an article is its own? The sentences that come from the page it stood on are left out. */
import { eachSentence } from './sentences.ts';

/** A sentence that belongs to pages and not to stories. */
export interface FurnitureLine {
  readonly language: string;
  /** As one of the articles has it, at most 300 characters. */
  readonly text: string;
  /** What `sentenceHash` says of it. */
  readonly hash: number;
  /** In so many of the articles that were looked at. */
  readonly articles: number;
}

/** The same article without the sentences of these hashes; itself when it has none. */
export function withoutFurniture<T extends { readonly body: string }>(
  article: T,
  furniture: ReadonlySet<number>,
): T {
  if (furniture.size === 0) return article;
  const { body } = article;
  let kept = '';
  let from = 0;
  eachSentence(body, (start, end, hash) => {
    if (!furniture.has(hash)) return;
    kept += body.slice(from, start);
    // What stood on both sides must not become neighbours.
    kept += '\n';
    from = end;
  });
  return from === 0 ? article : { ...article, body: kept + body.slice(from) };
}
