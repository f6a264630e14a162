/** What happens before any route is run? It is looked up in the table; its limit, its key, and the audit log are seen to here. */
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Holder } from '../access/keyring.ts';
import { grants, type Scope } from '../access/scopes.ts';
import { AppError } from '../article/errors.ts';
import { type Access, accessOf, type Need, type Rate } from './access.ts';
import { type Callers, LOOPBACK_HOLDER } from './caller.ts';
import { type AppDependencies, DEFAULT_ACCESS } from './dependencies.ts';
import type { Rates } from './rates.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** What the audit log says beside the status, e.g. `created=3`; set by a route. */
    auditOutcome?: string;
    /** What was changed, where the address does not name it. */
    auditTarget?: string;
    /** Who calls, where the route needs a scope. */
    holder?: Holder;
  }
}

export function guard(
  callers: Callers,
  rates: Rates,
  { service, access = DEFAULT_ACCESS }: AppDependencies,
): MiddlewareHandler {
  const limitAddress = (c: Context, rate: Rate) => {
    if (rate !== 'exempt') rates.limitAddress(rate, callers.address(c));
  };

  return async (c, next) => {
    const route = routeOf(c);
    if (route === undefined) {
      limitAddress(c, 'lookup');
      return next();
    }
    const scope = scopeOf(route.needs, access.reading);
    if (scope === undefined) {
      limitAddress(c, route.rate);
      return next();
    }
    const holder = callers.of(c);
    if (holder === undefined || holder === LOOPBACK_HOLDER) limitAddress(c, route.rate);
    else rates.limit(route.rate, holder.id);
    refuseUnless(holder, scope, callers);
    c.set('holder', holder);
    await next();
    c.header('Cache-Control', 'private, no-store');
    if (route.audit !== undefined) {
      service.audit.record({
        at: new Date(),
        actor: holder.id,
        action: route.audit,
        target: (c.get('auditTarget') ?? c.req.param('id') ?? c.req.param('name') ?? '').slice(0, 200),
        outcome: [c.res.status, c.get('auditOutcome')].filter((part) => part !== undefined).join(' '),
      });
    }
  };
}

function refuseUnless(holder: Holder | undefined, scope: Scope, callers: Callers): asserts holder is Holder {
  if (holder === undefined) {
    throw callers.isOpen
      ? new AppError(
          'forbidden',
          'this needs a key: start the service with ADMIN_KEY set, or make one with npm run keys, and send it as Authorization: Bearer',
        )
      : new AppError('unauthorized', 'this needs the header Authorization: Bearer with a valid key');
  }
  if (!grants(holder.scopes, scope)) {
    throw new AppError('forbidden', `this needs the scope ${scope}, the key has ${holder.scopes.join(', ')}`);
  }
}

/** What the route that will run needs; undefined when there is none. One that is not in the table is refused. */
function routeOf(c: Context): Access | undefined {
  let found: Access | undefined;
  for (const { method, path } of matchedRoutes(c)) {
    if (method === 'ALL') continue;
    found = accessOf(method, path);
    if (found === undefined) throw new AppError('forbidden', `nobody may call ${method} ${path}`);
  }
  return found;
}

/** The scope that it takes now; undefined: none. */
export function scopeOf(needs: Need, reading: 'public' | 'keyed'): Scope | undefined {
  if (needs === 'nothing') return undefined;
  if (needs === 'lookup') return reading === 'keyed' ? 'read' : undefined;
  return needs;
}
