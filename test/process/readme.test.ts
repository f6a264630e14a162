import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ended, endStart, freePort, PROJECT } from '../support/server.ts';

/** What the machine of a test cannot do, and what shows it instead. */
const ELSEWHERE: readonly [start: string, why: string][] = [
  ['npm ci', 'CI runs it in a fresh clone'],
  ['ADMIN_KEY=', 'needs a Docker engine; CI builds and runs the image'],
];

let folder: string;
let environment: NodeJS.ProcessEnv;
let port: string;
let server: ChildProcess | undefined;
const printed: string[] = [];
let clones = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-readme-'));
  port = String(await freePort());
  const { TEST_DATABASE_URL: _, DATABASE_URL: __, ...rest } = process.env;
  environment = { ...rest, PORT: port, LOG_LEVEL: 'warn' };
});
afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  await endStart(server, port);
  server = undefined;
}

/** Nothing runs, and nothing is stored. */
async function freshClone(): Promise<void> {
  await stop();
  environment = { ...environment, DATA_DIR: join(folder, `clone-${++clones}`) };
}

/** Starts a server command in a process group of its own and waits until it is ready. */
async function startServer(command: string): Promise<void> {
  await stop();
  const dataDir = join(folder, command.includes('demo') ? 'demo' : 'own');
  environment = { ...environment, DATA_DIR: dataDir };
  server = spawn('bash', ['-c', `exec ${command}`], {
    cwd: PROJECT,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const isUp = async () =>
    command.includes('demo')
      ? output.includes('Stop with Ctrl-C')
      : (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok === true;
  while (!(await isUp())) {
    if (server.exitCode !== null) throw new Error(`${command} ended:\n${output}`);
    await pause(100);
  }
  printed.push(output);
}

async function run(command: string): Promise<string> {
  const adapted = command
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)
    .replace(/^curl /, 'curl -fsS ')
    .replace('lists.ndjson', join(folder, 'lists.ndjson'));
  const child = spawn('bash', ['-c', adapted], {
    cwd: PROJECT,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, stdout, stderr } = await ended(child);
  expect(code, `${command}\n${stderr}`).toBe(0);
  return stdout;
}

it('the commands of the README do what it says', async () => {
  const readme = await readFile(join(PROJECT, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```(sh|json)\n([\s\S]*?)```/g)].map(([, kind, text]) => ({
    kind,
    text: text ?? '',
  }));
  expect(blocks.length).toBeGreaterThanOrEqual(6);
  let answer = '';
  const boxes: string[] = [];
  for (const { kind, text } of blocks) {
    if (kind === 'json') {
      expectSameAnswer(JSON.parse(answer) as Box, JSON.parse(text) as Box);
      continue;
    }
    for (const command of text.trim().split('\n')) {
      const skipped = ELSEWHERE.find(([start]) => command.startsWith(start));
      if (command === 'npm ci') await freshClone();
      if (skipped) process.stdout.write(`not run here: ${command} (${skipped[1]})\n`);
      else if (/^npm (start|run demo)$/.test(command)) await startServer(command);
      else answer = await run(command);
      if (command.startsWith('npm run related')) boxes.push(answer);
    }
  }
  expect(boxes[0]?.match(/^ +0\.\d{3} {2}\S/gm), boxes[0]).toHaveLength(4);
  expect(printed[0]).toContain('Russian Missile Hits Zaporizhzhia, Ukraine, Killing 3');
  const lists = (await readFile(join(folder, 'lists.ndjson'), 'utf8')).trim().split('\n');
  expect(lists.length).toBe(13);
});

interface Box {
  readonly status: string;
  readonly items: readonly Record<string, unknown>[];
}

/** The same but for what differs from run to run: the score, the time and the generation. */
function expectSameAnswer(actual: Box, shown: Box): void {
  expect(Object.keys(actual)).toEqual(Object.keys(shown));
  expect(actual.status).toBe(shown.status);
  const stable = ({ score, ...rest }: Record<string, unknown>) => ({ ...rest, score: typeof score });
  expect(actual.items.map(stable)).toEqual(shown.items.map(stable));
}
