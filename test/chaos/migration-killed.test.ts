import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DatabaseOptions, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { reindex } from '../../src/service/reindex.ts';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { PROJECT } from '../support/server.ts';
import { chanceFor, size } from './chance.ts';
import { folder } from './ground.ts';

/** A database of each earlier schema, with articles in it, whose migration is killed at some statement. */
interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}
const ARTICLES = 40;
let journal: Journal;
let cluster: Cluster;
beforeAll(async () => {
  journal = JSON.parse(await readFile(join(PROJECT, 'drizzle/meta/_journal.json'), 'utf8')) as Journal;
  cluster = await startCluster({ fsync: 'off' });
});
afterAll(() => cluster?.remove());

/** The migrations up to one, as they were when it was the latest. */
async function migrationsUpTo(last: number): Promise<string> {
  const copy = join(await folder(), 'drizzle');
  await cp(join(PROJECT, 'drizzle'), copy, { recursive: true });
  const entries = journal.entries.slice(0, last + 1);
  await writeFile(join(copy, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
  return copy;
}

async function makeEarlier(options: DatabaseOptions, last: number): Promise<void> {
  const database = await openDatabase(options);
  await runMigrations(database.orm, { migrationsFolder: await migrationsUpTo(last) });
  await database.orm.execute(sql`
    insert into articles (id, title, body, tags, analysis_language, evergreen, content_hash, revision)
    select 'a' || i, 'Boat ' || i, 'The harbour counts ' || i || ' boats.', '{}', 'en', false, 'hash', nextval('article_revision')
    from generate_series(1, ${ARTICLES}::int) as i`);
  await database.close();
}

/** Migrates in a process that kills itself before its n-th statement. Answers whether it came so far. */
async function killedAt(options: DatabaseOptions, statement: number): Promise<boolean> {
  const program = `
    import pg from 'pg';
    import { openDatabase } from './src/database/connect.ts';
    import { migrate } from './src/database/migrate.ts';
    const database = await openDatabase(JSON.parse(process.env.OPTIONS));
    const { query } = pg.Client.prototype;
    let left = Number(process.env.STATEMENT);
    pg.Client.prototype.query = function (...given) {
      const text = typeof given[0] === 'string' ? given[0] : given[0]?.text ?? '';
      if (text !== 'select 1' && --left === 0) process.kill(process.pid, 'SIGKILL');
      return query.apply(this, given);
    };
    await migrate(database);
    await database.close();`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, OPTIONS: JSON.stringify(options), STATEMENT: String(statement) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect([code, signal]).toSatisfy(() => code === 0 || signal === 'SIGKILL');
  return signal === 'SIGKILL';
}

async function expectWhole(options: DatabaseOptions): Promise<void> {
  const database = await openDatabase(options);
  await migrate(database);
  const { rows } = await database.orm.execute(sql`
    select (select count(*)::int from drizzle.__drizzle_migrations) as migrations,
      (select count(*)::int from articles where body like 'The harbour counts%') as articles`);
  expect(rows[0]).toEqual({ migrations: journal.entries.length, articles: ARTICLES });
  expect(await reindex(database)).toMatchObject({ activated: true, articles: ARTICLES });
  await database.close();
}

it('A9 every earlier schema is migrated, killed at any statement or not, and no article is lost', async () => {
  const chance = chanceFor('A9');
  let kills = 0;
  for (let last = 0; last < journal.entries.length; last++) {
    const admin = await openDatabase({ url: cluster.url, dataDir: '' });
    await admin.orm.execute(sql.raw(`create database from_${last}`));
    await admin.close();
    const options = { url: cluster.url.replace(/postgres$/, `from_${last}`), dataDir: '' };
    await makeEarlier(options, last);
    for (let kill = 0; kill < size(2, 6); kill++)
      if (await killedAt(options, chance.between(1, kill === 0 ? 8 : 30))) kills++;
    await expectWhole(options);
  }
  process.stdout.write(`A9 Postgres: ${journal.entries.length} schemas, ${kills} kills, lost 0\n`);
  expect(kills).toBeGreaterThanOrEqual(journal.entries.length);
});

it('A9 the same on the embedded database', async () => {
  const chance = chanceFor('A9');
  const options = { dataDir: join(await folder(), 'data') };
  await makeEarlier(options, 0);
  let kills = 0;
  for (let kill = 0; kill < size(2, 10); kill++) if (await killedAt(options, chance.between(2, 12))) kills++;
  await expectWhole(options);
  process.stdout.write(`A9 embedded: ${kills} kills, lost 0\n`);
  expect(kills).toBeGreaterThan(0);
});
