import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Readability } from '@mozilla/readability';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/article/errors.ts';
import { type ExtractedArticle, extractArticle } from '../../src/sources/html/extract.ts';
import { parsePage } from '../../src/sources/html/page.ts';
import { likeness, mean } from './words.ts';

const FOLDER = new URL('pages/', import.meta.url);
type Expected = Omit<ExtractedArticle, 'excerpt' | 'modifiedAt'>;
const pages = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.html'))
  .sort()
  .map((name) => ({
    name: name.replace('.html', ''),
    html: readFileSync(new URL(name, FOLDER), 'utf8'),
    expected: JSON.parse(
      readFileSync(new URL(name.replace('.html', '.expected.json'), FOLDER), 'utf8'),
    ) as Expected,
  }));

function extracted(html: string, url?: string): ExtractedArticle {
  const article = extractArticle(html, url);
  if (article instanceof AppError) throw article;
  return article;
}

function byReadability(html: string): string {
  const document = parsePage(html) as unknown as ConstructorParameters<typeof Readability>[0];
  return new Readability(document).parse()?.textContent ?? '';
}

/** The seed's text, where it is beside the project, in the page that such a site serves. */
function seedPage(): string | undefined {
  const path = new URL('../../../shared/seed/page.txt', import.meta.url);
  if (!existsSync(path)) return undefined;
  const [story = '', box = ''] = readFileSync(path, 'utf8').split('You May Also Like');
  const paragraphs = (text: string) =>
    text
      .split(/\n+/)
      .map((line) => line.trim())
      .filter(Boolean);
  const [told = ''] = story.split('Leave a Reply');
  const lines = paragraphs(box);
  const items = lines.flatMap((title, at) =>
    at % 2 === 0
      ? [
          `<article class="hentry"><h3 class="entry-title"><a href="/x${at}">${title}</a></h3><div class="entry-summary"><p>${lines[at + 1]}</p></div></article>`,
        ]
      : [],
  );
  return readFileSync(new URL('seed-wordpress.html', FOLDER), 'utf8')
    .replace(
      /(<div class="entry-content">)[\s\S]*?(<\/div>\s*<footer)/,
      (_, open, close) =>
        `${open}${paragraphs(told)
          .map((text) => `<p>${text}</p>`)
          .join('')}${close}`,
    )
    .replace(
      /(<div class="row">)[\s\S]*?(<\/div><\/section>)/,
      (_, open, close) => `${open}${items.join('')}${close}`,
    );
}

describe('the extraction of a story', () => {
  it.each(pages)('from $name finds what the page says of it', ({ html, expected }) => {
    const { excerpt: _, modifiedAt: __, body: ___, ...found } = extracted(html, expected.url ?? undefined);
    const { body: ____, ...fields } = expected;
    expect(found).toEqual(fields);
  });

  it.each(pages)('from $name finds its words and hardly any other', ({ html, expected }) => {
    expect(likeness(extracted(html, expected.url ?? undefined).body, expected.body).f1).toBeGreaterThan(0.9);
  });

  it('is better than Readability alone', () => {
    const ours = mean(
      pages.map(({ html, expected }) =>
        likeness(extracted(html, expected.url ?? undefined).body, expected.body),
      ),
    );
    const theirs = mean(pages.map(({ html, expected }) => likeness(byReadability(html), expected.body)));
    const shown = ({ precision, recall, f1 }: typeof ours) =>
      [precision, recall, f1].map((value) => value.toFixed(3)).join(' ');
    console.log(
      `words of ${pages.length} pages, precision recall F1: ours ${shown(ours)}, Readability alone ${shown(theirs)}`,
    );
    expect(pages.length).toBeGreaterThan(25);
    expect(ours.f1).toBeGreaterThanOrEqual(0.95);
    expect(ours.f1).toBeGreaterThan(theirs.f1);
  });

  it('of the seed page is its story alone: no comment form, no title and no teaser of its box', () => {
    const seeds = [readFileSync(new URL('seed-wordpress.html', FOLDER), 'utf8'), seedPage()];
    for (const html of seeds.filter((page) => page !== undefined)) {
      const box = html.slice(html.indexOf('<section class="related">'), html.indexOf('</main>'));
      const titles = [...box.matchAll(/<h3[^>]*><a[^>]*>([^<]+)/g)].map(([, title = '']) => title);
      const teasers = [...box.matchAll(/<p>([^<…]+)/g)].map(([, teaser = '']) => teaser.trim());
      expect([titles.length, teasers.length]).toEqual([4, 4]);
      const { title, body, excerpt } = extracted(html, 'https://portledger.example/a');
      const text = `${title}\n${body}\n${excerpt}`;
      for (const foreign of [
        ...titles,
        ...teasers,
        'You May Also Like',
        'Leave a Reply',
        'email address will not be published',
        'Required fields',
        'Post Comment',
      ]) {
        expect(html).toContain(foreign);
        expect(text).not.toContain(foreign);
      }
    }
  });

  it('leaves comment forms and titles of boxes out', () => {
    for (const { html, expected } of pages)
      expect(extracted(html, expected.url ?? undefined).body).not.toMatch(
        /Leave a Reply|You May Also Like|Your email address|Share this|RELATED ARTICLES|Most read|Sign up|cookies/i,
      );
  });
});
