/** How do texts become a segment with neighbours? By a crew, batch by batch; the result does not depend on the crew's size. */
import { SegmentBuilder } from '../engine/builder.ts';
import { LiveIndex } from '../engine/live-index.ts';
import type { Segment } from '../engine/segment.ts';
import { LEVEL_WEIGHTS } from '../vectors/weigh.ts';
import { Analysis, type NumberedTerms } from './analysis.ts';
import type { Crew } from './crew/crew.ts';
import type { Answer, Task, TextArticle } from './crew/tasks.ts';
import { type Floors, floorsOf } from './floors.ts';

const TASKS_AHEAD = 2;
const DOCS_PER_TASK = 500;

export type BuildStage = 'analysing' | 'weighing' | 'connecting' | 'refining';

/** Called often: other work gets its turn, and the build ends when it throws. */
export type Report<Stage> = (stage: Stage, done: number, total: number) => Promise<void>;

/** What is known once every article is weighed: the search for neighbours needs the segment only. */
export interface Weighed {
  readonly terms: NumberedTerms;
  readonly segment: Segment;
  /** Of each doc. */
  readonly languages: readonly string[];
  /** Of each doc, one after the other. */
  readonly fingerprints: Uint8Array;
}

export interface BuiltIndex extends Weighed {
  readonly floors: Floors;
}

/** What the search for neighbours finds, of each doc: NEIGHBOURS edges, and the norm of what they are mixed to. */
export interface Found {
  readonly edges: Uint32Array;
  readonly norms: Float32Array;
}

/** Keeps what was found, so that a build that is stopped need not find it again. Docs pass in their order, pass after pass. */
export interface Journal {
  /** Puts back what was kept of a pass; answers of how many docs. */
  restore(pass: number, found: Found): Promise<number>;
  /** Told often: so many docs are through this pass. */
  keep(pass: number, done: number, found: Found): Promise<void>;
}

const NO_JOURNAL: Journal = { restore: async () => 0, keep: async () => {} };

/** A breadth at which both cosines are needed. */
const BOTH = 0.5;

/** `batches`: some hundred articles each, always in the order of their keys; `total`: how many there are about; `furniture`: sentences that are left out. */
export async function buildIndex(
  batches: AsyncIterable<readonly TextArticle[]> | Iterable<readonly TextArticle[]>,
  total: number,
  furniture: ReadonlySet<number>,
  crew: Crew,
  report: Report<BuildStage>,
): Promise<BuiltIndex> {
  return connected(await weighAll(batches, total, furniture, crew, report), crew, report);
}

/** The first half of `buildIndex`: the edges of the segment are empty. */
export async function weighAll(
  batches: AsyncIterable<readonly TextArticle[]> | Iterable<readonly TextArticle[]>,
  total: number,
  furniture: ReadonlySet<number>,
  crew: Crew,
  report: Report<BuildStage>,
): Promise<Weighed> {
  const analysis = new Analysis();
  const fingerprints: Uint8Array[] = [];
  const languages: string[] = [];
  const analyze = (articles: readonly TextArticle[]) => ({ kind: 'analyze', articles, furniture }) as const;
  for await (const batch of inOrder(batches, crew, analyze)) {
    analysis.add(batch);
    for (const language of batch.languages) languages.push(language);
    fingerprints.push(batch.fingerprints);
    await report('analysing', languages.length, total);
  }
  const { numberOf, ...terms } = analysis.numbered();
  const builder = new SegmentBuilder();
  for (const vectors of analysis.vectors(terms, numberOf)) {
    for (const { key, vector } of vectors) builder.add(key, vector);
    await report('weighing', builder.docs, total);
  }
  const segment = builder.freeze(LEVEL_WEIGHTS, terms.weights);
  return { terms, segment, languages, fingerprints: joined(fingerprints) };
}

/** The second half. */
export async function connected(
  weighed: Weighed,
  crew: Crew,
  report: Report<BuildStage>,
  journal?: Journal,
): Promise<BuiltIndex> {
  await connectAll(weighed.segment, crew, report, journal);
  const index = new LiveIndex(weighed.segment);
  const floors = floorsOf(weighed.languages, (a, b) => index.score(index.subject(a), b, BOTH));
  return { ...weighed, floors };
}

/** Finds the neighbours of every doc. A pass sees the edges of the one before, whole, wherever it goes on from. */
export async function connectAll(
  segment: Segment,
  crew: Crew,
  report: Report<BuildStage>,
  journal = NO_JOURNAL,
): Promise<void> {
  const { docs, norms } = segment;
  const better = new SharedArrayBuffer(segment.edges.byteLength);
  const segmentId = ++segments;
  const passes = ['connect', 'refine', 'refine'] as const;
  for (const [pass, kind] of passes.entries()) {
    const stage = kind === 'connect' ? 'connecting' : 'refining';
    const found = { edges: kind === 'connect' ? segment.edges : new Uint32Array(better), norms };
    const isLast = pass === passes.length - 1;
    const shared = { segment: segment.bytes as SharedArrayBuffer, edges: better };
    const task = { kind, segmentId, ...shared, norms: isLast };
    let done = await journal.restore(pass, found);
    if (done > 0) await report(stage, done, docs);
    for await (const _ of inOrder(ranges(done, docs), crew, (range) => ({ ...task, ...range }))) {
      done = Math.min(docs, done + DOCS_PER_TASK);
      await report(stage, done, docs);
      await journal.keep(pass, done, found);
    }
    if (kind === 'refine') segment.edges.set(found.edges);
  }
}

let segments = 0;

function* ranges(first: number, docs: number): Generator<{ from: number; to: number }> {
  for (let from = first; from < docs; from += DOCS_PER_TASK)
    yield { from, to: Math.min(docs, from + DOCS_PER_TASK) };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** The crew's answers in the order of the inputs, some tasks ahead. */
async function* inOrder<I, T extends Task>(
  inputs: AsyncIterable<I> | Iterable<I>,
  crew: Crew,
  taskOf: (input: I) => T,
): AsyncGenerator<Answer<T>> {
  const under: Promise<Answer<T>>[] = [];
  try {
    for await (const input of inputs) {
      under.push(crew.run(taskOf(input)));
      if (under.length > TASKS_AHEAD * crew.size) yield await (under.shift() as Promise<Answer<T>>);
    }
    while (under.length > 0) yield await (under.shift() as Promise<Answer<T>>);
  } finally {
    await Promise.allSettled(under);
  }
}
