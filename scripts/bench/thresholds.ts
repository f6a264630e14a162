/** `node --import tsx scripts/bench/thresholds.ts FILE LABEL [EVERY]`: what does the calibrated threshold cut, and what is left? */
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { labelsOfField } from '../../src/evaluation/label-field.ts';
import { rankAll } from '../../src/service/rank-all.ts';
import { run, UsageError } from '../command.ts';
import { readLabelled } from '../labelled.ts';

const help = `What does the threshold of its own cut from a collection's boxes?

  node --import tsx scripts/bench/thresholds.ts ../shared/data/bbc/articles.ndjson.gz section

Prints one JSON object: the threshold, the share of boxes with something in them, and the share of related ones among
the first ten that lie above and below it.
`;

await run({ help, options: {} }, async ({ positionals }) => {
  const [file, label, every] = positionals;
  if (file === undefined || label === undefined) throw new UsageError('name the file and the label');
  const { articles, records, collection, now } = await readLabelled([file], Number(every ?? 1));
  const languages = new Map(articles.map(({ id, analysisLanguage }) => [id, analysisLanguage]));
  const languageOf = (id: string) => languages.get(id) ?? null;
  const labels = labelsOfField(records.entries(), label, languageOf);
  const ids = articles.map(({ id }) => id);
  const settings = { ...DEFAULT_BOX, limit: 10, minScore: 0, halfLifeDays: 0 };
  const count = { above: { items: 0, related: 0 }, below: { items: 0, related: 0 } };
  let filled = 0;
  for (const { id, related } of await rankAll(collection, ids, settings, now)) {
    const floor = collection.floor(languageOf(id) ?? '', settings.breadth);
    if (related.some(({ score }) => score >= floor)) filled++;
    if (labels.relevantCount(id) === 0) continue;
    for (const item of related) {
      const side = item.score >= floor ? count.above : count.below;
      side.items++;
      if (labels.isRelevant(id, item.id)) side.related++;
    }
  }
  const precision = ({ items, related }: { items: number; related: number }) =>
    items === 0 ? null : related / items;
  process.stdout.write(
    `${JSON.stringify({
      articles: articles.length,
      floors: Object.fromEntries(
        [...new Set(languages.values())].map((code) => [code, collection.floor(code, settings.breadth)]),
      ),
      coverage: filled / articles.length,
      precisionAbove: precision(count.above),
      precisionBelow: precision(count.below),
      cut: count.below.items / (count.above.items + count.below.items),
    })}\n`,
  );
});
