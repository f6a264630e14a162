/** How is a use case called over HTTP? The whole application, ready to be served or to be asked by a test. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import { AppError } from '../article/errors.ts';
import { Admission } from './admission/admission.ts';
import { NO_PRESSURE } from './admission/pressure.ts';
import { addArticleRoutes } from './articles.ts';
import { addAuditRoutes } from './audit.ts';
import { addBoxFiles } from './box-files.ts';
import { Callers } from './caller.ts';
import { addCollectionRoutes } from './collection.ts';
import { type App, type AppDependencies, DEFAULT_ACCESS } from './dependencies.ts';
import { addFindRoute } from './find.ts';
import { addFragmentRoutes, FRAGMENT_PATHS, problemsAsComments } from './fragment/routes.ts';
import { guard } from './guard.ts';
import { addKeyRoutes } from './keys.ts';
import { addLabelRoutes } from './labels.ts';
import { addMetricsRoute } from './observing/metrics-route.ts';
import { logFault, observeRequests } from './observing/observe.ts';
import { addOperationRoutes } from './operations.ts';
import { addPlacementRoutes } from './placements.ts';
import { problem, problemOfError, problemOfValidation } from './problems.ts';
import { addPushRoutes } from './push.ts';
import { Rates } from './rates.ts';
import { addReindexRoutes } from './reindex.ts';
import { addRelatedRoutes, LOOKUP_PATHS } from './related.ts';
import { rememberedAnswers } from './remembered.ts';
import { addRuleRoutes } from './rules.ts';
import { addSessionRoutes } from './session.ts';
import { Slower, slowerProblem } from './slower.ts';
import { addStudioRoutes } from './studio/routes.ts';

export const QUERY_CHARACTERS = 4_096;

export function createApp(dependencies: AppDependencies): App {
  const { demo, corsOrigins, log } = dependencies;
  const app: App = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (!result.success) return problemOfValidation(c, result.error, inputOf(c, result.target));
      return undefined;
    },
  });
  const { metrics, admission = new Admission(), pressure = NO_PRESSURE } = dependencies;
  const {
    rates = new Rates((dependencies.access ?? DEFAULT_ACCESS).rates),
    remembered = rememberedAnswers(dependencies),
  } = dependencies;
  app.use(observeRequests(log, dependencies));
  for (const path of FRAGMENT_PATHS) app.use(path, problemsAsComments);
  app.use(admission.middleware);
  const callers = new Callers(dependencies);
  app.use('*', guard(callers, rates, dependencies));
  app.use('/v1/*', async (c, next) => {
    await next();
    const age = dependencies.service.staleSeconds();
    if (age !== undefined) c.header('X-Index-Age', String(age));
  });
  if (remembered)
    for (const path of [...LOOKUP_PATHS, ...FRAGMENT_PATHS]) app.get(path, remembered.middleware);
  app.use(
    '*',
    secureHeaders({
      // Pages say themselves what they may do.
      overwrite: false,
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
    // A page posts to ask for all its boxes at once.
    allowMethods: ['GET', 'HEAD', 'POST'],
    // Named, so that what the request asks for is not given back.
    allowHeaders: ['Content-Type', 'If-None-Match'],
    maxAge: 86_400,
  });
  for (const path of [...LOOKUP_PATHS, ...FRAGMENT_PATHS, '/openapi.json']) app.use(path, reading);

  addBoxFiles(app);
  addRelatedRoutes(app, dependencies, remembered);
  addFragmentRoutes(app, dependencies, remembered);
  addFindRoute(app, dependencies);
  addArticleRoutes(app, dependencies);
  addPushRoutes(app, dependencies);
  addReindexRoutes(app, dependencies);
  addKeyRoutes(app, dependencies);
  addAuditRoutes(app, dependencies);
  addSessionRoutes(app, callers);
  addRuleRoutes(app, dependencies);
  addPlacementRoutes(app, dependencies);
  addLabelRoutes(app, dependencies);
  addCollectionRoutes(app, dependencies);
  addStudioRoutes(app, dependencies);
  addOperationRoutes(app, dependencies);
  metrics?.observe({ service: dependencies.service, admission, pressure, remembered });
  if (metrics && dependencies.metricsFor)
    addMetricsRoute(app, metrics, dependencies.metricsFor, dependencies.remoteAddress);
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
    if (error instanceof Slower) return slowerProblem(c, error);
    const httpStatus = 'status' in error ? error.status : undefined;
    if (httpStatus === 400) return problem(c, 'invalid', 'the body is not JSON');
    if (!(error instanceof AppError)) logFault(log, c, error, 'a request failed');
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
