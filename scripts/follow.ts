/** `npm run follow -- SOURCE…`: a collection keeps in step with a site. */
import { packageVersion } from '../src/process.ts';
import { type Following, type FollowState, startFollowing } from '../src/sources/web/follow.ts';
import { isAddress, openWeb } from '../src/sources/web/open.ts';
import { openReader, type WebReader } from '../src/sources/web/reader.ts';
import { numberOption, run, say, UsageError, withDatabase } from './command.ts';
import { importOptions, importSettings } from './import-options.ts';
import { databaseSink, openLedger } from './import-sink.ts';
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
  const everyMs = 60_000 * (numberOption('every', values.every, 0.1, 10_080) ?? 5);
  const settings = importSettings(values, process.env);
  const stop = stopOnInterrupt('stopping; what was read is stored first');
  await withDatabase(config, async (database) => {
    const followers = positionals.map((source): Following => {
      let reader: WebReader | undefined;
      const following = startFollowing({
        source,
        everyMs,
        sink: databaseSink(database),
        openLedger: () => openLedger(config, database, source, values.fresh ?? false),
        open: async (signal, ledger) => {
          await reader?.close();
          reader = openReader({
            version: packageVersion(),
            url: source,
            user: settings.user,
            allowPrivate: settings.allowPrivate,
            intervalMs: settings.intervalMs,
            wanted: settings.wanted,
            pages: settings.read.pages,
            detectsGone: true,
            signal,
            onNote: say,
          });
          return openWeb(source, reader.context, settings.read.format, ledger);
        },
        onChange: (state) => {
          if (state.phase === 'waiting' || state.phase === 'failing') say(lineOf(state));
        },
      });
      const ended = following.ended.finally(() => reader?.close());
      ended.catch(() => {});
      return { ...following, ended };
    });
    const stopped = new Promise<void>((resolve) => {
      stop.signal.addEventListener('abort', () => resolve(), { once: true });
      if (stop.signal.aborted) resolve();
    });
    try {
      // One that is hopeless ends all: its address is a mistake.
      await Promise.race([stopped, ...followers.map(({ ended }) => ended)]);
    } finally {
      await Promise.all(followers.map((follower) => follower.stop()));
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
