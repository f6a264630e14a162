/** How is said why a box is empty? */
import type { Box } from './api.ts';

export const EMPTY: Readonly<Record<NonNullable<Box['emptyBecause']>, string>> = {
  'no-terms': 'The article has no word to compare by.',
  'excluded-by-rules': 'Without the rules there would be something.',
  filtered: 'Without the filter of the placement there would be something.',
  'only-copies': 'All that is related is the same text again.',
  'below-threshold': 'What shares words with it is too weakly related.',
  'nothing-related': 'No other article shares a word with it.',
};
