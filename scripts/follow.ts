/** `npm run follow -- SOURCE…`: a collection keeps in step with a site. */
import { packageVersion } from '../src/process.ts';
import { databaseSink } from '../src/service/sink.ts';
import { type FollowState, followSites } from '../src/service/sites.ts';
import { isAddress } from '../src/sources/web/open.ts';
import { numberOption, run, say, UsageError, withDatabase } from './command.ts';
import { importOptions, importSettings } from './import-options.ts';
import { stopOnInterrupt } from './import-stop.ts';

const help = `Keeps the collection in step with a WordPress, a feed or a sitemap: what is new, what changed, what is gone.

  npm run follow -- https://news.example/
  npm run follow -- https://news.example/sitemap.xml --every 15

Works beside a running server, whose boxes have a change within a second. What did not change is not read again, also after a
restart. Stop with Ctrl-C.

  --every MINUTES      from one pass to the next; default 5
  --format NAME, --pages, --since DATE, --include PATTERN, --exclude PATTERN, --user NAME:PASSWORD, --allow-private, --rate N,
  --fresh              as of npm run import
`;

const { format, pages, since, include, exclude, user, rate, fresh } = importOptions;
const options = {
  ...{ format, pages, since, include, exclude, user, rate, fresh },
  'allow-private': importOptions['allow-private'],
  every: { type: 'string' },
} as const;

await run({ help, options }, async ({ values, positionals, config }) => {
  if (positionals.length === 0 || !positionals.every(isAddress))
    throw new UsageError('name at least one address, http:// or https://');
  const everyMinutes = numberOption('every', values.every, 0.1, 10_080);
  const settings = importSettings(values, config.sources, positionals);
  const stop = stopOnInterrupt('stopping; what was read is stored first');
  await withDatabase(config, async (database) => {
    const { wanted, user, allowPrivate, intervalMs, read } = settings;
    const sites = followSites(database, databaseSink(database), {
      ...{ sources: positionals, version: packageVersion(), wanted, user, allowPrivate, intervalMs },
      everyMs: everyMinutes === undefined ? config.sources.everyMs : 60_000 * everyMinutes,
      format: read.format,
      pages: read.pages,
      isFresh: values.fresh,
      onNote: say,
      onChange: (state) => {
        if (state.phase === 'waiting' || state.phase === 'failing') say(lineOf(state));
      },
    });
    sites.ended.catch(() => {});
    const stopped = new Promise<void>((resolve) => {
      stop.signal.addEventListener('abort', () => resolve(), { once: true });
      if (stop.signal.aborted) resolve();
    });
    try {
      // One that is hopeless ends all: its address is a mistake.
      await Promise.race([stopped, sites.ended]);
    } finally {
      await sites.stop();
      stop.release();
    }
  });
});

function lineOf({
  source,
  kind,
  known,
  created,
  updated,
  removed,
  refused,
  lastError,
  phase,
}: FollowState): string {
  if (phase === 'failing') return `${source}: ${lastError}; another try will come`;
  const refusals = refused > 0 ? `, ${refused} refused` : '';
  return `${source} (${kind}): ${known} articles; since the start ${created} new, ${updated} changed, ${removed} gone${refusals}`;
}
