/** How is a word spelt when spellings no longer matter? Case, apostrophes, accents and letter forms, by language. */

const NEEDS_CARE = /['’ʼ‘.\p{Cf}\p{Variation_Selector}]/u;
/** All but the zero-width non-joiner, which stands between the parts of a Persian word. */
const INVISIBLE = /(?!\u200C)[\p{Cf}\p{Variation_Selector}]/gu;

/** "’s", "n't" and the like, without which the word is another form of itself. */
const ENDING = /(?:'s|n't|'re|'ve|'ll|'d|'m)$/i;
/** "l'", "d'", "dell'": articles and prepositions of Romance languages. */
const ELISION =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|dell|nell|all|dall|sull|un|quest|sant|gl)'(?=\p{L}{2})/iu;

/** As written, without what apostrophes add: "minister’s" → minister, "L'Europe" → Europe, "U.S" → US, "O'Brien" → OBrien. */
export function bare(written: string, language: string): string {
  if (!NEEDS_CARE.test(written)) return written;
  let word = written
    .replace(INVISIBLE, '')
    .replace(/[’ʼ‘]/g, "'")
    .replace(/(?<=\p{L})\.(?=\p{L})/gu, '');
  if (language !== 'fa') word = word.replaceAll('\u200C', '');
  // "Ankara'da", "Erdoğan'ın": the apostrophe parts a name from its case.
  if (language === 'tr') return word.replace(/(?<=.{2})'.*$/u, '');
  word = word.replace(ENDING, '');
  if (language !== 'en') word = word.replace(ELISION, '');
  return word.replaceAll("'", '');
}

/** The spelling by which words are compared: lower-case, and what the language itself does not tell apart is one. */
export function lowered(written: string, language: string): string {
  const word = bare(written, language);
  const lower = language === 'tr' ? word.toLocaleLowerCase('tr') : word.toLowerCase().replaceAll('i̇', 'i');
  return FOLDS.get(language)?.(lower) ?? lower;
}

/** Accents are an editor's choice here: "café" and "cafe", "één" and "een". */
const withoutAccents = (word: string) =>
  word
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC');

/** Vowel signs, tatweel, and the forms of alef. */
const arabic = (word: string) =>
  word
    .replace(/[\p{Mn}\u0640]/gu, '')
    .replace(/[آأإٱ]/g, 'ا')
    .replaceAll('ی', 'ي')
    .replaceAll('ک', 'ك');

const persian = (word: string) =>
  arabic(word)
    .replaceAll('ي', 'ی')
    .replaceAll('ى', 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll('ة', 'ه')
    .replaceAll('ۀ', 'ه');

const FOLDS: ReadonlyMap<string, (word: string) => string> = new Map(
  Object.entries({
    en: withoutAccents,
    nl: withoutAccents,
    id: withoutAccents,
    ar: arabic,
    fa: persian,
    de: (word: string) => word.replaceAll('ß', 'ss'),
    ru: (word: string) => word.replaceAll('ё', 'е'),
    uk: (word: string) => word.replaceAll('ё', 'е'),
    ro: (word: string) => word.replaceAll('ş', 'ș').replaceAll('ţ', 'ț'),
  }),
);
