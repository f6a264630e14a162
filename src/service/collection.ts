/**
 * What does this process hold in memory? One generation of the index with every change since: cards, vocabulary and
 * vectors. Everything here is synchronous, so a lookup sees one consistent state.
 */
import { type Card, makeCard } from '../article/card.ts';
import { isCopy } from '../article/fingerprint.ts';
import { type Candidate, candidatesFor } from '../box/box.ts';
import type { VectorPair } from '../box/explain.ts';
import { fallbackCards } from '../box/fallback.ts';
import { sourceOf, type Traits } from '../box/rules/rule.ts';
import type { BoxSettings, Filter } from '../box/settings.ts';
import type { StoredArticle } from '../database/articles.ts';
import { LiveIndex } from '../engine/live-index.ts';
import { loneSubject, mix, type Scored, type Subject } from '../engine/query.ts';
import { openSegment } from '../engine/segment.ts';
import { type Hit, levelOf, termOf, type Vector } from '../engine/vector.ts';
import { analyze } from '../text/analyze.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { withoutFurniture } from '../text/furniture.ts';
import { abroad } from '../vectors/abroad.ts';
import { weighted, weightedOf } from '../vectors/vector.ts';
import { LiveVocabulary, languageOfName, Vocabulary } from '../vectors/vocabulary.ts';
import { weigh } from '../vectors/weigh.ts';
import { Cards, orNull } from './cards.ts';
import type { CollectionContents, RecentArticle } from './compact.ts';
import type { Dependency } from './dependency.ts';
import { type AnalyzedDraft, countsOf } from './draft.ts';
import { floorAt } from './floors.ts';
import { type Frozen, neighboursOf } from './frozen.ts';
import { bytesOfFrozen } from './frozen-bytes.ts';
import { hashesOf } from './furniture.ts';
import { type Conditions, Masks } from './masks.ts';

/** From so many changed articles on, however small the collection is, it may have drifted. */
const DRIFT_FLOOR = 1;
/** A larger collection has drifted when this share of it changed; a smaller one when it doubled. */
const DRIFT_SHARE = 0.1;
const SMALL_COLLECTION = 100;

/** Asked for many times, made once. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A box that was made before more changes than this is made anew. */
const CHANGES_CHECKED = 32;
const CHANGES_REMEMBERED = 256;

interface Change {
  readonly revision: number;
  /** The doc that counts no more, or −1. */
  readonly gone: number;
  /** The doc that came, or −1. */
  readonly added: number;
}

export class Collection {
  /** The state after all changes up to this one. */
  revision: number;
  /** When the latest of them became visible here. */
  indexedAt: Date;
  readonly #index: LiveIndex;
  readonly #vocabulary: LiveVocabulary;
  readonly #cards: Cards;
  readonly #masks: Masks;
  readonly #bytes: number;
  /** Sentences that the generation has learnt to come from pages. */
  readonly furniture: ReadonlySet<number>;
  readonly #changed = new Set<number>();
  /** The latest changes, oldest first … */
  readonly #changes: Change[] = [];
  /** … from this revision on without a gap. */
  #firstChange: number;
  /** Boxes made up to this revision are not believed; the next frozen state is free of that. */
  #mendedAt = -1;

