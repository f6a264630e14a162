/** With what is a picture drawn? Seeded chance, palettes and a few SVG shapes. */

export const WIDTH = 1200;
export const HEIGHT = 675;

export interface Palette {
  /** Top and bottom of the sky, or of the ground of an abstract picture. */
  readonly sky: readonly [string, string];
  readonly sun: string;
  /** From far to near: pale to deep. */
  readonly tones: readonly [string, string, string, string];
  readonly accent: string;
  readonly light: string;
}

/** Chance that depends on the seed alone. */
export interface Brush {
  /** From `low` to below `high`. */
  between(low: number, high: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  chance(probability: number): boolean;
}

export type Scene = (brush: Brush, palette: Palette) => string;

/** FNV-1a of the seed starts mulberry32. */
export function brushOf(seed: string): Brush {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(seed)) state = Math.imul(state ^ byte, 0x01000193);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    between: (low, high) => low + next() * (high - low),
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
    chance: (probability) => next() < probability,
  };
}

/** `count` values drawn one after the other. */
export function times<T>(count: number, draw: (i: number) => T): T[] {
  return Array.from({ length: Math.round(count) }, (_, i) => draw(i));
}

const n = (value: number) => String(Math.round(value * 10) / 10);

export function rect(x: number, y: number, width: number, height: number, fill: string, opacity = 1): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}"${faded(opacity)}/>`;
}

export function disc(x: number, y: number, radius: number, fill: string, opacity = 1): string {
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${fill}"${faded(opacity)}/>`;
}

export function ring(
  x: number,
  y: number,
  radius: number,
  stroke: string,
  width: number,
  opacity = 1,
): string {
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="none" stroke="${stroke}" stroke-width="${n(width)}"${faded(opacity)}/>`;
}

export type Point = readonly [number, number];

export function polygon(points: readonly Point[], fill: string, opacity = 1): string {
  return `<polygon points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" fill="${fill}"${faded(opacity)}/>`;
}

/** `d` as SVG path data, its numbers already rounded by `d`. */
export function path(data: string, fill: string, opacity = 1): string {
  return `<path d="${data}" fill="${fill}"${faded(opacity)}/>`;
}

export function stroke(data: string, colour: string, width: number, opacity = 1): string {
  return `<path d="${data}" fill="none" stroke="${colour}" stroke-width="${n(width)}" stroke-linecap="round"${faded(opacity)}/>`;
}

/** Path data with rounded numbers: d`M ${x} ${y}`. */
export function d(parts: TemplateStringsArray, ...values: readonly number[]): string {
  return parts.map((part, i) => part + (i < values.length ? n(values[i] as number) : '')).join('');
}

/** The ground of a picture: the two colours of the sky, one fading into the other. */
export function sky({ sky: [top, bottom] }: Palette): string {
  return `<linearGradient id="sky" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>${rect(0, 0, WIDTH, HEIGHT, 'url(#sky)')}`;
}

/** A closed outline through the points along the width, smooth, filled down to the lower edge. */
export function ridge(points: readonly Point[], fill: string, opacity = 1): string {
  const [first = [0, HEIGHT] as const, ...rest] = points;
  let data = d`M0 ${HEIGHT} L${first[0]} ${first[1]}`;
  let [x, y] = first;
  for (const [nextX, nextY] of rest) {
    const middle = (x + nextX) / 2;
    data += d` C${middle} ${y} ${middle} ${nextY} ${nextX} ${nextY}`;
    [x, y] = [nextX, nextY];
  }
  return path(`${data}${d` L${WIDTH} ${HEIGHT} Z`}`, fill, opacity);
}

const faded = (opacity: number) => (opacity < 1 ? ` opacity="${Math.round(opacity * 100) / 100}"` : '');
