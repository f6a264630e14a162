import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectionLabels, links } from '../../src/evaluation/collection-labels.ts';
import { labelsOfJudgements } from '../../src/evaluation/judged-labels.ts';
import { readJudgements } from '../../src/evaluation/judgements.ts';
import { labelsOfField, valuesAt } from '../../src/evaluation/label-field.ts';
import { labelsOfGroups } from '../../src/evaluation/labels.ts';

describe('labels of a field', () => {
  const records: [string, unknown][] = [
    ['a', { topics: ['grain', 'wheat'] }],
    ['b', { topics: ['wheat'] }],
    ['c', { topics: ['grain'] }],
    ['d', { topics: [] }],
    ['e', { topics: ['ship'] }],
    ['f', {}],
  ];

  it('calls articles relevant that share one value of an array', () => {
    const labels = labelsOfField(records, 'topics');
    expect(labels.isRelevant('a', 'b')).toBe(true);
    expect(labels.isRelevant('b', 'c')).toBe(false);
    expect(labels.isRelevant('a', 'a')).toBe(false);
    expect(['a', 'b', 'c', 'd', 'e', 'f', 'unheard'].map(labels.relevantCount)).toEqual([
      2, 1, 1, 0, 0, 0, 0,
    ]);
    expect(labels.ids).toEqual(['a', 'b', 'c', 'e']);
  });

  it('takes numbers and booleans for values, and empty text for none', () => {
    expect(valuesAt({ cluster: 7 }, 'cluster')).toEqual(['7']);
    expect(valuesAt({ isOpinion: false }, 'isOpinion')).toEqual(['false']);
    expect(valuesAt({ section: ' ' }, 'section')).toEqual([]);
    expect(valuesAt({ section: { name: 'x' } }, 'section')).toEqual([]);
    expect(valuesAt(null, 'section')).toEqual([]);
  });

  it('follows dotted paths, through arrays of objects and past keys with dots', () => {
    expect(valuesAt({ meta: { topic: 'x' } }, 'meta.topic')).toEqual(['x']);
    expect(valuesAt({ tags: [{ name: 'x' }, { name: 'y' }, { name: 'x' }] }, 'tags.name')).toEqual([
      'x',
      'y',
    ]);
    expect(valuesAt({ 'meta.topic': 'dotted', meta: { topic: 'x' } }, 'meta.topic')).toEqual(['dotted']);
    expect(valuesAt({ 'a.b': { c: 'x' } }, 'a.b.c')).toEqual(['x']);
    expect(valuesAt({}, 'constructor.name')).toEqual([]);
  });

  it('keeps to one part of the collection where boxes do', () => {
    const languages: Record<string, string> = { a: 'en', b: 'es', c: 'en' };
    const labels = labelsOfField(
      ['a', 'b', 'c'].map((id) => [id, { topic: 'airbus' }]),
      'topic',
      (id) => languages[id],
    );
    expect(labels.isRelevant('a', 'b')).toBe(false);
    expect(labels.isRelevant('a', 'c')).toBe(true);
    expect(labels.relevantCount('b')).toBe(0);
  });

  it('names the fields that there are when nobody has the one asked for', () => {
    expect(() => labelsOfField([['a', { section: 'x', title: 'y' }]], 'sectoin')).toThrow(
      'no article has a value in "sectoin"; the fields are section, title',
    );
  });

  it('counts what it calls relevant', () => {
    const groups = fc.array(fc.subarray(['v', 'w', 'x', 'y', 'z']), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(groups, (found) => {
        const labels = labelsOfGroups(found.map((names, at) => [`${at}`, names]));
        for (const [a] of found.entries()) {
          const relevant = [...found.keys()].filter((b) => labels.isRelevant(`${a}`, `${b}`));
          expect(labels.relevantCount(`${a}`)).toBe(relevant.length);
          for (const b of relevant) expect(labels.isRelevant(`${b}`, `${a}`)).toBe(true);
        }
      }),
    );
  });
});

