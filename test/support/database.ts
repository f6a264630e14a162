/** How does a test get a database of its own? A copy of the prepared one. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, describe, inject } from 'vitest';
import type { DatabaseOptions } from '../../src/database/connect.ts';
import { databaseUrl } from './prepared-database.ts';

export type DatabaseKind = 'embedded' | 'postgres';

/** Where a fresh, migrated database is. `dataDir` is a folder of the test's own in any case. */
export type OpenOptions = () => Promise<DatabaseOptions & { readonly databaseUrl?: string }>;

/**
 * Runs the tests on the embedded database or, with TEST_DATABASE_URL set, on that Postgres. Each call of the function that
 * `tests` gets makes another database; all are dropped at the end.
 */
export function describeDatabase(
  name: string,
  tests: (openOptions: OpenOptions, kind: DatabaseKind) => void,
): void {
  const kind: DatabaseKind = process.env.TEST_DATABASE_URL === undefined ? 'embedded' : 'postgres';
  describe(`${name}, on ${kind}`, () => {
    const cleanUps: (() => Promise<void>)[] = [];
    afterAll(async () => {
      for (const cleanUp of cleanUps.reverse()) await cleanUp();
    });
    tests(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'kindred-data-'));
      cleanUps.push(() => rm(folder, { recursive: true, force: true }));
      const dataDir = join(folder, 'data');
      if (kind === 'postgres') {
        const [url, drop] = await clone(inject('postgresTemplate'));
        cleanUps.push(drop);
        return { url, databaseUrl: url, dataDir };
      }
      await cp(inject('embeddedTemplate'), dataDir, { recursive: true });
      return { dataDir };
    }, kind);
  });
}

let clones = 0;

async function clone(template: string): Promise<[url: string, drop: () => Promise<void>]> {
  const url = process.env.TEST_DATABASE_URL ?? '';
  const name = `kindred_test_${process.pid}_${++clones}`;
  const asAdmin = async (work: (admin: postgres.Sql) => Promise<unknown>) => {
    const admin = postgres(url, { max: 1, onnotice: () => {} });
    await work(admin);
    await admin.end();
  };
  await asAdmin((admin) => admin`create database ${admin(name)} template ${admin(template)}`);
  return [
    databaseUrl(url, name),
    () => asAdmin((admin) => admin`drop database if exists ${admin(name)} with (force)`),
  ];
}
