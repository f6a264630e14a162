/** What does a request ask for that may name a placement? Its own wishes, and the placement's where it has none. */
import type { z } from '@hono/zod-openapi';
import type { Placement } from '../service/editorial/placement-fields.ts';
import type { RelatedQuery } from '../service/related.ts';
import type { boxParameters } from './contract.ts';
import type { AppDependencies } from './dependencies.ts';
import { queryOfParameters } from './query.ts';

export interface PlacedQuery {
  readonly query: RelatedQuery;
  /** The placement's. */
  readonly layout: Placement['layout'];
}

/** Throws `invalid` when there is no such placement. */
export function placedQuery(
  { service, defaults }: Pick<AppDependencies, 'service' | 'defaults'>,
  { placement, ...parameters }: z.infer<typeof boxParameters>,
): PlacedQuery {
  const wishes = placement === undefined ? {} : service.editorial.placement(placement, 'invalid');
  return { query: queryOfParameters(parameters, defaults, wishes), layout: wishes.layout };
}
