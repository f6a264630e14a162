/** What must a backup hold? Every table but those that are made from others, as rows of JSON that Postgres itself writes and reads. */
import { getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import type { Orm } from './connect.ts';
import * as schema from './schema.ts';

/** Made anew by a reindex. */
const DERIVED = ['furniture', 'generations', 'terms', 'vectors'];

export interface Sequence {
  readonly name: string;
  readonly value: string;
}

/** The tables in an order in which every row comes after those that it refers to. */
export async function readTables(orm: Orm): Promise<string[]> {
  const { rows } = await orm.execute<{ name: string; needs: string[] }>(sql`
    select c.relname as name,
      array(select distinct r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
            where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' order by 1`);
  const waiting = rows.filter(({ name }) => !DERIVED.includes(name));
  const ordered: string[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ needs }) => needs.every((need) => ordered.includes(need)));
    if (next < 0)
      throw new Error(`tables refer to each other in a circle: ${waiting.map(({ name }) => name)}`);
    ordered.push((waiting.splice(next, 1)[0] as { name: string }).name);
  }
  return ordered;
}

/** The names of tables come from the schema alone: what a file says is never put into SQL. */
function tableNamed(name: string): PgTable {
  const found = Object.values(schema).find((one) => is(one, PgTable) && getTableName(one) === name);
  if (!is(found, PgTable)) throw new Error(`there is no table ${JSON.stringify(name)}`);
  return found;
}

export async function countRows(orm: Orm, table: string): Promise<number> {
  const { rows } = await orm.execute<{ count: string }>(
    sql`select count(*) as count from ${tableNamed(table)}`,
  );
  return Number(rows[0]?.count ?? 0);
}

/** All rows of a table as JSON texts, some hundred at a time, in a settled order. Only inside a transaction. */
export async function* readRows(orm: Orm, table: string): AsyncGenerator<string[]> {
  await orm.execute(
    sql`declare stored no scroll cursor for select row_to_json(t)::text as row from ${tableNamed(table)} t order by t`,
  );
  for (;;) {
    const { rows } = await orm.execute<{ row: string }>(sql`fetch 500 from stored`);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await orm.execute(sql`close stored`);
}

/** Columns that a row lacks become null; those that the table lacks are an error. */
export async function writeRows(orm: Orm, table: string, rows: readonly string[]): Promise<void> {
  const name = tableNamed(table);
  await orm.execute(
    sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${`[${rows.join(',')}]`}::json)`,
  );
}

export async function clearTables(orm: Orm, tables: readonly string[]): Promise<void> {
  const names = [...DERIVED, ...tables].map((table) => sql`${tableNamed(table)}`);
  await orm.execute(sql`truncate ${sql.join(names, sql`, `)}`);
}

export async function readSequences(orm: Orm): Promise<Sequence[]> {
  const { rows } = await orm.execute<{ name: string; value: string }>(
    sql`select sequencename as name, coalesce(last_value, 0)::text as value from pg_sequences where schemaname = 'public' order by 1`,
  );
  return rows;
}

/** A sequence never goes back: a number that was given out once stands for one thing. */
export async function raiseSequence(orm: Orm, { name, value }: Sequence): Promise<void> {
  if (Number(value) < 1) return;
  await orm.execute(sql`
    select setval(${name}::regclass, greatest(${value}::bigint,
      (select coalesce(last_value, 0) from pg_sequences where schemaname = 'public' and sequencename = ${name})))
    where exists (select from pg_sequences where schemaname = 'public' and sequencename = ${name})`);
}
