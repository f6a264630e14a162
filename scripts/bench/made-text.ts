/**
 * How is a large collection made that is like a real one? Document after document, from a seed, with the statistics of
 * `text-model.ts`, and with what the statistics of single terms do not give:
 *
 *  - topics: each term that is neither among the commonest nor rare belongs to one; a document draws part of such terms from
 *    its topic alone. A topic is as probable as its terms together, so no term becomes more or less frequent by it;
 *  - stories: 2 to 15 documents, near each other in the collection, that draw part of their terms from one small bag. It
 *    holds frequent and rare terms as any document does. This makes near neighbours, and makes rare terms come in bursts.
 */
import { distinctTerms } from './distinct-terms.ts';
import { seededRandom } from './random.ts';
import { termSource } from './term-source.ts';
import { BANDS, lengthClassOf, QUANTILES, type TermCounts, type TextModel, tableOf } from './text-model.ts';

/** Chosen such that vocabulary and nearest neighbours are about as in the real collections; measured by `text-statistics.ts`. */
export const STORIES = {
  /** Share of the documents that belong to a story. */
  share: 0.8,
  least: 2,
  most: 15,
  /** Share of a document's terms that come from the story's bag: the least and the greatest of all stories. */
  fromBag: [0.3, 0.9],
  /** Of the terms of its bag, one document has at most so many. */
  bagUse: 0.85,
  /** Stories that run at the same time. */
  running: 64,
} as const;

/** Draws that find nothing new, after which a document stays shorter. */
const PATIENCE = 20;

interface Story {
  readonly topic: number;
  /** Place among the real documents by length, in [0, 1). */
  readonly place: number;
  readonly fromBag: number;
  /** Terms by band: band b is [ends[b − 1], ends[b]). */
  readonly bag: Uint32Array;
  readonly ends: readonly number[];
  readonly salt: number;
  left: number;
}

/**
 * `count` documents. The first of a longer collection are those of a shorter one of the same seed. Term ids have no gaps;
 * low ones are frequent, so an index that profits from the order must number the terms anew: `indexNumbers`.
 */
export function* madeDocuments(model: TextModel, count: number, seed: number): Generator<TermCounts> {
  const random = seededRandom(seed);
  const unit = () => random() / 2 ** 32;
  const { pickTopic, drawTerm } = termSource(model, random);
  const { shapes, documents, longest } = model;
  const { rarityOf, classes, quantiles } = model.counts;
  const distinct = distinctTerms(longest);
  const stories: Story[] = [];

  const shapeAt = (place: number) => Math.floor(place * documents) * BANDS;

  const newStory = (): Story => {
    const topic = pickTopic();
    const place = unit();
    const [least, most] = STORIES.fromBag;
    const fromBag = least + (most - least) * unit();
    const shape = shapeAt(place);
    const ends: number[] = [];
    distinct.clear();
    for (let band = 0; band < BANDS; band++) {
      const share = ((shapes[shape + band] as number) * fromBag) / STORIES.bagUse;
      fill(distinct.size() + Math.floor(share + unit()), band, topic);
      ends.push(distinct.size());
    }
    return { topic, place, fromBag, bag: distinct.copy(), ends, salt: random(), left: storySize(unit()) };
  };

  /** Draws until the document has `size` terms. */
  const fill = (size: number, band: number, topic: number) => {
    let patience = PATIENCE;
    while (distinct.size() < size && distinct.size() < longest && patience > 0)
      patience = distinct.add(drawTerm(band, topic)) ? PATIENCE : patience - 1;
  };

  const takeFromBag = ({ bag, ends, fromBag }: Story, band: number, terms: number) => {
    const start = ends[band - 1] ?? 0;
    const size = (ends[band] as number) - start;
    const wanted = Math.min(Math.floor(fromBag * terms + unit()), Math.floor(STORIES.bagUse * size + unit()));
    const until = Math.min(distinct.size() + wanted, longest);
    let patience = PATIENCE;
    while (distinct.size() < until && patience > 0)
      patience = distinct.add(bag[start + Math.floor(unit() * size)] as number) ? PATIENCE : patience - 1;
  };

  for (let made = 0; made < count; made++) {
    let story: Story | undefined;
    if (unit() < STORIES.share) {
      const at = Math.floor(unit() * STORIES.running);
      if ((stories[at]?.left ?? 0) === 0) stories[at] = newStory();
      story = stories[at] as Story;
      story.left--;
    }
    const topic = story?.topic ?? pickTopic();
    const shape = shapeAt(story ? reflected(story.place + 0.2 * (unit() - 0.5)) : unit());
    distinct.clear();
    for (let band = 0; band < BANDS; band++) {
      const before = distinct.size();
      const terms = shapes[shape + band] as number;
      if (story) takeFromBag(story, band, terms);
      fill(before + terms, band, topic);
    }
    const terms = distinct.copy().sort();
    const counts = new Uint16Array(terms.length);
    const lengthClass = lengthClassOf(classes, terms.length);
    for (let i = 0; i < terms.length; i++) {
      const term = terms[i] as number;
      // What is said often in one article of a story is so in the others.
      const quantile = story ? hashed(term ^ story.salt) + (random() & 63) : random();
      counts[i] = quantiles[
        tableOf(lengthClass, rarityOf[term] ?? 0) + (quantile & (QUANTILES - 1))
      ] as number;
    }
    yield { terms, counts };
  }
}

/** Sizes s with probability ~ 1 / s². */
function storySize(unit: number): number {
  const { least, most } = STORIES;
  return Math.floor(1 / (1 / least - unit * (1 / least - 1 / (most + 1))));
}

/** Back into [0, 1) at the bounds: what was uniform stays so. */
function reflected(place: number): number {
  const inside = Math.abs(place);
  return inside < 1 ? inside : 2 - inside - 1e-9;
}

function hashed(value: number): number {
  const hash = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 16;
}
