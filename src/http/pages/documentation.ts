/** How is the documentation read in a browser? The site at `/docs/`: contents beside each page, the way on below it. */
import type { Env, Hono } from 'hono';
import { html, raw } from 'hono/html';
import { type Documentation, type DocumentationPage, documentation } from '../../docs/documentation.ts';
import { addressOf, ROOT } from '../../docs/links.ts';
import { foldable, layout, type Markup } from './layout.ts';

/** Call it after what has an address of its own below `/docs/`. */
export function addDocumentation<E extends Env>(app: Hono<E>): void {
  app.get('/docs', (c) => c.redirect(ROOT, 301));
  app.get(ROOT, async (c) => c.html(documentPage(await documentation(), ROOT)));
  app.get('/docs/:page{.+}', async (c) => {
    const whole = await documentation();
    const { path } = c.req;
    const picture = whole.pictures.get(path);
    if (picture) return c.body(picture.bytes, 200, { 'Content-Type': 'image/webp' });
    if (whole.pages.has(path)) return c.html(documentPage(whole, path));
    // As somebody has it who comes from the files.
    const meant = path.replace(/(?:\.md|\/|\/README\.md)$/, '');
    if (meant === '/docs' || whole.pages.has(meant)) return c.redirect(meant === '/docs' ? ROOT : meant, 301);
    return c.html(missingPage(whole), 404);
  });
}

function documentPage(whole: Documentation, address: string): Markup {
  const page = whole.pages.get(address) as DocumentationPage;
  return layout({
    title: address === ROOT ? 'Kindred – Documentation' : `${page.title} – Kindred`,
    description: page.title,
    current: ROOT,
    aside: contentsOf(whole, page),
    body: html`<article class="doc">
${raw(page.html)}</article>
${wayOn(whole, address)}`,
  });
}

function missingPage(whole: Documentation): Markup {
  return layout({
    title: 'There is no such page – Kindred',
    description: 'There is no such page',
    current: ROOT,
    aside: contentsOf(whole),
    body: html`<article class="doc"><h1>There is no such page.</h1><p>The contents list all that there are; the documentation begins <a href="${ROOT}">here</a>.</p></article>`,
  });
}

function contentsOf({ contents }: Documentation, page?: DocumentationPage): Markup {
  return foldable(
    html`${contents.map(
      ({ title, entries }) => html`<p class="side-title">${title}</p>
<ul>${entries.map((entry) => {
        const isCurrent = entry.file === page?.file;
        return html`<li><a href="${addressOf(entry.file)}"${isCurrent && html` aria-current="page"`}>${entry.title}</a>${isCurrent && page && sectionsOf(page)}</li>`;
      })}</ul>`,
    )}`,
    'contents',
  );
}

function sectionsOf({ headings }: DocumentationPage): Markup | '' {
  const sections = headings.filter(({ depth }) => depth === 2);
  if (sections.length < 2) return '';
  return html`<ul class="sections">${sections.map(({ anchor, text }) => html`<li><a href="#${anchor}">${text}</a></li>`)}</ul>`;
}

function wayOn({ pages }: Documentation, address: string): Markup {
  const order = [...pages.values()];
  const at = order.findIndex((page) => page.address === address);
  const [before, after] = [order[at - 1], order[at + 1]];
  return html`<nav class="way-on" aria-label="Page before and after">
${before && html`<a class="before" href="${before.address}" rel="prev"><span>Before</span> ${before.title}</a>`}
${after && html`<a class="after" href="${after.address}" rel="next"><span>Next</span> ${after.title}</a>`}
</nav>`;
}
