/** How does a test run a whole server, or a command, in a process of its own? */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

type Environment = Readonly<Record<string, string | undefined>>;

export interface TestServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything that it wrote to standard error. */
  log(): string;
  /** Resolves with the exit code, null after a signal. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Below those that the system gives to outgoing connections, one of which might have it before its server does. */
const [FIRST_PORT, LAST_PORT] = [10_000, 32_000];

/** Starts `src/main.ts` on PORT, or on a free one, and waits until it is alive, not until it is ready. */
export async function startServer(environment: Environment): Promise<TestServer> {
  const port = Number(environment.PORT ?? (await freePort()));
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isOk(`${url}/livez`))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${log}`);
    await pause(50);
  }
  return {
    url,
    process: child,
    log: () => log,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill(signal);
        await exited;
      }
      return child.exitCode;
    },
  };
}

export async function whenReady({ url, process: child, log }: TestServer): Promise<void> {
  while (!(await isOk(`${url}/readyz`))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${log()}`);
    await pause(50);
  }
}

/** Runs a command of package.json's scripts to its end. */
export async function runCommand(
  name: string,
  args: readonly string[],
  environment: Environment,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${name}.ts`, ...args], {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return ended(child);
}

/** Waits for the end of a process; what it printed, and its exit code. */
export async function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
  }
  await once(child, 'close');
  return { code: child.exitCode, ...printed };
}

/** Ends `npm start`, which leads a group of its own, and waits for the server too: npm may end before it. */
export async function endStart(npm: ChildProcess | undefined, port: string): Promise<void> {
  if (npm?.pid === undefined || npm.exitCode !== null) return;
  const exited = once(npm, 'exit');
  process.kill(-npm.pid, 'SIGTERM');
  await exited;
  while (await isOk(`http://127.0.0.1:${port}/livez`)) await pause(20);
}

async function isOk(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

/** A port of the loopback that nothing listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    const server = createServer().listen(port, '127.0.0.1');
    if (!(await once(server, 'listening').catch(() => undefined))) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
