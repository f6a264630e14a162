/** How do the wishes of a request become a lookup? */
import type { z } from '@hono/zod-openapi';
import type { BoxSettings } from '../box/settings.ts';
import type { RelatedQuery } from '../service/related.ts';
import type { boxParameters, draftSchema } from './contract.ts';

type BoxParameters = z.infer<typeof boxParameters>;
type DraftRequest = z.infer<typeof draftSchema>;

export function queryOfParameters(parameters: BoxParameters, defaults: BoxSettings): RelatedQuery {
  const { section, tag, language, since, until, exclude, explain } = parameters;
  return {
    settings: settingsOf(parameters, defaults),
    filter: present({ sections: section, tags: tag, languages: language, since, until, exclude }),
    explain: explain === 'true',
  };
}

export function queryOfDraft(draft: DraftRequest, defaults: BoxSettings): RelatedQuery {
  const { sections, tags, exclude, explain } = draft;
  const since = draft.since === undefined ? undefined : Date.parse(draft.since);
  const until = draft.until === undefined ? undefined : Date.parse(draft.until);
  return {
    settings: settingsOf(draft, defaults),
    filter: present({ sections, tags, since, until, exclude }),
    explain: explain ?? false,
  };
}

function settingsOf(
  { limit, minScore, breadth, diversity, fallback }: BoxParameters | DraftRequest,
  defaults: BoxSettings,
): BoxSettings {
  return { ...defaults, ...present({ limit, minScore, breadth, diversity, fallback }) };
}

/** Without the fields that are undefined. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
