/** A store for the model of the sync: rows, transactions that commit late, and generations; and the bugs that can be planted in it. */
import type { StoredArticle } from '../../src/database/articles.ts';
import { BUCKET_KEYS, digestOf } from '../../src/database/digests.ts';
import { Collection } from '../../src/service/collection.ts';
import type { Frozen } from '../../src/service/frozen.ts';
import { collectionOf } from '../../src/service/memory-collection.ts';
import { INDEX_SETTINGS } from '../../src/service/settings.ts';
import type { Source } from '../../src/service/source.ts';

export const BUGS = [
  'revisions are taken before the lock, so a late commit is overtaken',
  'followers are not told of deletions',
  'a generation says that it holds what was written while it was built',
  'followers ask for what comes after the next revision',
  'the switch of generations is not noticed',
] as const;
export type Bug = (typeof BUGS)[number];

interface Write {
  readonly id: string;
  /** undefined: the article is deleted. */
  readonly title: string | undefined;
}

export class SyncStore implements Source {
  readonly #rows = new Map<string, StoredArticle>();
  #revision = 0;
  #keys = 0;
  /** A transaction that has written and not committed yet, its revision taken. */
  #open: { write: Write; revision: number } | undefined;
  #generation = 1;
  #built: Frozen | undefined;
  #next: Frozen | undefined;

  constructor(private readonly bug: Bug | undefined) {}

  get hasOpenTransaction(): boolean {
    return this.#open !== undefined;
  }

  get generation(): number {
    return this.#generation;
  }

  get isBuilding(): boolean {
    return this.#next !== undefined;
  }

  /** Whoever comes later waits for the lock of the open transaction; with the bug, it only took its number there. */
  write(write: Write): void {
    if (this.#open && this.bug !== BUGS[0]) this.commit();
    this.#store(write, ++this.#revision);
  }

  begin(write: Write): void {
    this.commit();
    this.#open = { write, revision: ++this.#revision };
  }

  commit(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open) this.#store(open.write, open.revision);
  }

  rollBack(): void {
    this.#open = undefined;
  }

  #store({ id, title }: Write, revision: number): void {
    const before = this.#rows.get(id);
    if (title === undefined && (before === undefined || before.deletedAt !== null)) return;
    const deletedAt = title === undefined ? new Date(0) : null;
    const key = before?.key ?? ++this.#keys;
    this.#rows.set(id, articleOf(key, id, title ?? before?.title ?? '', revision, deletedAt));
  }

  /** Reads the articles as they are; what comes meanwhile is replayed by followers. */
  async build(): Promise<void> {
    const living = [...this.#rows.values()].filter(({ deletedAt }) => deletedAt === null);
    const { frozen } = await collectionOf(
      living.sort((a, b) => a.key - b.key),
      0,
    );
    const revision = Math.max(0, ...[...this.#rows.values()].map((row) => row.revision));
    const generation = this.#generation + 1;
    this.#next = { ...frozen, revision, generation, holder: `builder ${generation}` };
  }

  /** A builder that was killed leaves the generation before. */
  abandon(): void {
    this.#next = undefined;
  }

  activate(): void {
    if (this.#next === undefined) return;
    this.#built = this.bug === BUGS[2] ? { ...this.#next, revision: this.#revision } : this.#next;
    this.#generation = this.#next.generation;
    this.#next = undefined;
  }

  async active() {
    const number = this.bug === BUGS[4] ? 1 : this.#generation;
    return { number, holder: `builder ${number}`, settings: INDEX_SETTINGS };
  }

  async load(): Promise<Frozen> {
    this.#built ??= { ...(await collectionOf([], 0)).frozen, generation: 1, holder: 'builder 1' };
    return this.#built;
  }

  async changesAfter(revision: number, limit: number): Promise<StoredArticle[]> {
    const after = this.bug === BUGS[3] ? revision + 1 : revision;
    return [...this.#rows.values()]
      .filter((row) => row.revision > after && !(this.bug === BUGS[1] && row.deletedAt !== null))
      .sort((a, b) => a.revision - b.revision)
      .slice(0, limit);
  }

  async digests(): Promise<Map<number, number>> {
    const digests = new Map<number, number>();
    for (const { key, revision, deletedAt } of this.#rows.values()) {
      const bucket = Math.floor(key / BUCKET_KEYS);
      if (deletedAt === null) digests.set(bucket, (digests.get(bucket) ?? 0) + digestOf(key, revision));
    }
    return digests;
  }

  async pairs(bucket: number) {
    return [...this.#rows.values()]
      .filter(({ key }) => Math.floor(key / BUCKET_KEYS) === bucket)
      .map(({ key, revision, deletedAt }) => ({ key, revision, isGone: deletedAt !== null }));
  }

  async byKeys(keys: readonly number[]): Promise<StoredArticle[]> {
    return [...this.#rows.values()].filter(({ key, deletedAt }) => keys.includes(key) && deletedAt === null);
  }

  /** What a follower that starts now has: the snapshot when it fits, else the generation. */
  async start(snapshot: Frozen | undefined): Promise<Collection> {
    const active = await this.active();
    return new Collection(snapshot?.generation === active.number ? snapshot : await this.load());
  }
}

export function articleOf(
  key: number,
  id: string,
  title: string,
  revision: number,
  deletedAt: Date | null = null,
): StoredArticle {
  const nothing = { url: null, urlKey: null, excerpt: null, author: null, section: null, image: null };
  const dates = { publishedAt: null, expiresAt: null, modifiedAt: null, storedAt: new Date(0), deletedAt };
  return {
    ...nothing,
    ...dates,
    ...{ key, id, title, body: `${title} harbour boats`, tags: [], language: 'en', analysisLanguage: 'en' },
    ...{ evergreen: false, contentHash: title, revision },
  };
}
