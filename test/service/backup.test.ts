import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { backUp, restore } from '../../src/service/backup.ts';
import { ingestBatch, removeArticle } from '../../src/service/ingest.ts';
import { reindex } from '../../src/service/reindex.ts';
import { toRecord } from '../../src/sources/record.ts';
import { describeDatabase } from '../support/database.ts';

const silent = () => {};

describeDatabase('a backup', (openOptions) => {
  let database: Database;
  let folder: string;
  let path: string;
  const store = (from: number, to: number) =>
    ingestBatch(
      database,
      Array.from({ length: to - from }, (_, i) =>
        toRecord(i, {
          id: `a${from + i}`,
          url: `https://site.example/${from + i}`,
          title: `Fähre ${from + i} "quoted" \\ back`,
          body: `Line one\nline two\u2028of harbour ${from + i} 🚢`,
          tags: ['x,y', '{z}'],
          publishedAt: '2024-02-29T12:00:00.123Z',
        }),
      ),
    );
  const digest = async () => {
    const { rows } = await database.orm.execute<{ digest: string }>(
      sql`select md5(string_agg(row_to_json(a)::text, '|' order by key)) as digest from articles a`,
    );
    return rows[0]?.digest;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kindred-backup-'));
    path = join(folder, 'whole.backup');
    database = await openDatabase(await openOptions());
    await store(0, 450);
    await removeArticle(database, 'a7');
    await reindex(database);
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('gives back every row as it was, tombstones too, and no number twice', async () => {
    const before = await digest();
    const seen: number[] = [];
    expect(await backUp(database, path, (_, done) => seen.push(done))).toBe(450);
    expect(seen.at(-1)).toBe(450);
    expect(await readdir(folder)).toEqual(['whole.backup']);
    await store(400, 500);
    await removeArticle(database, 'a3');
    expect(await digest()).not.toBe(before);
    expect(await restore(database, path, silent)).toBe(450);
    expect(await digest()).toBe(before);
    const { rows } = await database.orm.execute<{ head: string; next: string }>(
      sql`select max(revision) as head, nextval('article_revision') as next from articles`,
    );
    expect(Number(rows[0]?.next)).toBeGreaterThan(502);
    expect(await store(500, 501)).toMatchObject([{ status: 'created' }]);
    expect(await reindex(database)).toMatchObject({ articles: 450, activated: true });
  });

  it('is refused whole when a byte of it changed, it was cut or it is longer: 20 flips of 20', async () => {
    const whole = await readFile(path);
    const before = await digest();
    const broken = join(folder, 'broken');
    const refusal = async (bytes: Uint8Array) => {
      await writeFile(broken, bytes);
      return restore(database, broken, silent).then(
        () => 'restored',
        (error: { code?: string }) => error.code,
      );
    };
    for (let flip = 0; flip < 20; flip++) {
      const at = Math.floor((flip * (whole.length - 1)) / 19);
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ (1 << (flip % 8));
      expect(await refusal(bytes), `bit ${flip % 8} of byte ${at}`).toBe('invalid');
    }
    expect(await refusal(whole.subarray(0, whole.length - 1))).toBe('invalid');
    expect(await refusal(whole.subarray(0, 10))).toBe('invalid');
    expect(await refusal(Buffer.concat([whole, Buffer.of(0)]))).toBe('invalid');
    expect(await digest()).toBe(before);
  });
});
