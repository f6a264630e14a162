/** `npm run related -- ID`: a box in the terminal. */
import { AppError } from '../src/article/errors.ts';
import type { Box, BoxItem } from '../src/box/box.ts';
import type { BoxSettings } from '../src/box/settings.ts';
import type { Collection } from '../src/service/collection.ts';
import { explainPair, relatedTo } from '../src/service/related.ts';
import { boxOptions, boxOptionsHelp, queryOf } from './box-options.ts';
import { run, UsageError, withDatabase } from './command.ts';
import { present } from './index-if-drifted.ts';

const help = `Shows the box beside an article.

  npm run related -- nato-allies-failed-to-deliver-promised-arms-to-ukraine
  npm run related -- ID --explain OTHER    which shared terms relate the two
  npm run -s related -- ID --json

${boxOptionsHelp}
  --explain OTHER      only this article, with the shared terms and what each contributes
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
    const box =
      other === undefined
        ? relatedTo(collection, doc, query, Date.now()).box
        : pairBox(collection, doc, docOf(other, 'explain'), query.settings);
    if (values.json) {
      process.stdout.write(`${JSON.stringify({ id, status: box.status, items: box.items.map(plain) })}\n`);
      return;
    }
    process.stdout.write(`${title}\n${'─'.repeat(Math.min(80, title.length))}\n`);
    if (box.items.length === 0) process.stdout.write('nothing is related\n');
    for (const item of box.items) process.stdout.write(shown(item));
  });
});

/** The other article alone, however weak it is. */
function pairBox(collection: Collection, doc: number, other: number, settings: BoxSettings): Box {
  const { score, explanation } = explainPair(collection, doc, other, settings);
  return { status: 'ok', items: [{ card: collection.card(other), score, source: 'related', explanation }] };
}

function plain({ card, score, source, explanation }: BoxItem) {
  return { id: card.id, title: card.title, score, source, ...(explanation && { explanation }) };
}

function shown({ card, score, source, explanation }: BoxItem): string {
  const label = source === 'related' ? score.toFixed(3) : source;
  const lines = [
    `${label.padStart(8)}  ${card.title}`,
    `${' '.repeat(10)}${card.teaser}`,
    `${' '.repeat(10)}${card.id}`,
  ];
  for (const { term, contribution } of explanation?.terms ?? []) {
    lines.push(`${' '.repeat(10)}${contribution.toFixed(3)} ${term}`);
  }
  return `${lines.join('\n')}\n`;
}
