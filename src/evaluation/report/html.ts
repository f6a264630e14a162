/** The report as one HTML file, for people who would rather look than read: no script, no request, all text escaped. */
import { html, raw } from 'hono/html';
import { MEASURE_NAMES, type Measure } from '../measures.ts';
import { barChart, type Markup, stepChart } from './charts.ts';
import { presentMeasures, type ReportContent } from './content.ts';
import { exampleSections } from './example-sections.ts';
import { REPORT_STYLE } from './style.ts';
import { comparisonSection, coverageTable, languageSection } from './tables.ts';
import { count, figure, INTERVAL_NOTE, interval, settingsText } from './wording.ts';

export function htmlReport(content: ReportContent): string {
  const { title, notes, evaluations } = content;
  const measures = presentMeasures(evaluations);
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(REPORT_STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${notes.map((note) => html`<p>${note}</p>`)}
${headline(content, measures)}
<section><h2>Figures</h2>
<p class="soft">${INTERVAL_NOTE}</p>
<div class="measures">${measures.map((measure) => measureChart(content, measure))}</div>
</section>
${comparisonSection(content, measures)}
${languageSection(content, measures)}
${scoreSection(content)}
${coverageSection(content)}
${exampleSections(content)}
<section><h2>Settings</h2>
<dl class="glossary">${evaluations.map(({ variant }) => html`<dt>${variant.name}</dt><dd><code>${settingsText(variant.settings)}</code></dd>`)}</dl>
</section>
</main>
</body>
</html>
`);
}

function headline({ evaluations }: ReportContent, measures: readonly Measure[]): Markup {
  const [first] = evaluations;
  if (first === undefined) return html``;
  const { articles, queries, pairs, figures, intervals } = first;
  const sizes = { articles, queries, pairs };
  return html`<dl class="numbers">${Object.entries(sizes).map(
    ([name, number]) => number !== null && html`<div><dt>${name}</dt><dd>${count(number)}</dd></div>`,
  )}${measures.map(
    (measure) =>
      html`<div><dt>${MEASURE_NAMES[measure].name}</dt><dd>${figure(figures[measure])}<small>${interval(intervals[measure])}</small></dd></div>`,
  )}</dl>`;
}

function measureChart({ evaluations }: ReportContent, measure: Measure): Markup {
  const bars = evaluations.map(({ variant, figures, intervals }, series) => {
    const range = interval(intervals[measure]);
    const text = `${figure(figures[measure])}${range && ` (${range})`}`;
    return { label: variant.name, value: figures[measure], interval: intervals[measure], series, text };
  });
  const isNegative = bars.some(({ value, interval: range }) => (range?.low ?? value ?? 0) < 0);
  return html`<figure><h3>${MEASURE_NAMES[measure].name}</h3>
<figcaption>${MEASURE_NAMES[measure].meaning}</figcaption>${barChart(bars, isNegative ? -1 : 0, 1)}</figure>`;
}

function scoreSection({ histogram, evaluations }: ReportContent): Markup {
  if (histogram === null) return html``;
  const { from, to, relevant, irrelevant, relevantCount, irrelevantCount } = histogram;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: (from + at * (to - from)).toFixed(2) }));
  const columns = [
    { name: `relevant (${count(relevantCount)})`, heights: relevant, series: 0 },
    { name: `not relevant (${count(irrelevantCount)})`, heights: irrelevant, series: 1 },
  ];
  const what = evaluations[0]?.perQuery ? 'the first ten of every list' : 'the rated pairs';
  return html`<section><h2>Scores</h2><figure>
<figcaption>How often each score occurs among ${what}, as a share of the relevant and of the others. The less the two overlap, the more a threshold can do.</figcaption>
${stepChart(columns, ticks, 'Distribution of the scores of relevant and of other articles')}</figure></section>`;
}

function coverageSection(content: ReportContent): Markup {
  const covered = content.evaluations.flatMap(({ variant, coverage }, series) =>
    coverage === null ? [] : [{ name: variant.name, shown: coverage.shown, limit: coverage.limit, series }],
  );
  const bins = covered.map(({ shown }) => shown.bins).reduce((a, b) => (b.length > a.length ? b : a), []);
  if (bins.length === 0) return html``;
  const columns = covered.map(({ name, shown, series }) => ({
    name,
    series,
    heights: bins.map((_, at) => (shown.bins[at]?.articles ?? 0) / Math.max(1, shown.articles)),
  }));
  const ticks = bins.map(({ from, to }, at) => ({
    at: (at + 0.5) / bins.length,
    text: from === to ? String(from) : `${from}+`,
  }));
  return html`<section><h2>Coverage</h2>
<p class="soft">Boxes of ${covered[0]?.limit} articles. Skewness and Gini say how unevenly articles are shown: 0 is evenly.</p>
${coverageTable(content)}
<figure class="bins"><figcaption>In how many boxes an article appears (3+: 3 or 4, 5+: 5 to 8, and so on), as a share of all articles.</figcaption>
${stepChart(columns, ticks, 'Distribution of the number of boxes in which an article appears')}</figure></section>`;
}
