/** `npm run reindex`: a new index generation. */
import { availableParallelism } from 'node:os';
import { AppError } from '../src/article/errors.ts';
import { rollBack } from '../src/database/generations.ts';
import { reindex } from '../src/service/reindex.ts';
import { run, say, withDatabase } from './command.ts';
import { showProgress } from './progress.ts';

const help = `Builds a new index generation beside the active one, verifies it and activates it.
Servers change over by themselves. A drifted collection is reindexed by its server without this command.
One of 20,000 articles or more that was stopped goes on where it was, by a file in DATA_DIR: unless a tenth changed since.

  npm run reindex
  npm run reindex -- --dry-run     build and verify, activate nothing
  npm run reindex -- --rollback    go back to the generation before

Exit codes: 0 done, 65 the new index failed its checks, 75 another reindex is running.
`;

await run(
  { help, options: { 'dry-run': { type: 'boolean' }, rollback: { type: 'boolean' } } },
  async ({ values, config }) => {
    await withDatabase(config, async (database) => {
      if (values.rollback) {
        const generation = await rollBack(database.orm);
        if (generation === undefined)
          throw new AppError('no_previous', 'there is no earlier generation to go back to');
        say(`generation ${generation.number} is active again`);
        return;
      }
      const display = showProgress('reindexing');
      const result = await reindex(database, {
        ...(values['dry-run'] && { dryRun: true }),
        threads: availableParallelism(),
        onNote: say,
        onProgress: ({ stage, done, total }) => display.update(done, total, `${stage} ${done}/${total}`),
      }).finally(() => display.end());
      const { generation, articles, terms, seconds, activated } = result;
      say(
        `generation ${generation}: ${articles} articles, ${terms} terms, ${seconds.toFixed(1)} s, ${activated ? 'active' : 'verified, not activated (dry run)'}`,
      );
    });
  },
);
