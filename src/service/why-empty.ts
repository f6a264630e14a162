/** Why is nothing in the box? It is made again with less in the way; only an empty box pays for that. */
import { type Subject as BoxSubject, type Candidate, fillBox } from '../box/box.ts';
import type { EmptyReason } from '../box/empty.ts';
import type { Steering } from '../box/rules/rules.ts';
import type { Filter, SettledSettings } from '../box/settings.ts';
import type { Subject } from '../engine/query.ts';
import type { Collection } from './collection.ts';
import { steeredCandidates } from './steered.ts';

/** In the order in which they are tried. */
export const EMPTY_REASONS = [
  'no-terms',
  'excluded-by-rules',
  'filtered',
  'only-copies',
  'below-threshold',
  'nothing-related',
] as const satisfies readonly EmptyReason[];

/** `query` and `steering` are those of the empty box. */
export function whyEmpty(
  collection: Collection,
  subject: Subject,
  beside: BoxSubject,
  { settings, filter }: { readonly settings: SettledSettings; readonly filter: Filter },
  steering: Steering,
  now: number,
): EmptyReason {
  if (subject.vector.entries.length === 0) return 'no-terms';
  const isFilled = (candidates: readonly Candidate[], less: Partial<SettledSettings> = {}) =>
    fillBox(beside, candidates, { ...settings, ...less, limit: 1 }, []).status !== 'empty';
  const unsteered = (allowed: Filter) => collection.candidates(subject, settings, allowed, now).candidates;
  if (isFilled(unsteered(filter))) return 'excluded-by-rules';
  const all = unsteered({});
  if (isFilled(all)) return 'filtered';
  const { candidates } = steeredCandidates(collection, subject, settings, filter, steering, now);
  if (isFilled(candidates, { duplicates: 'keep' })) return 'only-copies';
  return isFilled(all, { duplicates: 'keep', minScore: 0, floor: 0 }) ? 'below-threshold' : 'nothing-related';
}
