import { access, copyFile, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { readActive } from '../../src/database/generations.ts';
import { Collection } from '../../src/service/collection.ts';
import { ingestBatch, removeArticle } from '../../src/service/ingest.ts';
import { loadFrozen } from '../../src/service/load.ts';
import { type ReindexOptions, reindex, type Stage } from '../../src/service/reindex.ts';
import { toRecord } from '../../src/sources/record.ts';
import { describeDatabase } from '../support/database.ts';

/** Two tasks in each pass. */
const ARTICLES = 520;
const keep = { leastArticles: 1, everyMs: 0 };

describeDatabase('a reindex that was stopped', (openOptions) => {
  let database: Database;
  let path: string;
  const record = (at: number, words: string) =>
    toRecord(at, { id: `a${at}`, title: `Boat ${at}`, body: `${words} boat sails.` });
  const words = (at: number) => `Harbour${at % 5} crew${at % 7} port${at % 11} pier${at % 13}`;
  const store = (from: number, to: number, of = words) =>
    ingestBatch(
      database,
      Array.from({ length: to - from }, (_, i) => record(from + i, of(from + i))),
    );
  const isKept = () =>
    access(path).then(
      () => true,
      () => false,
    );
  const loaded = async () => {
    const active = await readActive(database.orm);
    if (active === undefined) throw new Error('there is no active generation');
    return new Collection(await loadFrozen(database.orm, active));
  };
  const vectors = async () => {
    const { rows } = await database.orm.execute(sql`
      select encode(v.own || v.neighbours || v.fingerprint, 'hex') as vector, g.floors
      from vectors v join generations g on g.number = v.generation where g.status = 'active' order by v.article`);
    return rows;
  };
  /** Stops a reindex after what it reports at the `nth` report of a stage. */
  const stopAt = async (stage: Stage, nth: number, options: ReindexOptions = {}) => {
    const stopping = new AbortController();
    let times = 0;
    const stopped = reindex(database, {
      ...{ keep, signal: stopping.signal, ...options },
      onProgress: (progress) => {
        if (progress.stage === stage && ++times === nth) stopping.abort(new Error('stopped'));
      },
    });
    await expect(stopped).rejects.toThrow('stopped');
  };
  /** Reindexes; answers its first report, those of the search for neighbours, and what was noted. */
  const reindexed = async (options: ReindexOptions = {}) => {
    const notes: string[] = [];
    const reports: string[] = [];
    const result = await reindex(database, {
      ...{ keep, onNote: (note) => notes.push(note), ...options },
      onProgress: ({ stage, done }) => reports.push(`${stage} ${done}`),
    });
    const search = reports.filter((report) => /^(connecting|refining)/.test(report)).join(', ');
    return { ...result, notes, first: reports[0], search };
  };
  const startsAnew = async (reason: string) => {
    const { first, notes, activated } = await reindexed();
    expect({ first, notes, activated }).toEqual({
      ...{ first: 'learning 0', activated: true },
      notes: [`starting anew, what is kept of a reindex that was stopped is of no use: ${reason}`],
    });
    expect(await isKept()).toBe(false);
  };

  beforeAll(async () => {
    database = await openDatabase(await openOptions());
    path = join(database.options.dataDir, 'reindex.checkpoint');
    await store(0, ARTICLES);
  });
  beforeEach(() => rm(path, { force: true, recursive: true }));
  afterAll(() => database.close());

  it('goes on at its last block, and gives the same vectors', async () => {
    await reindexed();
    const whole = await vectors();
    expect(whole.length).toBe(ARTICLES);
    const end = 'refining 500, refining 520';
    const all = `connecting 500, connecting 520, ${end}, ${end}`;
    const stops: [Stage, number, string][] = [
      ['connecting', 1, all],
      ['connecting', 2, `connecting 520, ${end}, ${end}`],
      ['refining', 1, `connecting 520, ${end}, ${end}`],
      ['refining', 2, `connecting 520, refining 520, ${end}`],
      ['refining', 3, `connecting 520, refining 520, ${end}`],
      ['refining', 4, 'connecting 520, refining 520, refining 520'],
      ['writing', 1, 'connecting 520, refining 520, refining 520'],
      ['verifying', 1, 'connecting 520, refining 520, refining 520'],
    ];
    for (const [stage, nth, expected] of stops) {
      await stopAt(stage, nth);
      expect(await isKept()).toBe(true);
      const { first, search, notes, activated } = await reindexed();
      expect(activated).toBe(true);
      expect(search).toBe(expected);
      expect(search.startsWith(first ?? '?')).toBe(true);
      expect(notes).toEqual([expect.stringMatching(/^going on where generation \d+ was stopped: 520/)]);
      expect(await vectors(), `${stage} ${nth}`).toEqual(whole);
      expect(await isKept()).toBe(false);
    }
  });

  it('may be stopped again and again', async () => {
    const whole = await vectors();
    await stopAt('connecting', 2);
    await stopAt('refining', 2);
    await stopAt('writing', 1);
    const { search, notes } = await reindexed();
    expect(search).toBe('connecting 520, refining 520, refining 520');
    expect(notes[0]).toContain('going on');
    expect(await vectors()).toEqual(whole);
  });

  it('has in its index what was written, changed and deleted in between', async () => {
    const nearest = (collection: Collection) => {
      const [doc = -1] = collection.neighbours(collection.subject(collection.docOf('a1')));
      return collection.idOf(doc);
    };
    expect(nearest(await loaded())).not.toBe('a4');
    await stopAt('refining', 2);
    await store(ARTICLES, ARTICLES + 3);
    await store(1, 2, () => words(4));
    await removeArticle(database, 'a2');
    const { notes, articles } = await reindexed();
    expect(notes[0]).toContain('going on');
    expect(articles).toBe(ARTICLES + 2);
    const collection = await loaded();
    expect(collection.size).toBe(ARTICLES + 2);
    expect(collection.docOf('a2')).toBe(-1);
    expect(collection.docOf(`a${ARTICLES + 2}`)).toBeGreaterThanOrEqual(0);
    expect(nearest(collection)).toBe('a4');
  });

  it('starts anew when more than a tenth changed since', async () => {
    await stopAt('refining', 2);
    await store(3, 62, (at) => `${words(at)} quay`);
    await startsAnew(`59 of ${ARTICLES + 2} articles changed since`);
  });

  it('starts anew when what is kept is damaged or cut', async () => {
    await stopAt('refining', 2);
    const bytes = await readFile(path);
    bytes[200] = (bytes[200] as number) ^ 1;
    await writeFile(path, bytes);
    await startsAnew('its header is damaged');
    await stopAt('refining', 2);
    await truncate(path, 10);
    await startsAnew('it ends too early');
  });

  it('of another database is not gone on with', async () => {
    const other = await openDatabase(await openOptions());
    try {
      await stopAt('refining', 2);
      await mkdir(other.options.dataDir, { recursive: true });
      await copyFile(path, join(other.options.dataDir, 'reindex.checkpoint'));
      await ingestBatch(other, [record(0, 'Orchard'), record(1, 'Orchard')]);
      const notes: string[] = [];
      const result = await reindex(other, { keep, onNote: (note) => notes.push(note) });
      expect(result).toMatchObject({ activated: true, articles: 2 });
      expect(notes).toEqual([expect.stringContaining('it is of another database')]);
    } finally {
      await other.close();
    }
  });

  it('is not gone on with once a newer generation was activated', async () => {
    await stopAt('refining', 2);
    const bytes = await readFile(path);
    await rm(path);
    await reindexed();
    await writeFile(path, bytes);
    await startsAnew('it is of another database, or older than the active generation');
  });

  it('leaves nothing after a dry run, and after an error', async () => {
    await stopAt('refining', 2);
    const { notes, activated } = await reindexed({ dryRun: true });
    expect(notes[0]).toContain('going on');
    expect(activated).toBe(false);
    expect(await isKept()).toBe(false);
    const failing = reindex(database, {
      keep,
      onProgress: ({ stage }) => {
        if (stage === 'writing') throw new Error('planted');
      },
    });
    await expect(failing).rejects.toThrow('planted');
    expect(await isKept()).toBe(false);
  });

  it('goes on without a checkpoint where none can be written, and keeps none of a small collection', async () => {
    await mkdir(join(path, 'in-the-way'), { recursive: true });
    const { activated, notes } = await reindexed();
    expect(activated).toBe(true);
    expect(notes.at(-1)).toContain('no more is kept');
    await rm(path, { recursive: true });
    await stopAt('refining', 2, { keep: {} });
    expect(await isKept()).toBe(false);
  });

  it('starts anew when the database is older than what is kept', async () => {
    await stopAt('refining', 2);
    await database.orm.execute(sql`update articles set revision = revision - 1000000`);
    await startsAnew('the database is older');
  });
});
