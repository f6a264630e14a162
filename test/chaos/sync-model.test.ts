import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Advance, HEAL_EVERY_MS } from '../../src/service/advance.ts';
import type { Collection } from '../../src/service/collection.ts';
import type { Frozen } from '../../src/service/frozen.ts';
import { isFull } from './chance.ts';
import { articleOf, BUGS, type Bug, SyncStore } from './sync-store.ts';

/** What should be shown: the title by id. A transaction that is not committed is not part of it. */
interface Model {
  readonly shown: Map<string, string>;
  open: { id: string; title: string } | undefined;
}

/** A store and one follower of it, with a clock of our own. */
class Real {
  readonly store: SyncStore;
  #advance: Advance;
  #collection: Collection | undefined;
  #snapshot: Frozen | undefined;
  #now = 0;

  constructor(bug?: Bug) {
    this.store = new SyncStore(bug);
    this.#advance = this.#start();
  }

  #start(): Advance {
    const onError = (error: unknown) => {
      throw error;
    };
    return new Advance(
      this.store,
      { onFrozen: (frozen) => (this.#snapshot = frozen), onError },
      () => this.#now,
    );
  }

  async poll(): Promise<void> {
    this.#collection ??= await this.store.start(this.#snapshot);
    this.#collection = (await this.#advance.from(this.#collection)) ?? this.#collection;
  }

  crash(): void {
    this.#collection = undefined;
    this.#advance = this.#start();
  }

  /** Something in memory goes wrong, and the next comparison is due. */
  async corrupt(kind: 'drop' | 'alter' | 'ghost'): Promise<void> {
    await this.poll();
    const collection = this.#collection as Collection;
    const [doc] = collection.docs();
    if (kind === 'ghost') collection.mend(9_999, articleOf(9_999, 'ghost', 'ghost', 1));
    else if (doc !== undefined) {
      const card = collection.card(doc);
      const wrong = articleOf(card.key, card.id, `not ${card.title}`, card.revision - 1);
      collection.mend(card.key, kind === 'drop' ? undefined : wrong);
    }
    this.#now += HEAL_EVERY_MS;
  }

  async shown(): Promise<[string, string][]> {
    await this.poll();
    const collection = this.#collection as Collection;
    return [...collection.docs()]
      .map((doc): [string, string] => [collection.idOf(doc), collection.card(doc).title])
      .sort();
  }

  get generation(): number | undefined {
    return this.#collection?.generation;
  }
}

type Step = readonly [name: string, run: (model: Model, real: Real) => Promise<void> | void];

/** Commits what was open, as whoever writes next has to wait for it. */
function settle(model: Model): void {
  if (model.open) model.shown.set(model.open.id, model.open.title);
  model.open = undefined;
}

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const title = fc.integer({ min: 0, max: 999 }).map((n) => `title ${n}`);
const step = (name: string, run: Step[1]): fc.Arbitrary<Step> => fc.constant([name, run] as const);
const steps: fc.Arbitrary<Step>[] = [
  fc.tuple(id, title).map(
    ([key, text]): Step => [
      `upsert ${key} ${text}`,
      (model, real) => {
        settle(model);
        real.store.write({ id: key, title: text });
        model.shown.set(key, text);
      },
    ],
  ),
  id.map(
    (key): Step => [
      `delete ${key}`,
      (model, real) => {
        settle(model);
        real.store.write({ id: key, title: undefined });
        model.shown.delete(key);
      },
    ],
  ),
  fc.array(fc.tuple(id, title), { minLength: 2, maxLength: 5 }).map(
    (batch): Step => [
      `batch ${batch.map(([key, text]) => `${key} ${text}`)}`,
      (model, real) => {
        settle(model);
        for (const [key, text] of batch) {
          real.store.write({ id: key, title: text });
          model.shown.set(key, text);
        }
      },
    ],
  ),
  fc.tuple(id, title).map(
    ([key, text]): Step => [
      `slow transaction ${key} ${text}`,
      (model, real) => {
        settle(model);
        real.store.begin({ id: key, title: text });
        model.open = { id: key, title: text };
      },
    ],
  ),
  step('commit', (model, real) => {
    real.store.commit();
    settle(model);
  }),
  step('roll back', (model, real) => {
    real.store.rollBack();
    model.open = undefined;
  }),
  step('a notification comes', (_, real) => real.poll()),
  step('a notification comes twice', async (_, real) => {
    await real.poll();
    await real.poll();
  }),
  step('the follower crashes', (_, real) => real.crash()),
  step('a reindex reads', (_, real) => real.store.build()),
  step('its builder is killed', (_, real) => real.store.abandon()),
  step('it is activated', (_, real) => real.store.activate()),
  ...(['drop', 'alter', 'ghost'] as const).map((kind) =>
    step(`memory: ${kind}`, (_, real) => real.corrupt(kind)),
  ),
];

const property = (bug?: Bug) =>
  fc.asyncProperty(fc.array(fc.oneof(...steps), { maxLength: 20 }), async (run) => {
    const model: Model = { shown: new Map(), open: undefined };
    const real = new Real(bug);
    for (const [, act] of run) await act(model, real);
    // Whatever was lost on the way, the next poll shows all that is committed, and the one after an open transaction the rest.
    await real.poll();
    real.store.commit();
    settle(model);
    expect(await real.shown()).toEqual([...model.shown].sort());
    expect(real.generation).toBe(real.store.generation);
  });

const RUNS = Number(process.env.MODEL_RUNS ?? (isFull ? 100_000 : 2_000));
const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 2 ** 31);

it('C7 a follower shows what the model says, whatever happened on the way', async () => {
  process.stdout.write(`C7 seed=${seed} runs=${RUNS}\n`);
  await fc.assert(property(), { numRuns: RUNS, seed, endOnFailure: true });
});

it.each(BUGS)('C7 the model finds it when %s', async (bug) => {
  const { failed, numRuns } = await fc.check(property(bug), { numRuns: 2_000, seed, endOnFailure: true });
  process.stdout.write(`C7 found after ${numRuns} runs: ${bug}\n`);
  expect(failed).toBe(true);
});
