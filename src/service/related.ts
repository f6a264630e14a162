/** Which stories belong beside this one? A lookup, answered from memory alone. */
import { type Box, fillBox } from '../box/box.ts';
import { type Explanation, explain } from '../box/explain.ts';
import { ageFactor } from '../box/relevance.ts';
import type { BoxSettings, Filter, SettledSettings } from '../box/settings.ts';
import type { Subject } from '../engine/query.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { detectLanguage } from '../text/language.ts';
import type { Collection } from './collection.ts';

export interface RelatedQuery {
  readonly settings: BoxSettings;
  readonly filter: Filter;
  readonly explain: boolean;
}

export interface Draft {
  readonly title: string;
  readonly body: string;
  readonly language: string | null;
  readonly section: string | null;
}

/** A box, and until when it is right if no article changes, in milliseconds since 1970. */
export interface TimedBox {
  readonly box: Box;
  readonly holdsUntil: number;
  /** What it was made with. */
  readonly settings: SettledSettings;
}

/** The box beside an article of the collection. `now` in ms since 1970. */
export function relatedTo(collection: Collection, doc: number, query: RelatedQuery, now: number): TimedBox {
  const { language, section, publishedAt } = collection.card(doc);
  const place = { doc, language, section, publishedAt, fingerprint: collection.fingerprint(doc) };
  return boxFor(collection, collection.subject(doc), place, query, now);
}

/** The box beside a text that is not stored. Its language is detected when it is not given. */
export function relatedToDraft(
  collection: Collection,
  draft: Draft,
  query: RelatedQuery,
  now: number,
): TimedBox {
  const { title, body, section } = draft;
  const language = draft.language ?? detectLanguage(`${title}\n${body}`);
  const subject = collection.draft({ title, body, language });
  const print = fingerprint(collection.own({ title, body }));
  const place = { doc: -1, language, section, publishedAt: null, fingerprint: print };
  return boxFor(collection, subject, place, query, now);
}

/** What relates two articles of the collection, whether or not one is in the box of the other. */
export function explainPair(
  collection: Collection,
  doc: number,
  other: number,
  { breadth, halfLifeDays }: Pick<BoxSettings, 'breadth' | 'halfLifeDays'>,
): { readonly score: number; readonly explanation: Explanation } {
  const age = ageFactor(collection.publishedAt(doc), collection.card(other), halfLifeDays);
  const from = collection.vectors(collection.subject(doc));
  const to = collection.vectors(collection.subject(other));
  const explanation = explain(from, to, breadth, age, (id) => collection.termText(id));
  return { score: (explanation.own + explanation.expanded) * age, explanation };
}

interface Place {
  /** −1 for a text that is not in the collection. */
  readonly doc: number;
  readonly language: string;
  readonly section: string | null;
  readonly publishedAt: number | null;
  readonly fingerprint: Uint8Array;
}

function boxFor(
  collection: Collection,
  subject: Subject,
  place: Place,
  query: RelatedQuery,
  now: number,
): TimedBox {
  const { filter } = query;
  const { breadth, minScore } = query.settings;
  const least =
    minScore === 'auto'
      ? { minScore: 0, floor: collection.floor(place.language, breadth) }
      : { minScore, floor: 0 };
  const settings = { ...query.settings, ...least };
  const { candidates, holdsUntil } = collection.candidates(subject, settings, filter, now);
  const fallback = collection.fallback(settings.fallback, filter, now, place);
  const from = query.explain ? collection.vectors(subject) : undefined;
  const explanation =
    from &&
    ((key: number, age: number) =>
      explain(from, collection.vectorsOfKey(key), breadth, age, (id) => collection.termText(id)));
  return { box: fillBox(place, candidates, settings, fallback, explanation), holdsUntil, settings };
}
