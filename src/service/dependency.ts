/** When is a box no longer what it would be if it were made now? */
import type { Box } from '../box/box.ts';
import type { SettledSettings } from '../box/settings.ts';
import type { Frozen } from './frozen.ts';

export interface Dependency {
  /** The state that it was made of, and the last change that is known not to touch it. */
  readonly frozen: Frozen;
  revision: number;
  /** The docs of the article and of the items. */
  readonly subject: number;
  readonly docs: ReadonlySet<number>;
  readonly breadth: number;
  /** An article of at least this relevance would be in the box; it counts above 0 only. */
  readonly threshold: number;
  /** Any change may touch it: it is filled up by date, or by what differs from what. */
  readonly isOpen: boolean;
  /** When a date changes it, in milliseconds since 1970. */
  readonly holdsUntil: number;
}

/** What the box of an article depends on. Age only ever lowers a score, so relevance alone decides who might come in. */
export function dependencyOf(
  made: Pick<Dependency, 'frozen' | 'revision' | 'subject' | 'docs' | 'holdsUntil'>,
  { status, items }: Box,
  { breadth, diversity, fallback, minScore, floor }: SettledSettings,
): Dependency {
  const isFull = status === 'ok';
  return {
    ...made,
    breadth,
    threshold: isFull ? Math.min(...items.map(({ score }) => score)) : Math.max(minScore, floor),
    isOpen: diversity > 0 || (!isFull && fallback !== 'none'),
  };
}
