/** What joins the articles of a sample? Their stored neighbours, as far as these are in it, and the strong words that they share. */
import type { Collection } from '../collection.ts';
import type { Edges } from './layout.ts';
import type { Turns } from './turns.ts';

/** The strongest words of each article that may join it to others. */
const WORDS_EACH = 12;
/** A word of fewer articles joins nothing, one of a larger share of them joins everything. */
const LEAST_ARTICLES = 3;
const MOST_SHARE = 0.1;
const MOST_WORDS = 1_500;

export interface Graph {
  /** Nodes 0 … articles − 1 are the articles, then come the words. */
  readonly articles: number;
  readonly words: readonly { readonly term: number; readonly articles: number }[];
  readonly edges: Edges;
}

export async function graphOf(collection: Collection, docs: readonly number[], turns: Turns): Promise<Graph> {
  const nodeOf = new Map(docs.map((doc, node) => [doc, node]));
  const strongest: { term: number; weight: number }[][] = [];
  const articlesOf = new Map<number, number>();
  const found: { from: number; to: number; weight: number }[] = [];
  for (const [node, doc] of docs.entries()) {
    const subject = collection.subject(doc);
    for (const neighbour of collection.neighbours(subject)) {
      const other = nodeOf.get(neighbour);
      if (other !== undefined && other !== node) found.push({ from: node, to: other, weight: 1 });
    }
    const words = collection.strongestTerms(subject, WORDS_EACH);
    for (const { term } of words) articlesOf.set(term, (articlesOf.get(term) ?? 0) + 1);
    strongest.push(words);
    if (turns.isOver) await turns.pass();
  }
  const words = [...articlesOf]
    .filter(
      ([, count]) => count >= LEAST_ARTICLES && count <= Math.max(LEAST_ARTICLES, MOST_SHARE * docs.length),
    )
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, MOST_WORDS)
    .map(([term, articles]) => ({ term, articles }));
  const wordNode = new Map(words.map(({ term }, i) => [term, docs.length + i]));
  for (const [node, terms] of strongest.entries()) {
    const [most] = terms;
    for (const { term, weight } of terms) {
      const word = wordNode.get(term);
      if (word !== undefined && most !== undefined)
        found.push({ from: node, to: word, weight: 0.6 * (weight / most.weight) });
    }
  }
  return {
    ...{ articles: docs.length, words },
    edges: {
      from: Uint32Array.from(found, ({ from }) => from),
      to: Uint32Array.from(found, ({ to }) => to),
      weights: Float32Array.from(found, ({ weight }) => weight),
    },
  };
}
