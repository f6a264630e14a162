/** How many lookups do replicas on one Postgres answer behind nginx, and what does each take? wrk asks, on the same machine. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { reindex } from '../../src/service/reindex.ts';
import { withOwnDatabase } from './database.ts';
import { databaseUrl, isQuick, print, say, spread } from './figure.ts';
import { type RealArticle, readRealText } from './real-text.ts';
import { type ServerProcess, startServed } from './server-process.ts';
import { accepted, recordsOf, stored } from './stored-collection.ts';

const SIZES = isQuick ? [1_000] : [10_000, Number.POSITIVE_INFINITY];
const REPLICAS = [1, 2];
const CONNECTIONS = 64;
const SECONDS = isQuick ? 1 : 8;
/** So many boxes are asked for again and again. */
const POPULAR = 500;
const PROXY_PORT = 18_080;
const NGINX = fileURLToPath(new URL('../../operations/nginx.conf', import.meta.url));

/** Each connection asks for the paths of a file, one after the other from its own place on. */
const SCRIPT = `
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local at, failed = 0, 0
function request() at = at % #paths + 1; return wrk.format("GET", paths[at]) end
function done(summary)
  local e = summary.errors
  print(string.format('{"answers":%d,"seconds":%f,"failed":%d,"late":%d}', summary.requests, summary.duration / 1e6, e.connect + e.read + e.write + e.status, e.timeout))
end
`;

/** Answers a second. Fails when one was not 2xx. */
async function asked(url: string, folder: string, ids: readonly string[]): Promise<number> {
  const [paths, script] = [join(folder, 'paths'), join(folder, 'ask.lua')];
  await writeFile(paths, ids.map((id) => `/v1/articles/${encodeURIComponent(id)}/related`).join('\n'));
  await writeFile(script, SCRIPT);
  const { stdout } = await promisify(execFile)(
    'wrk',
    ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}`, '-s', script, url],
    { env: { ...process.env, PATHS: paths } },
  );
  const { answers, seconds, failed, late } = JSON.parse(stdout.slice(stdout.lastIndexOf('{')));
  if (failed > 0) throw new Error(`${failed} of ${answers} lookups failed`);
  if (late > 0) say(`${late} of ${answers} lookups took longer than wrk waits`);
  return answers / seconds;
}

/** nginx with the file of operations/, without its cache, in front of some replicas. */
async function behindNginx<T>(
  replicas: readonly ServerProcess[],
  folder: string,
  use: (url: string) => Promise<T>,
) {
  const ports = replicas.map(({ url }) => new URL(url).port);
  const text = (await readFile(NGINX, 'utf8'))
    .replace('127.0.0.1:3001', `127.0.0.1:${ports[0]}`)
    .replace('127.0.0.1:3002', `127.0.0.1:${ports.at(-1)}`)
    .replace('127.0.0.1:8080', `127.0.0.1:${PROXY_PORT}`)
    .replace('/tmp/kindred-cache', join(folder, 'cache'))
    .replace('proxy_cache kindred;', 'proxy_cache off;');
  const file = join(folder, 'nginx.conf');
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  await writeFile(file, `${user}pid ${folder}/pid;\nerror_log ${folder}/error.log;\n${text}`);
  const child = spawn('nginx', ['-p', folder, '-c', file, '-e', `${folder}/error.log`, '-g', 'daemon off;'], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${PROXY_PORT}`;
  try {
    while (
      !(await fetch(`${url}/livez`).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      await new Promise((resolve) => setTimeout(resolve, 50));
    return await use(url);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function measured(url: string, folder: string, articles: readonly RealArticle[]): Promise<void> {
  const database = await stored({ url, dataDir: folder }, recordsOf(articles.map(accepted)));
  await reindex(database, { threads: availableParallelism() }).finally(() => database.close());
  const ids = spread(articles.length, articles.length, 3).map((at) => (articles[at] as RealArticle).id);
  for (const count of REPLICAS) {
    const replicas = await Promise.all(
      Array.from({ length: count }, (_, i) =>
        startServed({
          ...{ DATABASE_URL: url, DATA_DIR: join(folder, `replica-${count}-${i}`), RATE_LOOKUP: '0' },
          ...{ TRUST_PROXY: '1' },
        }),
      ),
    );
    const name = `${articles.length} articles, ${count} ${count === 1 ? 'replica' : 'replicas'}`;
    const at = async (url: string, where: string) => {
      await asked(url, folder, ids.slice(0, POPULAR));
      print(
        `${name}, ${where}, asked for again`,
        await asked(url, folder, ids.slice(0, POPULAR)),
        null,
        'lookups/s',
      );
    };
    await behindNginx(replicas, folder, async (proxy) => {
      // Nobody has asked for these: each is looked up.
      print(
        `${name}, behind nginx, first lookups`,
        await asked(proxy, folder, ids.slice(POPULAR)),
        null,
        'lookups/s',
      );
      await at(proxy, 'behind nginx');
    });
    if (count === 1) await at((replicas[0] as ServerProcess).url, 'asked directly');
    const states = await Promise.all(replicas.map((replica) => replica.stop()));
    print(
      `${name}, memory of each`,
      Math.max(...states.map(({ residentBytes }) => residentBytes)) / 1e6,
      null,
      'MB',
    );
  }
}

const missing = ['wrk', 'nginx'].filter((tool) => spawnSync('which', [tool]).status !== 0);
const all = await readRealText(fileURLToPath(new URL('../../../shared/data/', import.meta.url)));
if (databaseUrl === undefined)
  say('skipped: replicas, as neither DATABASE_URL nor TEST_DATABASE_URL names a Postgres');
else if (missing.length > 0)
  say(`skipped: replicas, as ${missing.join(' and ')} is not installed (Debian: wrk, nginx-light)`);
else if (all)
  for (const size of SIZES) {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-'));
    try {
      const articles = spread(all.length, Math.min(size, all.length)).map((at) => all[at] as RealArticle);
      say(`${articles.length} articles on replicas`);
      await withOwnDatabase(databaseUrl, (url) => measured(url, folder, articles));
    } finally {
      await rm(folder, { recursive: true });
    }
  }
