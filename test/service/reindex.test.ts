import { hostname } from 'node:os';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHeadRevision } from '../../src/database/articles.ts';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import {
  activateGeneration,
  failGeneration,
  failStale,
  openGeneration,
  readActive,
  readLatest,
  reportProgress,
  rollBack,
} from '../../src/database/generations.ts';
import { holdReindexLock, newHolder } from '../../src/database/reindex-lock.ts';
import { generations } from '../../src/database/schema.ts';
import { SegmentBuilder } from '../../src/engine/builder.ts';
import { LiveIndex } from '../../src/engine/live-index.ts';
import { entryOf } from '../../src/engine/vector.ts';
import { Collection } from '../../src/service/collection.ts';
import { ingestBatch, removeArticle } from '../../src/service/ingest.ts';
import { catchUp, changesOf, loadFrozen } from '../../src/service/load.ts';
import { needsReindex, reindex } from '../../src/service/reindex.ts';
import { INDEX_SETTINGS, sameSettings } from '../../src/service/settings.ts';
import { verifyIndex } from '../../src/service/verify.ts';
import { toRecord } from '../../src/sources/record.ts';
import { LEVEL_WEIGHTS } from '../../src/vectors/weigh.ts';
import { describeDatabase } from '../support/database.ts';

describeDatabase('a reindex', (openOptions, kind) => {
  let database: Database;
  const store = (from: number, to: number) =>
    ingestBatch(
      database,
      Array.from({ length: to - from }, (_, i) =>
        toRecord(i, {
          id: `a${from + i}`,
          title: `Boat ${from + i}`,
          body: `Harbour${(from + i) % 5} boat crew${(from + i) % 7} sails.`,
        }),
      ),
    );
  const load = async () => {
    const active = await readActive(database.orm);
    if (active === undefined) throw new Error('there is no active generation');
    return new Collection(await loadFrozen(database.orm, active));
  };

  beforeAll(async () => {
    database = await openDatabase(await openOptions());
    await store(0, 40);
  });
  afterAll(() => database.close());

  it('is needed at first, and then no more', async () => {
    expect(await needsReindex(database.orm)).toBe(true);
    expect(await reindex(database)).toMatchObject({
      articles: 40,
      activated: true,
      revision: await readHeadRevision(database.orm),
    });
    expect(await needsReindex(database.orm)).toBe(false);
    expect((await load()).size).toBe(40);
  });

  it('reports its stages in order', async () => {
    const stages: string[] = [];
    await reindex(database, {
      onProgress: ({ stage }) => {
        if (stages.at(-1) !== stage) stages.push(stage);
      },
    });
    expect(stages).toEqual([
      'learning',
      'analysing',
      'weighing',
      'connecting',
      'refining',
      'writing',
      'verifying',
      'active',
    ]);
  });

  it('as a dry run activates and leaves nothing', async () => {
    const before = await readActive(database.orm);
    expect(await reindex(database, { dryRun: true })).toMatchObject({ activated: false, articles: 40 });
    expect((await readActive(database.orm))?.number).toBe(before?.number);
    const rest = await database.orm.select().from(generations);
    expect(rest.map(({ status }) => status).sort()).toEqual(['active', 'retired']);
  });

  it('takes in what is written and deleted while it runs', async () => {
    let isChanged = false;
    const waiting: Promise<unknown>[] = [];
    const result = await reindex(database, {
      onProgress: ({ stage }) => {
        if (stage !== 'weighing' || isChanged) return;
        isChanged = true;
        waiting.push(store(40, 45), removeArticle(database, 'a0'));
      },
    });
    await Promise.all(waiting);
    const collection = await load();
    await catchUp(changesOf(database.orm), collection);
    expect(result.activated).toBe(true);
    expect(collection.size).toBe(44);
    expect(collection.docOf('a0')).toBe(-1);
    expect(collection.docOf('a44')).toBeGreaterThanOrEqual(0);
  });

  it('rolls back to the generation before, once', async () => {
    const before = await readActive(database.orm);
    const target = await rollBack(database.orm);
    expect(target?.number).toBeLessThan(before?.number ?? 0);
    expect((await readActive(database.orm))?.number).toBe(target?.number);
    // What changed since that generation is replayed.
    const collection = await load();
    await catchUp(changesOf(database.orm), collection);
    expect(collection.size).toBe(44);
  });

  it('runs alone; a second one is told so', async () => {
    const lock = await holdReindexLock(database);
    const holder = await newHolder();
    const first = await openGeneration(database.orm, holder, INDEX_SETTINGS);
    await expect(reindex(database)).rejects.toMatchObject({ code: 'busy' });
    const progress = { stage: 'writing', done: 1, total: 2 };
    expect(await reportProgress(database.orm, first ?? 0, holder, progress)).toBe(true);
    await failGeneration(database.orm, first ?? 0, holder, 'the test is over');
    lock.release();
  });

  it('whose process is dead, or whose connection is gone, is taken over at once', async () => {
    const nobody = `${hostname()}/${2 ** 22 + 1}/1/killed`;
    const dead = await openGeneration(database.orm, nobody, INDEX_SETTINGS);
    expect(await reindex(database)).toMatchObject({ activated: true });
    expect(await reportProgress(database.orm, dead ?? 0, nobody, { stage: '', done: 0, total: 0 })).toBe(
      false,
    );
    if (kind === 'embedded') return;
    await openGeneration(database.orm, 'another-machine/1/1/gone', INDEX_SETTINGS);
    expect(await reindex(database)).toMatchObject({ activated: true });
  });

  it('whose builder is frozen elsewhere is taken over after half a minute, and activates nothing', async () => {
    const holder = 'another-machine/1/1/frozen';
    const { url } = database.options;
    const session = url === undefined ? undefined : new pg.Client(url);
    session?.on('error', () => {});
    await session?.connect();
    await session?.query('select pg_advisory_lock($1)', [0x6b726978]);
    const frozen = await openGeneration(database.orm, holder, INDEX_SETTINGS);
    await expect(reindex(database)).rejects.toMatchObject({ code: 'busy' });
    await database.orm.execute(
      sql`update generations set heartbeat_at = now() - interval '1 hour' where number = ${frozen}`,
    );
    expect(await reindex(database)).toMatchObject({ activated: true });
    expect(await failStale(database.orm)).toBe(0);
    const done = { revision: 0, documents: {}, floors: {} };
    expect(await activateGeneration(database.orm, frozen ?? 0, holder, done)).toBe(false);
    await session?.end();
  });

  it('that is stopped leaves the active generation as it was, and the way free', async () => {
    const before = await readActive(database.orm);
    const stopping = new AbortController();
    const stopped = reindex(database, {
      signal: stopping.signal,
      onProgress: () => stopping.abort(new Error('enough')),
    });
    await expect(stopped).rejects.toThrow('enough');
    expect((await readActive(database.orm))?.number).toBe(before?.number);
    expect(await reindex(database)).toMatchObject({ activated: true });
  });

  it('that cannot write its vectors says why, ends nothing else, and the next one is made', async () => {
    const own = await openDatabase(await openOptions());
    // Three statements' worth.
    const articles = Array.from({ length: 1_200 }, (_, i) =>
      toRecord(i, { id: `a${i}`, title: `Boat ${i}`, body: `Harbour${i % 5} boat crew${i % 7} sails.` }),
    );
    await ingestBatch(own, articles);
    await own.orm.execute(sql`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no vectors today'; end $$`);
    await own.orm.execute(
      sql`create trigger refuse before insert on vectors for each row execute function refuse()`,
    );
    // Time for the first statement to fail while nobody waits for it.
    const onProgress = ({ stage }: { readonly stage: string }) => {
      const until = performance.now() + 100;
      while (stage === 'writing' && performance.now() < until);
    };
    await expect(reindex(own, { onProgress })).rejects.toThrow();
    expect(await readLatest(own.orm)).toMatchObject({ status: 'failed', reason: 'no vectors today' });
    await own.orm.execute(sql`drop trigger refuse on vectors`);
    expect(await reindex(own)).toMatchObject({ articles: 1_200, activated: true });
    await own.close();
  });

  it('C4 that lost one vector on the way is not activated: what was shown is shown on', async () => {
    const before = await readActive(database.orm);
    await database.orm.execute(
      sql`create function lose() returns trigger language plpgsql as 'begin return null; end'`,
    );
    await database.orm.execute(
      sql`create trigger lossy before insert on vectors for each row when (new.article = 20) execute function lose()`,
    );
    await expect(reindex(database)).rejects.toMatchObject({ code: 'unverified' });
    await database.orm.execute(sql`drop function lose cascade`);
    expect((await readActive(database.orm))?.number).toBe(before?.number);
    expect((await load()).size).toBe(44);
    expect(await reindex(database)).toMatchObject({ activated: true, articles: 44 });
  });

  it('is needed again after other settings made the active generation', async () => {
    await database.orm.execute(
      sql`update generations set settings = '{"analysis": {"version": 0}}' where status = 'active'`,
    );
    expect(await needsReindex(database.orm)).toBe(true);
    await reindex(database);
    expect(await needsReindex(database.orm)).toBe(false);
  });

  it('gives the same vectors for the same articles', async () => {
    const bytes = async () => {
      const active = await readActive(database.orm);
      const { rows } = await database.orm.execute(
        sql`select encode(own || neighbours, 'hex') as vector from vectors where generation = ${active?.number ?? 0} order by article`,
      );
      return rows.map(({ vector }) => vector);
    };
    await reindex(database);
    const first = await bytes();
    await reindex(database);
    expect(await bytes()).toEqual(first);
    expect(first.length).toBe(44);
  });
});

