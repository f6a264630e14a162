import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { AppError } from '../../src/article/errors.ts';
import { openEmbedded } from '../../src/database/embedded/embedded.ts';
import { actionable, reasonOf } from '../../src/database/failures.ts';
import { hasRoom, LEAST_FREE_BYTES } from '../../src/database/space.ts';
import { Watch } from '../../src/database/watch.ts';

describe('an embedded database that is stuck in a statement', () => {
  it('is said to be down, is started again, and holds what was stored before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-stuck-'));
    const dataDir = join(folder, 'data');
    await cp(inject('embeddedTemplate'), dataDir, { recursive: true });
    const server = await openEmbedded(dataDir, { busyMs: 1_500, cutMs: 3_000 });
    const connect = async () => {
      const client = new pg.Client({ host: server.socketFolder, user: 'postgres', database: 'postgres' });
      client.on('error', () => {});
      await client.connect();
      return client;
    };
    const client = await connect();
    await client.query('create table kept as select 42 as value');
    const endless = client
      .query('select count(*) from generate_series(1, 1000000000000) a')
      .catch((error: Error) => error);
    const waiting = server.watch.during(() => endless);
    let turns = 0;
    const turning = setInterval(() => turns++, 10);
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
    expect(server.watch.failure).toContain('a statement has been running');
    expect(await endless).toBeInstanceOf(Error);
    clearInterval(turning);
    expect(turns).toBeGreaterThan(50);
    while (server.watch.failure !== undefined) await pause(50);
    const again = await connect();
    expect((await again.query<{ value: number }>('select value from kept')).rows[0]?.value).toBe(42);
    await again.end();
    await server.close();
    await rm(folder, { recursive: true });
  });
});

describe('a watch', () => {
  it('lets nobody wait for a database that is gone, and takes up work again when it is back', async () => {
    const watch = new Watch();
    expect(await watch.during(async () => 1)).toBe(1);
    const waiting = watch.during(() => new Promise(() => {}));
    watch.down('it is frozen');
    await expect(waiting).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('it is frozen'),
    });
    let isAsked = false;
    const asked = watch.during(async () => {
      isAsked = true;
    });
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
    expect(isAsked).toBe(false);
    watch.up();
    expect(await watch.during(async () => 2)).toBe(2);
  });
});

describe('a failure of the database', () => {
  const of = (code: string) =>
    actionable(new Error('query', { cause: Object.assign(new Error('x'), { code }) }));
  it.each([
    '57P01',
    '57P03',
    '57014',
    '58030',
    '53300',
    '40001',
    '40P01',
    '08006',
    '3D000',
    '28P01',
    '55P03',
    'ECONNREFUSED',
    'EPIPE',
  ])('%s passes, and is told as unavailable', (code) =>
    expect(of(code)).toMatchObject({ code: 'unavailable' }),
  );
  it('53100 is a full disk', () => expect(of('53100')).toMatchObject({ code: 'disk_full' }));
  it.each(['42P01', '22021', '23505'])('%s is a fault, and stays what it is', (code) => {
    expect(of(code)).toMatchObject({ message: 'query' });
  });
  it('gives as its reason why a statement failed, never the statement with its values', () => {
    const cause = new Error('permission denied for table vectors');
    expect(reasonOf(new Error('Failed query: insert …\nparams: secret', { cause }))).toBe(cause.message);
    expect(reasonOf(new AppError('busy', 'it runs already', undefined, { cause }))).toBe('it runs already');
    expect(reasonOf(new Error(`a\0b${'c'.repeat(1_000)}`))).toBe(`ab${'c'.repeat(298)}`);
  });
  it('that the driver names without a code is known by its words', () => {
    for (const words of ['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])
      expect(actionable(new Error(words))).toMatchObject({ code: 'unavailable' });
  });
});

describe('a disk', () => {
  it('has room down to 32 MiB and up to 95 % used', () => {
    const totalBytes = 10 * LEAST_FREE_BYTES;
    expect(hasRoom({ freeBytes: LEAST_FREE_BYTES, totalBytes })).toBe(true);
    expect(hasRoom({ freeBytes: LEAST_FREE_BYTES - 1, totalBytes })).toBe(false);
    const large = 100 * LEAST_FREE_BYTES;
    expect(hasRoom({ freeBytes: 0.05 * large, totalBytes: large })).toBe(true);
    expect(hasRoom({ freeBytes: 0.05 * large - 1, totalBytes: large })).toBe(false);
  });
});
