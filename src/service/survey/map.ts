/** What does the collection look like from above? Each article a point near what it is related to, with words where they are at home. */
import type { Card } from '../../article/card.ts';
import type { Collection } from '../collection.ts';
import { type Graph, graphOf } from './graph.ts';
import { layOut } from './layout.ts';
import type { Sample } from './sample.ts';
import type { Turns } from './turns.ts';

/** Words on the map, as far apart as this, in its units of 0–1. */
const MOST_LABELS = 28;
const LABEL_WIDTH = 0.13;
const LABEL_HEIGHT = 0.045;
/** Where nothing is known of a node it begins on a circle of this radius. */
const RADIUS = 10;
/** How much the order along an axis counts beside the distance. */
const BY_ORDER = 0.7;
/** Of words that are at home in a smaller place the one with more articles is taken. */
const NARROW = 0.04;

interface Place {
  readonly x: number;
  readonly y: number;
}

export interface MapPoint {
  readonly card: Card;
  /** 0–1, from the left and from the top. */
  readonly x: number;
  readonly y: number;
}

export interface CollectionMap {
  readonly isWhole: boolean;
  readonly points: readonly MapPoint[];
  /** `doc`: an article that has the word. */
  readonly labels: readonly {
    readonly term: number;
    readonly doc: number;
    readonly x: number;
    readonly y: number;
  }[];
}

export async function mapOf(
  collection: Collection,
  { docs, isWhole }: Sample,
  turns: Turns,
): Promise<CollectionMap> {
  const cards: Card[] = [];
  for (const doc of docs) {
    cards.push(collection.card(doc));
    if (turns.isOver) await turns.pass();
  }
  const graph = await graphOf(collection, docs, turns);
  const points = firstPlaces(cards, graph);
  await layOut(points, graph.edges, turns);
  const [across, down] = [spread(points, 0, cards.length), spread(points, 1, cards.length)];
  const at = (node: number): Place => ({
    x: across(points[2 * node] as number),
    y: down(points[2 * node + 1] as number),
  });
  return {
    isWhole,
    points: cards.map((card, node) => ({ card, ...at(node) })),
    labels: labelsOf(graph, docs, at),
  };
}

/** Articles begin beside their section's others, sections around a circle by size; words in the middle. */
function firstPlaces(cards: readonly Card[], { articles, words }: Graph): Float32Array {
  const sizes = new Map<string, number>();
  for (const { section } of cards) sizes.set(section ?? '', (sizes.get(section ?? '') ?? 0) + 1);
  const order = [...sizes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
  const points = new Float32Array(2 * (articles + words.length));
  for (let node = 0; node < articles + words.length; node++) {
    // The golden angle spreads what begins at one place.
    const apart = { angle: node * 2.399963, radius: 2 * Math.sqrt((node % 997) / 997) };
    const section = cards[node]?.section ?? '';
    const angle = (2 * Math.PI * order.indexOf(section)) / order.length;
    const radius = node < articles ? RADIUS : 0;
    points[2 * node] = radius * Math.cos(angle) + apart.radius * Math.cos(apart.angle);
    points[2 * node + 1] = radius * Math.sin(angle) + apart.radius * Math.sin(apart.angle);
  }
  return points;
}

/** The words whose articles lie closest together for their number, in the middle of these, out of each other's way. */
function labelsOf(
  { articles, words, edges }: Graph,
  docs: readonly number[],
  at: (node: number) => Place,
): CollectionMap['labels'] {
  const articlesOf = words.map((): number[] => []);
  for (let e = 0; e < edges.to.length; e++)
    articlesOf[(edges.to[e] as number) - articles]?.push(edges.from[e] as number);
  const homes = words.map(({ term }, i) => {
    const nodes = articlesOf[i] as number[];
    const places = nodes.map(at);
    const mean = (axis: keyof Place) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
    const [x, y] = [mean('x'), mean('y')];
    const squares = places.reduce((sum, place) => sum + (place.x - x) ** 2 + (place.y - y) ** 2, 0);
    const width = Math.sqrt(squares / places.length);
    return { term, doc: docs[nodes[0] ?? -1], x, y, worth: Math.sqrt(places.length) / (NARROW + width) };
  });
  const chosen: CollectionMap['labels'][number][] = [];
  for (const { term, doc, x, y } of homes.sort((a, b) => b.worth - a.worth || a.term - b.term)) {
    if (chosen.length >= MOST_LABELS) break;
    const isFree = chosen.every(
      (other) => Math.abs(other.x - x) > LABEL_WIDTH || Math.abs(other.y - y) > LABEL_HEIGHT,
    );
    if (isFree && doc !== undefined) chosen.push({ term, doc, x: rounded(x), y: rounded(y) });
  }
  return chosen;
}

/** Coordinates to 0–1: by distance in part, and by order, so that what lies far off does not press the rest into a corner. */
function spread(points: Float32Array, axis: 0 | 1, count: number): (value: number) => number {
  const values = Float32Array.from({ length: count }, (_, node) => points[2 * node + axis] as number).sort();
  const [least, most] = [values[0] ?? 0, values[count - 1] ?? 0];
  if (most <= least) return () => 0.5;
  return (value) => {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    const byOrder = low / Math.max(1, count - 1);
    const byDistance = (value - least) / (most - least);
    return rounded(Math.min(1, Math.max(0, BY_ORDER * byOrder + (1 - BY_ORDER) * byDistance)));
  };
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
