/** Which settings was a generation made with, and can this program read it? */

import { NEIGHBOURS } from '../engine/vector.ts';
import { ANALYSIS } from '../text/analyze.ts';
import { FINGERPRINT } from '../text/fingerprint.ts';
import { WEIGHTING } from '../vectors/weigh.ts';

/** Settings that a generation's terms and vectors depend on; a process with others builds a new generation. */
export const INDEX_SETTINGS = {
  analysis: ANALYSIS,
  weighting: WEIGHTING,
  fingerprint: FINGERPRINT,
  floors: { version: 1 },
  furniture: { version: 1 },
  expansion: { version: 3, neighbours: NEIGHBOURS },
} as const;

/** jsonb does not keep the order of keys. */
export function sameSettings(stored: Record<string, unknown>): boolean {
  return sorted(stored) === sorted(INDEX_SETTINGS);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
