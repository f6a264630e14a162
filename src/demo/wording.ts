/** What does the newspaper say in which language? Everything on a page that no article wrote. */

export interface Wording {
  /** BCP 47 tag for dates. */
  readonly locale: string;
  /** The language's own name. */
  readonly edition: string;
  readonly motto: string;
  readonly skip: string;
  readonly sections: string;
  readonly editions: string;
  readonly latest: string;
  readonly box: string;
  readonly by: (author: string) => string;
  readonly moreFrom: (section: string) => string;
  readonly illustration: string;
}

const english: Wording = {
  locale: 'en-GB',
  edition: 'English',
  motto: 'News from the quay and the rest of the world',
  skip: 'Skip to the stories',
  sections: 'Sections',
  editions: 'Languages',
  latest: 'Latest',
  box: 'You May Also Like',
  by: (author) => `By ${author}`,
  moreFrom: (section) => `More from ${section}`,
  illustration: 'Illustration, computed from the story’s id',
};

const german: Wording = {
  locale: 'de-DE',
  edition: 'Deutsch',
  motto: 'Nachrichten vom Kai und aus aller Welt',
  skip: 'Zum Inhalt springen',
  sections: 'Ressorts',
  editions: 'Sprachen',
  latest: 'Neueste Meldungen',
  box: 'Das könnte Sie auch interessieren',
  by: (author) => `Von ${author}`,
  moreFrom: (section) => `Mehr aus ${section}`,
  illustration: 'Illustration, aus der Kennung des Artikels errechnet',
};

const spanish: Wording = {
  locale: 'es-ES',
  edition: 'Español',
  motto: 'Noticias del muelle y del resto del mundo',
  skip: 'Ir al contenido',
  sections: 'Secciones',
  editions: 'Idiomas',
  latest: 'Última hora',
  box: 'También te puede interesar',
  by: (author) => `Por ${author}`,
  moreFrom: (section) => `Más de ${section}`,
  illustration: 'Ilustración calculada a partir del identificador del artículo',
};

const WORDINGS: ReadonlyMap<string, Wording> = new Map([
  ['en', english],
  ['de', german],
  ['es', spanish],
]);

/** Section names that need more than a capital. */
const LABELS: ReadonlyMap<string, string> = new Map([['economia', 'Economía']]);

/** English for a language that the newspaper has no words for. */
export function wordingOf(language: string): Wording {
  return WORDINGS.get(language) ?? english;
}

export function sectionLabel(name: string): string {
  return LABELS.get(name) ?? name.charAt(0).toUpperCase() + name.slice(1);
}

/** `12 May 2024`, in UTC so that every server prints the same. */
export function longDate(date: Date, language: string): string {
  return format(date, language, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** `Sunday, 12 May 2024`. */
export function dateline(date: Date, language: string): string {
  return format(date, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** `29 Apr, 14:10`. */
export function shortMoment(date: Date, language: string): string {
  return format(date, language, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

function format(date: Date, language: string, fields: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(wordingOf(language).locale, { ...fields, timeZone: 'UTC' }).format(date);
}
