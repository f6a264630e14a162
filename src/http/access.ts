/** Who may call which route? The one table: a route that is missing here is refused. */
import type { Scope } from '../access/scopes.ts';

/**
 * `nothing`: anybody. `lookup`: anybody, or with READING=keyed the scope `read`. A scope: a key that grants it, or this machine
 * while there is no key at all.
 */
export type Need = 'nothing' | 'lookup' | Scope;

/** Which limit counts a call; `exempt`: none, a probe must always get its answer. */
export type Rate = 'exempt' | 'lookup' | 'text' | 'write' | 'admin';

export interface Access {
  readonly needs: Need;
  readonly rate: Rate;
  /** Under this name a call is written to the audit log. */
  readonly audit?: string;
}

const page: Access = { needs: 'nothing', rate: 'lookup' };
const probe: Access = { needs: 'nothing', rate: 'exempt' };
const admin: Access = { needs: 'admin', rate: 'admin' };

/** Method and path as the router has them. */
export const ACCESS: Readonly<Record<string, Access>> = {
  'GET /livez': probe,
  'GET /readyz': probe,
  'GET /healthz': probe,
  // Judges the caller itself, by METRICS.
  'GET /metrics': probe,
  'GET /': page,
  'GET /docs': page,
  'GET /docs/': page,
  'GET /docs/api': page,
  'GET /docs/:page{.+}': page,
  'GET /openapi.json': page,
  'GET /pages.css': page,
  'GET /icon.svg': page,

  'GET /box.js': page,
  'GET /box.css': page,

  // The studio's shell and code hold nothing of anybody; what they show they ask of the API.
  'GET /studio': page,
  'GET /studio/': page,
  'GET /studio/studio.js': page,
  'GET /studio/studio.css': page,
  'GET /studio/blank.svg': page,
  'GET /studio/preview/:id': { needs: 'lookup', rate: 'lookup' },

  'GET /v1/articles/:id/related': { needs: 'lookup', rate: 'lookup' },
  'GET /v1/related': { needs: 'lookup', rate: 'lookup' },
  'POST /v1/related': { needs: 'lookup', rate: 'text' },
  'GET /v1/articles/:id/box.html': { needs: 'lookup', rate: 'lookup' },
  'GET /v1/box.html': { needs: 'lookup', rate: 'lookup' },
  'GET /v1/articles/:id/related/:other': { needs: 'lookup', rate: 'text' },

  'GET /v1/articles': { needs: 'read', rate: 'lookup' },
  'GET /v1/articles/:id': { needs: 'read', rate: 'lookup' },
  'PUT /v1/articles/:id': { needs: 'write', rate: 'write' },
  'DELETE /v1/articles/:id': { needs: 'write', rate: 'write', audit: 'article.delete' },
  'POST /v1/articles': { needs: 'write', rate: 'write', audit: 'articles.bulk' },

  'GET /v1/collection': { needs: 'read', rate: 'admin' },
  'GET /v1/collection/map': { needs: 'read', rate: 'admin' },
  'GET /v1/furniture': { needs: 'read', rate: 'admin' },

  'GET /v1/reindex': { needs: 'read', rate: 'admin' },
  'POST /v1/reindex': { needs: 'write', rate: 'admin', audit: 'reindex.start' },

  // Rules name colleagues and their reasons: reading them is for editors as well.
  'GET /v1/rules': { needs: 'rules', rate: 'admin' },
  'GET /v1/rules/:id/history': { needs: 'rules', rate: 'admin' },
  'PUT /v1/rules/:id': { needs: 'rules', rate: 'admin', audit: 'rule.write' },
  'DELETE /v1/rules/:id': { needs: 'rules', rate: 'admin', audit: 'rule.delete' },
  'POST /v1/rules/:id/undo': { needs: 'rules', rate: 'admin', audit: 'rule.undo' },
  'GET /v1/placements': { needs: 'lookup', rate: 'lookup' },
  'GET /v1/placements/:name': { needs: 'lookup', rate: 'lookup' },
  'PUT /v1/placements/:name': { needs: 'rules', rate: 'admin', audit: 'placement.write' },
  'DELETE /v1/placements/:name': { needs: 'rules', rate: 'admin', audit: 'placement.delete' },

  // Labels name colleagues as well.
  'GET /v1/labels': { needs: 'rules', rate: 'admin' },
  'PUT /v1/articles/:id/labels/:other': { needs: 'rules', rate: 'admin' },
  'DELETE /v1/articles/:id/labels/:other': { needs: 'rules', rate: 'admin' },

  // The signature of what is pushed is its key.
  'POST /v1/webhooks/:system': { needs: 'nothing', rate: 'write' },
  'GET /v1/websub/:id': { needs: 'nothing', rate: 'write' },
  'POST /v1/websub/:id': { needs: 'nothing', rate: 'write' },

  'GET /v1/keys': admin,
  'POST /v1/keys': { ...admin, audit: 'key.create' },
  'DELETE /v1/keys/:id': { ...admin, audit: 'key.revoke' },
  'GET /v1/audit': admin,

  // These look at the key themselves: they are how one comes to have a session.
  'GET /v1/session': { needs: 'nothing', rate: 'admin' },
  'POST /v1/session': { needs: 'nothing', rate: 'admin' },
  'DELETE /v1/session': { needs: 'nothing', rate: 'admin' },
};

/** Whole sites that are mounted: readable by anybody. */
const SITES = /^\/demo(?:\/|$)/;

/** What a registered route needs; undefined: it is not in the table. */
export function accessOf(method: string, path: string): Access | undefined {
  if (method === 'GET' && SITES.test(path)) return page;
  return ACCESS[`${method} ${path}`];
}
