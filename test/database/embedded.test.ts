import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { isAlive, readOwner, releaseLock, takeLock } from '../../src/database/embedded/lock.ts';
import { migrate } from '../../src/database/migrate.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'kindred-embedded-'));
  cleanUps.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function opened(dataDir: string): Promise<Database> {
  const database = await openDatabase({ dataDir });
  cleanUps.push(() => database.close().catch(() => {}));
  return database;
}

async function prepared(): Promise<string> {
  const dataDir = join(await folder(), 'data');
  await cp(inject('embeddedTemplate'), dataDir, { recursive: true });
  return dataDir;
}

describe('the lock of a data folder', () => {
  it('has one owner, who can give it back', async () => {
    const path = await folder();
    expect(await takeLock(path)).toBeUndefined();
    expect(await takeLock(path)).toMatchObject({ pid: process.pid });
    await releaseLock(path);
    expect(await takeLock(path)).toBeUndefined();
  });

  it.each([
    ['of a dead process', { pid: 2 ** 22 + 1, startTime: '1' }],
    ['whose pid another program has now', { pid: process.pid, startTime: '1' }],
    ['that cannot be read', 'nonsense'],
  ])('%s is taken over; of eight takers at once exactly one wins', async (_, content) => {
    const path = await folder();
    await writeFile(join(path, 'lock'), JSON.stringify(content));
    const owners = await Promise.all(Array.from({ length: 8 }, () => takeLock(path)));
    expect(owners.filter((owner) => owner === undefined)).toHaveLength(1);
    const owner = await readOwner(path);
    expect(owner && (await isAlive(owner))).toBe(true);
    expect((await readdir(path)).sort()).toEqual(['lock']);
  });
});

describe('the embedded database', () => {
  it('serves several connections at once, each getting its own answers', async () => {
    const dataDir = await prepared();
    const owner = await opened(dataDir);
    const guests = await Promise.all([opened(dataDir), opened(dataDir), opened(dataDir)]);
    expect(guests.map(({ role, ownerPid }) => [role, ownerPid])).toEqual(
      Array(3).fill(['guest', process.pid]),
    );
    const work = [owner, ...guests].map(async ({ orm }, who) => {
      const table = sql.identifier(`t_${who}`);
      for (let i = 0; i < 150; i++) {
        const [plain, text, inside] = await Promise.all([
          orm.execute(sql`select ${who * 1000 + i}::int as value`),
          orm.execute(sql`select ${`text ${who} ${i}`} as value, ${i}::int as other`),
          orm.transaction(async (transaction) => {
            await transaction.execute(sql`create temporary table ${table} (v int) on commit drop`);
            await transaction.execute(sql`insert into ${table} values (${i})`);
            return transaction.execute(sql`select v as value from ${table}`);
          }),
        ]);
        expect(plain.rows[0]?.value).toBe(who * 1000 + i);
        expect(text.rows[0]).toMatchObject({ value: `text ${who} ${i}`, other: i });
        expect(inside.rows[0]?.value).toBe(i);
      }
    });
    await Promise.all(work);
  });

  it('goes on after a statement that failed, and takes large values', async () => {
    const { orm } = await opened(await prepared());
    const failed = (message: string) => ({ cause: { message: expect.stringContaining(message) } });
    for (let i = 0; i < 20; i++) {
      const division = orm.execute(sql`select ${1}::int / ${0}::int`);
      await expect(division).rejects.toMatchObject(failed('division by zero'));
      const nowhere = orm.execute(sql`select nonsense from nowhere`);
      await expect(nowhere).rejects.toMatchObject(failed('does not exist'));
      expect((await orm.execute(sql`select ${i}::int as value`)).rows[0]?.value).toBe(i);
    }
    const text = 'ä'.repeat(1_000_000);
    const bytes = Buffer.alloc(1_000_000, 7);
    const [row] = (await orm.execute(sql`select ${text} as text, ${bytes}::bytea as bytes`)).rows;
    expect(row?.text).toBe(text);
    expect(bytes.equals(row?.bytes as Buffer)).toBe(true);
  });

  it('keeps what was written when it is closed and opened again', async () => {
    const dataDir = await prepared();
    const first = await openDatabase({ dataDir });
    await first.orm.execute(sql`create table kept as select 42 as value`);
    await first.close();
    const again = await opened(dataDir);
    expect(again.role).toBe('owner');
    expect((await again.orm.execute(sql`select value from kept`)).rows[0]?.value).toBe(42);
  });

  it('is reached under a data folder whose path is too long for a socket', async () => {
    const dataDir = join(await folder(), 'x'.repeat(90), 'y'.repeat(90));
    await mkdir(join(dataDir, '..'), { recursive: true });
    await cp(inject('embeddedTemplate'), dataDir, { recursive: true });
    const { orm } = await opened(dataDir);
    expect((await orm.execute(sql`select 1 as one`)).rows[0]?.one).toBe(1);
  });

  it('moves a half-made folder aside and leaves an unreadable complete one as it is', async () => {
    const halfMade = await folder();
    await mkdir(join(halfMade, 'postgres'));
    await writeFile(join(halfMade, 'postgres', 'PG_VERSION'), '18');
    await migrate(await opened(halfMade));
    expect((await readdir(halfMade)).some((name) => name.startsWith('postgres.incomplete-'))).toBe(true);

    const broken = await prepared();
    await rm(join(broken, 'postgres', 'global'), { recursive: true });
    await expect(openDatabase({ dataDir: broken })).rejects.toMatchObject({ code: 'config' });
    expect(await readdir(broken)).toEqual(expect.arrayContaining(['postgres', 'postgres.complete']));
    expect(await readdir(broken)).not.toContain('lock');
  });
});
