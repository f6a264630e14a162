import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../support/server.ts';

it('rules are added, listed, removed and brought back from the command line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kindred-rules-'));
  const environment = { DATA_DIR: join(folder, 'data') };
  const rules = (...args: string[]) => runCommand('rules', args, environment);
  const added = await rules(
    ...['add', 'pin', '--target', 'article:a', '--slot', '2', '--beside', 'section:World', '--id', 'mine'],
    ...['--until', '2999-01-01', '--author', 'Ada', '--reason', 'a big story'],
  );
  expect(added.stderr).toBe('');
  expect(added.stdout).toBe(
    'mine  pin  article:a  beside section:World  slot 2  until 2999-01-01T00:00:00.000Z  by Ada  because "a big story"\n',
  );
  expect((await rules('remove', 'mine')).code).toBe(0);
  expect((await rules('list')).stdout).toBe('');
  expect((await rules('undo', 'mine')).stdout).toContain('mine  pin  article:a');
  const listed = await rules('list', '--article', 'a', '--active', 'yes', '--json');
  expect(JSON.parse(listed.stdout)).toMatchObject({ id: 'mine', slot: 2, isDeleted: false });
  expect((await rules('history', 'mine')).stdout.split('\n')).toHaveLength(4);

  const wrong = await rules('add', 'pin', '--target', 'section:x');
  expect(wrong.code).not.toBe(0);
  expect(wrong.stderr).toContain('target of a pin must be an article');
  for (const args of [['vanish'], ['add', 'pin', '--target', 'a'], ['undo']])
    expect((await rules(...args)).code).toBe(2);
  expect((await rules('--help')).stdout).toContain('npm run rules -- add exclude');
  await rm(folder, { recursive: true, force: true });
});
