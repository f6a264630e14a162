/** Which stories belong beside this one? A lookup, answered from memory alone. */
import type { Card } from '../article/card.ts';
import { type Box, CANDIDATES, fillBox, type Subject } from '../box/box.ts';
import { eligibility } from '../box/eligible.ts';
import type { BoxSettings, Filter } from '../box/settings.ts';
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

/** The box beside an article of the collection. `now` in ms since 1970; `only` restricts it further than the filter does. */
export function relatedTo(
  collection: Collection,
  card: Card,
  query: RelatedQuery,
  now: number,
  only: (card: Card) => boolean = () => true,
): Box {
  const subject = { ...collection.vectorsOf(card), publishedAt: card.publishedAt };
  return boxFor(collection, subject, card, query, now, (other) => other.key !== card.key && only(other));
}

/** The box beside a text that is not stored. Its language is detected when it is not given. */
export function relatedToDraft(collection: Collection, draft: Draft, query: RelatedQuery, now: number): Box {
  const { title, body, section } = draft;
  const language = draft.language ?? detectLanguage(`${title}\n${body}`);
  const subject = { ...collection.vectorsOfDraft({ title, body, language }), publishedAt: null };
  return boxFor(collection, subject, { language, section }, query, now, () => true);
}

function boxFor(
  collection: Collection,
  subject: Subject,
  place: { readonly language: string; readonly section: string | null },
  { settings, filter, explain }: RelatedQuery,
  now: number,
  only: (card: Card) => boolean,
): Box {
  const passes = eligibility(filter, now);
  const isEligible = (card: Card) => only(card) && passes(card);
  const candidates = collection.candidates(subject, settings.breadth, CANDIDATES, isEligible);
  const fallback = collection.fallback(settings.fallback, isEligible, place);
  return fillBox(
    subject,
    candidates,
    settings,
    fallback,
    explain ? (id) => collection.termText(id) : undefined,
  );
}
