/** What of an article is kept in memory? What a box shows and filters by, without the body. */
import { teaser } from './teaser.ts';

export interface Card {
  /** The internal integer key. */
  readonly key: number;
  readonly id: string;
  readonly url: string | null;
  readonly urlKey: string | null;
  readonly title: string;
  readonly teaser: string;
  readonly image: string | null;
  readonly author: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  /** The language it was analysed in; `und` when unknown. */
  readonly language: string;
  /** Milliseconds since 1970, or null. */
  readonly publishedAt: number | null;
  readonly expiresAt: number | null;
  readonly evergreen: boolean;
  /** When its present version was stored. */
  readonly storedAt: number;
  /** Which version of the article it is made from. */
  readonly revision: number;
}

interface CardSource {
  readonly key: number;
  readonly id: string;
  readonly url: string | null;
  readonly urlKey: string | null;
  readonly title: string;
  readonly excerpt: string | null;
  readonly image: string | null;
  readonly author: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  readonly analysisLanguage: string;
  readonly publishedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly evergreen: boolean;
  readonly storedAt: Date;
  readonly revision: number;
}

/** `opening`: the body, or at least its first 600 characters. */
export function makeCard(source: CardSource, opening: string): Card {
  const { key, id, url, urlKey, title, image, author, section, tags, evergreen, revision } = source;
  return {
    key,
    id,
    url,
    urlKey,
    title,
    teaser: teaser(source.excerpt ?? opening),
    image,
    author,
    section,
    tags,
    language: source.analysisLanguage,
    publishedAt: source.publishedAt?.getTime() ?? null,
    expiresAt: source.expiresAt?.getTime() ?? null,
    evergreen,
    storedAt: source.storedAt.getTime(),
    revision,
  };
}
