/** Where does chance come from? A seed: the same seed gives the same numbers. */

/** Uniform in [0, 2³²), integers. sfc32 by Chris Doty-Humphrey (PractRand), 96 bits of state and a counter. */
export function seededRandom(seed: number): () => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed >>> 0;
  let counter = 1;
  const next = () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    return result >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** Draws from weighted items in constant time. Walker 1977, Vose 1991. */
export interface AliasTable {
  /** The item at a place stays when the draw is below its bound, else its alias is taken. */
  readonly bounds: Float64Array;
  readonly aliases: Uint32Array;
}

/** `weights`: at least one, none negative, not all 0. */
export function aliasTable(weights: Float64Array): AliasTable {
  const { length } = weights;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const bounds = weights.map((weight) => (weight * length) / total);
  const aliases = Uint32Array.from({ length }, (_, item) => item);
  const small: number[] = [];
  const large: number[] = [];
  bounds.forEach((bound, item) => {
    (bound < 1 ? small : large).push(item);
  });
  while (small.length > 0 && large.length > 0) {
    const less = small.pop() as number;
    const more = large.at(-1) as number;
    aliases[less] = more;
    bounds[more] = (bounds[more] as number) - (1 - (bounds[less] as number));
    if ((bounds[more] as number) < 1) {
      large.pop();
      small.push(more);
    }
  }
  // What is left over is 1 but for rounding.
  for (const item of [...small, ...large]) bounds[item] = 1;
  return { bounds, aliases };
}

/** The item that two draws of `seededRandom` choose. */
export function drawn({ bounds, aliases }: AliasTable, first: number, second: number): number {
  const place = Math.floor((first / 2 ** 32) * bounds.length);
  return second / 2 ** 32 < (bounds[place] as number) ? place : (aliases[place] as number);
}
