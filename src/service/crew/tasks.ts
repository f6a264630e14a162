/** What work is given to other threads? Plain functions of messages; the same ones run in the calling thread where there is one only. */
import type { Article } from '../../article/article.ts';
import { FINGERPRINT_BYTES } from '../../article/fingerprint.ts';
import { connect, refine } from '../../engine/connect.ts';
import { type Scratch, scratchFor } from '../../engine/scratch.ts';
import { openSegment } from '../../engine/segment.ts';
import { Store } from '../../engine/store.ts';
import { countTerms } from '../../text/analyze.ts';
import { fingerprint } from '../../text/fingerprint.ts';
import { withoutFurniture } from '../../text/furniture.ts';
import type { Lexicon } from '../../text/lexicon.ts';
import { TermTable, type TermTableParts } from '../../vectors/term-table.ts';
import { termName } from '../../vectors/vocabulary.ts';
import { levelOfCount } from '../../vectors/weigh.ts';
import type { AnalyzedDraft, DraftText } from '../draft.ts';
import type { Prepared } from '../prepare.ts';

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
  /** Per name, of how many of the articles. */
  readonly frequencies: Uint32Array;
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

  /** What knows languages and schemas takes longer to load than all else, and is loaded where it is asked for. */
  async run(task: Task): Promise<Answer> {
    if (task.kind === 'prepare') return task.articles.map((await import('../prepare.ts')).prepare);
    if (task.kind === 'draft') return (await import('../draft.ts')).analyzeDraft(task.draft, task.furniture);
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
  const counted = articles.map(countTerms);
  const numbersOf = lexiconNumbers();
  const size = counted.reduce((sum, { terms }) => sum + terms.length, 0);
  const starts = new Uint32Array(articles.length + 1);
  const terms = new Uint32Array(size);
  const levels = new Uint8Array(size);
  const fingerprints = new Uint8Array(FINGERPRINT_BYTES * articles.length);
  let at = 0;
  counted.forEach(({ lexicon, terms: own, counts }, i) => {
    fingerprints.set(fingerprint(articles[i] as TextArticle), FINGERPRINT_BYTES * i);
    const numbers = numbersOf(lexicon);
    own.forEach((term, entry) => {
      if (numbers[term] === 0)
        numbers[term] = 1 + table.add(termName(lexicon.language, lexicon.nameOf(term)));
      terms[at] = (numbers[term] as number) - 1;
      levels[at++] = levelOfCount(counts[entry] as number);
    });
    starts[i + 1] = at;
  });
  const frequencies = new Uint32Array(table.size);
  for (const term of terms) frequencies[term] = (frequencies[term] as number) + 1;
  return {
    keys: Uint32Array.from(articles, ({ key }) => key),
    languages: articles.map(({ language }) => language),
    starts,
    terms,
    levels,
    names: table.all(),
    frequencies,
    fingerprints,
  };
}

/** Per lexicon, once all of its terms are known: by term one more than its number in the batch, 0 where it has none yet. */
function lexiconNumbers(): (lexicon: Lexicon) => Uint32Array {
  const numbers = new Map<Lexicon, Uint32Array>();
  return (lexicon) => {
    const known = numbers.get(lexicon) ?? new Uint32Array(lexicon.size);
    numbers.set(lexicon, known);
    return known;
  };
}
