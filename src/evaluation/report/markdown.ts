/** The report as Markdown, for a repository or an issue. */
import type { Evaluation } from '../evaluation.ts';
import { MEASURE_NAMES, type Measure } from '../measures.ts';
import { presentMeasures, type ReportContent } from './content.ts';
import { escaped, table, withRange } from './markdown-text.ts';
import {
  COMPARISON_NOTE,
  count,
  figure,
  finding,
  INTERVAL_NOTE,
  interval,
  percent,
  pValue,
  settingsText,
  signed,
} from './wording.ts';

export function markdownReport(content: ReportContent): string {
  const { title, notes, evaluations } = content;
  const measures = presentMeasures(evaluations);
  const sections = [
    `# ${escaped(title)}`,
    ...notes.map(escaped),
    '## Figures',
    figuresTable(evaluations, measures),
    INTERVAL_NOTE,
    measures
      .map((measure) => `- **${MEASURE_NAMES[measure].name}**: ${MEASURE_NAMES[measure].meaning}`)
      .join('\n'),
    evaluations
      .map(({ variant }) => `- **${escaped(variant.name)}**: ${escaped(settingsText(variant.settings))}`)
      .join('\n'),
    ...comparisons(content, measures),
    ...languages(content, measures),
    ...coverage(content),
    ...examples(content),
  ];
  return `${sections.join('\n\n')}\n`;
}

function figuresTable(evaluations: readonly Evaluation[], measures: readonly Measure[]): string {
  return table(
    ['variant', 'articles', 'queries', 'pairs', ...measures.map((measure) => MEASURE_NAMES[measure].name)],
    evaluations.map(({ variant, articles, queries, pairs, figures, intervals }) => [
      escaped(variant.name),
      count(articles),
      count(queries),
      count(pairs),
      ...measures.map((measure) => withRange(figure(figures[measure]), interval(intervals[measure]))),
    ]),
  );
}

function comparisons({ comparisons: found }: ReportContent, measures: readonly Measure[]): string[] {
  if (found.length === 0) return [];
  const rows = found.flatMap(({ before, after, tests }) =>
    measures.flatMap((measure) => {
      const test = tests[measure];
      if (test === null) return [];
      const cells = [
        `${signed(test.difference)} (${interval(test.interval)})`,
        pValue(test.p),
        finding(test),
      ];
      return [[escaped(`${after} against ${before}`), MEASURE_NAMES[measure].name, ...cells]];
    }),
  );
  return [
    '## Comparison',
    table(['variants', 'measure', 'difference', 'p', 'finding'], rows),
    COMPARISON_NOTE,
  ];
}

function languages({ evaluations }: ReportContent, measures: readonly Measure[]): string[] {
  const [first] = evaluations;
  if (first === undefined || first.languages.length < 2) return [];
  const rows = evaluations.flatMap(({ variant, languages, languageMean }) => [
    ...languages.map(({ language, queries, pairs, figures, intervals }) => [
      escaped(variant.name),
      escaped(language),
      count(queries ?? pairs),
      ...measures.map((measure) => withRange(figure(figures[measure]), interval(intervals[measure]))),
    ]),
    [
      escaped(variant.name),
      'mean',
      '',
      ...measures.map((measure) => figure(languageMean?.[measure] ?? null)),
    ],
  ]);
  const unit = first.queries === null ? 'pairs' : 'queries';
  return [
    '## Languages',
    table(['variant', 'language', unit, ...measures.map((measure) => MEASURE_NAMES[measure].name)], rows),
  ];
}

function coverage({ evaluations, titleOf }: ReportContent): string[] {
  const rows = evaluations.flatMap(({ variant, coverage: found }) => {
    if (found === null) return [];
    const { boxes, limit, full, filled, empty, shown } = found;
    const worst =
      shown.worst === null ? '–' : `${count(shown.worst.count)} × ${escaped(titleOf(shown.worst.id))}`;
    const shares = [percent(full), percent(filled), percent(empty), percent(shown.never)];
    return [
      [
        escaped(variant.name),
        count(boxes),
        String(limit),
        ...shares,
        figure(shown.skewness),
        figure(shown.gini),
        worst,
      ],
    ];
  });
  if (rows.length === 0) return [];
  const head = [
    'variant',
    'boxes',
    'places',
    'full',
    'at least one',
    'empty',
    'never shown',
    'skewness',
    'Gini',
    'most shown',
  ];
  return ['## Coverage', table(head, rows)];
}

function examples({ worstQueries, worstPairs }: ReportContent): string[] {
  const queries = worstQueries.map(({ title, relevant, ndcg10, shown }) => {
    const head = `**${escaped(title)}** (${count(relevant)} relevant, nDCG@10 ${figure(ndcg10)})`;
    const items = shown.map(
      (item) => `${item.isRelevant ? '✓' : '✗'} ${escaped(item.title)} (${figure(item.score)})`,
    );
    return `${head}\n\n${items.map((item, at) => `${at + 1}. ${item}`).join('\n') || 'The list is empty.'}`;
  });
  const pairs = worstPairs.map(({ a, b, score, gain, error }) => [
    escaped(a),
    escaped(b),
    figure(score),
    figure(gain),
    `too ${error}`,
  ]);
  return [
    ...(queries.length > 0 ? ['## Worst queries', '✓ relevant, ✗ not relevant', ...queries] : []),
    ...(pairs.length > 0
      ? ['## Worst pairs', table(['article', 'article', 'score', 'rating', 'score is'], pairs)]
      : []),
  ];
}
