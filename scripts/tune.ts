/** `npm run tune`: which settings of the box fit a publisher's own collection best? */
import { DEFAULT_BOX } from '../src/box/settings.ts';
import { collectionLabels } from '../src/evaluation/collection-labels.ts';
import { labelsOfField } from '../src/evaluation/label-field.ts';
import type { Labels } from '../src/evaluation/labels.ts';
import { RANKING_MEASURES } from '../src/evaluation/measures.ts';
import { queryFigures } from '../src/evaluation/ranking-metrics.ts';
import { searchSettings } from '../src/evaluation/search-settings.ts';
import { splitByGroup } from '../src/evaluation/split.ts';
import { rankAll } from '../src/service/rank-all.ts';
import { choiceOption, numberOption, run, say, UsageError } from './command.ts';
import { readLabelled } from './labelled.ts';
import { showProgress } from './progress.ts';

const help = `Searches the settings of the box on one half of the labels and says what they gain on the other half.

  npm run tune -- --articles archive.ndjson --label tags
  npm run tune -- --articles archive.ndjson             without labels: rare tags in common, and links between articles

  --articles F         NDJSON, .gz or not; several times
  --label FIELD        articles with the same value, or sharing one of an array, are relevant to each other
  --measure M          ndcg10 (default), p1, p5, recall5 or map50
  --every N            the first of every N articles
  --seed N             of the halves, default 1
  --json               one JSON object to standard output
`;

const GRID = {
  breadth: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1],
  halfLifeDays: [0, 3, 7, 14, 30, 90, 365],
  diversity: [0, 0.05, 0.1, 0.2],
} as const;
/** How the settings are named in the environment. */
const VARIABLES = { breadth: 'BREADTH', halfLifeDays: 'HALF_LIFE_DAYS', diversity: 'DIVERSITY' } as const;
/** Queries of one half that are enough: more would take longer and change nothing. */
const MOST_QUERIES = 2_000;

const options = {
  articles: { type: 'string', multiple: true },
  label: { type: 'string' },
  measure: { type: 'string' },
  every: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean' },
} as const;

await run({ help, options }, async ({ values, positionals, config }) => {
  const measure = choiceOption('measure', values.measure, RANKING_MEASURES, 'ndcg10');
  const every = numberOption('every', values.every, 1, 1e6) ?? 1;
  const seed = numberOption('seed', values.seed, 0, 2 ** 31) ?? 1;
  const { articles, records, collection, now } = await readLabelled(
    [...(values.articles ?? []), ...positionals],
    every,
  );
  const languages = new Map(articles.map(({ id, analysisLanguage }) => [id, analysisLanguage]));
  const languageOf = (id: string) => languages.get(id) ?? null;
  const labels: Labels =
    values.label === undefined
      ? collectionLabels(
          articles.map(({ id, url, tags, body }) => ({ id, url, tags, body })),
          languageOf,
        )
      : labelsOfField(records, values.label, languageOf);
  const halves = splitByGroup(labels, seed);
  const queriesOf = (ids: readonly string[]) => {
    const asked = ids.filter((id) => labels.relevantCount(id) > 0);
    const step = Math.max(1, asked.length / MOST_QUERIES);
    return asked.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  };
  const queries = { tuning: queriesOf(halves.tuning), heldOut: queriesOf(halves.heldOut) };
  if (queries.tuning.length === 0 || queries.heldOut.length === 0)
    throw new UsageError(
      values.label === undefined
        ? 'the articles share no rare tags and do not link to each other: --label FIELD says what is relevant'
        : `too few articles share a value of ${values.label}`,
    );
  say(`${queries.tuning.length} queries to tune on, ${queries.heldOut.length} held out`);

  const { breadth, halfLifeDays, diversity } = config.box;
  const display = showProgress('tuning');
  const trials = GRID.breadth.length + GRID.halfLifeDays.length + GRID.diversity.length;
  let tried = 0;
  const tuned = await searchSettings({
    start: { breadth, halfLifeDays, diversity },
    grid: GRID,
    score: async (settings, half) => {
      const bare = { ...DEFAULT_BOX, ...settings, limit: 50, minScore: 0, duplicates: 'keep' as const };
      const lists = await rankAll(collection, queries[half], bare, now);
      return queryFigures(lists, labels).map((figures) => figures[measure === 'map50' ? 'ap50' : measure]);
    },
    onTrial: ({ settings, mean }) =>
      display.update(
        Math.min(++tried, 2 * trials),
        2 * trials,
        `${JSON.stringify(settings)} ${mean.toFixed(4)}`,
      ),
  }).finally(() => display.end());

  if (values.json) {
    process.stdout.write(`${JSON.stringify({ measure, ...tuned })}\n`);
    return;
  }
  const { changes, heldOut, test, verdict } = tuned;
  const copied = Object.entries(changes).map(
    ([name, value]) => `${VARIABLES[name as keyof typeof VARIABLES]}=${value}`,
  );
  const gain = heldOut.after - heldOut.before;
  const range = test ? ` (95 % ${test.interval.low.toFixed(4)} to ${test.interval.high.toFixed(4)})` : '';
  const lines = {
    unchanged: ['The settings in use are the best of those tried.'],
    noise: [
      `The best settings tried gain ${gain.toFixed(4)}${range} on held-out articles: that is noise. Keep yours.`,
    ],
    loss: [`What looked best loses ${(-gain).toFixed(4)}${range} on held-out articles. Keep your settings.`],
    gain: [
      `On held-out articles ${measure} rises from ${heldOut.before.toFixed(4)} to ${heldOut.after.toFixed(4)}${range}.`,
      'The settings to copy:',
      ...copied.map((line) => `  ${line}`),
    ],
  }[verdict];
  process.stdout.write(`${lines.join('\n')}\n`);
});