describe('the settings of a generation', () => {
  it('are compared whatever the order of their keys', () => {
    const stored = JSON.parse(JSON.stringify(INDEX_SETTINGS)) as Record<string, Record<string, unknown>>;
    const reversed = Object.fromEntries(Object.entries(stored).reverse());
    expect(sameSettings(reversed)).toBe(true);
    expect(sameSettings({ ...stored, analysis: { ...stored.analysis, version: -1 } })).toBe(false);
  });
});

describe('C4 the verification of a built index', () => {
  const indexOf = (weights: readonly number[]) => {
    const builder = new SegmentBuilder();
    for (const [key, weight] of weights.entries())
      builder.add(key, { entries: Uint32Array.of(entryOf(0, 1)), scale: weight });
    return new LiveIndex(builder.freeze(LEVEL_WEIGHTS, Float32Array.of(1)));
  };
  const verify = (weights: readonly number[], counts: { stored: number; living: number; later?: number }) =>
    verifyIndex(indexOf(weights), { later: 0, ...counts }, async () => {});

  it('passes a sound one', async () => {
    await verify([1, 1, 1], { stored: 3, living: 3 });
    await verify([], { stored: 0, living: 0 });
    await verify([1, 1, 1], { stored: 3, living: 5, later: 2 });
    await verify([1, 1, 1], { stored: 3, living: 1, later: 2 });
  });

  it('refuses one with missing articles or a weight that is no number', async () => {
    await expect(verify(Array(100).fill(1), { stored: 100, living: 101 })).rejects.toThrow(
      '101 articles, but 100 stored',
    );
    await expect(verify([1, 1], { stored: 2, living: 5, later: 2 })).rejects.toThrow('5 articles, but 2');
    await expect(verify([1, 1], { stored: 1, living: 2, later: 1 })).rejects.toThrow(
      '1 stored vectors and 2 in',
    );
    await expect(verify([1, Number.NaN], { stored: 2, living: 2 })).rejects.toThrow('no number');
  });

  it('refuses one whose search misses every fifth of the true neighbours', async () => {
    const index = indexOf(Array(100).fill(1));
    const search = index.search.bind(index);
    index.search = (subject, options) => {
      const hits = search(subject, options);
      return options.exact ? hits : hits.slice(0, Math.ceil(0.8 * hits.length));
    };
    const counts = { stored: 100, living: 100, later: 0 };
    await expect(verifyIndex(index, counts, async () => {})).rejects.toThrow('800 of 1000 true neighbours');
  });
});
