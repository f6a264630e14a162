/** How is a server of the benchmark started and stopped? */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ServerProcess {
  readonly url: string;
  /** From the start of the process until lookups were answered. */
  readonly readySeconds: number;
  /** From now on the event loop is watched. */
  reset(): void;
  stop(): Promise<Stopped>;
}

export interface Stopped {
  readonly longestTurnMs: number;
  /** The part of a turn in which the main thread worked, at most; NaN where that cannot be known. */
  readonly longestWorkMs: number;
  readonly residentBytes: number;
}

export async function startServed(environment: Record<string, string>): Promise<ServerProcess> {
  const startedAt = performance.now();
  const child = fork(fileURLToPath(new URL('./served.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  // Whatever goes wrong here, no server is left behind.
  process.once('exit', () => child.kill('SIGKILL'));
  const { url } = (await message(child)) as { url: string };
  while (!(await fetch(`${url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 20));
  const readySeconds = (performance.now() - startedAt) / 1000;
  return {
    url,
    readySeconds,
    reset: () => child.send('reset'),
    async stop() {
      const said = message(child);
      child.send('stop');
      const result = (await said) as Stopped;
      await once(child, 'exit');
      return result;
    },
  };
}

async function message(child: ChildProcess): Promise<unknown> {
  const [said] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`a server of the benchmark ended with code ${code}`);
    }),
  ]);
  return said;
}
