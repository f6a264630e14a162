/** Which words say nothing of what a text is about? natural's lists where it has one, stopwords-iso's otherwise. */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

const NATURAL: Readonly<Record<string, string>> = {
  en: 'stopwords',
  es: 'stopwords_es',
  fa: 'stopwords_fa',
  fr: 'stopwords_fr',
  id: 'stopwords_id',
  it: 'stopwords_it',
  nl: 'stopwords_nl',
  no: 'stopwords_no',
  pl: 'stopwords_pl',
  pt: 'stopwords_pt',
  ru: 'stopwords_ru',
  sv: 'stopwords_sv',
  uk: 'stopwords_uk',
};

/** Lower-case words of a language; empty for an unknown one. */
export function stopWordsOf(language: string): ReadonlySet<string> {
  const file = NATURAL[language];
  const words: readonly string[] =
    file === undefined
      ? ((load('stopwords-iso/stopwords-iso.json') as Readonly<Record<string, readonly string[]>>)[
          language
        ] ?? [])
      : (load(`natural/lib/natural/util/${file}.js`) as { words: readonly string[] }).words;
  return new Set(words.map((word) => word.normalize('NFKC').toLowerCase()));
}
