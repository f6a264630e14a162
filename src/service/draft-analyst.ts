/**
 * Who analyses drafts? A short one the caller. A long one takes as long as hundreds of lookups: a thread has it, so that neither
 * readers nor new connections wait, of which the event loop takes one a turn.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Crew, startCrew } from './crew/crew.ts';
import { type AnalyzedDraft, analyzeDraft, type DraftText } from './draft.ts';

/** Characters; what is shorter takes less than a thread's answer. */
const SHORT = 3_000;
const MEMORY = { maxOldGenerationSizeMb: 256 };

export class DraftAnalyst {
  #thread: Crew | undefined;
  #isReady = false;
  #here: Promise<unknown> = Promise.resolve();

  /** Whether long drafts are given to a thread already. */
  get hasThread(): boolean {
    return this.#isReady;
  }

  /** Threads that are not there yet, or died, are done without: one draft a turn of the event loop. */
  async analyze(draft: DraftText, furniture: ReadonlySet<number>): Promise<AnalyzedDraft> {
    if (draft.title.length + draft.body.length <= SHORT) return analyzeDraft(draft, furniture);
    this.#thread ??= this.#started();
    const thread = this.#thread;
    if (this.#isReady)
      try {
        return await thread.run({ kind: 'draft', draft, furniture });
      } catch {
        // Another draft may have started the next one.
        if (this.#thread === thread) void this.close();
      }
    const done = this.#here.then(() => nextTurn()).then(() => analyzeDraft(draft, furniture));
    this.#here = done.catch(() => {});
    return done;
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    this.#isReady = false;
    await thread?.close();
  }

  /** It starts at the first long draft, and is ready when it has answered once. */
  #started(): Crew {
    const thread = startCrew(1, MEMORY);
    const draft = { title: 'Ready', body: '', language: 'en' };
    thread.run({ kind: 'draft', draft, furniture: new Set() }).then(
      () => {
        this.#isReady = this.#thread === thread;
      },
      () => {
        if (this.#thread === thread) void this.close();
      },
    );
    return thread;
  }
}
