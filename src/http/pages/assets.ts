/** What do the service's own pages load, and what may they do? Their stylesheet and icon, and the headers that allow nothing else. */
import type { Env, Hono } from 'hono';
import { etag } from 'hono/etag';
import { ICON_ADDRESS, STYLE_ADDRESS } from './layout.ts';
import { PROSE_STYLE } from './prose-style.ts';
import { PAGE_STYLE } from './style.ts';

/** These pages have no script and send nothing anywhere. */
export const PAGE_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A node beside its nearest: three kindred points. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#14405a"/><path d="M20 44 44 40M20 44 32 18M32 18l12 22" stroke="#9cc7d6" stroke-width="4"/><circle cx="20" cy="44" r="9" fill="#ffb38f"/><circle cx="44" cy="40" r="6.500" fill="#fff"/><circle cx="32" cy="18" r="6.500" fill="#fff"/></svg>';

/** Call it before the pages are added: what is added first runs first. */
export function addPageAssets<E extends Env>(app: Hono<E>): void {
  for (const path of ['/', '/docs', '/docs/*', STYLE_ADDRESS, ICON_ADDRESS]) {
    app.use(path, async (c, next) => {
      await next();
      c.header('Content-Security-Policy', PAGE_SECURITY_POLICY);
      c.header('X-Content-Type-Options', 'nosniff');
      c.header('Referrer-Policy', 'same-origin');
      c.header('Cache-Control', 'no-cache');
    });
    app.use(path, etag());
  }
  app.get(STYLE_ADDRESS, (c) =>
    c.body(PAGE_STYLE + PROSE_STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  );
  app.get(ICON_ADDRESS, (c) => c.body(ICON, 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' }));
}
