/** Does an index need to be made anew after a command changed the collection? */
import { availableParallelism } from 'node:os';
import type { Database } from '../src/database/connect.ts';
import { readActive } from '../src/database/generations.ts';
import { Collection } from '../src/service/collection.ts';
import { catchUp, changesOf, loadFrozen } from '../src/service/load.ts';
import { needsReindex, reindex } from '../src/service/reindex.ts';
import { say } from './command.ts';
import { showProgress } from './progress.ts';

/** Reindexes when there is no fitting index or the collection has drifted. A running server does it by itself. */
export async function indexIfDrifted(database: Database): Promise<void> {
  if (database.role === 'guest') return;
  if (!(await needsReindex(database.orm)) && !(await present(database)).hasDrifted) return;
  const display = showProgress('indexing');
  const { articles, seconds } = await reindex(database, {
    threads: availableParallelism(),
    onNote: say,
    onProgress: ({ stage, done, total }) => display.update(done, total, `${stage} ${done}/${total}`),
  }).finally(() => display.end());
  say(`indexed ${articles} articles in ${seconds.toFixed(1)} s`);
}

/** The collection as it is now; builds the first index when there is none. */
export async function present(database: Database): Promise<Collection> {
  if (await needsReindex(database.orm)) await indexIfDrifted(database);
  const generation = await readActive(database.orm);
  if (generation === undefined) throw new Error('the reindex activated no generation');
  const collection = new Collection(await loadFrozen(database.orm, generation));
  await catchUp(changesOf(database.orm), collection);
  return collection;
}