describe('judgements', () => {
  it('turns the sign where lower is better, and reads a language or two', () => {
    const text = 'a\tb\tlang1\tlang2\toverall\r\nx\ty\tde\tde\t1.5\r\nx\tz\tde\ten\t4\r\n\r\n';
    const { pairs, threshold } = readJudgements(text, { gain: 'overall', lowerIsBetter: true });
    expect(pairs).toEqual([
      { a: 'x', b: 'y', gain: -1.5, language: 'de' },
      { a: 'x', b: 'z', gain: -4, language: 'de-en' },
    ]);
    expect(threshold).toBeNull();
  });

  it('knows yes and no in words and in numbers', () => {
    const words = readJudgements('a\tb\tsame\nx\ty\tOK\nx\tz\tBAD\n', { gain: 'same' });
    expect(words.pairs.map(({ gain }) => gain)).toEqual([1, 0]);
    expect(words.threshold).toBe(0.5);
    const distance = readJudgements('a\tb\td\nx\ty\t0\nx\tz\t1\n', { gain: 'd', lowerIsBetter: true });
    expect(distance.threshold).toBe(-0.5);
  });

  it('leaves out other lines and pairs with unknown ids, and counts the latter', () => {
    const text = 'a\tb\tgain\taugmented\nx\ty\t1\t0\nx\tz\t1\t1\nx\tq\t0\t0\nq\tr\t0\t0\n';
    const found = readJudgements(text, { gain: 'gain', where: { column: 'augmented', value: '0' } }, (id) =>
      'xyz'.includes(id),
    );
    expect(found.pairs).toHaveLength(1);
    expect(found).toMatchObject({ unknownPairs: 2, unknownIds: ['q', 'r'] });
  });

  it.each([
    ['a\tb\tgain\nx\ty\tmuch\n', 'line 2, column "gain": expected a number or yes or no, got "much"'],
    ['a\tb\tgain\nx\ty\t1\nx\ty\n', 'line 3, column "gain": the value is missing'],
    ['a\tb\tgain\n\nx\tx\t1\n', 'line 3: a and b are the same article "x"'],
    ['a\tc\tgain\n', 'line 1: there is no column "b", only a, c, gain'],
    ['a\tb\trelated\n', 'line 1: there is no column "gain", only a, b, related'],
  ])('says where %j is wrong', (text, message) => {
    expect(() => readJudgements(text, { gain: 'gain' })).toThrow(message);
  });

  it('serve as labels only when nearly every pair was judged', () => {
    const all = 'a\tb\tr\nx\ty\t1\ny\tz\t1\nx\tz\t0\n';
    const labels = labelsOfJudgements(readJudgements(all, { gain: 'r' }));
    expect(labels?.isRelevant('y', 'x')).toBe(true);
    expect(labels?.isRelevant('x', 'z')).toBe(false);
    expect(labels?.relevantCount('y')).toBe(2);
    expect(labelsOfJudgements(readJudgements('a\tb\tr\nx\ty\t1\nz\tq\t0\n', { gain: 'r' }))).toBeNull();
  });
});

describe('what a collection tells of itself', () => {
  const article = (id: string, tags: string[] = [], body = '') => ({
    id,
    url: `https://example.com/${id}`,
    tags,
    body,
  });

  it('calls articles related that share a rare tag, case apart, and not those that share a common one', () => {
    const articles = Array.from({ length: 100 }, (_, at) => article(`n${at}`, at < 5 ? ['news'] : []));
    articles.push(article('a', ['Fusion', 'news']), article('b', ['fusion ']), article('c', ['news']));
    const labels = collectionLabels(articles);
    expect(labels.isRelevant('a', 'b')).toBe(true);
    expect(labels.isRelevant('a', 'c')).toBe(false);
  });

  it('follows links in text and in HTML, canonical or relative, in both directions', () => {
    const articles = [
      article('a', [], 'As we wrote (http://www.example.com/b/?utm_source=x), it rained.'),
      article('b', [], '<a href="/c#top">earlier</a> and <a href=\'mailto:x@example.com\'>mail</a>'),
      article('c', [], 'https://example.com/c and https://elsewhere.example/a.'),
    ];
    expect(links(articles)).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
    const labels = collectionLabels(articles);
    expect(labels.isRelevant('b', 'a')).toBe(true);
    expect(labels.isRelevant('a', 'c')).toBe(false);
    expect(labels.relevantCount('b')).toBe(2);
  });
});
