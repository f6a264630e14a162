/** How do articles become a newspaper? An edition per language, its sections in order, stories newest first. */
import type { Article } from '../article/article.ts';

export interface Section {
  /** Unique over all editions, as it stands in an address: `sport`, `de-sport`. */
  readonly slug: string;
  /** As the articles give it. */
  readonly name: string;
  readonly language: string;
  readonly stories: readonly Article[];
}

export interface Edition {
  readonly language: string;
  readonly sections: readonly Section[];
  /** Of all its sections; never empty. */
  readonly stories: readonly Article[];
}

export interface Newspaper {
  /** The main edition first, the others by language code. */
  readonly editions: readonly Edition[];
  readonly sections: ReadonlyMap<string, Section>;
  readonly stories: ReadonlyMap<string, Article>;
}

/** The edition of the front page; articles without a language belong to it. */
export const MAIN_LANGUAGE = 'en';
const UNSORTED = 'news';
/** As an editor would order them; other sections follow by name. */
const ORDER = [
  ...[
    'world',
    'politics',
    'business',
    'technology',
    'science',
    'health',
    'environment',
    'city',
    'culture',
    'food',
  ],
  ...[
    'politik',
    'wirtschaft',
    'wissen',
    'kultur',
    'mundo',
    'economia',
    'ciencia',
    'cultura',
    'deportes',
    'sport',
  ],
];

export function languageOf(article: Article): string {
  return article.language ?? MAIN_LANGUAGE;
}

export function sectionSlugOf(article: Article): string {
  const name = sectionNameOf(article).toLowerCase();
  const language = languageOf(article);
  return language === MAIN_LANGUAGE ? name : `${language}-${name}`;
}

/** Throws when two articles have the same id. */
export function makeNewspaper(articles: readonly Article[]): Newspaper {
  const stories = new Map<string, Article>();
  for (const article of articles) {
    if (stories.has(article.id)) throw new Error(`two articles have the id ${JSON.stringify(article.id)}`);
    stories.set(article.id, article);
  }
  const newestFirst = [...articles].sort((a, b) => timeOf(b) - timeOf(a) || (a.id < b.id ? -1 : 1));
  const sections = [...grouped(newestFirst, sectionSlugOf)]
    .map(([slug, group]): Section => {
      const [first] = group;
      return { slug, name: sectionNameOf(first), language: languageOf(first), stories: group };
    })
    .sort((a, b) => placeOf(a) - placeOf(b) || (a.slug < b.slug ? -1 : 1));
  const editions = [...grouped(newestFirst, languageOf)]
    .map(
      ([language, group]): Edition => ({
        language,
        sections: sections.filter((section) => section.language === language),
        stories: group,
      }),
    )
    .sort((a, b) => Number(isMain(b)) - Number(isMain(a)) || (a.language < b.language ? -1 : 1));
  return { editions, sections: new Map(sections.map((section) => [section.slug, section])), stories };
}

type Group = [Article, ...Article[]];

function grouped(articles: readonly Article[], keyOf: (article: Article) => string): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const article of articles) {
    const group = groups.get(keyOf(article));
    if (group) group.push(article);
    else groups.set(keyOf(article), [article]);
  }
  return groups;
}

const sectionNameOf = (article: Article) => article.section ?? UNSORTED;
const timeOf = (article: Article) => article.publishedAt?.getTime() ?? 0;
const isMain = (edition: Edition) => edition.language === MAIN_LANGUAGE;

function placeOf({ name }: Section): number {
  const place = ORDER.indexOf(name.toLowerCase());
  return place === -1 ? ORDER.length : place;
}
