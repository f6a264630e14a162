/** Which figures are read rather than looked at? The report's tables: comparison, languages, coverage. */
import { html } from 'hono/html';
import { MEASURE_NAMES, type Measure } from '../measures.ts';
import type { Markup } from './charts.ts';
import type { ReportContent } from './content.ts';
import { COMPARISON_NOTE, count, figure, finding, interval, percent, pValue, signed } from './wording.ts';

export function comparisonSection({ comparisons }: ReportContent, measures: readonly Measure[]): Markup {
  if (comparisons.length === 0) return html``;
  const head = ['measure', 'finding', 'difference', '95 %', 'p'];
  return html`<section><h2>Comparison</h2>
<p class="soft">${COMPARISON_NOTE}</p>
${comparisons.map(
  ({ before, after, tests }) => html`<h3>${after} <span class="soft">against ${before}</span></h3>
${table(
  head,
  measures.flatMap((measure) => {
    const test = tests[measure];
    if (test === null) return [];
    const found = finding(test);
    return [
      html`<tr><td>${MEASURE_NAMES[measure].name}</td><td class="text ${found}">${found}</td><td>${signed(test.difference)}</td><td>${interval(test.interval)}</td><td>${pValue(test.p)}</td></tr>`,
    ];
  }),
)}`,
)}</section>`;
}

export function languageSection({ evaluations }: ReportContent, measures: readonly Measure[]): Markup {
  const [first] = evaluations;
  if (first === undefined || first.languages.length < 2) return html``;
  const head = ['language', first.queries === null ? 'pairs' : 'queries', ...measures.map(nameOf)];
  return html`<section><h2>Languages</h2>
${evaluations.map(
  ({ variant, languages, languageMean }) => html`${evaluations.length > 1 && html`<h3>${variant.name}</h3>`}
${table(head, [
  ...languages.map(
    ({ language, queries, pairs, figures, intervals }) =>
      html`<tr><td>${language}</td><td>${count(queries ?? pairs)}</td>${measures.map(
        (measure) => html`<td>${figure(figures[measure])}<small>${interval(intervals[measure])}</small></td>`,
      )}</tr>`,
  ),
  html`<tr class="mean"><td>mean</td><td></td>${measures.map((measure) => html`<td>${figure(languageMean?.[measure] ?? null)}</td>`)}</tr>`,
])}`,
)}</section>`;
}

export function coverageTable({ evaluations, titleOf }: ReportContent): Markup {
  const head = [
    'variant',
    'boxes',
    'full',
    'at least one',
    'empty',
    'never shown',
    'skewness',
    'Gini',
    'most shown',
  ];
  const rows = evaluations.flatMap(({ variant, coverage }) => {
    if (coverage === null) return [];
    const { boxes, full, filled, empty, shown } = coverage;
    const cells = [count(boxes), percent(full), percent(filled), percent(empty), percent(shown.never)];
    return [
      html`<tr><td>${variant.name}</td>${[...cells, figure(shown.skewness), figure(shown.gini)].map((cell) => html`<td>${cell}</td>`)}<td class="prose">${
        shown.worst && html`${count(shown.worst.count)} × ${titleOf(shown.worst.id)}`
      }</td></tr>`,
    ];
  });
  return table(head, rows);
}

/** A table in a frame of its own that scrolls sideways where the page is narrow. */
function table(head: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${head.join(', ')}"><table><thead><tr>${head.map(
    (name) =>
      html`<th scope="col"${['finding', 'most shown'].includes(name) && html` class="text"`}>${name}</th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

const nameOf = (measure: Measure) => MEASURE_NAMES[measure].name;
