/** `npm run evaluate`: how good are the boxes, on labels of one's own? */
import { writeFile } from 'node:fs/promises';
import type { BoxSettings } from '../src/box/settings.ts';
import { type Comparison, compare } from '../src/evaluation/compare.ts';
import { type Evaluation, evaluate, type Ground } from '../src/evaluation/evaluation.ts';
import { evaluationJson } from '../src/evaluation/json.ts';
import { labelsOfJudgements } from '../src/evaluation/judged-labels.ts';
import { labelsOfField } from '../src/evaluation/label-field.ts';
import { reportContent } from '../src/evaluation/report/content.ts';
import { htmlReport } from '../src/evaluation/report/html.ts';
import { markdownReport } from '../src/evaluation/report/markdown.ts';
import { pairScore, rankAll } from '../src/service/rank-all.ts';
import { boxOptions, boxOptionsHelp, queryOf } from './box-options.ts';
import { numberOption, run, say, UsageError } from './command.ts';
import { readLabelled, readRatings } from './labelled.ts';
import { showProgress } from './progress.ts';

const help = `Measures how good the boxes are, on labels of your own. The database in use is not touched.

  npm run evaluate -- --articles archive.ndjson --label section
  npm run evaluate -- --articles a.ndjson.gz --articles b.ndjson --label tags --settings breadth=0 --settings breadth=0.8
  npm run -s evaluate -- --articles pairs.ndjson --judgements pairs.tsv --gain related --json
  npm run evaluate -- --articles archive.ndjson --label section --report report.html

  --articles F         NDJSON, .gz or not; several times
  --label FIELD        articles with the same value, or sharing one of an array, are relevant to each other
  --judgements TSV     rated pairs, columns a and b …
  --gain COLUMN        … and how close they are; --lower-is-better turns it round
  --where C=V          only pairs with this value in a column
  --every N            the first of every N articles
  --settings S         another variant, as breadth=0.2,diversity=0.1; several times; compared with the first
  --report FILE        .html or .md: charts, intervals, the worst queries
  --json               one JSON object to standard output

The settings of the first variant:
${boxOptionsHelp}
`;

const DEPTH = 50;
const options = {
  ...boxOptions,
  articles: { type: 'string', multiple: true },
  label: { type: 'string' },
  judgements: { type: 'string' },
  gain: { type: 'string' },
  'lower-is-better': { type: 'boolean' },
  where: { type: 'string' },
  every: { type: 'string' },
  settings: { type: 'string', multiple: true },
  report: { type: 'string' },
  json: { type: 'boolean' },
} as const;

await run({ help, options }, async ({ values, positionals, config }) => {
  if (values.label === undefined && values.judgements === undefined)
    throw new UsageError('--label FIELD or --judgements TSV says what is relevant');
  const variants = [values, ...(values.settings ?? []).map((text) => ({ ...values, ...wishesOf(text) }))].map(
    (wishes) => queryOf(wishes, config.box, {}).settings,
  );
  const every = numberOption('every', values.every, 1, 1e6) ?? 1;
  const { articles, records, collection, now } = await readLabelled(
    [...(values.articles ?? []), ...positionals],
    every,
  );
  const judgements = await readRatings(values.judgements, values, (id) => records.has(id));
  const languages = new Map(articles.map(({ id, analysisLanguage }) => [id, analysisLanguage]));
  const languageOf = (id: string) => languages.get(id) ?? null;
  // Boxes keep to one language, so what is written in another one is not missed.
  const labels =
    values.label === undefined
      ? judgements
        ? labelsOfJudgements(judgements)
        : null
      : labelsOfField(records, values.label, languageOf);
  const ids = articles.map(({ id }) => id);
  const ground: Ground = { articles: ids, languageOf, labels, threshold: judgements?.threshold ?? null };

  const evaluations: Evaluation[] = [];
  for (const [i, settings] of variants.entries()) {
    const display = showProgress(`variant ${i + 1} of ${variants.length}`);
    const shown = (done: number) => display.update(done, 2 * ids.length, `${done}/${2 * ids.length}`);
    const bare: BoxSettings = {
      ...settings,
      limit: DEPTH,
      minScore: 0,
      duplicates: 'keep',
      fallback: 'none',
    };
    const lists = labels === null ? undefined : await rankAll(collection, ids, bare, now, shown);
    const boxes = await rankAll(collection, ids, settings, now, (done) => shown(ids.length + done));
    display.end();
    const pairs = judgements?.pairs.map(({ a, b, gain, language }) => ({
      ...{ a, b, gain },
      score: pairScore(collection, a, b, settings),
      ...(language !== null && { language }),
    }));
    const name = i === 0 ? 'default' : (values.settings?.[i - 1] ?? '');
    evaluations.push(
      evaluate(
        {
          name,
          settings: { ...settings },
          limit: settings.limit,
          boxes,
          ...(lists && { lists }),
          ...(pairs && { pairs }),
        },
        ground,
      ),
    );
  }
  const [first, ...others] = evaluations as [Evaluation, ...Evaluation[]];
  const comparisons: Comparison[] = others.map((other) => compare(first, other));
  const content = reportContent({
    title: 'How good are the boxes?',
    notes: [`${articles.length} articles, labels: ${values.label ?? values.judgements}`],
    evaluations: [first, ...others],
    comparisons,
    labels,
    titleOf: (id) => (collection.docOf(id) >= 0 ? collection.card(collection.docOf(id)).title : ''),
  });
  if (values.report !== undefined) {
    await writeFile(
      values.report,
      values.report.endsWith('.md') ? markdownReport(content) : htmlReport(content),
    );
    say(`wrote ${values.report}`);
  }
  process.stdout.write(
    values.json ? `${evaluationJson(evaluations, comparisons)}\n` : markdownReport(content),
  );
});

/** `breadth=0.2,age=off` → the options of that name. */
function wishesOf(text: string): Record<string, string> {
  const wishes = Object.fromEntries(text.split(',').map((part) => part.split('=') as [string, string]));
  for (const [name, value] of Object.entries(wishes)) {
    if (!(name in boxOptions) || value === undefined)
      throw new UsageError(`--settings takes ${Object.keys(boxOptions).join('=…, ')}=…, got ${text}`);
  }
  return wishes;
}
