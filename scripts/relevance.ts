/** `npm run relevance`: how good are the boxes on all labelled collections, beside Lucene and scikit-learn? One table. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_BOX } from '../src/box/settings.ts';
import type { StoredArticle } from '../src/database/articles.ts';
import { compare } from '../src/evaluation/compare.ts';
import { type Evaluation, evaluate, type Ground } from '../src/evaluation/evaluation.ts';
import { labelsOfField } from '../src/evaluation/label-field.ts';
import { MEASURE_NAMES, type Measure } from '../src/evaluation/measures.ts';
import type { RankedList } from '../src/evaluation/rankings.ts';
import { pairScore, rankAll } from '../src/service/rank-all.ts';
import { Lucene } from './bench/rivals/lucene.ts';
import { run, say, UsageError } from './command.ts';
import { readLabelled, readRatings } from './labelled.ts';
import { askScikit, scikitLacks } from './relevance/scikit.ts';
import { type LabelledSet, SETS } from './relevance/sets.ts';

const help = `Measures the defaults on every labelled collection, beside breadth 0, Lucene's More Like This and scikit-learn.

  npm run -s relevance > table.md
  npm run -s relevance -- --only bbc,telegram-pairs --breadths 0,0.2,0.4,0.6,0.8,1 --alone

  --data DIR      where the collections are, default ../shared/data
  --only FOLDERS  some of them
  --breadths B    ours at these breadths, default: the default and 0
  --alone         without the others

Dates do not count and nothing is cut: it is the bare ranking that is measured. Lucene needs Java and Debian's
liblucene8-java, scikit-learn Debian's python3-sklearn; what is missing is said and left out.
`;
const options = {
  data: { type: 'string' },
  only: { type: 'string' },
  breadths: { type: 'string' },
  alone: { type: 'boolean' },
} as const;

const DEPTH = 50;
/** Lucene knows no languages: of so many hits those in the article's own are taken. */
const LUCENE_DEPTH = 4 * DEPTH;
const OURS = 'Kindred';
const PLAIN = 'scikit-learn TF-IDF';

await run({ help, options }, async ({ values }) => {
  const data = values.data ?? '../shared/data';
  const breadths = values.breadths?.split(',').map(Number) ?? [DEFAULT_BOX.breadth, 0];
  if (breadths.some((breadth) => !(breadth >= 0 && breadth <= 1)))
    throw new UsageError(`--breadths are numbers from 0 to 1, got ${values.breadths}`);
  const wanted = values.only?.split(',');
  const sets = SETS.filter(({ folder }) => wanted === undefined || wanted.includes(folder));
  if (sets.length === 0) throw new UsageError(`--only names none of ${SETS.map(({ folder }) => folder)}`);
  let hasHeader = false;
  for (const set of sets) {
    if (!existsSync(join(data, set.folder))) {
      say(`${set.folder} left out: it is not in ${data}`);
      continue;
    }
    const evaluations = await measured(set, join(data, set.folder), breadths, values.alone !== true);
    if (!hasHeader) print(['set', 'measure', ...evaluations.map(({ variant }) => variant.name)]);
    if (!hasHeader) print(Array<string>(evaluations.length + 2).fill('---'));
    hasHeader = true;
    for (const row of rows(set, evaluations)) print(row);
    warn(set, evaluations);
  }
});

