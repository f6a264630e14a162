/** Which options of a box do the commands share? */
import type { BoxSettings, Filter } from '../src/box/settings.ts';
import type { RelatedQuery } from '../src/service/related.ts';
import { choiceOption, numberOption, UsageError } from './command.ts';

export const boxOptions = {
  limit: { type: 'string' },
  'min-score': { type: 'string' },
  breadth: { type: 'string' },
  diversity: { type: 'string' },
  duplicates: { type: 'string' },
  age: { type: 'string' },
  fallback: { type: 'string' },
} as const;

export const boxOptionsHelp = `  --limit N            items a box, 1–50 (default 4; export 10)
  --min-score S        relevance below which nothing is called related, 0–1, or auto (default): what the
                       collection's own scores tell
  --breadth B          0 same story … 1 same subject
  --diversity D        0 pure relevance … 1 as different from each other as can be
  --duplicates W       collapse (default) or keep copies of the same text
  --age W              on (default) or off: does distance in time count?
  --fallback W         none (default), latest or section: what fills a box with too little in it`;

type Given = { readonly [K in keyof typeof boxOptions]?: string | undefined };

/** The wishes of a command line over the settings of the process. Throws `UsageError`. */
export function queryOf(given: Given, defaults: BoxSettings, filter: Filter, explain = false): RelatedQuery {
  const limit = numberOption('limit', given.limit, 1, 50) ?? defaults.limit;
  if (!Number.isInteger(limit))
    throw new UsageError(`--limit must be an integer from 1 to 50, got ${given.limit}`);
  const minScore =
    given['min-score'] === 'auto' ? 'auto' : numberOption('min-score', given['min-score'], 0, 1);
  const age = choiceOption('age', given.age, ['on', 'off'], 'on');
  return {
    settings: {
      limit,
      minScore: minScore ?? defaults.minScore,
      breadth: numberOption('breadth', given.breadth, 0, 1) ?? defaults.breadth,
      diversity: numberOption('diversity', given.diversity, 0, 1) ?? defaults.diversity,
      duplicates: choiceOption('duplicates', given.duplicates, ['collapse', 'keep'], defaults.duplicates),
      halfLifeDays: age === 'on' ? defaults.halfLifeDays : 0,
      fallback: choiceOption('fallback', given.fallback, ['none', 'latest', 'section'], defaults.fallback),
    },
    filter,
    explain,
  };
}
