/** `node --import tsx scripts/bench/furniture.ts FILE LABEL PAGE`: what do boxes lose when every text carries the furniture of a page? */
import { readFile } from 'node:fs/promises';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { labelsOfField } from '../../src/evaluation/label-field.ts';
import { queryFigures } from '../../src/evaluation/ranking-metrics.ts';
import { rankAll } from '../../src/service/rank-all.ts';
import { run, UsageError } from '../command.ts';
import { readLabelled } from '../labelled.ts';

const help = `What do the boxes lose when every text carries the furniture of a page?

  node --import tsx scripts/bench/furniture.ts ../shared/data/bbc/articles.ndjson.gz section ../shared/seed/page.txt

The furniture is what the page has from the line "Leave a Reply" on. Prints one JSON object: nDCG@10 of the bare ranking
without and with it, and what was learnt.

  --every N      the first of every N articles
  --share N      the furniture goes to one article in N (default 1: to all)
`;

await run({ help, options: { every: { type: 'string' }, share: { type: 'string' } } }, async (input) => {
  const [file, label, page] = input.positionals;
  if (file === undefined || label === undefined || page === undefined)
    throw new UsageError('name the file, the label and the page');
  const text = await readFile(page, 'utf8');
  const furniture = text.slice(text.indexOf('Leave a Reply'));
  const every = Number(input.values.every ?? 1);
  const share = Number(input.values.share ?? 1);
  let number = 0;
  const measure = async (changed: (body: string) => string) => {
    const { articles, records, collection, now } = await readLabelled([file], every, changed);
    const languages = new Map(articles.map(({ id, analysisLanguage }) => [id, analysisLanguage]));
    const labels = labelsOfField(records.entries(), label, (id) => languages.get(id) ?? null);
    const bare = { ...DEFAULT_BOX, limit: 50, minScore: 0, halfLifeDays: 0, duplicates: 'keep' as const };
    const lists = await rankAll(
      collection,
      articles.map(({ id }) => id),
      bare,
      now,
    );
    const figures = queryFigures(lists, labels);
    const mean = (of: (one: (typeof figures)[number]) => number) =>
      figures.reduce((sum, one) => sum + of(one), 0) / figures.length;
    return {
      ndcg10: mean(({ ndcg10 }) => ndcg10),
      p1: mean(({ p1 }) => p1),
      learnt: collection.frozen.furniture,
    };
  };
  const clean = await measure((body) => body);
  const furnished = await measure((body) => (number++ % share === 0 ? `${body}\n\n${furniture}` : body));
  process.stdout.write(
    `${JSON.stringify(
      {
        clean: { ndcg10: clean.ndcg10, p1: clean.p1, learnt: clean.learnt.length },
        furnished: { ndcg10: furnished.ndcg10, p1: furnished.p1, learnt: furnished.learnt.length },
        lost: clean.ndcg10 - furnished.ndcg10,
        lines: clean.learnt.slice(0, 25).map((line) => `${line.articles} ${line.text}`),
      },
      null,
      1,
    )}\n`,
  );
});
