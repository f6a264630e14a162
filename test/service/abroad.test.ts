/** Boxes across languages: where a request names another one, names and numbers relate. */
import { describe, expect, it } from 'vitest';
import { readLabelled } from '../../scripts/labelled.ts';
import type { Filter } from '../../src/box/settings.ts';
import type { Collection } from '../../src/service/collection.ts';
import { dependencyOn } from '../../src/service/dependency.ts';
import { NO_DECISIONS } from '../../src/service/editorial/decisions.ts';
import { collectionOf } from '../../src/service/memory-collection.ts';
import { relatedTo } from '../../src/service/related.ts';
import { why } from '../../src/service/why.ts';
import { sharedArticles } from '../support/shared-data.ts';
import { article, NOW, query } from './made-collection.ts';

const en = (key: number, body: string) => article(key, key, { title: '', body });
const de = (key: number, body: string) =>
  article(key, key, { title: '', body, language: 'de', analysisLanguage: 'de' });

const TEXTS = [
  en(1, 'Angela Merkel met Emmanuel Macron in Aachen to sign the treaty of 2019.'),
  en(2, 'Angela Merkel spoke of the treaty with the opposition in parliament.'),
  en(3, 'The ferry to Toronto was late because of the storm, and the harbour was closed.'),
  de(4, 'In Aachen unterschrieben Angela Merkel und Emmanuel Macron den Vertrag.'),
  de(5, 'Der Sturm hielt die Fähre nach Toronto auf, der Hafen blieb geschlossen.'),
  de(6, 'Im Garten blühen die Rosen und der Flieder.'),
];

const made = () => collectionOf(TEXTS, 0);
const boxOf = (collection: Collection, id: string, filter: Filter, explain = false) =>
  relatedTo(
    collection,
    collection.docOf(id),
    { ...query({ minScore: 0, duplicates: 'keep' }), filter, explain },
    NOW,
  ).box;
const idsOf = ({ items }: ReturnType<typeof boxOf>) => items.map(({ card }) => card.id);

describe('a box across languages', () => {
  it('is asked for: without a language an article relates within its own', async () => {
    const collection = await made();
    expect(idsOf(boxOf(collection, 'a1', {}))).toEqual(['a2']);
    expect(idsOf(boxOf(collection, 'a1', { languages: ['de'] }))).toEqual(['a4']);
    expect(idsOf(boxOf(collection, 'a3', { languages: ['de'] }))).toEqual(['a5']);
    expect(idsOf(boxOf(collection, 'a6', { languages: ['en', 'de'] }))).toEqual([]);
    expect(idsOf(boxOf(collection, 'a1', { languages: ['fr'] }))).toEqual([]);
  });

  it('holds both languages where both are named, by their scores', async () => {
    const collection = await made();
    const box = boxOf(collection, 'a1', { languages: ['en', 'de'] });
    expect(idsOf(box).sort()).toEqual(['a2', 'a4']);
    const scores = box.items.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('relates by names: a name that each language has only once is enough', async () => {
    const { items } = boxOf(await made(), 'a1', { languages: ['de'] }, true);
    const { terms, parts } = items[0]?.explanation ?? expect.fail('no explanation');
    expect(terms.map(({ term }) => term)).toEqual(
      expect.arrayContaining(['angela merkel', 'macron', 'merkel']),
    );
    expect(items[0]?.score).toBeCloseTo(
      Object.values(parts).reduce((sum, part) => sum + part),
      5,
    );
    expect(items[0]?.score).toBeLessThanOrEqual(1);
  });

  it('is the same when every article is compared', async () => {
    const collection = await made();
    const subject = collection.subject(collection.docOf('a1'));
    const settings = query({ minScore: 0, duplicates: 'keep' });
    const { breadth } = settings.settings;
    const scored = await collection.scoreAll(subject, breadth);
    const exact = { ...settings, filter: { languages: ['de'] }, exact: true };
    const { box } = relatedTo(collection, collection.docOf('a1'), exact, NOW, undefined, scored);
    expect(box.items).toEqual(boxOf(collection, 'a1', { languages: ['de'] }).items);
  });

  it('says why, and without the language why not', async () => {
    const collection = await made();
    const asked = (filter: Filter) =>
      why(
        collection,
        collection.docOf('a1'),
        collection.docOf('a4'),
        { ...query({ minScore: 0 }), filter },
        NOW,
      );
    expect(asked({}).whyNot?.reason).toBe('other-language');
    expect(asked({ languages: ['de'] })).toMatchObject({ place: 1, whyNot: null });
  });

  it('is made anew when an article of the other language comes that belongs into it', async () => {
    const collection = await made();
    const dependency = (filter: Filter) => {
      const doc = collection.docOf('a1');
      const timed = relatedTo(collection, doc, { ...query({ minScore: 0 }), filter }, NOW);
      return dependencyOn(collection, doc, timed, NO_DECISIONS);
    };
    const [within, across] = [dependency({}), dependency({ languages: ['de'] })];
    collection.apply(de(7, 'Macron und Merkel in Aachen: ein neuer Vertrag.'), new Date(NOW));
    expect(collection.holds(across, NOW)).toBe(false);
    expect(collection.holds(within, NOW)).toBe(true);
  });
});

const meantime = sharedArticles('meantime');

describe.skipIf(meantime === undefined)('120 stories in four languages', () => {
  it('find their translations first', async () => {
    const { articles, records, collection } = await readLabelled([meantime as string]);
    const storyOf = (id: string) => (records.get(id) as { translationGroup: string }).translationGroup;
    const languages = [...new Set(articles.map(({ analysisLanguage }) => analysisLanguage))];
    let [first, found] = [0, 0];
    for (const { id, analysisLanguage } of articles) {
      const others = languages.filter((language) => language !== analysisLanguage);
      const same = boxOf(collection, id, { languages: others }).items.map(
        ({ card }) => storyOf(card.id) === storyOf(id),
      );
      if (same[0]) first++;
      found += same.filter(Boolean).length;
    }
    expect(first / articles.length).toBeGreaterThan(0.98);
    // Three translations each, and three places.
    expect(found / (3 * articles.length)).toBeGreaterThan(0.92);
  });
});
