/** What is stored? The tables, as Drizzle reads and drizzle-kit migrates them. */
import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  customType,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** The words of a title as the index of titles holds them: what joins words (dots, dashes, quotation marks) parts them here. */
export const titleWords = (title: AnyColumn): SQL =>
  sql`to_tsvector('simple', translate(${title}, './-_@:+<>&=;''’‘“”„«»–—…', '                       '))`;

const TARGETS = ['article', 'tag', 'section', 'source', 'language'] as const;

/** Every change to an article takes the next value, under one transaction-level advisory lock: commit order is revision order. */
export const articleRevision = pgSequence('article_revision');

export const articles = pgTable(
  'articles',
  {
    key: serial('key').primaryKey(),
    id: text('id').notNull().unique(),
    url: text('url'),
    /** The canonical form, by which readers' pages are found. */
    urlKey: text('url_key'),
    title: text('title').notNull(),
    body: text('body').notNull(),
    excerpt: text('excerpt'),
    author: text('author'),
    section: text('section'),
    tags: text('tags').array().notNull(),
    image: text('image'),
    /** As given. */
    language: text('language'),
    /** Given, or detected at ingest; `und` when unknown. */
    analysisLanguage: text('analysis_language').notNull(),
    publishedAt: moment('published_at'),
    expiresAt: moment('expires_at'),
    evergreen: boolean('evergreen').notNull(),
    modifiedAt: moment('modified_at'),
    contentHash: text('content_hash').notNull(),
    revision: bigint('revision', { mode: 'number' }).notNull(),
    storedAt: moment('stored_at').notNull().defaultNow(),
    /** A tombstone: the row stays, so that followers learn of the deletion and late writes cannot resurrect it. */
    deletedAt: moment('deleted_at'),
  },
  (table) => [
    uniqueIndex('articles_revision').on(table.revision),
    uniqueIndex('articles_url_key').on(table.urlKey).where(sql`deleted_at is null`),
    index('articles_title_words').using('gin', titleWords(table.title)),
  ],
);

export const generations = pgTable(
  'generations',
  {
    number: serial('number').primaryKey(),
    status: text('status', { enum: ['building', 'active', 'retired', 'failed'] }).notNull(),
    /** Analysis and weighting that the terms and vectors were made with; a process with others cannot read them. */
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    /** The generation stands for all changes up to this one; followers replay what came later. */
    revision: bigint('revision', { mode: 'number' }).notNull().default(0),
    /** Articles per language, e.g. `{"en": 2225}`: the N of the formula. */
    documents: jsonb('documents').$type<Record<string, number>>().notNull().default({}),
    /** Per language the relevance from which on an article is called related, at several breadths: `src/service/floors.ts`. */
    floors: jsonb('floors').$type<Readonly<Record<string, readonly number[]>>>().notNull().default({}),
    /** Articles done and expected, for the progress bar. */
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    stage: text('stage').notNull().default('waiting'),
    /** Who builds it; every write of the builder is fenced by it. */
    holder: text('holder').notNull(),
    heartbeatAt: moment('heartbeat_at').notNull().defaultNow(),
    startedAt: moment('started_at').notNull().defaultNow(),
    activatedAt: moment('activated_at'),
    reason: text('reason'),
  },
  (table) => [
    uniqueIndex('generations_one_active').on(table.status).where(sql`status = 'active'`),
    uniqueIndex('generations_one_building').on(table.status).where(sql`status = 'building'`),
  ],
);

export const terms = pgTable(
  'terms',
  {
    generation: integer('generation')
      .notNull()
      .references(() => generations.number, { onDelete: 'cascade' }),
    id: integer('id').notNull(),
    language: text('language').notNull(),
    text: text('text').notNull(),
    /** Articles of that language that contain it. */
    documentFrequency: integer('document_frequency').notNull(),
  },
  (table) => [primaryKey({ columns: [table.generation, table.id] })],
);

