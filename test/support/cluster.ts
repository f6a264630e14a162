/** How does a test get a Postgres server of its own, that it may stop, freeze and kill? */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { freePort } from './server.ts';

export interface Cluster {
  readonly url: string;
  readonly port: number;
  start(): Promise<void>;
  /** Ends it in an orderly way, its connections at once. */
  stop(): Promise<void>;
  /** SIGKILL to the server and all its processes. */
  kill(): Promise<void>;
  /** SIGSTOP or SIGCONT to the server and all its processes: it holds its connections and answers nothing. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** The processes that serve connections. */
  backends(): Promise<number[]>;
  remove(): Promise<void>;
}

const VERSIONS = '/usr/lib/postgresql';

/** The folder of the newest server's programs; undefined where there is none. */
export function serverPrograms(): string | undefined {
  const found = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
  const newest = found.sort((a, b) => Number(a) - Number(b)).at(-1);
  return newest && join(VERSIONS, newest, 'bin');
}

/**
 * Makes a cluster and starts it: an empty one, or a streaming replica of `primary`. Postgres refuses to run as root: there the
 * user `postgres` runs it.
 */
export async function startCluster(
  settings: Readonly<Record<string, string>> = {},
  primary?: Cluster,
): Promise<Cluster> {
  const programs = serverPrograms();
  if (programs === undefined) throw new Error(`there is no Postgres server in ${VERSIONS}`);
  const folder = mkdtempSync(join(tmpdir(), 'kindred-cluster-'));
  const user: { uid?: number; gid?: number } = process.getuid?.() === 0 ? idsOf('postgres') : {};
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(programs, program), args, { ...user, cwd: folder, stdio: 'pipe' });
  if (primary === undefined) run('initdb', '-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync');
  else run('pg_basebackup', '-d', primary.url, '-D', data, '-R', '-c', 'fast', '--no-sync');
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const given = { max_connections: '60', unix_socket_directories: folder, ...settings };
  const options = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let server: ChildProcess | undefined;

  const family = () => (server?.pid === undefined ? [] : [server.pid, ...childrenOf(server.pid)]);
  const ended = async (work: () => void) => {
    const process = server;
    server = undefined;
    if (process === undefined) return;
    const exited = once(process, 'exit');
    work();
    await exited;
  };
  const send = (pids: readonly number[], signal: NodeJS.Signals) => {
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {
        // It ended meanwhile.
      }
    }
  };
  const cluster: Cluster = {
    url,
    port,
    async start() {
      server = spawn(
        join(programs, 'postgres'),
        ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...options],
        { ...user, cwd: folder, stdio: 'ignore' },
      );
      while (!(await accepts(url))) await pause(50);
    },
    stop: () => ended(() => server ?? run('pg_ctl', '-D', data, '-m', 'fast', '-w', 'stop')),
    async kill() {
      const pids = family();
      await ended(() => send(pids, 'SIGKILL'));
      // Its next start refuses while one of them still holds the shared memory.
      while (pids.some((pid) => existsSync(`/proc/${pid}`))) await pause(10);
    },
    signal: (signal) => send(family(), signal),
    async backends() {
      const admin = postgres(url, { max: 1, onnotice: () => {} });
      const rows = await admin<{ pid: number }[]>`
        select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
      await admin.end();
      return rows.map(({ pid }) => pid);
    },
    async remove() {
      send(family(), 'SIGCONT');
      await cluster.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await cluster.start();
  return cluster;
}

async function accepts(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, connect_timeout: 1, onnotice: () => {} });
  const isThere = await client`select 1`.then(
    () => true,
    () => false,
  );
  await client.end({ timeout: 0 });
  return isThere;
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        return false;
      }
    });
}

function idsOf(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error(`there is no user ${name}`);
  return { uid: Number(uid), gid: Number(gid) };
}
