/**
 * How are the forms of a word brought together? natural's stemmers where it has them, Snowball's of Orama elsewhere, light
 * ones of our own for Polish, Persian and Korean. Each is loaded when its language is first met: natural's root would load
 * databases.
 */
import { createRequire } from 'node:module';
import { stemKorean } from './light/korean.ts';
import { stemPersian } from './light/persian.ts';
import { stemPolish } from './light/polish.ts';

type Stem = (word: string) => string;

const load = createRequire(import.meta.url);

const natural = (module: string) => (): Stem => {
  const stemmer = load(`natural/lib/natural/stemmers/${module}.js`) as { stem: Stem };
  return (word) => stemmer.stem(word);
};

const snowball = (module: string) => (): Stem =>
  (load(`@orama/stemmers/${module}`) as { stemmer: Stem }).stemmer;

/** Language → how to come by its stemmer. Languages without one keep their words as they are. */
const STEMMERS: Readonly<Record<string, () => Stem>> = {
  ar: () => arabic(snowball('arabic')()),
  da: snowball('danish'),
  de: natural('porter_stemmer_de'),
  el: snowball('greek'),
  en: natural('porter_stemmer'),
  es: natural('porter_stemmer_es'),
  fa: () => stemPersian,
  fi: snowball('finnish'),
  fr: () => french(natural('porter_stemmer_fr')()),
  hu: snowball('hungarian'),
  id: snowball('indonesian'),
  it: natural('porter_stemmer_it'),
  ko: () => stemKorean,
  nl: natural('porter_stemmer_nl'),
  no: natural('porter_stemmer_no'),
  pl: () => stemPolish,
  pt: () => portuguese(natural('porter_stemmer_pt')()),
  ro: snowball('romanian'),
  ru: natural('porter_stemmer_ru'),
  sv: natural('porter_stemmer_sv'),
  tr: snowball('turkish'),
  uk: natural('porter_stemmer_uk'),
};

/** Is there a stemmer for the language? */
export function hasStemmer(language: string): boolean {
  return Object.hasOwn(STEMMERS, language);
}

/** A lower-case word → its stem, never empty. */
export function stemmerOf(language: string): Stem {
  if (!hasStemmer(language)) return (word) => word;
  const stem = (STEMMERS[language] as () => Stem)();
  return (word) => stem(word) || word;
}

/** Snowball leaves an "and" or "so" before the article: "والحكومة". */
function arabic(stem: Stem): Stem {
  return (word) => stem(word.replace(/^[وف](?=ال.{2})/, ''));
}

/** Print leaves accents off capitals: "État" and "Etat" are one. */
function french(stem: Stem): Stem {
  return (word) =>
    stem(word)
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .normalize('NFC');
}

/** Snowball leaves "eleição" and "eleições" apart. */
function portuguese(stem: Stem): Stem {
  return (word) => stem(word).replace(/õ$/, 'ã');
}
