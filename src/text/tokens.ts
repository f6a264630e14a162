/** Which words does a text have? Unicode words in order, lower-case, apostrophes and quotes folded. */

/** So many words of one text are looked at. */
export const MOST_TOKENS = 20_000;
/** A longer run of letters is no word. */
const MOST_CHARACTERS = 40;

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’ʼ＇][\p{L}\p{M}]+)*/gu;
/** Scripts that are written without spaces. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const ELISION =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|dell|nell|all|dall|sull|un|quest|sant|gl)'(?=\p{L}{2})/u;

export interface Token {
  /** Lower-case. */
  readonly word: string;
  /** Written with a capital in the text: a name, or the first word of a sentence. */
  readonly isCapitalised: boolean;
  /** Where the token ends and the next may begin: only adjacent tokens make pairs. */
  readonly position: number;
}

/** Calls `take` for each word. Text in scripts without spaces gives overlapping pairs of characters. */
export function eachToken(text: string, take: (token: Token) => void): void {
  let count = 0;
  let end = -2;
  let position = 0;
  for (const match of text.normalize('NFKC').matchAll(WORD)) {
    if (++count > MOST_TOKENS) return;
    const [written] = match;
    // Anything but a blank or a hyphen between two words parts them.
    const start = match.index;
    position += end >= 0 && start - end <= 1 ? 1 : 2;
    end = start + written.length;
    if (written.length > MOST_CHARACTERS && !UNSPACED.test(written)) continue;
    if (UNSPACED.test(written)) {
      const characters = [...written];
      for (let i = 0; i + 1 < characters.length; i++) {
        position += 2;
        take({ word: `${characters[i]}${characters[i + 1]}`, isCapitalised: false, position });
      }
      continue;
    }
    const word = folded(written.toLowerCase());
    if (word.length < 2 || !/\p{L}/u.test(word)) continue;
    take({ word, isCapitalised: /^\p{Lu}/u.test(written), position });
  }
}

/** "minister’s" → minister, "l'europe" → europe, "don't" → do, "o'brien" → obrien. */
function folded(word: string): string {
  if (!/['’ʼ＇]/.test(word)) return word;
  return word
    .replace(/[’ʼ＇]/g, "'")
    .replace(/(?:'s|n't|'re|'ve|'ll|'d|'m)$/, '')
    .replace(ELISION, '')
    .replaceAll("'", '');
}
