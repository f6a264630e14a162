/** How do texts become a segment with neighbours? By a crew, batch by batch; the result does not depend on the crew's size. */
import { FINGERPRINT_BYTES } from '../article/fingerprint.ts';
import { SegmentBuilder } from '../engine/builder.ts';
import { LiveIndex } from '../engine/live-index.ts';
import type { Segment } from '../engine/segment.ts';
import { LEVEL_WEIGHTS } from '../vectors/weigh.ts';
import { Analysis, type NumberedTerms } from './analysis.ts';
import type { Crew } from './crew/crew.ts';
import type { AnalyzedBatch, Answer, Task, TextArticle } from './crew/tasks.ts';
import { type Floors, floorsOf } from './floors.ts';

const TASKS_AHEAD = 2;
const DOCS_PER_TASK = 500;

export type BuildStage = 'analysing' | 'weighing' | 'connecting' | 'refining';

/** Called often: other work gets its turn, and the build ends when it throws. */
export type Report<Stage> = (stage: Stage, done: number, total: number) => Promise<void>;

export interface BuiltIndex {
  readonly terms: NumberedTerms;
  readonly segment: Segment;
  readonly floors: Floors;
  /** Of each doc. */
  readonly fingerprints: readonly Uint8Array[];
}

/** A breadth at which both cosines are needed. */
const BOTH = 0.5;

/** `batches`: some hundred articles each, always in the same order; `total`: how many there are about; `furniture`: sentences that are left out. */
export async function buildIndex(
  batches: AsyncIterable<readonly TextArticle[]> | Iterable<readonly TextArticle[]>,
  total: number,
  furniture: ReadonlySet<number>,
  crew: Crew,
  report: Report<BuildStage>,
): Promise<BuiltIndex> {
  const analysis = new Analysis();
  const fingerprints: Uint8Array[] = [];
  const languages: string[] = [];
  let done = 0;
  for await (const answer of inOrder(batches, crew, (articles) => ({
    kind: 'analyze',
    articles,
    furniture,
  }))) {
    const batch = answer as AnalyzedBatch;
    analysis.add(batch);
    languages.push(...batch.languages);
    for (let at = 0; at < batch.fingerprints.length; at += FINGERPRINT_BYTES)
      fingerprints.push(batch.fingerprints.subarray(at, at + FINGERPRINT_BYTES));
    done += batch.keys.length;
    await report('analysing', done, total);
  }
  const { numberOf, ...terms } = analysis.numbered();
  const builder = new SegmentBuilder();
  for (const vectors of analysis.vectors(terms, numberOf)) {
    for (const { key, vector } of vectors) builder.add(key, vector);
    await report('weighing', builder.docs, total);
  }
  const segment = builder.freeze(LEVEL_WEIGHTS, terms.weights);
  await connectAll(segment, crew, report);
  const index = new LiveIndex(segment);
  const floors = floorsOf(languages, (a, b) => index.score(index.subject(a), b, BOTH));
  return { terms, segment, floors, fingerprints };
}

/** Finds the neighbours of every doc. */
export async function connectAll(segment: Segment, crew: Crew, report: Report<BuildStage>): Promise<void> {
  const better = new SharedArrayBuffer(segment.edges.byteLength);
  const segmentId = ++segments;
  for (const kind of ['connect', 'refine', 'refine'] as const) {
    const task = { kind, segmentId, segment: segment.bytes as SharedArrayBuffer, edges: better };
    let done = 0;
    for await (const _ of inOrder(ranges(segment.docs), crew, (range) => ({ ...task, ...range }))) {
      done = Math.min(segment.docs, done + DOCS_PER_TASK);
      await report(kind === 'connect' ? 'connecting' : 'refining', done, segment.docs);
    }
    if (kind === 'refine') segment.edges.set(new Uint32Array(better));
  }
}

let segments = 0;

function* ranges(docs: number): Generator<{ from: number; to: number }> {
  for (let from = 0; from < docs; from += DOCS_PER_TASK)
    yield { from, to: Math.min(docs, from + DOCS_PER_TASK) };
}

/** The crew's answers in the order of the inputs, some tasks ahead. */
async function* inOrder<T>(
  inputs: AsyncIterable<T> | Iterable<T>,
  crew: Crew,
  taskOf: (input: T) => Task,
): AsyncGenerator<Answer> {
  const under: Promise<Answer>[] = [];
  try {
    for await (const input of inputs) {
      under.push(crew.run(taskOf(input)));
      if (under.length > TASKS_AHEAD * crew.size) yield await (under.shift() as Promise<Answer>);
    }
    while (under.length > 0) yield await (under.shift() as Promise<Answer>);
  } finally {
    await Promise.allSettled(under);
  }
}