  constructor(readonly frozen: Frozen) {
    this.revision = frozen.revision;
    this.#bytes = bytesOfFrozen(frozen);
    this.furniture = hashesOf(frozen.furniture);
    this.#firstChange = frozen.revision + 1;
    this.indexedAt = new Date(frozen.indexedAt);
    const segment = openSegment(frozen.segment);
    this.#index = new LiveIndex(segment);
    const vocabulary = new Vocabulary(frozen.terms, segment.termWeights, frozen.documents);
    this.#vocabulary = new LiveVocabulary(vocabulary, (id, weight) => this.#index.store.addTerm(id, weight));
    this.#cards = new Cards(frozen.cards, segment.keys);
    this.#masks = new Masks(
      this.#cards,
      (doc) => this.#index.isLiving(doc),
      () => this.#index.store.docs,
    );
  }

  get generation(): number {
    return this.frozen.generation;
  }

  get size(): number {
    return this.#index.size;
  }

  /** Of the frozen arrays; what came since is soon among them. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Articles that came after it was frozen, replaced ones included. */
  get recent(): number {
    return this.#index.store.docs - this.#index.store.segment.docs;
  }

  /** Has so much changed since the generation was built that its statistics no longer fit? */
  get hasDrifted(): boolean {
    const { built, changed } = this.#drift();
    return changed >= Math.max(DRIFT_FLOOR, built < SMALL_COLLECTION ? built : built * DRIFT_SHARE);
  }

  /** The docs that count. */
  *docs(): Generator<number> {
    const { docs } = this.#index.store;
    for (let doc = 0; doc < docs; doc++) if (this.#index.isLiving(doc)) yield doc;
  }

  /** The doc of an article's id, or −1. */
  docOf(id: string): number {
    return this.#living(this.#cards.docOfId(id));
  }

  /** The doc of the article at a canonical URL, or −1. */
  docAt(urlKey: string): number {
    return this.#living(this.#cards.docOfUrl(urlKey));
  }

  idOf(doc: number): string {
    return this.#cards.idOf(doc);
  }

  /** Which version of an article is shown. */
  revisionOf(doc: number): number {
    return this.#cards.revisionOf(doc);
  }

  /** The internal key of an article. */
  keyOf(doc: number): number {
    return this.#index.store.keyOf(doc);
  }

  card(doc: number): Card {
    return this.#cards.card(doc);
  }

  publishedAt(doc: number): number | null {
    return orNull(this.#cards.publishedAt(doc));
  }

  isEvergreen(doc: number): boolean {
    return this.#cards.isEvergreen(doc);
  }

  fingerprint(doc: number): Uint8Array {
    return this.#cards.fingerprint(doc);
  }

  subject(doc: number): Subject {
    return this.#index.subject(doc);
  }

  /** The subject of a text that is not in the collection. The vocabulary does not grow. */
  draft(draft: AnalyzedDraft): Subject {
    return this.#index.draft(weigh(countsOf(draft), draft.language, this.#vocabulary.frozen));
  }

  /** The exact scores of every article for one, between which other work gets its turn. */
  scoreAll(subject: Subject, breadth: number): Promise<Scored> {
    return this.#index.scoreAll(subject, breadth);
  }

  /** Eligible articles nearest to the subject, enough for a box; and until when the answer holds if nothing changes. */
  candidates(
    subject: Subject,
    { limit, breadth }: Pick<BoxSettings, 'limit' | 'breadth'>,
    filter: Filter,
    now: number,
    conditions: Conditions = {},
  ): { readonly candidates: Candidate[]; readonly holdsUntil: number } {
    const excluded = new Set((filter.exclude ?? []).map((id) => this.docOf(id)));
    const eligible = this.#masks.filter(filter, now, conditions);
    const options = {
      limit: candidatesFor(limit) + excluded.size,
      breadth,
      exact: subject.scored !== undefined,
      // Without a filter that leaves anything out, nothing is looked at.
      ...(eligible.count < this.#index.store.docs && { filter: eligible }),
    };
    // What another language's articles are compared with has none of the terms of this one, and the other way round.
    const own = this.#languageOf(subject.vector);
    const asked = new Set(filter.languages?.map((language) => language.toLowerCase()) ?? [own]);
    const hits = [...asked].flatMap((language) =>
      this.#index.search(
        language === undefined || language === own ? subject : this.#abroad(subject, language),
        options,
      ),
    );
    const candidates = hits.filter(({ doc }) => !excluded.has(doc)).map((hit) => this.#candidate(hit));
    return { candidates, holdsUntil: eligible.changesAt };
  }

  /** One article as a candidate, however near it is. */
  candidate(subject: Subject, doc: number, breadth: number): Candidate {
    return this.#candidate(this.#index.score(this.towards(subject, doc), doc, breadth));
  }

  /** May an article appear at all? */
  isEligible(doc: number, filter: Filter, now: number, conditions: Conditions = {}): boolean {
    const { mask } = this.#masks.filter(filter, now, conditions);
    return mask[doc] === 1 && !filter.exclude?.includes(this.idOf(doc));
  }

  /** What rules speak of. */
  traits(doc: number): Traits {
    const { id, section, tags, urlKey, language } = this.card(doc);
    return { id, section, tags, source: sourceOf(urlKey), language };
  }

  /** The doc that counts for an internal key, or −1. */
  docOfKey(key: number): number {
    return this.#index.docOf(key);
  }

  traitsOfKey(key: number): Traits {
    return this.traits(this.docOfKey(key));
  }

  /** The docs that an article is mixed with, nearest first; they may be gone. */
  neighbours(subject: Subject): number[] {
    return [...subject.edges].filter((edge) => levelOf(edge) > 0).map(termOf);
  }

  /** The relevance from which on an article of this language is called related. */
  floor(language: string, breadth: number): number {
    return floorAt(this.frozen.floors, language, breadth);
  }

  /** The exact cosines of an article with a subject. */
  score(subject: Subject, doc: number, breadth: number): { readonly own: number; readonly expanded: number } {
    return this.#index.score(this.towards(subject, doc), doc, breadth);
  }

  /** The subject as it is compared with an article: in other languages by the words that both write alike. */
  towards(subject: Subject, doc: number): Subject {
    const language = this.#languageOf(this.#index.store.vector(doc));
    const isAbroad = language !== undefined && language !== this.#languageOf(subject.vector);
    return isAbroad ? this.#abroad(subject, language) : subject;
  }

  /** The vectors of a subject, written out. */
  vectors({ vector, edges, norm }: Subject): VectorPair {
    const { store } = this.#index;
    return {
      own: weighted(vector, (entry) => store.weightOf(entry)),
      expanded: weightedOf(mix(store, vector, edges), norm),
    };
  }

  /** The terms of a subject's own vector that weigh most, heaviest first. */
  strongestTerms({ vector }: Subject, count: number): { readonly term: number; readonly weight: number }[] {
    const { store } = this.#index;
    return [...vector.entries]
      .map((entry) => ({ term: termOf(entry), weight: vector.scale * store.weightOf(entry) }))
      .sort((a, b) => b.weight - a.weight || a.term - b.term)
      .slice(0, count);
  }

  /** The words of a term. */
  termText(id: number): string {
    return this.#vocabulary.textOf(id);
  }

  /** Cards of the wanted policy for a box that is not full, newest first. */
  *fallback(
    policy: 'none' | 'latest' | 'section',
    filter: Filter,
    now: number,
    subject: { readonly language: string; readonly section: string | null; readonly doc: number },
    conditions: Conditions = {},
  ): Generator<Card> {
    if (policy === 'none') return;
    const { mask } = this.#masks.filter(filter, now, conditions);
    const excluded = new Set(filter.exclude);
    const cards = this.#cards;
    const eligible = (function* () {
      for (const doc of cards.newest()) if (mask[doc] === 1 && doc !== subject.doc) yield cards.card(doc);
    })();
    for (const card of fallbackCards(policy, eligible, subject)) if (!excluded.has(card.id)) yield card;
  }

  /** The newest cards, those without a date last. */
  *newest(limit: number): Generator<Card> {
    let left = limit;
    for (const doc of this.#cards.newest()) {
      if (!this.#index.isLiving(doc)) continue;
      if (left-- <= 0) return;
      yield this.card(doc);
    }
  }

  /** Takes over one change. Changes must come in the order of their revisions; an older one is passed over. */
  apply(change: StoredArticle, now: Date): void {
    if (change.revision <= this.revision) return;
    const article = change.deletedAt === null ? change : undefined;
    this.#remember({ revision: change.revision, ...this.#replace(change.key, article) });
    this.#changed.add(change.key);
    this.revision = change.revision;
    this.indexedAt = now;
  }

  /** Shows this instead of what was shown under a key; undefined: nothing. Boxes made before are not believed any more. */
  mend(key: number, article: StoredArticle | undefined): void {
    this.#replace(key, article);
    this.#mendedAt = this.revision;
  }

  #replace(key: number, article: StoredArticle | undefined): Pick<Change, 'gone' | 'added'> {
    const gone = this.#index.remove(key);
    if (gone >= 0) this.#masks.removed(gone);
    if (article === undefined) return { gone, added: -1 };
    const own = withoutFurniture(article, this.furniture);
    const { title, body, analysisLanguage: language } = own;
    const added = this.#index.put(key, weigh(analyze({ title, body, language }), language, this.#vocabulary));
    this.#cards.append(makeCard(article, article.body), fingerprint(own));
    this.#masks.added(added);
    return { gone, added };
  }

  /** Everything of now, for a new frozen state: what was frozen before and still counts, and what came since. */
  contents(): CollectionContents {
    const { store } = this.#index;
    const gone: number[] = [];
    const recent: RecentArticle[] = [];
    for (let doc = 0; doc < store.docs; doc++) {
      if (!this.#index.isLiving(doc)) {
        if (doc < store.segment.docs) gone.push(doc);
      } else if (doc >= store.segment.docs) {
        const { entries, scale } = store.vector(doc);
        const card = this.#cards.card(doc);
        recent.push({
          card,
          vector: { entries: entries.slice(), scale },
          neighbours: neighboursOf(store, doc),
          fingerprint: this.#cards.fingerprint(doc),
        });
      }
    }
    const { frozen, revision } = this;
    const names = [...this.#vocabulary.recentNames()];
    const weights = store.termWeights.slice(0, store.terms);
    return {
      frozen,
      revision,
      indexedAt: this.indexedAt.getTime(),
      drift: this.#drift(),
      gone,
      recent,
      names,
      weights,
    };
  }

  /** Is a box of this collection still right? Only the changes since it was made, or last found right, are looked at. */
  holds(dependency: Dependency, now: number): boolean {
    const { subject, docs, awaited, breadth, crossesLanguages, threshold } = dependency;
    if (dependency.frozen !== this.frozen || now >= dependency.holdsUntil) return false;
    if (dependency.revision <= this.#mendedAt) return false;
    if (dependency.revision === this.revision) return true;
    const first = this.#changes.findIndex(({ revision }) => revision > dependency.revision);
    const unseen = this.#changes.slice(first);
    if (this.#firstChange > dependency.revision + 1 || unseen.length > CHANGES_CHECKED || dependency.isOpen)
      return false;
    const asked = this.#index.subject(subject);
    const isTouched = unseen.some(({ gone, added }) => {
      if (gone === subject || docs.has(gone)) return true;
      if (added < 0 || !this.#index.isLiving(added)) return false;
      if (awaited.has(this.idOf(added))) return true;
      const asker = crossesLanguages ? this.towards(asked, added) : asked;
      const { score } = this.#index.score(asker, added, breadth);
      if (score > 0 && score >= threshold) return true;
      // A better version of what is shown takes its place from below.
      const print = this.#cards.fingerprint(added);
      for (const doc of docs) if (isCopy(this.#cards.fingerprint(doc), print)) return true;
      return false;
    });
    if (!isTouched) dependency.revision = this.revision;
    return !isTouched;
  }

  /** Of a vector's terms; undefined when it has none. */
  #languageOf({ entries }: Vector): string | undefined {
    const [entry] = entries;
    return entry === undefined ? undefined : languageOfName(this.#vocabulary.nameOf(termOf(entry)));
  }

  #abroad({ vector, self }: Subject, language: string): Subject {
    return loneSubject(abroad(vector, language, this.#vocabulary), self);
  }

  #drift(): Frozen['drift'] {
    const { built, changed } = this.frozen.drift;
    return { built, changed: changed + this.#changed.size };
  }

  #remember(change: Change): void {
    this.#changes.push(change);
    if (this.#changes.length < 2 * CHANGES_REMEMBERED) return;
    const forgotten = this.#changes.splice(0, CHANGES_REMEMBERED);
    this.#firstChange = (forgotten.at(-1) as Change).revision + 1;
  }

  #living(doc: number): number {
    return doc >= 0 && this.#index.isLiving(doc) ? doc : -1;
  }

  #candidate({ doc, key, own, expanded }: Hit): Candidate {
    const cards = this.#cards;
    return {
      key,
      own,
      expanded,
      publishedAt: this.publishedAt(doc),
      evergreen: cards.isEvergreen(doc),
      fingerprint: cards.fingerprint(doc),
      vector: once(() => this.#weighted(doc)),
      card: () => cards.card(doc),
    };
  }

  #weighted(doc: number) {
    const { store } = this.#index;
    return weighted(store.vector(doc), (entry) => store.weightOf(entry));
  }
}
