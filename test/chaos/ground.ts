/** What does a chaos test stand on? Folders, servers and proxies of its own, which are gone when it ends, and tools that may be missing. */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, inject, type TestContext } from 'vitest';
import { freePort, startServer, type TestServer, whenReady } from '../support/server.ts';
import { article, ask } from './traffic.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Runs `cleanUp` when the test ends, before what was asked for earlier. */
export const afterTest = (cleanUp: () => unknown): void => void cleanUps.push(cleanUp);

export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'kindred-chaos-'));
  afterTest(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A data folder with an embedded database that is made and migrated already. */
export async function dataFolder(): Promise<string> {
  const path = join(await folder(), 'data');
  await cp(inject('embeddedTemplate'), path, { recursive: true });
  return path;
}

/** A server that is killed when the test ends. It may not be ready yet. */
export async function start(environment: Record<string, string | undefined>): Promise<TestServer> {
  const server = await startServer({ LOG_LEVEL: 'warn', ...environment });
  afterTest(() => server.end('SIGKILL'));
  return server;
}

export async function startReady(environment: Record<string, string | undefined>): Promise<TestServer> {
  const server = await start(environment);
  await whenReady(server);
  return server;
}

export async function until(isSo: () => boolean | Promise<boolean>, everyMs = 50): Promise<number> {
  const startedAt = performance.now();
  while (!(await isSo())) await pause(everyMs);
  return performance.now() - startedAt;
}

export const healthOf = async (url: string) =>
  JSON.parse((await ask(`${url}/readyz`)).body) as {
    ready: boolean;
    articles: number;
    db: string;
    stale: boolean;
    generation: number;
    syncLagSeconds: number;
  };

export const putArticles = (url: string, from: number, count: number, word?: string) =>
  ask(
    `${url}/v1/articles`,
    Array.from({ length: count }, (_, i) => article(from + i, word)),
  );

/** Stores `count` articles and waits until all are shown. */
export async function fill(url: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += 500) {
    const { status, body } = await putArticles(url, from, Math.min(500, count - from));
    if (status !== 200) throw new Error(`the articles were not taken: ${status} ${body}`);
  }
  await until(async () => (await healthOf(url)).articles >= count, 100);
}

/** Skips the test, and says why, where one of these files is missing. */
export function needs(context: TestContext, files: readonly string[], from: string): void {
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0) context.skip(`${missing.join(', ')} is not here: apt-get install ${from}`);
}

export interface Proxy {
  readonly port: number;
  /** From now on the chosen connections, and those that are made, stay open and carry nothing. */
  swallow(which?: (sent: string) => boolean): void;
  /** New connections work again; those that were swallowed stay silent. */
  restore(): void;
}

/** A TCP proxy on the loopback that can become a black hole: neither refusal nor end is seen by either side. */
export async function startProxy(target: number): Promise<Proxy> {
  interface Pair {
    sent: string;
    isSilent: boolean;
    readonly ends: readonly Socket[];
  }
  const pairs = new Set<Pair>();
  let isHole = false;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    const pair: Pair = { sent: '', isSilent: isHole, ends: [near, far] };
    pairs.add(pair);
    near.on('data', (data) => {
      if (pair.sent.length < 4_096) pair.sent += data.toString('latin1');
      if (!pair.isSilent) far.write(data);
    });
    far.on('data', (data) => {
      if (!pair.isSilent) near.write(data);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => {
        if (!pair.isSilent) other.destroy();
      });
    }
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  afterTest(() => {
    for (const { ends } of pairs) for (const end of ends) end.destroy();
    server.close();
  });
  return {
    port,
    swallow(which) {
      isHole = which === undefined;
      for (const pair of pairs) if (which === undefined || which(pair.sent)) pair.isSilent = true;
    },
    restore() {
      isHole = false;
    },
  };
}
