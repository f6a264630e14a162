import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/article/card.ts';
import { NO_FINGERPRINT } from '../../src/article/fingerprint.ts';
import { type Candidate, fillBox, type Subject } from '../../src/box/box.ts';
import { eligibility, type Facts } from '../../src/box/eligible.ts';
import { explain } from '../../src/box/explain.ts';
import { fallbackCards } from '../../src/box/fallback.ts';
import { similarityTo } from '../../src/box/relevance.ts';
import { DEFAULT_BOX, type SettledSettings } from '../../src/box/settings.ts';
import { fingerprint } from '../../src/text/fingerprint.ts';
import type { WeightedTerms } from '../../src/vectors/vector.ts';

const REPORT =
  'The harbour of Ostwick reopened on Friday after a storm had closed it for nine days. The council said that two ' +
  'piers were repaired by night, that the third would follow in June and that 14 boats had been lifted from the mud. ' +
  'Traders along the quay welcomed the news, though many doubted that the summer trade would make up for what was lost.';
const DAY = 86_400_000;
const NOW = Date.UTC(2024, 3, 29);

function card(key: number, fields: Partial<Card> = {}): Card {
  return {
    key,
    id: `article-${String(key).padStart(3, '0')}`,
    url: null,
    urlKey: null,
    title: `Article ${key}`,
    teaser: '',
    image: null,
    author: null,
    section: null,
    tags: [],
    language: 'en',
    publishedAt: null,
    expiresAt: null,
    evergreen: false,
    storedAt: 0,
    revision: 1,
    ...fields,
  };
}

/** A vector of norm 1 from term → weight. */
function vector(weights: Record<number, number>): WeightedTerms {
  const entries = Object.entries(weights).map(([term, weight]) => [Number(term), weight] as const);
  const norm = Math.hypot(...entries.map(([, weight]) => weight));
  return {
    terms: Uint32Array.from(entries, ([term]) => term),
    weights: Float32Array.from(entries, ([, weight]) => weight / norm),
  };
}

function candidateOf(of: Card, vectorOf: WeightedTerms, own: number, expanded = own): Candidate {
  const { key, publishedAt, evergreen } = of;
  return {
    key,
    own,
    expanded,
    publishedAt,
    evergreen,
    fingerprint: NO_FINGERPRINT,
    vector: () => vectorOf,
    card: () => of,
  };
}

/** A candidate whose cosine with the subject is `cosine`; it has a term that it shares with no other. */
function candidate(key: number, cosine: number, fields: Partial<Card> = {}): Candidate {
  return candidateOf(card(key, fields), vector({ 0: cosine, [key]: Math.sqrt(1 - cosine * cosine) }), cosine);
}

const subject: Subject = { publishedAt: NOW, fingerprint: NO_FINGERPRINT };
const plain: SettledSettings = { ...DEFAULT_BOX, minScore: 0, floor: 0, diversity: 0, halfLifeDays: 0 };
const ids = (box: { items: readonly { card: Card }[] }) => box.items.map((item) => item.card.key);

