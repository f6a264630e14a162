/** Is one article in the box of another, and what relates the two? */
import { type Box, type Scored, scored } from '../box/box.ts';
import type { Explanation } from '../box/explain.ts';
import { decidingFactor, NO_RULES, type Rules } from '../box/rules/rules.ts';
import type { Collection } from './collection.ts';
import { explainer, filterBeside, placeOf, type RelatedQuery, relatedTo, settled } from './related.ts';
import { type WhyNot, whyNot } from './why-not.ts';

export interface Why {
  /** From 1; null when it is not in the box. */
  readonly place: number | null;
  readonly source: Box['items'][number]['source'] | null;
  readonly score: number;
  readonly explanation: Explanation;
  /** null when it is in the box. */
  readonly whyNot: WhyNot | null;
}

/** `now` in milliseconds since 1970. */
export function why(
  collection: Collection,
  doc: number,
  other: number,
  query: RelatedQuery,
  now: number,
  rules: Rules = NO_RULES,
): Why {
  const { box } = relatedTo(collection, doc, { ...query, explain: true }, now, rules);
  const place = placeOf(collection, doc);
  const settings = settled(collection, query.settings, place);
  const steering = rules.beside(place.traits, now);
  const subject = collection.subject(doc);
  const weight = decidingFactor(steering.weighed, collection.traits(other));
  const pair: Scored = scored(
    place,
    {
      ...collection.candidate(subject, other, settings.breadth),
      ...(weight && { weight: { factor: weight.factor ?? 1, rule: weight.id } }),
    },
    settings,
  );
  const at = box.items.findIndex(({ card }) => card.key === pair.key);
  const item = box.items[at];
  const explanation = item?.explanation ?? explainer(collection, subject, settings)(pair, 0);
  if (item !== undefined)
    return { place: at + 1, source: item.source, score: item.score, explanation, whyNot: null };
  const filter = filterBeside(query.filter, place);
  const absence = { collection, place, box, other, pair, settings, filter, steering, now };
  return { place: null, source: null, score: pair.score, explanation, whyNot: whyNot(absence) };
}
