/** WordPress exports, RSS, Atom, sitemaps: entries, posts, addresses or reasons, the same in whatever pieces the bytes come. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AppError } from '../../../src/article/errors.ts';
import { feedRecords } from '../../../src/sources/feed.ts';
import { MAX_ENTRIES, type SitemapEntry, sitemapEntries } from '../../../src/sources/sitemap.ts';
import { wxrRecords } from '../../../src/sources/wxr.ts';
import { address, date, markup, text } from './made-text.ts';
import { orRefusal, Pieces, sameInPieces } from './promises.ts';
import type { Target } from './target.ts';

const escaped = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const cdata = (value: string) => `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
/** `<name>…</name>`, of characters that XML allows or of any. */
const element = (name: string, value: fc.Arbitrary<string>, attributes = '') =>
  fc
    .tuple(value, fc.nat(5))
    .map(([inner, kind]) =>
      kind === 0
        ? `<${name}/>`
        : `<${name}${attributes}>${kind > 3 ? cdata(inner) : escaped(inner)}</${name}>`,
    );
const some = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc.array(fc.oneof(...parts), { maxLength: 10 }).map((all) => all.join('\n'));

const WORDS = [
  '<',
  '>',
  '</',
  '/>',
  '&',
  '&lol;',
  '&#0;',
  '&#xD800;',
  '&#x110000;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?x',
  '?>',
  '<!DOCTYPE x [<!ENTITY lol "lollol">]>',
  '<!ENTITY % x SYSTEM "file:///etc/passwd">',
  ' xmlns="constructor"',
  ' xmlns:a="toString"',
  ' xmlns:x="http://www.w3.org/2005/Atom"',
  ' type="xhtml"',
  ' xml:base="/"',
  ' __proto__="x"',
  ' constructor="y"',
  '<item>',
  '</item>',
  '<entry>',
  '<x:y z="1">',
  '<br/>',
  '=',
  '"',
  'encoding="utf-16"',
];
const PAIRS = [
  ['<a>', '</a>'],
  ['<item>', '</item>'],
  ['<div type="xhtml">', '</div>'],
  ['<a b="', '"/>'],
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['&', ';'],
  ['<!DOCTYPE a [', ']>'],
  ['<!ENTITY a "', '">'],
  ['<a xmlns:b="c">', '</a>'],
] as const;

const wxrItem = some(
  element('title', text),
  element('link', address),
  element('wp:post_id', fc.constantFrom('1', '2', '3', 'x')),
  element('wp:post_type', fc.constantFrom('post', 'post', 'post', 'page', 'attachment')),
  element('wp:status', fc.constantFrom('publish', 'publish', 'draft')),
  element('wp:attachment_url', address),
  element('wp:post_date_gmt', date),
  element('dc:creator', fc.constantFrom('ana', 'bo')),
  element('content:encoded', markup),
  element('excerpt:encoded', markup),
  element('category', text, ' domain="category" nicename="x"'),
  element('category', text, ' domain="post_tag"'),
  fc
    .constantFrom('1', '3', '99')
    .map(
      (id) =>
        `<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>${id}</wp:meta_value></wp:postmeta>`,
    ),
).map((inner) => `<item><title>T</title>${inner}</item>`);

const wxr = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><!-- c --><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://news.example</link>${inner}</channel></rss>`;

export const wxrTarget: Target = {
  name: 'wxr',
  seeds: [
    wxr(
      '<wp:author><wp:author_login>ana</wp:author_login><wp:author_display_name>Ana Ruiz</wp:author_display_name></wp:author><item><title>One</title><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><dc:creator>ana</dc:creator><content:encoded><![CDATA[a\n\nb[gallery]]]></content:encoded><wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>2</wp:meta_value></wp:postmeta></item><item><title>i</title><wp:post_id>2</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://news.example/i.jpg</wp:attachment_url></item>',
    ),
    wxr(
      '<item><title>x</title><category>a</category><category domain="tag">b</category><guid>https://news.example/?p=1</guid></item>',
    ),
  ],
  made: fc.array(wxrItem, { maxLength: 5 }).map((items) => wxr(items.join(''))),
  words: WORDS,
  pairs: PAIRS,
  read: (bytes, chance) =>
    sameInPieces(bytes, chance, (chunks) =>
      wxrRecords([{ name: 'site.xml', chunks }], { pages: chance % 2 === 0 }),
    ),
};

