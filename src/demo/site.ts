/** How is the demonstration site served? A small newspaper around the sample stories, mounted at /demo. */
import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Article } from '../article/article.ts';
import { BASE } from './addresses.ts';
import { drawArt, drawIcon } from './art.ts';
import { frontPage, sectionPage } from './front.ts';
import { missingPage } from './missing.ts';
import { type Edition, languageOf, makeNewspaper, sectionSlugOf } from './newspaper.ts';
import { storyPage } from './story.ts';
import { SITE_STYLE } from './style.ts';
import { type Ask, windowFront, windowPage } from './window.ts';

export interface DemoOptions {
  /** Id of the story on top of the front page; the newest one when it is absent or unknown. */
  readonly leadId?: string;
  /** Asks the service for a path; for the page without a script. */
  readonly ask?: Ask;
}

/** Nothing but this site's own files; the box asks the service on the same origin. */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: https:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** The addresses in its pages begin with /demo, so it must be mounted there. Throws when there is no article. */
export function demoSite(articles: readonly Article[], { leadId, ask = noService }: DemoOptions = {}): Hono {
  const newspaper = makeNewspaper(articles);
  const [main] = newspaper.editions;
  if (!main) throw new Error('the demonstration site needs at least one article, got none');
  const editionOf = (language: string) => newspaper.editions.find((edition) => edition.language === language);
  const leadOf = ({ language, stories }: Edition) => {
    const wanted = leadId === undefined ? undefined : newspaper.stories.get(leadId);
    return wanted && languageOf(wanted) === language ? wanted : (stories[0] as Article);
  };
  const missing = (c: Context, what: string) => c.html(missingPage(newspaper, main, what), 404);
  const front = (c: Context, edition: Edition) => c.html(frontPage(newspaper, edition, leadOf(edition)));

  const site = new Hono();
  site.use(async (c, next) => {
    await next();
    c.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'same-origin');
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-cache');
  });
  site.use(etag());

  site.get('/', (c) => front(c, main));
  site.get('/site.css', (c) => c.body(SITE_STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  site.get('/icon.svg', (c) => svg(c, drawIcon()));

  // Any id has a picture: a story pushed while the demonstration runs is in boxes too.
  site.get('/art/:file{.+\\.svg}', (c) => {
    const id = c.req.param('file').slice(0, -'.svg'.length);
    return svg(c, drawArt(id, newspaper.stories.get(id)?.section ?? undefined));
  });

  site.get('/edition/:language', (c) => {
    const edition = editionOf(c.req.param('language'));
    return edition ? front(c, edition) : missing(c, 'edition');
  });

  site.get('/section/:name', (c) => {
    const section = newspaper.sections.get(c.req.param('name'));
    const edition = section && editionOf(section.language);
    return section && edition ? c.html(sectionPage(newspaper, section, edition)) : missing(c, 'section');
  });

  site.get('/boxes/', (c) => c.html(windowFront(newspaper, main)));

  site.get('/boxes/:slug', async (c) => {
    const page = await windowPage(newspaper, main, leadOf(main), c.req.param('slug'), ask);
    return page ? c.html(page) : missing(c, 'page');
  });

  site.get('/:id', (c) => {
    const article = newspaper.stories.get(c.req.param('id').normalize('NFC'));
    const section = article && newspaper.sections.get(sectionSlugOf(article));
    const edition = section && editionOf(section.language);
    if (!article || !section || !edition) return missing(c, 'story');
    return c.html(storyPage(newspaper, article, section, edition));
  });

  // A mounted '/' answers to the address without a slash at its end only.
  site.get('*', (c) => (c.req.path === `${BASE}/` ? front(c, main) : missing(c, 'page')));
  return site;
}

const noService: Ask = () =>
  Promise.reject(new Error('the demonstration site was not told where the service is'));

function svg(c: Context, drawing: string): Response {
  return c.body(drawing, 200, {
    'Content-Type': 'image/svg+xml; charset=utf-8',
    'Cache-Control': 'public, max-age=3600',
  });
}
