/** Which stories belong beside this one? A lookup, answered from memory alone. */
import { type Explain, fillBox } from '../box/box.ts';
import { explain } from '../box/explain.ts';
import type { Traits } from '../box/rules/rule.ts';
import { NO_RULES, type Rules } from '../box/rules/rules.ts';
import type { BoxSettings, Filter, SettledSettings } from '../box/settings.ts';
import type { Scored, Subject } from '../engine/query.ts';
import type { Collection } from './collection.ts';
import type { TimedBox } from './dependency.ts';
import type { AnalyzedDraft } from './draft.ts';
import { barred, steeredCandidates } from './steered.ts';
import { whyEmpty } from './why-empty.ts';

export interface RelatedQuery {
  readonly settings: BoxSettings;
  readonly filter: Filter;
  readonly explain: boolean;
  /** Whether every article is compared, instead of those that promise most. */
  readonly exact?: boolean;
}

/** The box beside an article of the collection. `now` in ms since 1970; `scored` holds the scores of an exact query. */
export function relatedTo(
  collection: Collection,
  doc: number,
  query: RelatedQuery,
  now: number,
  rules: Rules = NO_RULES,
  scored?: Scored,
): TimedBox {
  const subject = { ...collection.subject(doc), ...(scored && { scored }) };
  return boxFor(collection, subject, placeOf(collection, doc), query, now, rules);
}

/** The box beside a text that is not stored. */
export function relatedToDraft(
  collection: Collection,
  draft: AnalyzedDraft,
  section: string | null,
  query: RelatedQuery,
  now: number,
  rules: Rules = NO_RULES,
): TimedBox & { readonly subject: Subject } {
  const { language, fingerprint } = draft;
  const subject = collection.draft(draft);
  const traits = { id: null, section, tags: [], source: null, language };
  const place = { doc: -1, language, section, publishedAt: null, fingerprint, traits };
  return { ...boxFor(collection, subject, place, query, now, rules), subject };
}

/** What the box stands beside. */
export interface Place {
  /** −1 for a text that is not in the collection. */
  readonly doc: number;
  readonly language: string;
  readonly section: string | null;
  readonly publishedAt: number | null;
  readonly fingerprint: Uint8Array;
  readonly traits: Traits;
}

export function placeOf(collection: Collection, doc: number): Place {
  const { language, section, publishedAt } = collection.card(doc);
  const [fingerprint, traits] = [collection.fingerprint(doc), collection.traits(doc)];
  return { doc, language, section, publishedAt, fingerprint, traits };
}

/** The settings with numbers for `auto`. */
export function settled(collection: Collection, settings: BoxSettings, { language }: Place): SettledSettings {
  const { minScore, breadth } = settings;
  return minScore === 'auto'
    ? { ...settings, minScore: 0, floor: collection.floor(language, breadth) }
    : { ...settings, minScore, floor: 0 };
}

/** The filter of the request, told of what the box stands beside. */
export function filterBeside({ sameSection, ...filter }: Filter, { section }: Place): Filter {
  return sameSection && section !== null ? { sections: [section], ...filter } : filter;
}

/** Explains items beside a subject. */
export function explainer(collection: Collection, subject: Subject, settings: BoxSettings): Explain {
  const within = collection.vectors(subject);
  const { breadth, diversity } = settings;
  return ({ key, age, score, weight }, closest, pinnedBy) => {
    const circumstances = {
      age,
      factor: weight?.factor ?? 1,
      rule: pinnedBy ?? weight?.rule ?? null,
      isPinned: pinnedBy !== undefined,
      // MMR: (1 − diversity) · score − diversity · closest.
      diversity: diversity === 0 || pinnedBy !== undefined ? 0 : -diversity * (score + closest),
    };
    const doc = collection.docOfKey(key);
    const asked = collection.towards(subject, doc);
    const from = asked === subject ? within : collection.vectors(asked);
    const to = collection.vectors(collection.subject(doc));
    return explain(from, to, breadth, circumstances, (id) => collection.termText(id));
  };
}

function boxFor(
  collection: Collection,
  subject: Subject,
  place: Place,
  query: RelatedQuery,
  now: number,
  rules: Rules,
): TimedBox {
  const settings = settled(collection, query.settings, place);
  const filter = filterBeside(query.filter, place);
  const steering = rules.beside(place.traits, now);
  const { candidates, pinned, holdsUntil } = steeredCandidates(
    collection,
    subject,
    settings,
    filter,
    steering,
    now,
  );
  const { filter: allowed, conditions } = barred(filter, steering);
  const fallback = collection.fallback(settings.fallback, allowed, now, place, conditions);
  const explain = query.explain ? explainer(collection, subject, settings) : undefined;
  const box = fillBox(place, candidates, settings, fallback, explain, pinned);
  return {
    box:
      box.status === 'empty'
        ? { ...box, emptyBecause: whyEmpty(collection, subject, place, { settings, filter }, steering, now) }
        : box,
    holdsUntil,
    crossesLanguages: filter.languages !== undefined,
    awaited: new Set(steering.pins.map(({ target }) => target.name)),
    boost: Math.max(1, ...steering.weighed.map(({ factor }) => factor ?? 1)),
    settings,
  };
}
