import { describe, expect, it } from 'vitest';
import type { StoredArticle } from '../../src/database/articles.ts';
import type { Collection } from '../../src/service/collection.ts';
import { analyzeDraft } from '../../src/service/draft.ts';
import { sampleStep } from '../../src/service/furniture.ts';
import { collectionOf } from '../../src/service/memory-collection.ts';

const STORIES = [
  'Trawlers returned to the harbour with record catches of mackerel while the fish market stayed shut for repairs.',
  'The orchestra dismissed its conductor after a quarrel about wages, and violinists cheered in the concert hall.',
  'Surgeons transplanted a kidney by robot for the first time, and the patient left the hospital within a week.',
  'Farmers planted drought-proof barley on dunes where nothing but thistles had grown since their grandparents came.',
  'A goalkeeper scored from his own penalty area in stoppage time and won the cup for the smallest club in the league.',
  'Programmers found a flaw in the lottery computer that had paid the same family eleven jackpots in a decade.',
];
const PAGE = 'Leave a Reply\nSubscribe to our harbour newsletter for the latest mackerel prices.';

const article = (key: number, body: string): StoredArticle => ({
  key,
  id: `a${key}`,
  url: null,
  urlKey: null,
  title: body.split(' ').slice(0, 4).join(' '),
  body,
  excerpt: null,
  author: null,
  section: null,
  tags: [],
  image: null,
  language: 'en',
  analysisLanguage: 'en',
  publishedAt: null,
  expiresAt: null,
  evergreen: false,
  modifiedAt: null,
  contentHash: '',
  revision: key,
  storedAt: new Date(0),
  deletedAt: null,
});

describe('a collection whose texts carry furniture', () => {
  it('learns it, and weighs articles, live ones and drafts as if they had none', async () => {
    const bare = await collectionOf(
      STORIES.map((body, i) => article(i + 1, body)),
      0,
    );
    const furnished = await collectionOf(
      STORIES.map((body, i) => article(i + 1, `${body}\n${PAGE}`)),
      0,
    );
    expect(furnished.frozen.furniture.map(({ text, articles }) => [text, articles]).sort()).toEqual([
      ['Leave a Reply', 6],
      ['Subscribe to our harbour newsletter for the latest mackerel prices.', 6],
    ]);
    const later = 'Skippers sold mackerel in the street because the harbour market was shut.';
    for (const [collection, page] of [
      [bare, ''],
      [furnished, `\n${PAGE}`],
    ] as const)
      collection.apply({ ...article(7, `${later}${page}`), revision: 8 }, new Date(0));
    const drafted = (collection: Collection, body: string) => {
      const draft = analyzeDraft({ title: 'Mackerel again', body, language: 'en' }, collection.furniture);
      return { vectors: collection.vectors(collection.draft(draft)), fingerprint: draft.fingerprint };
    };
    expect(drafted(furnished, `${later}\n${PAGE}`)).toEqual(drafted(bare, later));
    for (let doc = 0; doc < 7; doc++) {
      expect(furnished.vectors(furnished.subject(doc))).toEqual(bare.vectors(bare.subject(doc)));
      expect(furnished.fingerprint(doc)).toEqual(bare.fingerprint(doc));
    }
  });

  it('is learnt from a sample of bounded size', () => {
    expect([1, 8_000, 8_001, 35_000, 1_000_000, 16_000_000].map(sampleStep)).toEqual([
      1, 1, 2, 5, 127, 2_000,
    ]);
  });
});