function print(cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

async function measured(
  set: LabelledSet,
  folder: string,
  breadths: readonly number[],
  withRivals: boolean,
): Promise<Evaluation[]> {
  const { articles, records, collection, now } = await readLabelled(
    [join(folder, 'articles.ndjson.gz')],
    set.every,
  );
  const places = new Map(articles.map(({ id }, place) => [id, place]));
  const languageOf = (id: string) => articles[places.get(id) ?? -1]?.analysisLanguage ?? null;
  const judgements =
    set.gain === undefined
      ? undefined
      : await readRatings(
          join(folder, 'judgements.tsv'),
          {
            gain: set.gain,
            ...(set.lowerIsBetter && { 'lower-is-better': true }),
            ...(set.where && { where: set.where }),
          },
          (id) => places.has(id),
        );
  const ids = articles.map(({ id }) => id);
  const labels = set.label === undefined ? null : labelsOfField(records, set.label, languageOf);
  const ground: Ground = { articles: ids, languageOf, labels, threshold: judgements?.threshold ?? null };
  const rated = judgements?.pairs ?? [];
  const evaluated = (name: string, lists: readonly RankedList[] | undefined, scores: readonly number[]) =>
    evaluate(
      {
        ...{ name, settings: {}, limit: 10 },
        ...(lists && { lists }),
        ...(scores.length > 0 && {
          pairs: rated.map(({ a, b, gain, language }, i) => ({
            a,
            b,
            gain,
            language,
            score: scores[i] ?? 0,
          })),
        }),
      },
      ground,
    );
  const evaluations: Evaluation[] = [];
  for (const breadth of breadths) {
    const settings = {
      ...DEFAULT_BOX,
      ...({ limit: DEPTH, breadth, minScore: 0, halfLifeDays: 0, duplicates: 'keep' } as const),
    };
    const lists = labels === null ? undefined : await rankAll(collection, ids, settings, now);
    const scores = rated.map(({ a, b }) => pairScore(collection, a, b, settings));
    evaluations.push(evaluated(`${OURS}, breadth ${breadth}`, lists, scores));
  }
  if (!withRivals) return evaluations;
  const asLists = (found: readonly (readonly number[])[]) =>
    found.map((docs, place) => ({
      id: ids[place] as string,
      related: docs.map((doc, rank) => ({ id: ids[doc] as string, score: 1 / (rank + 1) })),
    }));
  for (const terms of [25, 100]) {
    const lists = labels === null ? undefined : await luceneLists(articles, places, terms);
    evaluations.push(evaluated(`Lucene MLT-${terms}`, lists && asLists(lists), []));
  }
  const lacks = scikitLacks();
  if (lacks !== undefined) say(`scikit-learn left out: ${lacks}`);
  else {
    const pairs = rated.map(({ a, b }) => [places.get(a) as number, places.get(b) as number] as const);
    for (const answer of await askScikit(articles, pairs))
      evaluations.push(
        evaluated(answer.system, labels === null ? undefined : asLists(answer.lists), answer.pairs),
      );
  }
  return evaluations;
}

/** Undefined, with the reason on standard error, where Lucene is not installed. */
async function luceneLists(
  articles: readonly StoredArticle[],
  places: ReadonlyMap<string, number>,
  terms: number,
): Promise<number[][] | undefined> {
  const lucene = new Lucene(terms, LUCENE_DEPTH);
  const lacks = lucene.available();
  if (lacks !== undefined) {
    say(`Lucene left out: ${lacks}`);
    return undefined;
  }
  try {
    await lucene.build(
      articles.map(({ id, title, body, analysisLanguage: language }) => ({ id, title, body, language })),
    );
    const lists: number[][] = [];
    for (const [place, { analysisLanguage }] of articles.entries()) {
      const found = (await lucene.query(place)).map((id) => places.get(id) as number);
      lists.push(found.filter((doc) => articles[doc]?.analysisLanguage === analysisLanguage).slice(0, DEPTH));
    }
    return lists;
  } finally {
    await lucene.close();
  }
}

function rows(set: LabelledSet, evaluations: readonly Evaluation[]): string[][] {
  const first = evaluations[0] as Evaluation;
  const languages = set.byLanguage
    ? first.languages.filter(({ pairs, queries }) => (pairs ?? queries ?? 0) > 0)
    : [undefined];
  const found: string[][] = [];
  for (const measure of set.measures)
    for (const slice of languages) {
      const figures = evaluations.map((evaluation) => {
        const part = slice
          ? evaluation.languages.find(({ language }) => language === slice.language)
          : evaluation;
        return shown(part?.figures[measure] ?? null);
      });
      const language = slice === undefined ? '' : ` ${slice.language}`;
      found.push([set.name, `${MEASURE_NAMES[measure].name}${language}`, ...figures]);
    }
  if (set.worst)
    found.push([
      set.name,
      'most shown in 10',
      ...evaluations.map(({ coverage }) => String(coverage?.shown.worst?.count ?? '–')),
    ]);
  return found;
}

function shown(figure: number | null): string {
  return figure === null ? '–' : figure.toFixed(3).replace(/^0/, '');
}

/** Says where the defaults are surely below plain TF-IDF. */
function warn(set: LabelledSet, evaluations: readonly Evaluation[]): void {
  const plain = evaluations.find(({ variant }) => variant.name === PLAIN);
  if (plain === undefined) return;
  const { tests } = compare(plain, evaluations[0] as Evaluation);
  for (const measure of Object.keys(tests) as Measure[]) {
    const interval = tests[measure]?.interval;
    if (interval && interval.high < 0)
      say(`${set.name}: ${measure} is below ${PLAIN} by ${-interval.high} to ${-interval.low}`);
  }
}
