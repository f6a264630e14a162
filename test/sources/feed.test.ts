import { describe, expect, it } from 'vitest';
import { feedRecords } from '../../src/sources/feed.ts';
import { jsonFeedRecords } from '../../src/sources/json-feed.ts';
import { all, articles, bytes, cut, told } from './collected.ts';

const options = { name: 'feed.xml', baseUrl: 'https://ice.example/feed/' };
const rss = (items: string, more = '') => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Ice</title><atom:link href="https://ice.example/feed/" rel="self"/><link>https://ice.example</link>
<language>en-GB</language>${more}${items}</channel></rss>`;
const STORY = `<p>${'Ice on the river. '.repeat(20)}</p><p>And more.</p>`;

describe('an RSS feed', () => {
  it('gives its items with text, author, categories, image and date', async () => {
    const item = `<item><title>Ice &amp;amp; snow</title><link>/a?utm_source=rss</link><guid isPermaLink="false">n-7</guid>
<dc:creator><![CDATA[Ana Ruiz]]></dc:creator><category>Sea</category><category><![CDATA[thaw]]></category>
<pubDate>Mon, 29 Apr 2024 12:00:00 +0200</pubDate><description><![CDATA[<p>A teaser &hellip;</p>]]></description>
<media:content url="https://ice.example/a.jpg" medium="image"><media:title>x</media:title></media:content>
<content:encoded><![CDATA[${STORY}<p>The post <a href="/a">Ice</a> appeared first on <a href="/">Ice</a>.</p>]]></content:encoded></item>`;
    const [record] = await all(feedRecords(bytes(rss(item)), options));
    expect(record).toMatchObject({
      isTeaser: false,
      result: {
        id: 'n-7',
        url: 'https://ice.example/a?utm_source=rss',
        title: 'Ice & snow',
        body: `${'Ice on the river. '.repeat(20).trim()}\n\nAnd more.`,
        excerpt: 'A teaser …',
        author: 'Ana Ruiz',
        section: 'Sea',
        tags: ['Sea', 'thaw'],
        image: 'https://ice.example/a.jpg',
        language: 'en',
        publishedAt: new Date('2024-04-29T10:00:00Z'),
      },
    });
  });

  it('that only teases says so', async () => {
    const items = `<item><title>One</title><description>Short […]</description></item>
<item><title>Two</title><description>${'Long enough. '.repeat(200)}</description></item>`;
    expect((await all(feedRecords(bytes(rss(items)), options))).map(({ isTeaser }) => isTeaser)).toEqual([
      true,
      false,
    ]);
  });

  it.each([
    [
      '0.91, without namespaces',
      '<rss version="0.91"><channel><item><title>One</title><dc:creator>A</dc:creator></item></channel></rss>',
    ],
    [
      '1.0',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/><item rdf:about="x"><title>One</title></item></rdf:RDF>',
    ],
    [
      'with mistakes of form',
      '\n<rss><channel><item><title>One & only &nbsp; &foo;</title><description>a<br>b</description></item></channel></rss>',
    ],
    [
      'in Latin-1',
      Buffer.from(
        '<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>One ü</title></item></channel></rss>',
        'latin1',
      ),
    ],
  ])('of version %s is understood', async (_, text) => {
    expect(await told(feedRecords(bytes(text), options))).toEqual([
      expect.stringMatching(/^One(?: ü| & only\s+&foo;)?$/),
    ]);
  });
});

describe('an Atom feed', () => {
  it('gives its entries, text, HTML or XHTML', async () => {
    const text = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://ice.example/atom"/>
<entry xml:lang="de"><id>tag:ice.example,2024:7</id><title type="html">Eis &amp;amp; Schnee</title>
<link rel="enclosure" type="image/png" href="/a.png"/><link rel="alternate" href="/a"/>
<published>2024-04-29T10:00:00Z</published><updated>2024-04-30T10:00:00Z</updated>
<author><name>Ana Ruiz</name></author><category term="sea" label="Sea"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &lt; two</p><p>three<br/>four</p></div></content></entry>
<entry><id>8</id><title>1 &lt; 2</title><content type="html">&lt;p&gt;Five&lt;/p&gt;</content></entry></feed>`;
    for (const size of [1, 1000])
      expect(await articles(feedRecords(cut(text, size), options))).toMatchObject([
        {
          id: 'tag:ice.example,2024:7',
          url: 'https://ice.example/a',
          title: 'Eis & Schnee',
          body: 'One < two\n\nthree\nfour',
          author: 'Ana Ruiz',
          section: 'Sea',
          image: 'https://ice.example/a.png',
          language: 'de',
          modifiedAt: new Date('2024-04-30T10:00:00Z'),
        },
        { id: '8', title: '1 < 2', body: 'Five' },
      ]);
  });
});

describe('a JSON Feed', () => {
  it('gives its items', async () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      home_page_url: 'https://ice.example',
      language: 'en',
      items: [
        {
          id: 7,
          url: '/a',
          title: 'One',
          content_html: STORY,
          authors: [{ name: 'Ana' }, { name: 'Bo' }],
          tags: ['x'],
        },
        { id: '8', content_text: 'First < line.\nSecond.' },
        17,
      ],
    };
    const found = await all(jsonFeedRecords(bytes(JSON.stringify(feed)), { name: 'feed.json' }));
    expect(found.map(({ result }) => result)).toMatchObject([
      { id: '7', url: 'https://ice.example/a', author: 'Ana, Bo', section: 'x', language: 'en' },
      { title: 'First < line.', body: 'First < line.\nSecond.' },
      { message: 'it has neither a title nor a text' },
    ]);
  });
});