const rssItem = some(
  element('title', text),
  element('link', address),
  element('guid', address),
  element('guid', text, ' isPermaLink="false"'),
  element('description', markup),
  element('content:encoded', markup),
  element('pubDate', date),
  element('author', fc.constantFrom('a@b.example (Ana)', 'a@b.example', 'Ana')),
  element('category', text),
  address.map(
    (url) => `<media:content url="${escaped(url)}" medium="image"/><enclosure url="x" type="image/png"/>`,
  ),
).map((inner) => `<item><title>T</title>${inner}</item>`);
const atomEntry = some(
  element('title', text),
  element('id', address),
  address.map((href) => `<link href="${escaped(href)}" rel="alternate"/>`),
  element('content', markup, ' type="html"'),
  fc.constant(
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; <b>c</b></p></div></content>',
  ),
  element('summary', markup),
  element('updated', date),
  text.map((label) => `<category label="${escaped(label)}" term="x"/>`),
).map((inner) => `<entry><title>T</title>${inner}</entry>`);
const rss = (inner: string) =>
  `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel><language>en</language>${inner}</channel></rss>`;

export const feedTarget: Target = {
  name: 'feed',
  seeds: [
    rss(
      '<item><title>One</title><guid>https://news.example/1</guid><description>&lt;p&gt;x…</description></item>',
    ),
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><link href="https://news.example/"/><entry><id>1</id><title type="html">A &amp;amp; B</title><link href="/a"/><content type="xhtml"><div><p>x<br/>y</p></div></content></entry></feed>',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item rdf:about="https://news.example/1"><title>x</title></item></rdf:RDF>',
    `<?xml version="1.0" encoding="iso-8859-1"?>${rss('<item><title>caf\ufffd</title></item>')}`,
  ],
  made: fc.oneof(
    fc.array(rssItem, { maxLength: 5 }).map((items) => rss(items.join(''))),
    fc
      .array(atomEntry, { maxLength: 5 })
      .map((entries) => `<feed xmlns="http://www.w3.org/2005/Atom">${entries.join('')}</feed>`),
  ),
  words: WORDS,
  pairs: PAIRS,
  read: (bytes, chance) =>
    sameInPieces(bytes, chance, (chunks) =>
      feedRecords(chunks, {
        name: 'feed.xml',
        baseUrl: chance % 2 ? 'https://news.example/feed' : undefined,
      }),
    ),
};

const sitemapUrl = some(
  element('loc', address),
  element('lastmod', date),
  fc
    .tuple(text, date)
    .map(
      ([title, when]) =>
        `<news:news><news:publication><news:language>en</news:language></news:publication><news:title>${escaped(title)}</news:title><news:publication_date>${when}</news:publication_date><news:keywords>a,b</news:keywords></news:news>`,
    ),
  address.map((loc) => `<image:image><image:loc>${escaped(loc)}</image:loc></image:image>`),
).map((inner) => `<url><loc>https://news.example/1</loc>${inner}</url>`);

export const sitemapTarget: Target = {
  name: 'sitemap',
  seeds: [
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://news.example/s.xml</loc></sitemap></sitemapindex>',
    'https://news.example/1\r\nhttps://news.example/2\n\nftp://x\n HTTPS://NEWS.EXAMPLE/3',
  ],
  made: fc.oneof(
    fc
      .array(sitemapUrl, { maxLength: 6 })
      .map(
        (urls) =>
          `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${urls.join('')}</urlset>`,
      ),
    fc.array(address, { maxLength: 6 }).map((lines) => lines.join('\n')),
  ),
  words: WORDS,
  pairs: PAIRS,
  async read(bytes, chance) {
    const whole = await entriesOf(bytes, bytes.length + 1);
    assert.deepEqual(await entriesOf(bytes, Math.ceil(bytes.length / 2_000) + (chance % 97)), whole);
    return whole.length > 0 && typeof whole[0] !== 'string' ? 'taken' : 'refused';
  },
};

async function entriesOf(bytes: Buffer, size: number): Promise<(SitemapEntry | string)[]> {
  const source = new Pieces(bytes, size);
  const entries: (SitemapEntry | string)[] = [];
  const thrown = await orRefusal(async () => {
    for await (const entry of sitemapEntries(source, { name: 's.xml', baseUrl: 'https://news.example/' })) {
      assert.match(entry.url, /^https?:/);
      entries.push(entry);
    }
  });
  assert.ok(entries.length <= Math.min(MAX_ENTRIES, bytes.length), 'more addresses than bytes');
  assert.ok(source.isClosed, 'the source is left open');
  if (thrown instanceof AppError) entries.push(thrown.message);
  return entries;
}
