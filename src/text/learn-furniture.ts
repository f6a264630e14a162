/**
 * Which sentences come from the page and not from the story? Those that several articles have which are otherwise unrelated:
 * "Leave a Reply", a call to subscribe, the titles in a box, a credit. What recurs in versions or follow-ups of one
 * story stays with the story.
 */
import type { FurnitureLine } from './furniture.ts';
import { eachSentence } from './sentences.ts';
import { eachWordHash, mixed } from './word-hashes.ts';

/** A sentence that fewer articles have is passed over. */
const LEAST_ARTICLES = 5;
/** So many of its articles are compared with each other. */
const COMPARED = 8;
/** An article of which fewer different words are left says nothing about whether it is related to others. */
const LEAST_OWN_WORDS = 8;
/** Articles are unrelated when the mean cosine of their own words is at most this. */
const UNRELATED = 0.12;
/** The most frequent so many sentences are examined; as many lines at most are learnt. */
export const MOST_LINES = 1_000;
const LINE_CHARACTERS = 300;

export interface LearnedFrom {
  readonly key: number;
  readonly title: string;
  readonly body: string;
  readonly language: string;
}

interface Sentence {
  readonly hash: number;
  /** The first article that has it, and where. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
  articles: number;
  /** Articles that have it, with the order in which they are preferred: as good as chance, and always the same. */
  readonly holders: { readonly at: number; readonly order: number }[];
}

/** Looks at all `articles`: give a sample of a large collection. Most frequent first, equal ones by hash. */
export function learnFurniture(articles: readonly LearnedFrom[]): FurnitureLine[] {
  const recurring = recurringSentences(articles);
  const isRecurring = new Set(recurring.map(({ hash }) => hash));
  const rarity = rarityOf(articles);
  const ownWords = new Map<number, ReadonlySet<number>>();
  const ownWordsOf = (at: number) => {
    const known = ownWords.get(at);
    if (known) return known;
    const own = wordsBeside(articles[at] as LearnedFrom, isRecurring);
    ownWords.set(at, own);
    return own;
  };
  const lines: FurnitureLine[] = [];
  for (const { hash, at, start, end, articles: count, holders } of recurring) {
    const own = holders.map((holder) => ownWordsOf(holder.at)).filter(({ size }) => size >= LEAST_OWN_WORDS);
    if (own.length < LEAST_ARTICLES || meanCosine(own, rarity) > UNRELATED) continue;
    const { language, body } = articles[at] as LearnedFrom;
    const text = body.slice(start, end).trim().slice(0, LINE_CHARACTERS);
    lines.push({ language, text, hash, articles: count });
  }
  return lines;
}

function recurringSentences(articles: readonly LearnedFrom[]): Sentence[] {
  const sentences = new Map<number, Sentence>();
  articles.forEach(({ body, key }, at) => {
    const seen = new Set<number>();
    eachSentence(body, (start, end, hash) => {
      if (hash === 0 || seen.has(hash)) return;
      seen.add(hash);
      let sentence = sentences.get(hash);
      if (sentence === undefined) {
        sentence = { hash, at, start, end, articles: 0, holders: [] };
        sentences.set(hash, sentence);
      }
      sentence.articles++;
      const { holders } = sentence;
      holders.push({ at, order: mixed(hash ^ key) });
      if (holders.length > COMPARED) {
        holders.sort((a, b) => a.order - b.order || a.at - b.at);
        holders.length = COMPARED;
      }
    });
  });
  return [...sentences.values()]
    .filter((sentence) => sentence.articles >= LEAST_ARTICLES)
    .sort((a, b) => b.articles - a.articles || a.hash - b.hash)
    .slice(0, MOST_LINES);
}

/** The title's words and those of the sentences that do not recur. */
function wordsBeside({ title, body }: LearnedFrom, isRecurring: ReadonlySet<number>): Set<number> {
  const words = new Set<number>();
  const add = (word: number) => words.add(word);
  eachWordHash(title, add);
  eachSentence(body, (start, end, hash) => {
    if (!isRecurring.has(hash)) eachWordHash(body.slice(start, end), add);
  });
  return words;
}

/** Word → its squared idf, above 0 even where every article has it: in a small collection nothing else may tell versions of one story. */
function rarityOf(articles: readonly LearnedFrom[]): (word: number) => number {
  const frequencies = new Map<number, number>();
  for (const { title, body } of articles) {
    const words = new Set<number>();
    eachWordHash(title, (word) => words.add(word));
    eachWordHash(body, (word) => words.add(word));
    for (const word of words) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  }
  return (word) => (1 + Math.log((1 + articles.length) / (1 + (frequencies.get(word) ?? 0)))) ** 2;
}

function meanCosine(texts: readonly ReadonlySet<number>[], rarity: (word: number) => number): number {
  const norms = texts.map((words) => Math.sqrt([...words].reduce((sum, word) => sum + rarity(word), 0)));
  let sum = 0;
  let pairs = 0;
  texts.forEach((one, i) => {
    for (let j = 0; j < i; j++) {
      let product = 0;
      for (const word of one) if ((texts[j] as ReadonlySet<number>).has(word)) product += rarity(word);
      const norm = (norms[i] as number) * (norms[j] as number);
      sum += norm > 0 ? product / norm : 0;
      pairs++;
    }
  });
  return sum / pairs;
}
