import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { ended, PROJECT, runCommand } from '../support/server.ts';
import { page, site } from './web/fixture.ts';

it('npm run follow keeps what an import brought in step, under the ids that it has', async () => {
  const root = await mkdtemp(join(tmpdir(), 'kindred-follow-'));
  const DATA_DIR = join(root, 'data');
  await cp(inject('embeddedTemplate'), DATA_DIR, { recursive: true });
  const server = await site((path) => {
    if (path === '/sitemap.xml')
      return '<urlset><url><loc>/p/1</loc></url><url><loc>/p/2</loc></url></urlset>';
    return path.startsWith('/p/') ? page(`Story ${path}`) : undefined;
  });
  const run = (name: string, ...args: string[]) => runCommand(name, args, { DATA_DIR });
  try {
    await writeFile(join(root, 'a.csv'), `id,title,url\n17,Before,${server.url}/p/1\n`);
    expect((await run('import', join(root, 'a.csv'), '--no-index')).stderr).toContain('1 new');
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'scripts/follow.ts', `${server.url}/sitemap.xml`, '--allow-private'],
      { cwd: PROJECT, env: { PATH: process.env.PATH, DATA_DIR }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    child.stderr.on('data', (text: Buffer) => {
      if (text.includes('since the start')) child.kill('SIGINT');
    });
    const { code, stderr } = await ended(child);
    const lines = stderr.split('\n').filter((line) => line.includes('since the start'));
    expect([code, lines]).toEqual([
      0,
      [expect.stringMatching(/\(sitemap\): 2 articles; since the start 1 new, 1 changed, 0 gone$/)],
    ]);
    const exported = await run('export');
    const ids = exported.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect([ids.length, ids.includes('17')]).toEqual([2, true]);

    const bad = await run('follow', 'a.csv');
    expect([bad.code, bad.stderr.includes('npm run follow')]).toEqual([2, true]);
    const refused = await run('follow', 'http://127.0.0.1/');
    expect([refused.code, refused.stderr.includes('--allow-private')]).toEqual([1, true]);
  } finally {
    await server.close();
    await rm(root, { recursive: true, force: true });
  }
});
