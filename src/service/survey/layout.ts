/**
 * Where does each node of a graph stand on a map, so that what is joined is near? Attraction along edges and repulsion from
 * random others, by the gradients of UMAP with a = b = 1 (McInnes, Healy & Melville 2018, §3.2 and appendix C). The same graph
 * gives the same map.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Turns } from './turns.ts';

export interface Edges {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** 0–1: how often an edge pulls. */
  readonly weights: Float32Array;
}

const EPOCHS = 150;
const REPELLED = 3;
/** What nothing joins to the rest is not driven out of sight. */
const GRAVITY = 0.02;
/** No step is longer, in the units of the map. */
const LONGEST = 4;
const EDGES_A_LOOK = 2_000;

/** Moves the points (x, y, x, y, …). */
export async function layOut(points: Float32Array, edges: Edges, turns: Turns): Promise<void> {
  const nodes = points.length / 2;
  if (nodes < 2) return;
  const random = xoroshiro128plus(7);
  const due = new Float32Array(edges.from.length);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = 1 - epoch / EPOCHS;
    for (let i = 0; i < points.length; i++) points[i] = (points[i] as number) * (1 - GRAVITY * rate);
    for (let e = 0; e < edges.from.length; e++) {
      if (e % EDGES_A_LOOK === 0 && turns.isOver) await turns.pass();
      const due_ = (due[e] as number) + (edges.weights[e] as number);
      due[e] = due_ >= 1 ? due_ - 1 : due_;
      if (due_ < 1) continue;
      const [a, b] = [edges.from[e] as number, edges.to[e] as number];
      pull(points, a, b, rate);
      for (let i = 0; i < REPELLED; i++) push(points, a, uniformInt(random, 0, nodes - 1), rate);
    }
  }
}

function pull(points: Float32Array, a: number, b: number, rate: number): void {
  const dx = (points[2 * a] as number) - (points[2 * b] as number);
  const dy = (points[2 * a + 1] as number) - (points[2 * b + 1] as number);
  const force = -2 / (1 + dx * dx + dy * dy);
  move(points, a, force * dx, force * dy, rate);
  move(points, b, -force * dx, -force * dy, rate);
}

function push(points: Float32Array, a: number, b: number, rate: number): void {
  if (a === b) return;
  const dx = (points[2 * a] as number) - (points[2 * b] as number);
  const dy = (points[2 * a + 1] as number) - (points[2 * b + 1] as number);
  const square = dx * dx + dy * dy;
  const force = 2 / ((0.001 + square) * (1 + square));
  move(points, a, force * dx, force * dy, rate);
}

function move(points: Float32Array, node: number, dx: number, dy: number, rate: number): void {
  points[2 * node] = (points[2 * node] as number) + rate * Math.max(-LONGEST, Math.min(LONGEST, dx));
  points[2 * node + 1] = (points[2 * node + 1] as number) + rate * Math.max(-LONGEST, Math.min(LONGEST, dy));
}
