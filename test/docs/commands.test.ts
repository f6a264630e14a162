import { type ChildProcess, spawn } from 'node:child_process';
import { access, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { readConfig } from '../../src/config.ts';
import { ended, endStart, freePort, PROJECT } from '../support/server.ts';
import { type Block, blocksOf } from './blocks.ts';

/** Invented hosts: a command that needs one is not run, its options are compared with its help. */
const NOWHERE = /\b(?:news|related|db)\.example\b/;
/** An id that a page invents; the commands get that of the key which they made last. */
const INVENTED_KEY = '0f1e2d3c4b5a';

const byPage = new Map<string, Block[]>();
for (const block of await blocksOf()) {
  // What the program says of itself is compared with it by reference.test.ts.
  if (block.file !== 'reference/commands.md')
    byPage.set(block.file, [...(byPage.get(block.file) ?? []), block]);
}
const pages = [...byPage].filter(([, blocks]) =>
  blocks.some(({ language }) => language === 'sh' || language === 'text'),
);

/** What npm runs; without npm itself, which takes half a second each time. */
const { scripts } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** A clone of the project to type commands in. */
let clone: string;
let environment: NodeJS.ProcessEnv;
let server: ChildProcess | undefined;
let port: string;
let keyId = INVENTED_KEY;

beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'kindred-docs-'));
  for (const name of await readdir(PROJECT))
    if (!['.git', '.data', 'dist'].includes(name)) await symlink(join(PROJECT, name), join(clone, name));
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(join(clone, name, '..'), { recursive: true });
    await writeFile(join(clone, name), text);
  }
  await mkdir(join(clone, 'saved-pages'));
  await cp(join(PROJECT, 'test/sources/pages/broadsheet.html'), join(clone, 'saved-pages/broadsheet.html'));
  port = String(await freePort());
});
afterAll(async () => {
  await stop();
  await rm(clone, { recursive: true, force: true });
});

/** Sources that the reader of a page has, and we have not. */
const FILES = {
  'articles.json':
    '[{"title": {"rendered": "Storm"}, "content": {"rendered": "<p>The storm flooded the quay.</p>"}, "channel": {"name": "Sea"}}]',
  'articles.csv': 'title,Text\nStorm,The storm flooded the quay.\n',
  'content/posts/2024-04-29-storm.md':
    '---\ntitle: Storm\ndate: 2024-04-29\n---\nThe storm flooded the quay.\n',
  'ghost.json':
    '{"db": [{"meta": {"version": "5.0.0"}, "data": {"posts": [{"id": "1", "title": "Storm", "slug": "storm", "html": "<p>The storm flooded the quay.</p>", "status": "published", "type": "post", "published_at": "2024-04-29T14:10:00.000Z"}]}}]}',
  'pairs.ndjson': Array.from({ length: 6 }, (_, i) =>
    JSON.stringify({
      id: `p${i}`,
      title: `Storm ${i >> 1}`,
      body: `The storm ${i >> 1} flooded the quay of harbour ${i >> 1}.`,
    }),
  ).join('\n'),
  'pairs.tsv': 'a\tb\trelated\np0\tp1\t3\np2\tp3\t3\np4\tp5\t3\np0\tp2\t0\np1\tp4\t0\n',
};

async function stop(): Promise<void> {
  await endStart(server, port);
  server = undefined;
}

