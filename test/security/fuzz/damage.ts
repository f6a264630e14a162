/** How is a sound document spoilt? Bytes are flipped, cut, repeated, moved, nested, encoded otherwise; words of its format are put in. */
import fc from 'fast-check';

/** A longer document is cut: what needs more is tested with a document made for it. */
export const MOST_BYTES = 50_000;

/** Each number counts modulo what there is of it, so every damage fits every document, and smaller ones are simpler. */
export interface Damage {
  readonly kind: keyof typeof KINDS;
  readonly at: number;
  readonly length: number;
  readonly which: number;
  readonly times: number;
}

export interface Vocabulary {
  /** What the format knows: marks, tags, names, values that are special to it. */
  readonly words: readonly string[];
  /** What opens and what closes. */
  readonly pairs: readonly (readonly [open: string, close: string])[];
  /** Other documents, of which parts are taken. */
  readonly others: readonly Uint8Array[];
}

/** Bytes that are special to whoever reads text. */
const ODD_BYTES: readonly Buffer[] = [
  ...[
    [0],
    [0xef, 0xbb, 0xbf],
    [0xff, 0xfe],
    [0xfe, 0xff],
    [0xff],
    [0x80],
    [0xc0, 0x80],
    [0xc3],
    [0xe2, 0x82],
    // Halves of a surrogate pair, as some write them.
    [0xed, 0xa0, 0x80],
    [0xed, 0xb0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0x0d],
    [0x0a],
    [0x0d, 0x0a],
    [0x09],
    [0x1a],
    [0x1b],
    [0x7f],
    [0x1f, 0x8b, 8, 0],
  ].map((bytes) => Buffer.from(bytes)),
  ...[
    '\u2028',
    '\u200c',
    '\u00ad',
    '\u202e',
    '\ufeff',
    '\ufffd',
    '𠮷',
    'İ',
    'e\u0301',
    '\u0301'.repeat(40),
  ].map((text) => Buffer.from(text)),
];

const NUMBERS = [
  '0',
  '-1',
  '1e999',
  '-1e-999',
  '9'.repeat(400),
  '4294967296',
  '2147483647',
  '9007199254740993',
  '18446744073709551616',
  '0x7fffffff',
  'NaN',
  'Infinity',
  '1e308',
  '00',
  '.',
];

type Spoil = (bytes: Buffer, damage: Damage, vocabulary: Vocabulary) => Buffer;

const put = (bytes: Buffer, at: number, inserted: Uint8Array, instead = 0) =>
  Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + instead)]);
const placeIn = (bytes: Buffer, { at }: Damage) => at % (bytes.length + 1);
const pick = <T>(values: readonly T[], which: number) => values[which % values.length] as T;
/** Where a part begins and ends. */
function partOf(bytes: Buffer, { at, length }: Damage): [from: number, to: number] {
  const from = at % (bytes.length + 1);
  return [from, Math.min(bytes.length, from + 1 + length)];
}

const KINDS = {
  flip(bytes, { at, which }) {
    if (bytes.length === 0) return bytes;
    const flipped = Buffer.from(bytes);
    const place = at % bytes.length;
    flipped[place] = (flipped[place] as number) ^ (1 << (which % 8));
    return flipped;
  },
  byte: (bytes, damage) =>
    put(bytes, placeIn(bytes, damage), Buffer.of(damage.which & 255), damage.times % 2),
  odd: (bytes, damage) => put(bytes, placeIn(bytes, damage), pick(ODD_BYTES, damage.which)),
  word: (bytes, damage, { words }) =>
    put(
      bytes,
      placeIn(bytes, damage),
      Buffer.from(words.length > 0 ? pick(words, damage.which) : ''),
      damage.times % 3 === 0 ? damage.length % 20 : 0,
    ),
  cut(bytes, damage) {
    const [from, to] = partOf(bytes, damage);
    return put(bytes, from, Buffer.alloc(0), to - from);
  },
  end: (bytes, damage) => bytes.subarray(0, placeIn(bytes, damage)),
  repeat(bytes, damage) {
    const [from, to] = partOf(bytes, damage);
    const part = bytes.subarray(from, to);
    const times = Math.min(damage.times, Math.floor(MOST_BYTES / Math.max(1, part.length)));
    return put(bytes, from, Buffer.concat(Array.from({ length: times }, () => part)));
  },
  move(bytes, damage) {
    const [from, to] = partOf(bytes, damage);
    const rest = put(bytes, from, Buffer.alloc(0), to - from);
    return put(rest, damage.which % (rest.length + 1), bytes.subarray(from, to));
  },
  splice(bytes, damage, { others }) {
    const other = Buffer.from(others.length > 0 ? pick(others, damage.which) : []);
    const [from, to] = partOf(other, { ...damage, at: damage.times });
    return put(bytes, placeIn(bytes, damage), other.subarray(from, to), damage.which % 2 ? to - from : 0);
  },
  nest(bytes, damage, { pairs }) {
    if (pairs.length === 0) return bytes;
    const [from, to] = partOf(bytes, damage);
    const [open, close] = pick(pairs, damage.which);
    const closed = damage.length % 4 === 0 ? '' : close.repeat(damage.times);
    return Buffer.concat([
      bytes.subarray(0, from),
      Buffer.from(open.repeat(damage.times)),
      bytes.subarray(from, to),
      Buffer.from(closed),
      bytes.subarray(to),
    ]);
  },
  number(bytes, damage) {
    const text = bytes.toString('latin1');
    const runs = [...text.matchAll(/\d+/g)];
    const run = runs.length > 0 ? pick(runs, damage.at) : undefined;
    const number = Buffer.from(pick(NUMBERS, damage.which));
    return run === undefined
      ? put(bytes, placeIn(bytes, damage), number)
      : put(bytes, run.index, number, run[0].length);
  },
  utf16: (bytes, { which }) => {
    const text = Buffer.from(`${which % 2 ? '\ufeff' : ''}${bytes.toString('utf8')}`, 'utf16le');
    return which % 3 === 0 && text.length % 2 === 0 ? text.swap16() : text;
  },
  latin1: (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
} satisfies Record<string, Spoil>;

const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[];

/** Mostly few; whole documents stay whole in one of six. */
export const damages: fc.Arbitrary<readonly Damage[]> = fc.array(
  fc.record({
    // Another encoding spoils everything that comes after it, so it is rare.
    kind: fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...kinds.slice(0, -2)) },
      { weight: 1, arbitrary: fc.constantFrom(...kinds.slice(-2)) },
    ),
    at: fc.nat(100_000),
    length: fc.oneof(fc.nat(8), fc.nat(200), fc.nat(5_000)),
    which: fc.nat(65_535),
    times: fc.oneof({ weight: 4, arbitrary: fc.nat(8) }, fc.nat(600), fc.nat(6_000)),
  }),
  { maxLength: 5 },
);

export function damaged(document: Uint8Array, all: readonly Damage[], vocabulary: Vocabulary): Buffer {
  let bytes: Buffer = Buffer.from(document).subarray(0, MOST_BYTES);
  for (const damage of all) {
    const spoil: Spoil = KINDS[damage.kind];
    bytes = spoil(bytes, damage, vocabulary).subarray(0, MOST_BYTES);
  }
  return bytes;
}
