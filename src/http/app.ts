/** How is a use case called over HTTP? The whole application, ready to be served or to be asked by a test. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import { AppError } from '../article/errors.ts';
import { addArticleRoutes } from './articles.ts';
import type { App, AppDependencies } from './dependencies.ts';
import { addOperationRoutes } from './operations.ts';
import { problem, problemOfError, problemOfValidation } from './problems.ts';
import { addPushRoutes } from './push.ts';
import { addReindexRoutes } from './reindex.ts';
import { addRelatedRoutes, addRememberedAnswers } from './related.ts';

export const QUERY_CHARACTERS = 4_096;

export function createApp(dependencies: AppDependencies): App {
  const { demo, corsOrigins, log } = dependencies;
  const app: App = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (!result.success) return problemOfValidation(c, result.error, inputOf(c, result.target));
      return undefined;
    },
  });
  // Where answers depend on who asks they cannot be given again.
  const remembered = corsOrigins ? undefined : addRememberedAnswers(app, dependencies);
  app.use(
    '/v1/*',
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      crossOriginResourcePolicy: false,
      // Whether a domain is https only is its owner's to say.
      strictTransportSecurity: false,
    }),
  );
  app.use('/v1/*', async (c, next) => {
    const query = c.req.url.indexOf('?');
    if (query !== -1 && c.req.url.length - query > QUERY_CHARACTERS) {
      throw new AppError(
        'invalid',
        `the query string may have ${QUERY_CHARACTERS} characters, got ${c.req.url.length - query}`,
      );
    }
    await next();
  });
  const reading = cors({
    origin: corsOrigins ? [...corsOrigins] : '*',
    allowMethods: ['GET', 'HEAD'],
    maxAge: 86_400,
  });
  for (const path of ['/v1/articles/:id/related', '/openapi.json']) app.use(path, reading);
  // A draft is posted by the newsroom's own system, never by a reader's page.
  app.on(['GET', 'HEAD', 'OPTIONS'], '/v1/related', reading);

  addRelatedRoutes(app, dependencies, remembered);
  addArticleRoutes(app, dependencies);
  addPushRoutes(app, dependencies);
  addReindexRoutes(app, dependencies);
  addOperationRoutes(app, dependencies);
  if (demo) app.route('/demo', demo);

  app.notFound((c) => {
    const allowed = methodsAt(app, c.req.path);
    if (allowed.length === 0)
      return problem(c, 'not_found', `there is nothing at ${c.req.path.slice(0, 200)}`);
    c.header('Allow', allowed.join(', '));
    return problem(
      c,
      'method_not_allowed',
      `${c.req.path.slice(0, 200)} knows ${allowed.join(', ')}, got ${c.req.method}`,
    );
  });
  app.onError((error, c) => {
    const httpStatus = 'status' in error ? error.status : undefined;
    if (httpStatus === 400) return problem(c, 'invalid', 'the body is not JSON');
    if (!(error instanceof AppError)) log.error({ err: error, path: c.req.path }, 'a request failed');
    return problemOfError(c, error);
  });
  return app;
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE'];

function methodsAt(app: App, path: string): string[] {
  return METHODS.filter((method) =>
    app.router
      .match(method, path)[0]
      .some(([[, route]]) => !route.path.endsWith('*') && route.method !== 'ALL'),
  );
}

/** What the validator saw, so that a message can name the value. */
function inputOf(c: Context, target: string): unknown {
  if (target === 'param') return c.req.param();
  if (target !== 'query') return undefined;
  return Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}