async function start(command: string): Promise<void> {
  await stop();
  const settings = Object.fromEntries(
    [...command.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value]) => [name, value]),
  );
  readConfig(settings);
  // Ports that may be taken here, and a database that nobody has.
  const { PORT: _, METRICS: __, DATABASE_URL: ___, DATABASE_READ_URL: ____, ...kept } = settings;
  server = spawn('npm', ['start'], {
    ...{ cwd: clone, detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    env: { ...environment, ...kept, LOG_LEVEL: 'error' },
  });
  let said = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  while (!(await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok) {
    if (server.exitCode !== null) throw new Error(`${command} ended:\n${said}`);
    await pause(50);
  }
}

async function shell(command: string, text = command): Promise<string> {
  const child = spawn('bash', ['-o', 'pipefail', '-c', text], {
    ...{ cwd: clone, env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  const { code, stdout, stderr } = await ended(child);
  expect(code, `${command}\n${stdout}${stderr}`).toBe(0);
  return stdout + stderr;
}

/** Runs it as it stands, or says what shows instead that it is right. */
async function perform(command: string): Promise<string> {
  if (command === 'npm ci') return '';
  if (command.endsWith('docker compose up')) {
    await checkCompose(command);
    return '';
  }
  if (command.startsWith('kubectl ')) {
    await checkKubectl(command);
    return '';
  }
  if (/^(?:\w+=\S+ )*npm start$/.test(command)) {
    await start(command);
    return '';
  }
  if (
    NOWHERE.test(command) &&
    /https?:\/\/news\.example\/?\S* *(?:--|$)/.test(command) &&
    !command.includes('--base-url')
  ) {
    await checkOptions(command);
    return '';
  }
  expect(command).toMatch(/^(?:npm run |curl |cat \S+ \| npm run )/);
  const adapted = command
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)
    .replace(/^curl /, 'curl -fsS ')
    .replace(/npm run (?:-s )?([\w-]+)(?: --)?/, (_, name: string) => scripts[name] ?? 'false')
    .replace(INVENTED_KEY, keyId);
  const said = await shell(command, adapted);
  keyId = /^kn_[a-z]+_(\w+?)_/m.exec(said)?.[1] ?? keyId;
  return said;
}

/** `npm run NAME -- …`: every option is one that the help knows. */
async function checkOptions(command: string): Promise<void> {
  const name = /npm run (?:-s )?(\w+) -- /.exec(command)?.[1] ?? '';
  const help = await shell(`npm run -s ${name} -- --help`);
  for (const [option] of command.matchAll(/ --\w[\w-]*/g)) expect(help, command).toContain(option.trim());
}

async function checkCompose(command: string): Promise<void> {
  const text = await readFile(join(PROJECT, 'compose.yaml'), 'utf8');
  expect(Object.keys((parseYaml(text) as { services: object }).services)).toContain('kindred');
  const needed = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, variable]) => variable);
  expect([...new Set(needed)].sort()).toEqual(
    [...command.matchAll(/(\w+)=/g)].map(([, variable]) => variable).sort(),
  );
}

/** What it names is there: the files, or exactly what the deployment must find in its secret. */
async function checkKubectl(command: string): Promise<void> {
  const [, folder] = /^kubectl apply -f (\S+)$/.exec(command) ?? [];
  if (folder !== undefined) return access(join(PROJECT, folder, 'deployment.yaml'));
  const text = await readFile(join(PROJECT, 'operations', 'kubernetes', 'deployment.yaml'), 'utf8');
  const keys = [...text.matchAll(/secretKeyRef: \{ name: kindred, key: (\w+) \}/g)].map(([, key]) => key);
  expect(command).toMatch(/^kubectl create secret generic kindred( --from-literal=\w+=\S+)+$/);
  expect([...command.matchAll(/--from-literal=(\w+)/g)].map(([, key]) => key)).toEqual(keys);
}

/** Each line of it is in what was printed; figures before a line are left out in the documentation. */
function expectPrinted({ place, text }: Block, printed: string): void {
  for (const line of text.trimEnd().split('\n')) expect(printed, place).toContain(line);
}

interface Box {
  readonly status: string;
  readonly items: readonly { readonly id: string }[];
}

function expectSameAnswer({ place, text }: Block, printed: string): void {
  const [shown, given] = [
    JSON.parse(text) as Box,
    JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Box,
  ];
  expect(Object.keys(given), place).toEqual(Object.keys(shown));
  expect([given.status, given.items.map(({ id }) => id)], place).toEqual([
    shown.status,
    shown.items.map(({ id }) => id),
  ]);
}

describe('the commands', () => {
  it('are on these pages', () => {
    expect(pages.length).toBeGreaterThan(7);
  });

  it.each(pages)('of docs/%s do what it says', async (file, blocks) => {
    const { TEST_DATABASE_URL: _, DATABASE_URL: __, ...rest } = process.env;
    const dataDir = join(clone, 'data', file.replaceAll('/', '-'));
    environment = { ...rest, PORT: port, LOG_LEVEL: 'warn', DATA_DIR: dataDir };
    let printed = '';
    let last: Block | undefined;
    for (const block of blocks) {
      const { language, text } = block;
      if (language === 'sh') {
        printed = '';
        for (const command of text.trim().split('\n')) printed += await perform(command);
      } else if (language === 'text') expectPrinted(block, printed);
      else if (
        language === 'json' &&
        last?.language === 'sh' &&
        last.text.trim().split('\n').at(-1)?.startsWith('curl ') &&
        block.kind === 'Box'
      )
        expectSameAnswer(block, printed);
      last = block;
    }
    await stop();
  });
});
