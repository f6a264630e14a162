/** `npm run related -- ID`: a box in the terminal. */
import { AppError } from '../src/article/errors.ts';
import type { BoxItem } from '../src/box/box.ts';
import { relatedTo } from '../src/service/related.ts';
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
  // The other article is shown however weak it is.
  const wishes =
    other === undefined ? values : { ...values, limit: '50', 'min-score': '0', duplicates: 'keep' };
  const query = queryOf(wishes, config.box, {}, other !== undefined);
  await withDatabase(config, async (database) => {
    const collection = await present(database);
    const card = collection.cardOf(id);
    if (card === undefined)
      throw new AppError('not_found', `there is no article ${JSON.stringify(id)}`, 'id');
    if (other !== undefined && collection.cardOf(other) === undefined) {
      throw new AppError('not_found', `there is no article ${JSON.stringify(other)}`, 'explain');
    }
    const only = (candidate: { readonly id: string }) => other === undefined || candidate.id === other;
    const box = relatedTo(collection, card, query, Date.now(), only);
    if (values.json) {
      process.stdout.write(`${JSON.stringify({ id, status: box.status, items: box.items.map(plain) })}\n`);
      return;
    }
    process.stdout.write(`${card.title}\n${'─'.repeat(Math.min(80, card.title.length))}\n`);
    if (box.items.length === 0) {
      process.stdout.write(
        other === undefined ? 'nothing is related\n' : `${other} shares no term with it\n`,
      );
    }
    for (const item of box.items) process.stdout.write(shown(item));
  });
});

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
