import { describe, expect, it } from 'vitest';
import { compare } from '../../src/evaluation/compare.ts';
import { evaluate, type Ground, type Variant } from '../../src/evaluation/evaluation.ts';
import { evaluationJson } from '../../src/evaluation/json.ts';
import { labelsOfGroups } from '../../src/evaluation/labels.ts';
import { reportContent } from '../../src/evaluation/report/content.ts';
import { htmlReport } from '../../src/evaluation/report/html.ts';
import { markdownReport } from '../../src/evaluation/report/markdown.ts';

const stories = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const labels = labelsOfGroups(stories.map((id, at) => [id, [at % 2 === 0 ? 'even' : 'odd']]));
const ground: Ground = {
  articles: stories,
  languageOf: (id) => (id < 'e' ? 'en' : 'de'),
  labels,
  threshold: 0.5,
};

function variant(name: string, isGood: boolean): Variant {
  const score = (a: string, b: string) =>
    (labels.isRelevant(a, b) === isGood ? 0.9 : 0.2) - b.charCodeAt(0) / 1e4;
  return {
    name,
    settings: { breadth: isGood ? 0.4 : 0, duplicates: 'collapse' },
    limit: 3,
    lists: stories.map((id) => ({
      id,
      related: stories
        .filter((other) => other !== id)
        .map((other) => ({ id: other, score: score(id, other) }))
        .sort((x, y) => y.score - x.score),
    })),
    pairs: stories.slice(1).map((b, at) => ({
      a: 'a',
      b,
      score: score('a', b),
      gain: labels.isRelevant('a', b) ? 1 : 0,
      language: at < 3 ? 'en' : 'de',
    })),
  };
}

const good = evaluate(variant('good', true), ground, { resamples: 100 });
const bad = evaluate(variant('bad', false), ground, { resamples: 100 });

describe('an evaluation', () => {
  it('measures rankings, pairs, coverage and languages', () => {
    expect(good.figures).toMatchObject({ p1: 1, p5: 0.6, recall5: 1, ndcg10: 1, map50: 1, auc: 1, f1: 1 });
    expect(bad.figures).toMatchObject({ p1: 0, auc: 0 });
    expect(good.languages.map(({ language, queries, pairs }) => [language, queries, pairs])).toEqual([
      ['de', 4, 4],
      ['en', 4, 3],
    ]);
    expect(good.languageMean?.map50).toBe(1);
    expect(good.coverage).toMatchObject({ boxes: 8, limit: 3, full: 1, shown: { articles: 8, mean: 3 } });
    expect(good.intervals.p1).toEqual({ low: 1, high: 1 });
  });

  it('takes the language of a pair from its articles where the pair has none', () => {
    const pairs = [
      { a: 'a', b: 'b', score: 1, gain: 1 },
      { a: 'f', b: 'a', score: 0, gain: 0, language: null },
    ];
    const found = evaluate({ name: 'pairs', settings: {}, limit: 3, pairs }, { ...ground, labels: null });
    expect(found.languages.map(({ language }) => language).sort()).toEqual(['de-en', 'en']);
  });

  it('prints one object with the agreed keys first, null where a figure does not apply', () => {
    const printed = JSON.parse(
      evaluationJson([evaluate({ ...variant('pairs', true), lists: [] }, { ...ground, labels: null })]),
    );
    expect(Object.keys(printed).slice(0, 11)).toEqual([
      'articles',
      'queries',
      'p1',
      'p5',
      'recall5',
      'ndcg10',
      'map50',
      'pearson',
      'spearman',
      'auc',
      'settings',
    ]);
    expect(printed).toMatchObject({ articles: 8, queries: null, p1: null, map50: null, auc: 1, pairs: 7 });
    expect(printed.intervals.p1).toBeNull();
    expect(printed.settings).toEqual({ breadth: 0.4, duplicates: 'collapse' });
  });

  it('prints further variants and what sets them apart', () => {
    const printed = JSON.parse(evaluationJson([bad, good], [compare(bad, good)]));
    expect(printed).toMatchObject({ name: 'bad', p1: 0, variants: [{ name: 'good', p1: 1 }] });
    expect(printed.comparisons[0]).toMatchObject({
      before: 'bad',
      after: 'good',
      p1: { difference: 1, units: 8 },
    });
    expect(printed.comparisons[0].p1.p).toBeLessThan(0.05);
  });

  it('compares on the queries that both answered', () => {
    const fewer = evaluate(
      { ...variant('fewer', true), lists: variant('fewer', true).lists?.slice(2) ?? [] },
      ground,
    );
    expect(compare(bad, fewer).tests.p1).toMatchObject({ units: 6 });
    expect(compare(good, good).tests.map50).toMatchObject({ difference: 0, p: 1 });
  });
});

describe('the report', () => {
  const content = reportContent({
    title: 'Boxes & <labels>',
    notes: ['Measured on 8 articles.'],
    evaluations: [bad, good],
    comparisons: [compare(bad, good)],
    labels,
    titleOf: (id) => `<img src=x onerror=alert(1)> | *${id}*`,
  });

  it('escapes every title, and asks for nothing from outside', () => {
    const page = htmlReport(content);
    expect(page).toContain('<title>Boxes &amp; &lt;labels&gt;</title>');
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/<script|<link|src=["']|url\(|https?:/);
    expect(page).toContain('&lt;img');
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });

  it('holds figures, comparison, languages, scores, coverage and the worst queries with marks', () => {
    const page = htmlReport(content);
    for (const heading of [
      'Figures',
      'Comparison',
      'Languages',
      'Scores',
      'Coverage',
      'Worst queries',
      'Worst pairs',
    ])
      expect(page).toContain(`<h2>${heading}</h2>`);
    expect(page.match(/mark-no"/g)?.length).toBeGreaterThan(8);
    expect(page).toContain('+1.000');
  });

  it('says the same in Markdown', () => {
    const page = markdownReport(content);
    expect(page).toContain('# Boxes \\& \\<labels\\>');
    expect(page).not.toMatch(/(?<!\\)<img|undefined|NaN/);
    expect(page).toContain('| bad | 8 | 8 | 7 |');
    expect(page).toMatch(
      /\| good against bad \| P@1 \| \+1\.000 \(1\.000 to 1\.000\) \| p = 0\.0\d\d \| better \|/,
    );
    expect(page).toContain('## Worst queries');
    for (const row of page.split('\n').filter((line) => line.startsWith('|'))) expect(row).toMatch(/\|$/);
  });

  it('leaves out what there is nothing to say about', () => {
    const alone = evaluate(
      { name: 'only', settings: {}, limit: 3, pairs: variant('x', true).pairs ?? [] },
      {
        ...ground,
        labels: null,
        threshold: null,
      },
    );
    const page = htmlReport(
      reportContent({ title: 'Pairs', evaluations: [alone], labels: null, titleOf: (id) => id }),
    );
    for (const heading of ['Comparison', 'Scores', 'Coverage', 'Worst queries'])
      expect(page).not.toContain(`<h2>${heading}</h2>`);
    expect(page).toContain('Pearson');
    expect(page).not.toContain('<h3>P@1</h3>');
  });
});