describe('a box', () => {
  it('shows the most relevant first and no more than asked for', () => {
    const box = fillBox(
      subject,
      [candidate(1, 0.2), candidate(2, 0.6), candidate(3, 0.4)],
      { ...plain, limit: 2 },
      [],
    );
    expect(ids(box)).toEqual([2, 3]);
    expect(box.status).toBe('ok');
    expect(box.items[0]?.score).toBeCloseTo(0.6, 6);
  });

  it('orders equal relevance by id', () => {
    const box = fillBox(subject, [candidate(3, 0.5), candidate(1, 0.5), candidate(2, 0.5)], plain, []);
    expect(ids(box)).toEqual([1, 2, 3]);
  });

  it('leaves out what is below the minimum score, and says that it is partial or empty', () => {
    const candidates = [candidate(1, 0.3), candidate(2, 0.05)];
    expect(fillBox(subject, candidates, { ...plain, minScore: 0.1 }, [])).toMatchObject({
      status: 'partial',
      items: [{ source: 'related' }],
    });
    expect(fillBox(subject, candidates, { ...plain, minScore: 0.4 }, [])).toEqual({
      status: 'empty',
      items: [],
    });
  });

  it('leaves out copies of the article itself, unless they are wanted', () => {
    const story = fingerprint({ title: 'Harbour reopens', body: REPORT });
    const candidates = [{ ...candidate(1, 0.97), fingerprint: story }, candidate(2, 0.96)];
    const beside = { ...subject, fingerprint: story };
    expect(ids(fillBox(beside, candidates, plain, []))).toEqual([2]);
    expect(ids(fillBox(beside, candidates, { ...plain, duplicates: 'keep' }, []))).toEqual([1, 2]);
  });

  it('shows of several versions of one story the newest, then the longest, in the place of the most relevant', () => {
    const version = (key: number, cosine: number, body: string, publishedAt: number | null) => ({
      ...candidate(key, cosine, { publishedAt }),
      fingerprint: fingerprint({ title: `Version ${key}`, body }),
    });
    const longer = `${REPORT} Fishing crews were told to expect delays for another week.`;
    const settings = { ...plain, limit: 2 };
    const shown = (...versions: Candidate[]) =>
      fillBox(subject, [...versions, candidate(8, 0.4), candidate(9, 0.2)], settings, []);
    const newer = shown(version(1, 0.5, longer, NOW - DAY), version(2, 0.3, REPORT, NOW));
    expect(ids(newer)).toEqual([2, 8]);
    expect(newer.hidden?.map(({ key }) => key)).toEqual([1]);
    expect(newer.items[0]?.score).toBeCloseTo(0.3, 6);
    expect(ids(shown(version(1, 0.5, REPORT, NOW), version(2, 0.3, longer, NOW)))).toEqual([2, 8]);
    expect(ids(shown(version(1, 0.5, REPORT, NOW), version(2, 0.3, REPORT, null)))).toEqual([1, 8]);
    expect(ids(shown(version(2, 0.5, REPORT, NOW), version(1, 0.3, REPORT, NOW)))).toEqual([1, 8]);
  });

  it('shows of copies only one with diversity too', () => {
    const one = { ...candidate(1, 0.5), fingerprint: fingerprint({ title: 'One', body: REPORT }) };
    const copy = { ...candidate(2, 0.49), fingerprint: one.fingerprint };
    const settings = { ...plain, limit: 2, diversity: 0.1 };
    expect(ids(fillBox(subject, [one, copy, candidate(3, 0.1)], settings, []))).toEqual([1, 3]);
  });

  it('mixes own and expanded vectors by breadth', () => {
    const mixed = candidateOf(card(1), vector({ 0: 1 }), 0.2, 0.8);
    const score = (breadth: number) => fillBox(subject, [mixed], { ...plain, breadth }, []).items[0]?.score;
    expect(score(0)).toBeCloseTo(0.2, 6);
    expect(score(1)).toBeCloseTo(0.8, 6);
    expect(score(0.5)).toBeCloseTo(0.5, 6);
  });

  it('counts distance in time against an article, but not against an evergreen one', () => {
    const settings = { ...plain, halfLifeDays: 10 };
    const box = fillBox(
      subject,
      [
        candidate(1, 0.5, { publishedAt: NOW - 1000 * DAY }),
        candidate(2, 0.5, { publishedAt: NOW - 10 * DAY }),
        candidate(3, 0.5, { publishedAt: NOW - 1000 * DAY, evergreen: true }),
      ],
      settings,
      [],
    );
    expect(ids(box)).toEqual([3, 2, 1]);
    expect(box.items[1]?.score).toBeCloseTo(0.5 * (0.5 + 0.5 / 2), 6);
    expect(box.items[2]?.score).toBeCloseTo(0.5 * 0.5, 6);
  });

  it('takes an article without a date for one half-life away, and lets age alone when the subject has none', () => {
    const candidates = [candidate(1, 0.5), candidate(2, 0.5, { publishedAt: NOW - 10 * DAY })];
    const settings = { ...plain, halfLifeDays: 10 };
    const [undated, dated] = fillBox(subject, candidates, settings, []).items;
    expect(undated?.score).toBe(dated?.score);
    const beside = { ...subject, publishedAt: null };
    expect(fillBox(beside, candidates, settings, []).items.map(({ score }) => score)).toEqual([0.5, 0.5]);
  });

  it('cuts by the least relevance before age counts, by the minimum score after it', () => {
    const old = [candidate(1, 0.3, { publishedAt: NOW - 1000 * DAY })];
    const settings = { ...plain, halfLifeDays: 10 };
    expect(ids(fillBox(subject, old, { ...settings, floor: 0.29 }, []))).toEqual([1]);
    expect(ids(fillBox(subject, old, { ...settings, floor: 0.31 }, []))).toEqual([]);
    expect(ids(fillBox(subject, old, { ...settings, minScore: 0.2 }, []))).toEqual([]);
  });

  it('with diversity prefers something else over the same again', () => {
    const alike = (key: number, cosine: number) =>
      candidateOf(
        card(key),
        vector({ 0: cosine, 99: 0.6, [key]: Math.sqrt(1 - cosine * cosine - 0.36) }),
        cosine,
      );
    const candidates = [alike(1, 0.6), alike(2, 0.58), candidate(3, 0.5)];
    expect(ids(fillBox(subject, candidates, { ...plain, limit: 2 }, []))).toEqual([1, 2]);
    expect(ids(fillBox(subject, candidates, { ...plain, limit: 2, diversity: 0.5 }, []))).toEqual([1, 3]);
  });

  it('is filled up by the fallback, labelled and without repeating anything', () => {
    const related = candidate(1, 0.5);
    const box = fillBox(subject, [related], { ...plain, limit: 3 }, [
      related.card(),
      card(7),
      card(8),
      card(9),
    ]);
    expect(box.status).toBe('partial');
    expect(box.items.map(({ card: { key }, source, score }) => [key, source, score > 0])).toEqual([
      [1, 'related', true],
      [7, 'fallback', false],
      [8, 'fallback', false],
    ]);
  });

  it('explains each item by shared terms whose parts add up to the score', () => {
    const to = { own: vector({ 0: 0.6, 1: 0.3, 2: 0.74 }), expanded: vector({ 0: 0.5, 1: 0.2, 2: 0.84 }) };
    const from = { own: vector({ 0: 0.8, 1: 0.6 }), expanded: vector({ 0: 0.7, 1: 0.7 }) };
    const settings = { ...plain, breadth: 0.25, halfLifeDays: 10 };
    const own = similarityTo(from.own)(to.own);
    const expanded = similarityTo(from.expanded)(to.expanded);
    const other = candidateOf(card(5, { publishedAt: NOW - 10 * DAY }), to.own, own, expanded);
    const reasons = ({ age }: { age: number }) => {
      const circumstances = { age, factor: 1, rule: null, isPinned: false, diversity: 0 };
      return explain(from, to, settings.breadth, circumstances, (id) => `term-${id}`);
    };
    const [item] = fillBox(subject, [other], settings, [], reasons).items;
    const { explanation, score = 0 } = item ?? {};
    expect(explanation?.terms.map(({ term }) => term)).toEqual(['term-0', 'term-1']);
    const sum = explanation?.terms.reduce((total, { contribution }) => total + contribution, 0) ?? 0;
    expect(sum * (explanation?.age ?? 0)).toBeCloseTo(score, 6);
    expect(((explanation?.own ?? 0) + (explanation?.expanded ?? 0)) * (explanation?.age ?? 0)).toBeCloseTo(
      score,
      6,
    );
  });

  it('holds for any candidates: sorted, unique, within the limit, never below the threshold', () => {
    const cosines = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(
        cosines,
        fc.integer({ min: 1, max: 10 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, limit, minScore) => {
          const candidates = list.map((cosine, at) => candidate(at + 1, cosine));
          const { items, status } = fillBox(subject, candidates, { ...plain, limit, minScore }, []);
          const scores = items.map(({ score }) => score);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
          expect(new Set(items.map((item) => item.card.key)).size).toBe(items.length);
          expect(items.length).toBeLessThanOrEqual(limit);
          expect(Math.min(1, ...scores)).toBeGreaterThanOrEqual(
            minScore === 0 || items.length > 0 ? minScore : 0,
          );
          expect(status).toBe(items.length === limit ? 'ok' : items.length > 0 ? 'partial' : 'empty');
        },
      ),
    );
  });
});

