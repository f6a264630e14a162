/** How are the forms of a word brought together? natural's stemmers, loaded one by one: its root would load databases. */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** Language → natural's module. Languages without one keep their words as they are. */
const MODULES: Readonly<Record<string, string>> = {
  en: 'porter_stemmer',
  de: 'porter_stemmer_de',
  es: 'porter_stemmer_es',
  fr: 'porter_stemmer_fr',
  it: 'porter_stemmer_it',
  nl: 'porter_stemmer_nl',
  no: 'porter_stemmer_no',
  pt: 'porter_stemmer_pt',
  ru: 'porter_stemmer_ru',
  sv: 'porter_stemmer_sv',
  uk: 'porter_stemmer_uk',
};

/** Is there a stemmer for the language? */
export function hasStemmer(language: string): boolean {
  return language in MODULES;
}

/** A lower-case word → its stem, never empty. */
export function stemmerOf(language: string): (word: string) => string {
  const module = MODULES[language];
  if (module === undefined) return (word) => word;
  const { stem } = load(`natural/lib/natural/stemmers/${module}.js`) as { stem: (word: string) => string };
  const owner = load(`natural/lib/natural/stemmers/${module}.js`) as object;
  return (word) => stem.call(owner, word) || word;
}
