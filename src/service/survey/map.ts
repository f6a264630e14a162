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
/** So many of the articles at the outermost on each side do not stretch the map. */
const OUTLIERS = 0.005;

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
  const [left, right] = bounds(points, 0, cards.length);
  const [top, bottom] = bounds(points, 1, cards.length);
  const at = (node: number) => ({
    x: within((points[2 * node] as number) - left, right - left),
    y: within((points[2 * node + 1] as number) - top, bottom - top),
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
    const spread = { angle: node * 2.399963, radius: 2 * Math.sqrt((node % 997) / 997) };
    const section = cards[node]?.section ?? '';
    const angle = (2 * Math.PI * order.indexOf(section)) / order.length;
    const radius = node < articles ? RADIUS : 0;
    points[2 * node] = radius * Math.cos(angle) + spread.radius * Math.cos(spread.angle);
    points[2 * node + 1] = radius * Math.sin(angle) + spread.radius * Math.sin(spread.angle);
  }
  return points;
}

/** The words of most articles that do not stand in each other's way. */
function labelsOf(
  { articles, words, edges }: Graph,
  docs: readonly number[],
  at: (node: number) => { readonly x: number; readonly y: number },
): CollectionMap['labels'] {
  const articleOf = new Map<number, number>();
  for (let e = 0; e < edges.to.length; e++) {
    const to = edges.to[e] as number;
    if (to >= articles && !articleOf.has(to)) articleOf.set(to, edges.from[e] as number);
  }
  const chosen: CollectionMap['labels'][number][] = [];
  for (const [i, { term }] of words.entries()) {
    if (chosen.length >= MOST_LABELS) break;
    const { x, y } = at(articles + i);
    const isFree = chosen.every(
      (other) => Math.abs(other.x - x) > LABEL_WIDTH || Math.abs(other.y - y) > LABEL_HEIGHT,
    );
    const doc = docs[articleOf.get(articles + i) ?? -1];
    if (isFree && doc !== undefined) chosen.push({ term, doc, x, y });
  }
  return chosen;
}

function bounds(points: Float32Array, axis: 0 | 1, count: number): [least: number, most: number] {
  const values = Float32Array.from({ length: count }, (_, node) => points[2 * node + axis] as number).sort();
  const cut = Math.floor(OUTLIERS * count);
  return [values[cut] ?? 0, values[count - 1 - cut] ?? 1];
}

const within = (value: number, size: number) =>
  size === 0 ? 0.5 : Math.round(Math.min(1, Math.max(0, value / size)) * 1e4) / 1e4;
