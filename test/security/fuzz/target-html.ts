/** Pieces of HTML and whole pages: text no longer than the markup that it stands in, an article or a reason. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AppError } from '../../../src/article/errors.ts';
import { extractArticle } from '../../../src/sources/html/extract.ts';
import { articleRecord, pageText } from '../../../src/sources/html/records.ts';
import { htmlToLine, htmlToText } from '../../../src/sources/html/text.ts';
import { withoutShortcodes } from '../../../src/sources/shortcodes.ts';
import { linksOf } from '../../../src/sources/web/links.ts';
import { address, anything, date, markup, mostly, text } from './made-text.ts';
import { checkArticle, checkError, orRefusal } from './promises.ts';
import type { Target } from './target.ts';

const TAGS =
  'p div span a b em h1 h2 ul li table tr td pre figure script style template svg math select option iframe article main section title br img meta link base html body head noscript textarea form button time'.split(
    ' ',
  );
const PAIRS = [
  ...['div', 'p', 'a', 'b', 'table', 'ul><li', 'select', 'svg', 'pre', 'template', 'noscript'].map(
    (tag) => [`<${tag}>`, `</${tag.split('>')[0]}>`] as const,
  ),
  ['<!--', '-->'] as const,
  ['<![CDATA[', ']]>'] as const,
  ['&amp;', ''] as const,
  ['[caption]', '[/caption]'] as const,
];
const WORDS = [
  ...TAGS.flatMap((tag) => [`<${tag}>`, `</${tag}>`]),
  '<',
  '>',
  '</',
  '<!',
  '<!--',
  '-->',
  '<?',
  '"',
  "'",
  '=',
  '&#0;',
  '&#xD800;',
  '&#x110000;',
  '&#99999999999;',
  '&nGt;',
  '&notit;',
  ' hidden',
  ' class="related-posts"',
  ' style="display:none"',
  ' __proto__=x constructor=y',
  ' itemprop="articleBody"',
  '<script type="application/ld+json">',
  '[gallery ids="1"]',
  '[/caption]',
  '\n\n',
  '{"@type":"NewsArticle","headline":',
];

export const htmlTextTarget: Target = {
  name: 'html text',
  seeds: [
    '<p>One<br>two<br><br>three</p><pre>  a\n  b</pre><ul><li>x<li>y</ul>',
    '<table><tr><td>1<td>2</table><script>if (a < b) c()</script><style>p{}</style>d',
    '[caption id="1" align="left"]a[/caption] b [gallery] [sic] [1] [embed]x[/embed]',
    '<svg><title>x</title></svg><math><mi>y</mi></math><select><option>z</select>',
    'a &lt;b&gt; &amp;amp; &#8217; &notanentity; &',
  ],
  made: markup,
  words: WORDS,
  pairs: PAIRS,
  async read(bytes, chance) {
    const html = bytes.toString(chance % 7 === 0 ? 'latin1' : 'utf8');
    const blankLines = chance % 2 ? 'wordpress' : 'space';
    const kept = withoutShortcodes(html);
    assert.ok(kept.length <= html.length, 'taking shortcodes out made it longer');
    const found = await orRefusal(() => htmlToText(kept, { blankLines }));
    if (found instanceof AppError) return 'refused';
    assert.ok(found.length <= 2 * kept.length, `${found.length} characters of ${kept.length}`);
    assert.equal(found, found.trim());
    assert.ok(!htmlToLine(kept).includes('\n'), 'a line has one line');
    return found === '' ? 'refused' : 'taken';
  },
};

const linked = fc
  .record(
    {
      '@context': fc.constant('https://schema.org'),
      '@type': fc.constantFrom('NewsArticle', 'BlogPosting', 'WebPage', 'BreadcrumbList', 'LiveBlogPosting'),
      '@id': mostly(address),
      '@graph': anything,
      headline: mostly(text),
      articleBody: mostly(text),
      author: mostly(fc.record({ name: mostly(text) })),
      image: mostly(fc.array(address, { maxLength: 2 })),
      keywords: mostly(text),
      datePublished: mostly(date),
      itemListElement: anything,
      mainEntityOfPage: mostly(address),
      liveBlogUpdate: anything,
    },
    { requiredKeys: ['@context', '@type'] },
  )
  .map((value) => JSON.stringify(value));

const page = fc
  .record({
    head: fc.array(
      fc.oneof(
        fc
          .tuple(
            fc.constantFrom('og:title', 'author', 'article:published_time', 'og:image', 'keywords'),
            text,
          )
          .map(
            ([name, content]) => `<meta property="${name}" content="${content.replaceAll('"', '&quot;')}">`,
          ),
        address.map((href) => `<link rel="canonical" href="${href}"><base href="${href}">`),
        linked.map((json) => `<script type="application/ld+json">${json}</script>`),
        text.map((title) => `<title>${title} | Site</title>`),
      ),
      { maxLength: 6 },
    ),
    frame: fc.constantFrom(
      'article',
      'main',
      'div class="entry-content"',
      'div itemprop="articleBody"',
      'table',
    ),
    body: fc.array(
      fc.oneof(
        markup,
        text.map((words) => `<p>${words}</p>`),
        date.map((when) => `<time datetime="${when}">${when}</time>`),
      ),
      { maxLength: 10 },
    ),
    title: text,
  })
  .map(
    ({ head, frame, body, title }) =>
      `<!DOCTYPE html><html lang="en"><head>${head.join('')}</head><body><nav>x</nav><${frame}><h1>${title}</h1>${body.join('')}<p>${'Ice on the river, and more of it than anybody remembers. '.repeat(3)}</p></${frame.split(' ')[0]}><h3>You may also like</h3><ul><li><a href=x>y</a></ul></body></html>`,
  );

export const htmlPageTarget: Target = {
  name: 'html page',
  seeds: [
    `<html><head><title>Thaw - Site</title></head><body><article><h1>Thaw</h1><p>${'Ice on the river. '.repeat(20)}</p><h3>Related</h3><ul><li><a>x</a></ul></article></body></html>`,
    `<!-- saved from url=(0025)https://ice.example/thaw/ --><p>${'Ice. '.repeat(50)}</p><h1>Thaw</h1>`,
    '<script type="application/ld+json">{"@graph":[{"@id":"#a","@type":"NewsArticle","headline":"H","articleBody":"<p>x</p>","author":{"@id":"#p"},"image":{"@id":"#i"}},{"@id":"#p","name":{"toString":1}}]}</script>',
    '<frameset><frame></frameset><plaintext>x',
    '<body><template><p>x</p></template><noscript><p>y</noscript><svg><style><p>z</style></svg></body></html><p>after',
  ],
  made: page,
  words: WORDS,
  pairs: PAIRS,
  read(bytes, chance) {
    const url = chance % 3 ? 'https://news.example/2024/04/29/thaw/' : undefined;
    const html = pageText(bytes, chance % 11 === 0 ? 'windows-1252' : undefined);
    const found = extractArticle(html, url);
    const { result } = articleRecord(0, 'thaw.html', found);
    const { feeds, wordpress } = linksOf(html, url ?? 'https://news.example/', undefined);
    for (const link of [...feeds, wordpress ?? 'https://x/']) assert.match(link, /^https?:/);
    if (found instanceof AppError) checkError(found);
    else {
      assert.ok(found.body.length <= 2 * html.length, 'more text than page');
      assert.ok(found.url === null || /^https?:/.test(found.url), 'an address of another kind');
    }
    if (result instanceof AppError) checkError(result);
    else checkArticle(result);
    return result instanceof AppError ? 'refused' : 'taken';
  },
};
