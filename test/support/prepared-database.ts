/** What does every run of the tests prepare once? An embedded database with the schema, and the same as a Postgres template. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data folder to copy. */
    embeddedTemplate: string;
    /** A database to clone; '' without TEST_DATABASE_URL. */
    postgresTemplate: string;
  }
}

export default async function prepare(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'kindred-test-'));
  const dataDir = join(folder, 'template');
  const embedded = await openDatabase({ dataDir });
  await migrate(embedded);
  await embedded.close();
  project.provide('embeddedTemplate', dataDir);

  const url = process.env.TEST_DATABASE_URL;
  const template = url === undefined ? '' : `kindred_template_${process.pid}`;
  project.provide('postgresTemplate', template);
  if (url !== undefined) {
    const admin = postgres(url, { max: 1, onnotice: () => {} });
    await admin`create database ${admin(template)}`;
    await admin.end();
    const database = await openDatabase({ url: databaseUrl(url, template), dataDir });
    await migrate(database);
    await database.close();
  }
  return async () => {
    await rm(folder, { recursive: true, force: true });
    if (url === undefined) return;
    const admin = postgres(url, { max: 1, onnotice: () => {} });
    await admin`drop database ${admin(template)} with (force)`;
    await admin.end();
  };
}

/** The same server, another database. */
export function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
