/**
 * From which relevance on is an article called related? The same thing in every collection: clearly more than two articles
 * taken at random have to do with each other there.
 */

/** Per language the threshold at each of BREADTHS. */
export type Floors = Readonly<Record<string, readonly number[]>>;

export const BREADTHS: readonly number[] = [0, 0.25, 0.5, 0.75, 1];
/** Random pairs that are looked at in each language. */
const PAIRS = 2_000;
/** Most random pairs have nothing to do with each other: the middle of all and their ninth decile tell how that looks, … */
const UPPER = 0.9;
/** … and so many times the distance between these two above the middle is more than chance. */
const DISTANCES = 1.6;
/** What a collection without numbers of its own is taken for at each of BREADTHS: made wider, even strangers have more in common, … */
const USUAL: readonly number[] = [0.1, 0.13, 0.16, 0.19, 0.22];
/** … and how many pairs of its own weigh as much. */
const USUAL_PAIRS = 200;

/** The two cosines of a pair of docs. */
export type ScorePair = (a: number, b: number) => { readonly own: number; readonly expanded: number };

/** `languageOf`: of each doc. The same docs give the same floors. */
export function floorsOf(languageOf: readonly string[], scorePair: ScorePair): Floors {
  const docsOf = new Map<string, number[]>();
  languageOf.forEach((language, doc) => {
    const docs = docsOf.get(language);
    if (docs === undefined) docsOf.set(language, [doc]);
    else docs.push(doc);
  });
  const floors: Record<string, number[]> = {};
  for (const [language, docs] of [...docsOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const pairs = [...pairsOf(docs)].map(([a, b]) => scorePair(a, b));
    floors[language] = BREADTHS.map((breadth, at) =>
      floorOf(
        pairs.map(({ own, expanded }) => (1 - breadth) * own + breadth * expanded),
        USUAL[at] as number,
      ),
    );
  }
  return floors;
}

/** The threshold for boxes of this language and breadth, 0–1. */
export function floorAt(floors: Floors, language: string, breadth: number): number {
  const values = floors[language] ?? USUAL;
  const at = breadth * (BREADTHS.length - 1);
  const below = values[Math.floor(at)] as number;
  const above = values[Math.ceil(at)] as number;
  return below + (at - Math.floor(at)) * (above - below);
}

function floorOf(scores: readonly number[], usual: number): number {
  const sorted = Float64Array.from(scores).sort();
  if (sorted.length === 0) return usual;
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] as number;
  const chance = at(0.5) + DISTANCES * (at(UPPER) - at(0.5));
  return (sorted.length * Math.min(1, chance) + USUAL_PAIRS * usual) / (sorted.length + USUAL_PAIRS);
}

/** All pairs of few docs; of many, so many by a fixed sequence (linear congruence, Numerical Recipes §7.1). */
function* pairsOf(docs: readonly number[]): Generator<[number, number]> {
  const { length } = docs;
  if ((length * (length - 1)) / 2 <= PAIRS) {
    for (let i = 0; i < length; i++) for (let j = 0; j < i; j++) yield [docs[i] as number, docs[j] as number];
    return;
  }
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * length);
  };
  for (let made = 0; made < PAIRS; ) {
    const [a, b] = [next(), next()];
    if (a === b) continue;
    made++;
    yield [docs[a] as number, docs[b] as number];
  }
}