describe('eligibility', () => {
  const factsOf = (of: Card): Facts => ({
    publishedAt: () => of.publishedAt ?? Number.NaN,
    expiresAt: () => of.expiresAt ?? Number.NaN,
    isIn: (kind, names) => () => names.has((of[kind] ?? '').toLowerCase()),
    hasTag: (names) => () => of.tags.some((tag) => names.has(tag.toLowerCase())),
    isFrom: (hosts) => () => hosts.has((of.urlKey ?? '').split('/', 1)[0] ?? ''),
  });
  const passes = (filter: Parameters<typeof eligibility>[0], fields: Partial<Card>) =>
    eligibility(filter, NOW, factsOf(card(1, fields))).passes(0);

  it('says when it changes by itself', () => {
    const changesAt = (fields: Partial<Card>) => eligibility({}, NOW, factsOf(card(1, fields))).changesAt(0);
    expect(changesAt({})).toBe(Number.POSITIVE_INFINITY);
    expect(changesAt({ publishedAt: NOW - DAY, expiresAt: NOW - 1 })).toBe(Number.POSITIVE_INFINITY);
    expect(changesAt({ publishedAt: NOW - DAY, expiresAt: NOW + DAY })).toBe(NOW + DAY);
    expect(changesAt({ publishedAt: NOW + 5, expiresAt: NOW + DAY })).toBe(NOW + 5);
  });

  it('ends at the expiry, to the millisecond', () => {
    expect(passes({}, { expiresAt: NOW + 1 })).toBe(true);
    expect(passes({}, { expiresAt: NOW })).toBe(false);
  });

  it('begins at the publication', () => {
    expect(passes({}, { publishedAt: NOW })).toBe(true);
    expect(passes({}, { publishedAt: NOW + 1 })).toBe(false);
  });

  it('filters by section and tag whatever the case, by language, id and date', () => {
    const fields = { section: 'World', tags: ['NATO', 'kyiv'], publishedAt: NOW - DAY };
    expect(passes({ sections: ['world', 'sport'], tags: ['nato'], languages: ['en'] }, fields)).toBe(true);
    expect(passes({ sections: ['sport'] }, fields)).toBe(false);
    expect(passes({ tags: ['sea'] }, fields)).toBe(false);
    expect(passes({ languages: ['de'] }, fields)).toBe(false);
    expect(passes({ since: NOW - DAY, until: NOW - DAY }, fields)).toBe(true);
    expect(passes({ since: NOW }, fields)).toBe(false);
    expect(passes({ until: NOW - 2 * DAY }, fields)).toBe(false);
    expect(passes({ since: 0 }, { publishedAt: null })).toBe(false);
  });
});

