/** Which half of the labels is searched on, and which is kept aside to see what the search is worth? */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Labels } from './labels.ts';

export interface Split<T> {
  readonly tuning: readonly T[];
  readonly heldOut: readonly T[];
  /** In neither half, because they belong to groups or articles of both. */
  readonly leftOut: readonly T[];
  /** What is never in both halves. `article`: groups were too few or too entangled to part. */
  readonly by: 'group' | 'article';
}

/** Beyond this share left out, the groups are too entangled to be parted. */
const ENTANGLED = 0.5;

/**
 * The labelled articles in two halves: a group lies in one of them, articles with groups of both in neither.
 * With a single group, or when more than half would be left out, articles are parted at random instead.
 */
export function splitByGroup(labels: Labels, seed: number): Split<string> {
  const sizes = new Map<string, number>();
  for (const id of labels.ids)
    for (const group of labels.groupsOf(id)) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const half = halves(sizes, seed);
  const split = parted(labels.ids, (id) => labels.groupsOf(id).map((group) => half.get(group)), 'group');
  if (split.heldOut.length > 0 && split.leftOut.length <= ENTANGLED * labels.ids.length) return split;
  const single = halves(new Map(labels.ids.map((id) => [id, 1])), seed);
  return parted(labels.ids, (id) => [single.get(id)], 'article');
}

/**
 * Rated pairs in two halves. Pairs that hang together by an article stay together; where that would be most of them
 * (every pair of a set was rated), articles are parted at random and pairs across the halves left out.
 */
export function splitPairs<T extends { readonly a: string; readonly b: string }>(
  pairs: readonly T[],
  seed: number,
): Split<T> {
  const rootOf = components(pairs);
  const sizes = new Map<string, number>();
  for (const { a } of pairs) sizes.set(rootOf(a), (sizes.get(rootOf(a)) ?? 0) + 1);
  if (Math.max(0, ...sizes.values()) <= ENTANGLED * pairs.length) {
    const half = halves(sizes, seed);
    return parted(pairs, ({ a }) => [half.get(rootOf(a))], 'group');
  }
  const half = halves(
    new Map(
      pairs.flatMap(({ a, b }) => [
        [a, 1],
        [b, 1],
      ]),
    ),
    seed,
  );
  return parted(pairs, ({ a, b }) => [half.get(a), half.get(b)], 'article');
}

type Half = 'tuning' | 'heldOut';

/** Each name's half: in an order drawn by the seed, each goes to the half that is smaller so far. */
function halves(sizes: ReadonlyMap<string, number>, seed: number): Map<string, Half> {
  const random = xoroshiro128plus(seed);
  const names = [...sizes.keys()].sort();
  for (let at = names.length - 1; at > 0; at--) {
    const other = uniformInt(random, 0, at);
    [names[at], names[other]] = [names[other] ?? '', names[at] ?? ''];
  }
  const filled = { tuning: 0, heldOut: 0 };
  return new Map(
    names.map((name) => {
      const half: Half = filled.tuning <= filled.heldOut ? 'tuning' : 'heldOut';
      filled[half] += sizes.get(name) ?? 0;
      return [name, half];
    }),
  );
}

function parted<T>(
  entries: readonly T[],
  halvesOf: (entry: T) => readonly (Half | undefined)[],
  by: Split<T>['by'],
): Split<T> {
  const split = { tuning: [] as T[], heldOut: [] as T[], leftOut: [] as T[], by };
  for (const entry of entries) {
    const [half, ...others] = new Set(halvesOf(entry));
    split[half === undefined || others.length > 0 ? 'leftOut' : half].push(entry);
  }
  return split;
}

/** Union–find: articles that are linked by pairs have the same root. */
function components(pairs: readonly { readonly a: string; readonly b: string }[]): (id: string) => string {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    for (let at = id; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { a, b } of pairs) {
    const [one, two] = [rootOf(a), rootOf(b)];
    if (one !== two) parents.set(one, two);
  }
  return rootOf;
}