/** Sentences that belong to the pages and not to the stories, as the generation learnt them. */
export const furniture = pgTable(
  'furniture',
  {
    generation: integer('generation')
      .notNull()
      .references(() => generations.number, { onDelete: 'cascade' }),
    /** 32 bits, unsigned. */
    hash: bigint('hash', { mode: 'number' }).notNull(),
    language: text('language').notNull(),
    text: text('text').notNull(),
    articles: integer('articles').notNull(),
  },
  (table) => [primaryKey({ columns: [table.generation, table.hash] })],
);

export const vectors = pgTable(
  'vectors',
  {
    generation: integer('generation')
      .notNull()
      .references(() => generations.number, { onDelete: 'cascade' }),
    article: integer('article')
      .notNull()
      .references(() => articles.key, { onDelete: 'cascade' }),
    /** The article's own vector; layout in `src/vectors/vector.ts`. */
    own: bytea('own').notNull(),
    /** The articles whose vectors are mixed into the expanded one. */
    neighbours: bytea('neighbours').notNull(),
    /** By which copies are known; layout in `src/article/fingerprint.ts`. Empty in generations that are read no more. */
    fingerprint: bytea('fingerprint').notNull().default(sql`''::bytea`),
  },
  (table) => [
    primaryKey({ columns: [table.generation, table.article] }),
    index('vectors_article').on(table.article),
  ],
);

export const apiKeys = pgTable('api_keys', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  scopes: text('scopes').array().notNull(),
  /** SHA-256 of the secret, which is stored nowhere. */
  digest: bytea('digest').notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at'),
  /** A revoked key stays: without any row this machine alone may write, and nothing that was refused may become that. */
  revokedAt: moment('revoked_at'),
  lastUsedOn: date('last_used_on'),
});

export const auditLog = pgTable('audit_log', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  at: moment('at').notNull(),
  /** Id of a key, `admin key`, `loopback` or `command`. */
  actor: text('actor').notNull(),
  /** E.g. `article.delete`. */
  action: text('action').notNull(),
  /** What it was done to, e.g. the id of an article; '' when there is nothing to name. */
  target: text('target').notNull(),
  /** E.g. `204`, or `200 created=3 refused=1`. */
  outcome: text('outcome').notNull(),
});
/** Every version of every rule: the newest of an id counts. Nothing is overwritten, so that each step can be undone. */
export const editorialRules = pgTable(
  'editorial_rules',
  {
    revision: bigserial('revision', { mode: 'number' }).primaryKey(),
    id: text('id').notNull(),
    /** With this version the rule was deleted. */
    isDeleted: boolean('is_deleted').notNull().default(false),
    action: text('action', { enum: ['pin', 'block', 'exclude', 'boost', 'bury'] }).notNull(),
    targetKind: text('target_kind', { enum: TARGETS }).notNull(),
    targetName: text('target_name').notNull(),
    besideKind: text('beside_kind', { enum: TARGETS }),
    besideName: text('beside_name'),
    slot: integer('slot'),
    factor: doublePrecision('factor'),
    mutual: boolean('mutual').notNull(),
    startsAt: moment('starts_at'),
    endsAt: moment('ends_at'),
    author: text('author'),
    reason: text('reason'),
    writtenAt: moment('written_at').notNull().defaultNow(),
  },
  (table) => [index('editorial_rules_id').on(table.id, table.revision)],
);

/** Every version of every placement: the newest of a name counts. */
export const placements = pgTable(
  'placements',
  {
    revision: bigserial('revision', { mode: 'number' }).primaryKey(),
    name: text('name').notNull(),
    /** The wishes that templates need not repeat; null: with this version it was deleted. */
    policy: jsonb('policy').$type<Record<string, unknown>>(),
    writtenAt: moment('written_at').notNull().defaultNow(),
  },
  (table) => [index('placements_name').on(table.name, table.revision)],
);

/** Whether two articles are related, as people said: what `evaluate` and `tune` measure on. */
export const labels = pgTable(
  'labels',
  {
    /** Ids; the pair has no direction, and `a` is the smaller by code units. */
    a: text('a').notNull(),
    b: text('b').notNull(),
    /** 1 related … 0 not. */
    gain: doublePrecision('gain').notNull(),
    /** Name of the key; each has one label for a pair. */
    author: text('author').notNull(),
    labelledAt: moment('labelled_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.a, table.b, table.author] }), index('labels_b').on(table.b)],
);