describe('the fallback', () => {
  const cards = [
    card(1, { publishedAt: NOW - 3 * DAY, section: 'world' }),
    card(2, { publishedAt: NOW - DAY, section: 'sport' }),
    card(3, { publishedAt: NOW, language: 'de' }),
    card(4),
  ];
  const choose = (policy: 'none' | 'latest' | 'section') => {
    const newest = [2, 1, 0, 3];
    const eligible = newest.map((doc) => cards[doc] as Card).filter(({ key }) => key !== 4);
    return [...fallbackCards(policy, eligible, { language: 'en', section: 'world' })].map(({ key }) => key);
  };

  it('is the newest in the same language, or of the same section, or nothing', () => {
    expect(choose('latest')).toEqual([2, 1]);
    expect(choose('section')).toEqual([1]);
    expect(choose('none')).toEqual([]);
  });
});

describe('the similarity of two vectors', () => {
  it('is the cosine, whatever terms they have', () => {
    const weights = fc.dictionary(
      fc.integer({ min: 0, max: 20 }).map(String),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      { minKeys: 1, maxKeys: 12 },
    );
    fc.assert(
      fc.property(weights, weights, (a, b) => {
        const naive =
          Object.keys(a).reduce((sum, term) => sum + (a[term] ?? 0) * (b[term] ?? 0), 0) /
          (Math.hypot(...Object.values(a)) * Math.hypot(...Object.values(b)));
        expect(similarityTo(vector(a))(vector(b))).toBeCloseTo(naive, 5);
      }),
    );
  });
});
