/** `npm run related -- ID`: a box in the terminal. */
import { AppError } from '../src/article/errors.ts';
import type { BoxItem } from '../src/box/box.ts';
import { type Explanation, worded } from '../src/box/explain.ts';
import { NO_DECISIONS, readDecisions } from '../src/service/editorial/decisions.ts';
import { relatedTo } from '../src/service/related.ts';
import { type Why, why } from '../src/service/why.ts';
import { writtenForms } from '../src/service/wording.ts';
import { boxOptions, boxOptionsHelp, queryOf } from './box-options.ts';
import { run, UsageError, withDatabase } from './command.ts';
import { present } from './index-if-drifted.ts';

const help = `Shows the box beside an article.

  npm run related -- nato-allies-failed-to-deliver-promised-arms-to-ukraine
  npm run related -- ID --explain OTHER    why OTHER is in the box, or the first reason why not
  npm run -s related -- ID --json

${boxOptionsHelp}
  --explain OTHER      of this article alone: is it in the box, and what contributes to its score
  --json               one JSON object to standard output
`;

const options = { ...boxOptions, explain: { type: 'string' }, json: { type: 'boolean' } } as const;

await run({ help, options }, async ({ values, positionals, config }) => {
  const [id, ...rest] = positionals;
  if (id === undefined || rest.length > 0) throw new UsageError('name one article id');
  const other = values.explain;
  const query = queryOf(values, config.box, {});
  await withDatabase(config, async (database) => {
    const collection = await present(database);
    const docOf = (wanted: string, field: string) => {
      const doc = collection.docOf(wanted);
      if (doc < 0) throw new AppError('not_found', `there is no article ${JSON.stringify(wanted)}`, field);
      return doc;
    };
    const doc = docOf(id, 'id');
    const { title } = collection.card(doc);
    const { rules } = await readDecisions(database.orm, NO_DECISIONS);
    if (other !== undefined) {
      const found = why(collection, doc, docOf(other, 'explain'), query, Date.now(), rules);
      const keys = [doc, ...collection.neighbours(collection.subject(doc))].map((each) =>
        collection.keyOf(each),
      );
      const forms = (await writtenForms(database.orm, keys)) ?? new Map();
      const told = { ...found, explanation: worded(found.explanation, forms) };
      if (values.json) process.stdout.write(`${JSON.stringify({ id, other, ...told })}\n`);
      else
        process.stdout.write(`${title}\n${told.place === null ? 'without' : 'with'} ${other}\n${said(told)}`);
      return;
    }
    const { box } = relatedTo(collection, doc, query, Date.now(), rules);
    if (values.json) {
      process.stdout.write(`${JSON.stringify({ id, status: box.status, items: box.items.map(plain) })}\n`);
      return;
    }
    process.stdout.write(`${title}\n${'─'.repeat(Math.min(80, title.length))}\n`);
    if (box.emptyBecause !== undefined) process.stdout.write(`empty: ${box.emptyBecause}\n`);
    for (const item of box.items) process.stdout.write(shown(item));
  });
});

function plain({ card, score, source }: BoxItem) {
  return { id: card.id, title: card.title, score, source };
}

function said({ place, whyNot, explanation }: Why): string {
  const verdict = whyNot === null ? `In the box, place ${place}.` : `Not in the box: ${whyNot.sentence}`;
  return `${verdict}\n${explanation.sentence}\n${table(explanation)}`;
}

function table({ terms, rest }: Explanation): string {
  const rows = terms.map(({ term, contribution }) => `${contribution.toFixed(3).padStart(8)}  ${term}`);
  if (rest.terms > 0) rows.push(`${rest.contribution.toFixed(3).padStart(8)}  ${rest.terms} more`);
  return rows.map((row) => `${row}\n`).join('');
}

function shown({ card, score, source }: BoxItem): string {
  const label = source === 'related' ? score.toFixed(3) : source;
  return [
    `${label.padStart(8)}  ${card.title}`,
    `${' '.repeat(10)}${card.teaser}`,
    `${' '.repeat(10)}${card.id}`,
    '',
  ].join('\n');
}
