/** A collection of up to 25 short articles, and random changes of it. */
import fc from 'fast-check';
import { NO_RULES, type Rules } from '../../src/box/rules/rules.ts';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import type { StoredArticle } from '../../src/database/articles.ts';
import { Collection } from '../../src/service/collection.ts';
import { FrozenBuilder } from '../../src/service/frozen.ts';
import { type RelatedQuery, relatedTo } from '../../src/service/related.ts';
import { TermTable } from '../../src/vectors/term-table.ts';

export const NOW = Date.UTC(2026, 0, 10);
const WORDS = 'ferry harbour storm strike chess queen crane ticket price crew vote budget school river'.split(
  ' ',
);

export function article(key: number, revision: number, fields: Partial<StoredArticle> = {}): StoredArticle {
  return {
    key,
    id: `a${key}`,
    url: `https://news.example/${key}`,
    urlKey: `news.example/${key}`,
    title: `Story ${key}`,
    body: '',
    excerpt: null,
    author: null,
    section: key % 3 === 0 ? 'World' : 'Sport',
    tags: key % 2 === 0 ? ['even'] : [],
    image: null,
    language: 'en',
    analysisLanguage: 'en',
    publishedAt: new Date(NOW - key * 3_600_000),
    expiresAt: null,
    evergreen: false,
    modifiedAt: null,
    contentHash: '',
    revision,
    storedAt: new Date(NOW),
    deletedAt: null,
    ...fields,
  };
}

export function emptyCollection(): Collection {
  const table = new TermTable();
  for (const word of WORDS) table.add(`en\t${word}`);
  const ids = WORDS.map((_, id) => id);
  const terms = {
    terms: table.selected(ids),
    weights: Float32Array.from(ids, (id) => 1 + id / 7),
    documents: { en: 500 },
  };
  const state = {
    generation: 1,
    revision: 0,
    indexedAt: NOW,
    holder: 'h',
    drift: { built: 500, changed: 0 },
  };
  return new Collection(new FrozenBuilder().finish(terms, state));
}

export type Step = { readonly key: number; readonly words: readonly string[] | null };
export const steps = (most: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      key: fc.integer({ min: 1, max: 25 }),
      words: fc.option(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 }), { freq: 5 }),
    }),
    { maxLength: most, minLength: 1 },
  );

export function apply(collection: Collection, changes: readonly Step[]): void {
  for (const { key, words } of changes) {
    const revision = collection.revision + 1;
    const change =
      words === null
        ? article(key, revision, { deletedAt: new Date(NOW) })
        : article(key, revision, { body: words.join(' ') });
    collection.apply(change, new Date(NOW));
  }
}

export const query = (fields: Partial<RelatedQuery['settings']> = {}): RelatedQuery => ({
  settings: { ...DEFAULT_BOX, limit: 3, ...fields },
  filter: {},
  explain: false,
});

export const shown = (
  collection: Collection,
  id: string,
  asked: RelatedQuery,
  rules: Rules = NO_RULES,
  now = NOW,
) =>
  relatedTo(collection, collection.docOf(id), asked, now, rules).box.items.map(({ card, score }) => [
    card.id,
    Number(score.toFixed(6)),
  ]);

export const ids = (collection: Collection) =>
  [...collection.docs()].map((doc) => collection.idOf(doc)).sort();
