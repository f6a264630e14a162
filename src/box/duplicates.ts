/** Which of several versions of one story does the reader see? One, the best, in the place of the most relevant of them. */
import { featuresOf, isCopy } from '../article/fingerprint.ts';

export interface Version {
  /** Ties break on it. */
  readonly key: number;
  readonly publishedAt: number | null;
  readonly fingerprint: Uint8Array;
}

export interface Chosen<T> {
  readonly shown: T;
  /** The most relevant version, whose place it has; often itself. */
  readonly leader: T;
}

/**
 * `ranked` come best first. Copies of one another count as one story, known by its most relevant version; answers the first
 * `most` stories, each by the version that is newest, of equally new ones the longest, of equally long ones the first
 * stored. Work: ranked × most comparisons of fingerprints.
 */
export function collapse<T extends Version>(ranked: readonly T[], most: number): Chosen<T>[] {
  const stories: { shown: T; readonly leader: T }[] = [];
  for (const version of ranked) {
    const story = stories.find(({ leader }) => isCopy(leader.fingerprint, version.fingerprint));
    if (story === undefined) {
      if (stories.length < most) stories.push({ shown: version, leader: version });
    } else if (isBetter(version, story.shown)) story.shown = version;
  }
  return stories;
}

function isBetter(one: Version, other: Version): boolean {
  const [date, otherDate] = [one, other].map(({ publishedAt }) => publishedAt ?? Number.NEGATIVE_INFINITY);
  if (date !== otherDate) return (date as number) > (otherDate as number);
  const longer = featuresOf(one.fingerprint) - featuresOf(other.fingerprint);
  return longer === 0 ? one.key < other.key : longer > 0;
}
