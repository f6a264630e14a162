/** `npm run demo`: the sample newsroom on the embedded database, and a small news site around it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Article } from '../src/article/article.ts';
import { AppError } from '../src/article/errors.ts';
import { demoSite } from '../src/demo/site.ts';
import { makeLog, packageVersion, stopOnSignal } from '../src/process.ts';
import { type RunningServer, startServer } from '../src/server.ts';
import type { Service } from '../src/service/service.ts';
import { readFile } from '../src/sources/files.ts';
import type { SourceRecord } from '../src/sources/record.ts';
import { run, say } from './command.ts';

const help = `Starts Kindred with the sample newsroom and serves a small news site at /demo/.

  npm run demo
  PORT=8080 npm run demo

The sample goes into its own embedded database, .data/demo, unless DATA_DIR or DATABASE_URL says otherwise.
`;

/** The article of the seed page: its box is printed. */
const SAMPLE_ID = 'nato-allies-failed-to-deliver-promised-arms-to-ukraine';
const INCLUDE_MS = 2_000;
const NEWSROOM = fileURLToPath(new URL('../samples/newsroom/', import.meta.url));

await run({ help, options: {} }, async ({ config }) => {
  const isOwn = config.databaseUrl === undefined && process.env.DATA_DIR === undefined;
  const settings = isOwn ? { ...config, dataDir: join(config.dataDir, 'demo') } : config;
  const log = makeLog(process.env.LOG_LEVEL ? config.logLevel : 'warn');
  const articles = await sampleArticles();
  const server: RunningServer = await startServer(settings, log, packageVersion(), {
    site: demoSite(articles, { leadId: SAMPLE_ID, ask: (path) => ask(server, path) }),
    sampleId: SAMPLE_ID,
  });
  stopOnSignal(() => server.stop(), log);
  say(
    `Kindred ${packageVersion()} is starting at ${server.url}/ — the first start prepares the embedded database`,
  );
  await server.service.whenReady();
  await fill(server.service, articles);
  say(`${articles.length} sample articles are indexed. The box beside "${SAMPLE_ID}":`);
  await printBox(server);
  say(`
  The news site        ${server.url}/demo/
  All kinds of boxes   ${server.url}/demo/boxes/
  The editors’ studio  ${server.url}/studio/
  What runs here       ${server.url}/
  The documentation    ${server.url}/docs/

Stop with Ctrl-C.`);
});

async function* sampleRecords(): AsyncGenerator<SourceRecord> {
  const files = (await readdir(NEWSROOM)).filter((name) => name.endsWith('.ndjson')).sort();
  for (const name of files) yield* readFile(join(NEWSROOM, name), process.stdin, () => {});
}

async function sampleArticles(): Promise<Article[]> {
  const articles: Article[] = [];
  for await (const { index, result } of sampleRecords()) {
    if (result instanceof AppError) throw new Error(`sample record ${index}: ${result.message}`);
    articles.push(result);
  }
  return articles;
}

/** What a template of the site would do with an include. */
async function ask({ url }: RunningServer, path: string): Promise<string> {
  const response = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(INCLUDE_MS) });
  return response.text();
}

/** Stores the sample and waits until the last of it is in the index. */
async function fill(service: Service, articles: readonly Article[]): Promise<void> {
  let index = 0;
  const records = (async function* () {
    for (const result of articles) yield { index: index++, id: result.id, result };
  })();
  let changed = 0;
  for await (const results of service.putMany(records)) {
    for (const { status } of results) if (status !== 'unchanged') changed++;
  }
  if (changed > 0) await service.settled();
}

/** Asks as a page would, over HTTP. */
async function printBox({ url }: RunningServer): Promise<void> {
  const path = `/v1/articles/${SAMPLE_ID}/related?limit=4`;
  say(`\n$ curl '${url}${path}'`);
  const response = await fetch(`${url}${path}`);
  const box = (await response.json()) as {
    status: string;
    items: { title: string; excerpt: string; score: number }[];
  };
  for (const { title, excerpt, score } of box.items)
    process.stdout.write(`  ${score.toFixed(2)}  ${title}\n        ${excerpt}\n`);
}
