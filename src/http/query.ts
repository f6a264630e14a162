/** How do the wishes of a request become a lookup? */
import type { z } from '@hono/zod-openapi';
import type { BoxSettings } from '../box/settings.ts';
import type { Placement } from '../service/editorial/placement-fields.ts';
import type { RelatedQuery } from '../service/related.ts';
import type { boxParameters, draftSchema } from './contract.ts';

type BoxParameters = z.infer<typeof boxParameters>;
type DraftRequest = z.infer<typeof draftSchema>;

/** A wish of the request counts more than the placement's, the placement's more than the settings of the service. */
export function queryOfParameters(
  parameters: Omit<BoxParameters, 'placement'>,
  defaults: BoxSettings,
  placement: Placement = {},
): RelatedQuery {
  const { section, tag, language, since, until, exclude, exact, explain } = parameters;
  return {
    settings: settingsOf(parameters, defaults, placement),
    filter: {
      ...filterOf(placement),
      ...present({ sections: section, tags: tag, languages: language, since, until, exclude }),
    },
    explain: explain === 'true',
    exact: exact === 'true',
  };
}

export function queryOfDraft(
  draft: DraftRequest,
  defaults: BoxSettings,
  placement: Placement = {},
): RelatedQuery {
  const { sections, tags, exclude, explain } = draft;
  const since = draft.since === undefined ? undefined : Date.parse(draft.since);
  const until = draft.until === undefined ? undefined : Date.parse(draft.until);
  return {
    settings: settingsOf(draft, defaults, placement),
    filter: { ...filterOf(placement), ...present({ sections, tags, since, until, exclude }) },
    explain: explain ?? false,
  };
}

function settingsOf(
  {
    limit,
    minScore,
    breadth,
    diversity,
    halfLifeDays,
    fallback,
  }: Omit<BoxParameters, 'placement'> | DraftRequest,
  defaults: BoxSettings,
  { sections: _, tags: __, languages: ___, sameSection: ____, layout: _____, ...wishes }: Placement,
): BoxSettings {
  return {
    ...defaults,
    ...present(wishes),
    ...present({ limit, minScore, breadth, diversity, halfLifeDays, fallback }),
  };
}

const filterOf = ({ sections, tags, languages, sameSection }: Placement) =>
  present({ sections, tags, languages, sameSection });

/** Without the fields that are undefined. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
