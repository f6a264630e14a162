/**
 * What does this process hold in memory? One generation of the index with every change since: cards, vocabulary and
 * vectors. Everything here is synchronous, so a lookup sees one consistent state.
 */
import { type Card, makeCard } from '../article/card.ts';
import type { Candidate, Subject } from '../box/box.ts';
import { fallbackCards, newestFirst } from '../box/fallback.ts';
import type { StoredArticle } from '../database/articles.ts';
import type { LiveIndex } from '../engine/live-index.ts';
import { analyze } from '../text/analyze.ts';
import { combine, combineQuery, split, type VectorPair } from '../vectors/combine.ts';
import { EXPANSION, expand } from '../vectors/expand.ts';
import type { LiveVocabulary } from '../vectors/vocabulary.ts';
import { weigh } from '../vectors/weigh.ts';

/** From so many changed articles on, however small the collection is, it may have drifted. */
const DRIFT_FLOOR = 1;
/** A larger collection has drifted when this share of it changed; a smaller one when it doubled. */
const DRIFT_SHARE = 0.1;
const SMALL_COLLECTION = 100;

export class Collection {
  readonly #cards: Map<number, Card>;
  readonly #keys = new Map<string, number>();
  readonly #keysByUrl = new Map<string, number>();
  readonly #changed = new Set<number>();
  readonly #sizeAtStart: number;
  #newest: readonly Card[] | undefined;

  constructor(
    readonly generation: number,
    /** The state after all changes up to this one. */
    public revision: number,
    /** When the latest of them became visible here. */
    public indexedAt: Date,
    private readonly vocabulary: LiveVocabulary,
    private readonly index: LiveIndex,
    cards: Map<number, Card>,
  ) {
    this.#cards = cards;
    this.#sizeAtStart = cards.size;
    for (const card of cards.values()) this.#register(card);
  }

  get size(): number {
    return this.#cards.size;
  }

  /** Has so much changed since the generation was built that its statistics no longer fit? */
  get hasDrifted(): boolean {
    const changed = this.#changed.size;
    const enough = this.#sizeAtStart < SMALL_COLLECTION ? this.#sizeAtStart : this.#sizeAtStart * DRIFT_SHARE;
    return changed >= Math.max(DRIFT_FLOOR, enough);
  }

  cards(): IterableIterator<Card> {
    return this.#cards.values();
  }

  cardOf(id: string): Card | undefined {
    const key = this.#keys.get(id);
    return key === undefined ? undefined : this.#cards.get(key);
  }

  cardAt(urlKey: string): Card | undefined {
    const key = this.#keysByUrl.get(urlKey);
    return key === undefined ? undefined : this.#cards.get(key);
  }

  vectorsOf(card: Card): VectorPair {
    return split(this.index.vector(card.key));
  }

  /** The words of a term. */
  termText(id: number): string {
    return this.vocabulary.textOf(id);
  }

  /** The vectors of a text that is not in the collection. The vocabulary does not grow. */
  vectorsOfDraft(draft: {
    readonly title: string;
    readonly body: string;
    readonly language: string;
  }): VectorPair {
    return this.#expanded(weigh(analyze(draft), draft.language, this.vocabulary.frozen), undefined);
  }

  /** Eligible articles nearest to the subject, `limit` at most. */
  candidates(
    subject: Subject,
    breadth: number,
    limit: number,
    isEligible: (card: Card) => boolean,
  ): Candidate[] {
    const cards = this.#cards;
    const accept = (key: number) => {
      const card = cards.get(key);
      return card !== undefined && isEligible(card);
    };
    const hits = this.index.search(combineQuery(subject.own, subject.expanded, breadth), { limit, accept });
    return hits.map(({ key }) => {
      const card = cards.get(key) as Card;
      return { card, ...this.vectorsOf(card) };
    });
  }

  /** Cards of the wanted policy for a box that is not full, newest first. */
  fallback(
    policy: 'none' | 'latest' | 'section',
    isEligible: (card: Card) => boolean,
    subject: { readonly language: string; readonly section: string | null },
  ): Iterable<Card> {
    const newest = () => {
      this.#newest ??= newestFirst(this.#cards.values());
      return this.#newest;
    };
    return fallbackCards(policy, newest, isEligible, subject);
  }

  /** Takes over one change. Changes must come in the order of their revisions; an older one is passed over. */
  apply(change: StoredArticle, now: Date): void {
    if (change.revision <= this.revision) return;
    const before = this.#cards.get(change.key);
    if (before) this.#forget(before);
    if (change.deletedAt !== null) {
      this.index.remove(change.key);
    } else {
      const counts = analyze({ title: change.title, body: change.body, language: change.analysisLanguage });
      const own = weigh(counts, change.analysisLanguage, this.vocabulary);
      const { expanded } = this.#expanded(own, change.key);
      this.index.put(change.key, combine(own, expanded));
      const card = makeCard(change, change.body);
      this.#cards.set(change.key, card);
      this.#register(card);
    }
    this.#newest = undefined;
    this.#changed.add(change.key);
    this.revision = change.revision;
    this.indexedAt = now;
  }

  #expanded(own: VectorPair['own'], self: number | undefined): VectorPair {
    const hits = this.index.search(combineQuery(own, own, 0), {
      limit: EXPANSION.neighbours,
      accept: (key) => key !== self,
    });
    const neighbours = hits.map(({ key, score }) => ({
      vector: split(this.index.vector(key)).own,
      similarity: score,
    }));
    return { own, expanded: expand(own, neighbours) };
  }

  #register(card: Card): void {
    this.#keys.set(card.id, card.key);
    if (card.urlKey !== null) this.#keysByUrl.set(card.urlKey, card.key);
  }

  #forget(card: Card): void {
    this.#cards.delete(card.key);
    this.#keys.delete(card.id);
    if (card.urlKey !== null && this.#keysByUrl.get(card.urlKey) === card.key)
      this.#keysByUrl.delete(card.urlKey);
  }
}
