/** Which term comes next in a made document? One of a band of rarity, often one of the document's topic. */
import { type AliasTable, aliasTable, drawn } from './random.ts';
import { RARE_BAND, type TextModel } from './text-model.ts';

/** Topics of each band; the broad ones of frequent terms hold several of the narrow ones. All are divisors of the first. */
const TOPICS = [1, 8, 32, 256, 256] as const;
const NARROW = 256;
/** Share of the draws that come from the topic, by band. */
const TOPICAL = [0, 0.4, 0.7, 0.8, 0.8] as const;
/** The share of topic k ~ 1 / (k + EVENNESS). */
const EVENNESS = 40;

export interface TermSource {
  pickTopic(): number;
  drawTerm(band: number, topic: number): number;
}

/** Frequent terms are numbered by rank, rare ones above them as they come. */
export function termSource({ frequent, ends, beta }: TextModel, random: () => number): TermSource {
  const topicTable = aliasTable(topicShares(NARROW));
  const bands = Array.from(ends, (end, band) =>
    bandTables(frequent, ends[band - 1] ?? 0, end, TOPICS[band] as number),
  );
  const ids = new RankIds(frequent.length);
  const power = -beta / (1 - beta);
  return {
    pickTopic: () => drawn(topicTable, random(), random()),
    drawTerm(band, topic) {
      // The mass beyond rank r of rare terms is (r / first)^(1 − 1/β) of their mass.
      if (band === RARE_BAND)
        return ids.of(Math.floor(frequent.length * ((random() + 1) / 2 ** 32) ** power));
      const { all, start, topics } = bands[band] as BandTables;
      const own = topics[topic % topics.length] as TopicTerms;
      if (own.terms.length === 0 || random() / 2 ** 32 >= (TOPICAL[band] as number))
        return start + drawn(all, random(), random());
      return own.terms[drawn(own.table, random(), random())] as number;
    },
  };
}

/** Broad topic b holds the narrow ones k with k mod `topics` = b. */
function topicShares(topics: number): Float64Array {
  const shares = new Float64Array(topics);
  for (let narrow = 0; narrow < NARROW; narrow++) {
    const topic = narrow % topics;
    shares[topic] = (shares[topic] as number) + 1 / (narrow + EVENNESS);
  }
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

interface BandTables {
  readonly start: number;
  readonly all: AliasTable;
  readonly topics: readonly TopicTerms[];
}

interface TopicTerms {
  readonly terms: Uint32Array;
  readonly table: AliasTable;
}

/** Deals the terms out, each to the topic that is farthest below its share: the topics' masses come out as their shares. */
function bandTables(frequent: Float64Array, start: number, end: number, count: number): BandTables {
  const shares = topicShares(count);
  const left = shares.slice();
  const members: number[][] = Array.from(shares, () => []);
  for (let term = start; term < end; term++) {
    let neediest = 0;
    for (let topic = 1; topic < count; topic++)
      if ((left[topic] as number) > (left[neediest] as number)) neediest = topic;
    members[neediest]?.push(term);
    left[neediest] = (left[neediest] as number) - (frequent[term] as number);
  }
  return {
    start,
    all: aliasTable(frequent.slice(start, end)),
    topics: members.map((terms) => ({
      terms: Uint32Array.from(terms),
      table: aliasTable(Float64Array.from(terms, (term) => frequent[term] as number)),
    })),
  };
}

/** Ids without gaps for ranks of rare terms: an open-addressing table, at most half full. */
class RankIds {
  #ranks = new Uint32Array(1 << 18);
  #ids = new Uint32Array(1 << 18);
  #used = 0;

  constructor(private next: number) {}

  of(rank: number): number {
    // So rare that it will not come again.
    if (rank >= 2 ** 32) return this.next++;
    const slot = this.#slotOf(rank);
    if (this.#ranks[slot] === rank) return this.#ids[slot] as number;
    this.#ranks[slot] = rank;
    this.#ids[slot] = this.next;
    if (2 * ++this.#used > this.#ranks.length) this.#grow();
    return this.next++;
  }

  /** Where the rank is, or a free slot for it; ranks are never 0. */
  #slotOf(rank: number): number {
    const mask = this.#ranks.length - 1;
    let slot = (Math.imul(rank, 0x9e3779b1) >>> 8) & mask;
    while (this.#ranks[slot] !== 0 && this.#ranks[slot] !== rank) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const ranks = this.#ranks;
    const ids = this.#ids;
    this.#ranks = new Uint32Array(2 * ranks.length);
    this.#ids = new Uint32Array(2 * ranks.length);
    for (let slot = 0; slot < ranks.length; slot++) {
      const rank = ranks[slot] as number;
      if (rank === 0) continue;
      const to = this.#slotOf(rank);
      this.#ranks[to] = rank;
      this.#ids[to] = ids[slot] as number;
    }
  }
}
