/** Which route answers a request? */
import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';

/** Its pattern, never the address itself: there are only so many. */
export function routeOf(c: Context): string {
  const last = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'));
  return last?.path ?? 'none';
}
