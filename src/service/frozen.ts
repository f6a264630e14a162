/** What does a collection in memory consist of? Arrays that threads share and files hold; never changed once made. */

import type { Card } from '../article/card.ts';
import { NO_FINGERPRINT } from '../article/fingerprint.ts';
import { SegmentBuilder } from '../engine/builder.ts';
import { mixedNorm } from '../engine/query.ts';
import { scratchFor } from '../engine/scratch.ts';
import { docOf, type Segment } from '../engine/segment.ts';
import { Store } from '../engine/store.ts';
import { edgeOf, levelOf, MOST_DOCS, NEIGHBOURS, termOf, type Vector } from '../engine/vector.ts';
import type { FurnitureLine } from '../text/furniture.ts';
import type { TermTableParts } from '../vectors/term-table.ts';
import type { Neighbours } from '../vectors/vector.ts';
import { LEVEL_WEIGHTS } from '../vectors/weigh.ts';
import { type CardParts, CardPartsBuilder } from './card-parts.ts';
import type { Floors } from './floors.ts';

export interface Frozen {
  /** The index generation whose terms these are. */
  readonly generation: number;
  /** The state after all changes up to this one. */
  readonly revision: number;
  /** When the latest of them was stored, in milliseconds since 1970. */
  readonly indexedAt: number;
  /** Tells the generation from those of other databases. */
  readonly holder: string;
  /** How many articles the generation was built of, and how many changed since then, up to the revision. */
  readonly drift: { readonly built: number; readonly changed: number };
  /** Articles by language: the N of the weights. */
  readonly documents: Readonly<Record<string, number>>;
  /** From which relevance on an article is called related. */
  readonly floors: Floors;
  /** What of the texts came from their pages, most frequent first. */
  readonly furniture: readonly FurnitureLine[];
  /** A segment's bytes; its keys are those of the articles. */
  readonly segment: SharedArrayBuffer;
  readonly terms: TermTableParts;
  /** One card per doc of the segment. */
  readonly cards: CardParts;
}

export interface FrozenTerms {
  readonly terms: TermTableParts;
  readonly weights: Float32Array;
  readonly documents: Readonly<Record<string, number>>;
}

/** Collects articles in the order of their keys. */
export class FrozenBuilder {
  readonly #segment = new SegmentBuilder();
  readonly #cards = new CardPartsBuilder();
  #neighbours = new Uint32Array(1_024 * NEIGHBOURS);
  #similarities = new Uint8Array(1_024 * NEIGHBOURS);
  readonly #norms: number[] = [];

  add(card: Card, vector: Vector, { edges, norm }: Neighbours, fingerprint = NO_FINGERPRINT): void {
    const doc = this.#segment.docs;
    if (doc >= MOST_DOCS) throw new Error(`a collection holds at most ${MOST_DOCS} articles`);
    if ((doc + 1) * NEIGHBOURS > this.#neighbours.length) this.#grow();
    this.#segment.add(card.key, vector);
    this.#cards.add(card, fingerprint);
    this.#norms.push(norm);
    edges.slice(0, NEIGHBOURS).forEach((edge, i) => {
      this.#neighbours[doc * NEIGHBOURS + i] = edge.doc;
      this.#similarities[doc * NEIGHBOURS + i] = edge.similarity;
    });
  }

  /** `onSegment` may mend the edges: it is told of the docs of which a neighbour is gone. The builder is empty afterwards. */
  finish(
    { terms, weights, documents }: FrozenTerms,
    state: Pick<Frozen, 'generation' | 'revision' | 'indexedAt' | 'holder' | 'drift'> &
      Partial<Pick<Frozen, 'floors' | 'furniture'>>,
    onSegment: (store: Store, fewer: readonly number[]) => void = () => {},
  ): Frozen {
    const segment = this.#segment.freeze(LEVEL_WEIGHTS, weights);
    const store = new Store(segment);
    onSegment(store, this.#connect(segment, store));
    return {
      floors: {},
      furniture: [],
      ...state,
      documents,
      segment: segment.bytes as SharedArrayBuffer,
      terms,
      cards: this.#cards.finish(),
    };
  }

  /** Writes the edges from keys to docs. Answers the docs of which a neighbour is gone. */
  #connect(segment: Segment, store: Store): number[] {
    const scratch = scratchFor(store);
    const fewer: number[] = [];
    for (let doc = 0; doc < segment.docs; doc++) {
      segment.norms[doc] = this.#norms[doc] as number;
      let kept = 0;
      let isLess = false;
      for (let i = 0; i < NEIGHBOURS; i++) {
        const similarity = this.#similarities[doc * NEIGHBOURS + i] as number;
        if (similarity === 0) break;
        const neighbour = docOf(segment, this.#neighbours[doc * NEIGHBOURS + i] as number);
        if (neighbour < 0) isLess = true;
        else segment.edges[doc * NEIGHBOURS + kept++] = edgeOf(neighbour, similarity);
      }
      if (!isLess) continue;
      fewer.push(doc);
      segment.norms[doc] = mixedNorm(
        store,
        store.vector(doc),
        store.restOf(doc),
        store.edgesOf(doc),
        scratch,
      );
    }
    return fewer;
  }

  #grow(): void {
    const neighbours = new Uint32Array(2 * this.#neighbours.length);
    const similarities = new Uint8Array(2 * this.#similarities.length);
    neighbours.set(this.#neighbours);
    similarities.set(this.#similarities);
    this.#neighbours = neighbours;
    this.#similarities = similarities;
  }
}

/** The neighbours of a doc by their keys, as they are stored. */
export function neighboursOf(store: Store, doc: number): Neighbours {
  const edges = [];
  for (let i = 0; i < NEIGHBOURS; i++) {
    const edge = store.edgeAt(doc, i);
    if (edge === 0) break;
    edges.push({ doc: store.keyOf(termOf(edge)), similarity: levelOf(edge) });
  }
  return { edges, norm: store.normOf(doc) };
}
