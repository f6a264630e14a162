/** `npm run import -- FILE…`: articles in. */
import type { IngestStatus } from '../src/service/ingest.ts';
import { ingestStream } from '../src/service/ingest.ts';
import { readFile, sourceBytes } from '../src/sources/files.ts';
import { run, say, UsageError, withDatabase } from './command.ts';
import { indexIfDrifted } from './index-if-drifted.ts';
import { showProgress } from './progress.ts';

const help = `Takes articles in from NDJSON or JSON files, also gzipped; - is standard input.

  npm run import -- articles.ndjson
  zcat old.ndjson.gz | npm run import -- -

A record needs an id and a title or a text. Fields: id, url, title, body, excerpt, author, section, tags, image,
language, publishedAt, expiresAt, evergreen, modifiedAt; common other names (text, headline, date, …) are understood.
A second import of the same file changes nothing.

  --no-index   do not bring the index up to date afterwards
`;

/** So many refused records are shown one by one. */
const SHOWN = 20;

await run({ help, options: { 'no-index': { type: 'boolean' } } }, async ({ values, positionals, config }) => {
  if (positionals.length === 0) throw new UsageError('name at least one file, or - for standard input');
  const bytes = await Promise.all(positionals.map(sourceBytes));
  const total = bytes.every((size) => size !== undefined)
    ? bytes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
    : 0;
  await withDatabase(config, async (database) => {
    const counts: Record<IngestStatus, number> = {
      created: 0,
      updated: 0,
      unchanged: 0,
      outdated: 0,
      refused: 0,
    };
    const startedAt = performance.now();
    const display = showProgress('importing');
    let articles = 0;
    let bytesBefore = 0;
    for (const [at, path] of positionals.entries()) {
      let bytesRead = 0;
      const records = readFile(path, process.stdin, (read) => {
        bytesRead = read;
      });
      for await (const results of ingestStream(database, records)) {
        for (const { index, id, status, error } of results) {
          counts[status]++;
          if (error && counts.refused <= SHOWN)
            say(`${path}, record ${index + 1}${id === null ? '' : ` (${id})`}: ${error.message}`);
        }
        articles += results.length;
        const perSecond = Math.round(articles / ((performance.now() - startedAt) / 1000));
        display.update(bytesBefore + bytesRead, total, `${articles} articles, ${perSecond} articles/s`);
      }
      bytesBefore += bytes[at] ?? 0;
    }
    display.end();
    if (counts.refused > SHOWN) say(`… and ${counts.refused - SHOWN} more refused`);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const { created, updated, unchanged, outdated, refused } = counts;
    say(
      `${articles} articles in ${seconds} s: ${created} new, ${updated} changed, ${unchanged} unchanged, ${outdated} outdated, ${refused} refused`,
    );
    if (!values['no-index']) await indexIfDrifted(database);
    if (refused > 0 && created + updated + unchanged + outdated === 0) process.exitCode = 1;
  });
});
