import { expect, it } from 'vitest';
import { describeDatabase } from '../support/database.ts';
import { runCommand } from '../support/server.ts';

describeDatabase('the rules command', (openOptions) => {
  it('adds, removes, brings back and lists, and says what is wrong', async () => {
    const { url, dataDir } = await openOptions();
    const rules = (...args: string[]) => runCommand('rules', args, { DATA_DIR: dataDir, DATABASE_URL: url });
    const added = await rules(
      ...['add', 'pin', '--target', 'article:a', '--slot', '2', '--beside', 'section:World', '--id', 'mine'],
      ...['--until', '2999-01-01', '--author', 'Ada', '--reason', 'a big story'],
    );
    expect(added.stderr).toBe('');
    expect(added.stdout).toBe(
      'mine  pin  article:a  beside section:World  slot 2  until 2999-01-01T00:00:00.000Z  by Ada  because "a big story"\n',
    );
    expect((await rules('remove', 'mine')).stderr).toContain('undo mine brings it back');
    expect((await rules('undo', 'mine')).stdout).toBe(added.stdout);
    const listed = await rules('list', '--article', 'a', '--active', 'yes', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject({ id: 'mine', slot: 2, isDeleted: false });
    const wrong = await rules('add', 'pin', '--target', 'section:x');
    expect(wrong.code).not.toBe(0);
    expect(wrong.stderr).toContain('target of a pin must be an article');
  });

  it('shows its help, and its use when it is called wrongly', async () => {
    const { stdout, code } = await runCommand('rules', ['--help'], {});
    expect([code, stdout.includes('npm run rules -- add exclude')]).toEqual([0, true]);
    expect((await runCommand('rules', ['vanish'], {})).code).toBe(2);
  });
});
