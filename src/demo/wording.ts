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
  readonly why: string;
  /** Why the box has nothing to show. */
  readonly empty: string;
  readonly pending: string;
  readonly failed: string;
  /** Above what fills a box that has too little related to show. */
  readonly fallback: string;
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
  why: 'why?',
  empty: 'No other story is related closely enough to this one.',
  pending: 'This story is being indexed; its related stories appear in a moment.',
  failed: 'Related stories could not be loaded.',
  fallback: 'Also in this section',
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
  why: 'warum?',
  empty: 'Kein anderer Artikel ist mit diesem eng genug verwandt.',
  pending: 'Dieser Artikel wird gerade aufgenommen; verwandte erscheinen gleich.',
  failed: 'Verwandte Artikel konnten nicht geladen werden.',
  fallback: 'Auch in diesem Ressort',
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
  why: '¿por qué?',
  empty: 'Ningún otro artículo guarda una relación suficiente con este.',
  pending: 'Este artículo se está indexando; los relacionados aparecerán enseguida.',
  failed: 'No se han podido cargar los artículos relacionados.',
  fallback: 'También en esta sección',
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
