/** What work is given to other threads? Plain functions of messages; the same ones run in the calling thread where there is one only. */
import type { Article } from '../../article/article.ts';
import { FINGERPRINT_BYTES } from '../../article/fingerprint.ts';
import { connect, refine } from '../../engine/connect.ts';
import { type Scratch, scratchFor } from '../../engine/scratch.ts';
import { openSegment } from '../../engine/segment.ts';
import { Store } from '../../engine/store.ts';
import { analyze } from '../../text/analyze.ts';
import { fingerprint } from '../../text/fingerprint.ts';
import { withoutFurniture } from '../../text/furniture.ts';
import { TermTable, type TermTableParts } from '../../vectors/term-table.ts';
import { termName } from '../../vectors/vocabulary.ts';
import { levelOfCount } from '../../vectors/weigh.ts';
import { type AnalyzedDraft, analyzeDraft, type DraftText } from '../draft.ts';
import { type Prepared, prepare } from '../prepare.ts';

export interface TextArticle {
  readonly key: number;
  readonly title: string;
  readonly body: string;
  readonly language: string;
}

/** The terms of some articles, numbered among themselves. */
export interface AnalyzedBatch {
  readonly keys: Uint32Array;
  readonly languages: readonly string[];
  /** Article i has the entries starts[i] … starts[i + 1). */
  readonly starts: Uint32Array;
  /** Per entry the term's number in `names`, and how often the article says it. */
  readonly terms: Uint32Array;
  readonly levels: Uint8Array;
  readonly names: Pick<TermTableParts, 'bytes' | 'starts'>;
  /** Article i has those at FINGERPRINT_BYTES · i. */
  readonly fingerprints: Uint8Array;
}

export type Task =
  | { readonly kind: 'prepare'; readonly articles: readonly Article[] }
  | { readonly kind: 'draft'; readonly draft: DraftText; readonly furniture: ReadonlySet<number> }
  | {
      readonly kind: 'analyze';
      readonly articles: readonly TextArticle[];
      /** Sentences that are left out. */
      readonly furniture: ReadonlySet<number>;
    }
  | {
      readonly kind: 'connect' | 'refine';
      /** Tells segments apart: each message brings a new object for the same memory. */
      readonly segmentId: number;
      readonly segment: SharedArrayBuffer;
      /** Written by `refine`: as long as the segment's edges. */
      readonly edges: SharedArrayBuffer;
      /** Whether `refine` writes norms too: in its last pass. */
      readonly norms: boolean;
      readonly from: number;
      readonly to: number;
    };

export interface Answers {
  readonly prepare: readonly Prepared[];
  readonly draft: AnalyzedDraft;
  readonly analyze: AnalyzedBatch;
  readonly connect: undefined;
  readonly refine: undefined;
}

export type Answer<T extends Task = Task> = Answers[T['kind']];

/** Does tasks one after the other, and keeps the working space for the segment of the last one. */
export class Worker {
  #open: { readonly id: number; readonly store: Store; readonly scratch: Scratch } | undefined;

  run(task: Task): Answer {
    if (task.kind === 'prepare') return task.articles.map(prepare);
    if (task.kind === 'draft') return analyzeDraft(task.draft, task.furniture);
    if (task.kind === 'analyze')
      return analyzeBatch(task.articles.map((article) => withoutFurniture(article, task.furniture)));
    const { store, scratch } = this.#opened(task);
    const { kind, from, to, norms } = task;
    if (kind === 'connect') connect(store, from, to, scratch);
    else refine(store, from, to, { edges: new Uint32Array(task.edges), norms }, scratch);
    return undefined;
  }

  #opened({ segmentId: id, segment }: { readonly segmentId: number; readonly segment: SharedArrayBuffer }) {
    if (this.#open?.id !== id) {
      const store = new Store(openSegment(segment));
      this.#open = { id, store, scratch: scratchFor(store) };
    }
    return this.#open;
  }
}

function analyzeBatch(articles: readonly TextArticle[]): AnalyzedBatch {
  const table = new TermTable();
  const counts = articles.map(({ title, body, language }) => analyze({ title, body, language }));
  const size = counts.reduce((sum, { size }) => sum + size, 0);
  const starts = new Uint32Array(articles.length + 1);
  const terms = new Uint32Array(size);
  const levels = new Uint8Array(size);
  const fingerprints = new Uint8Array(FINGERPRINT_BYTES * articles.length);
  let at = 0;
  articles.forEach((article, i) => {
    const { language } = article;
    fingerprints.set(fingerprint(article), FINGERPRINT_BYTES * i);
    for (const [term, count] of counts[i] as Map<string, number>) {
      terms[at] = table.add(termName(language, term));
      levels[at++] = levelOfCount(count);
    }
    starts[i + 1] = at;
  });
  return {
    keys: Uint32Array.from(articles, ({ key }) => key),
    languages: articles.map(({ language }) => language),
    starts,
    terms,
    levels,
    names: table.all(),
    fingerprints,
  };
}
