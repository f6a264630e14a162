/** `npm run restore`: back to what a backup holds. */
import { availableParallelism } from 'node:os';
import { countArticles } from '../src/database/articles.ts';
import { restore } from '../src/service/backup.ts';
import { reindex } from '../src/service/reindex.ts';
import { run, say, UsageError, withDatabase } from './command.ts';
import { showProgress } from './progress.ts';

const help = `Replaces everything that is stored by what a backup holds, in one transaction, and builds the index anew.
A file that is not whole is refused before anything is touched. Works from either kind of database into either.

  npm run restore -- kindred.backup
  npm run restore -- kindred.backup --replace    also where there are articles already: they are deleted
`;

await run({ help, options: { replace: { type: 'boolean' } } }, async ({ values, positionals, config }) => {
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError('name one file to restore');
  await withDatabase(config, async (database) => {
    const stored = await countArticles(database.orm);
    if (stored > 0 && !values.replace)
      throw new UsageError(`${stored} articles are stored already; --replace deletes them`);
    const display = showProgress('restoring');
    const rows = await restore(database, path, (table, done, total) =>
      display.update(done, total, `${table} ${done}/${total}`),
    ).finally(() => display.end());
    say(`${rows} rows restored; building the index`);
    const { articles, generation } = await reindex(database, {
      threads: availableParallelism(),
      onNote: say,
    });
    say(`generation ${generation}: ${articles} articles, active`);
  });
});
