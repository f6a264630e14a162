import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { describeDatabase } from '../support/database.ts';
import { PROJECT } from '../support/server.ts';

it('the migrations in drizzle/ make the schema of schema.ts', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'kindred-drizzle-'));
  await cp(join(PROJECT, 'drizzle'), copy, { recursive: true });
  const before = await readdir(copy);
  const printed = execFileSync(
    process.execPath,
    [
      'node_modules/drizzle-kit/bin.cjs',
      'generate',
      '--dialect',
      'postgresql',
      '--schema',
      './src/database/schema.ts',
      '--out',
      relative(PROJECT, copy),
    ],
    { cwd: PROJECT, encoding: 'utf8' },
  );
  expect(printed).toContain('No schema changes');
  expect(await readdir(copy)).toEqual(before);
  await rm(copy, { recursive: true });
});

describeDatabase('migrating', (openOptions) => {
  it('again changes nothing, also from two processes at once', async () => {
    const options = await openOptions();
    const databases = await Promise.all([openDatabase(options), openDatabase(options)]);
    await Promise.all(databases.map(migrate));
    const [first] = databases;
    const { rows: tables } = await first.orm.execute(
      sql`select table_name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    expect(tables.map(({ table_name }) => table_name)).toEqual([
      'api_keys',
      'articles',
      'audit_log',
      'editorial_rules',
      'furniture',
      'generations',
      'labels',
      'placements',
      'terms',
      'vectors',
    ]);
    for (const database of databases.reverse()) await database.close();
  });
});
