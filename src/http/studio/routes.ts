/** The studio under /studio/: its shell, its files, and the box as readers see it. */
import type { Context } from 'hono';
import { studioFiles } from '../../studio/files.ts';
import { validated } from '../body.ts';
import { idParameter } from '../contract.ts';
import type { App, AppDependencies } from '../dependencies.ts';
import { placedQuery } from '../placed.ts';
import { type Published, publishAt, published } from '../published.ts';
import { BLANK_PICTURE, previewPage, previewParameters, previewPolicy } from './preview.ts';
import { SHELL_POLICY, STUDIO_SCRIPT, STUDIO_STYLE, shell } from './shell.ts';

interface Files {
  readonly script: Published;
  readonly style: Published;
}

let made: Promise<Files> | undefined;

/** Made on the first call. Rejects when the studio was not built and cannot be. */
export function publishedStudio(): Promise<Files> {
  made ??= studioFiles().then(({ script, style }) => ({
    script: published(script),
    style: published(style),
  }));
  return made;
}

export function addStudioRoutes(app: App, dependencies: AppDependencies): void {
  const { service, defaults } = dependencies;
  publishAt(
    app,
    STUDIO_SCRIPT,
    'text/javascript; charset=utf-8',
    async () => (await publishedStudio()).script,
  );
  publishAt(app, STUDIO_STYLE, 'text/css; charset=utf-8', async () => (await publishedStudio()).style);

  app.get('/studio', (c) => c.redirect('/studio/'));

  app.get('/studio/', async (c) => page(c, SHELL_POLICY, 'DENY', shell(await publishedStudio(), defaults)));

  app.get(BLANK_PICTURE, (c) =>
    c.body('<svg xmlns="http://www.w3.org/2000/svg"/>', 200, {
      'Content-Type': 'image/svg+xml; charset=utf-8',
    }),
  );

  app.get('/studio/preview/:id', async (c) => {
    const given = Object.entries(c.req.queries()).map(([name, [first, ...more]]) => [
      name,
      more.length > 0 ? [first, ...more] : first,
    ]);
    const { layout, pictures, ...parameters } = validated(previewParameters, Object.fromEntries(given));
    const { query, layout: placed = 'list' } = placedQuery(dependencies, parameters);
    const { id } = validated(idParameter, c.req.param());
    const lookup = await service.relatedById(id, { ...query, explain: false }, Date.now());
    const options = {
      ...{ layout: layout ?? placed, limit: query.settings.limit },
      ...{ page: service.addressOf(id), pictures: pictures === 'true' },
    };
    return page(c, previewPolicy(options.pictures), 'SAMEORIGIN', previewPage(lookup, options));
  });
}

function page(c: Context, policy: string, frame: string, content: Parameters<Context['html']>[0]) {
  return c.html(content, 200, {
    'Content-Security-Policy': policy,
    'X-Frame-Options': frame,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'private, no-cache',
  });
}
