/** `npm run backup`: everything that is stored, in one file. */
import { backUp } from '../src/service/backup.ts';
import { run, say, UsageError, withDatabase } from './command.ts';
import { showProgress } from './progress.ts';

const help = `Writes everything that is stored into one file: gzip with a checksum, of one moment, there whole or not at all.
The index is not part of it: it is built from the articles. A server may run meanwhile; with the embedded database its
writes wait until the backup is done.

  npm run backup -- kindred.backup
`;

await run({ help, options: {} }, async ({ positionals, config }) => {
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError('name one file to write');
  await withDatabase(config, async (database) => {
    const display = showProgress('backing up');
    const rows = await backUp(database, path, (table, done, total) =>
      display.update(done, total, `${table} ${done}/${total}`),
    ).finally(() => display.end());
    say(`${rows} rows in ${path}`);
  });
});
