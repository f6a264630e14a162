/** NDJSON, JSON, CSV, JSON Feed, Ghost: each record is an article or a reason, the same in whatever pieces the bytes come. */
import fc from 'fast-check';
import { csvRecords } from '../../../src/sources/csv.ts';
import { mapped } from '../../../src/sources/field-map.ts';
import { ghostRecords } from '../../../src/sources/ghost.ts';
import { jsonRecords } from '../../../src/sources/json.ts';
import { jsonFeedRecords } from '../../../src/sources/json-feed.ts';
import { ndjsonRecords } from '../../../src/sources/ndjson.ts';
import { address, anything, date, mostly, text } from './made-text.ts';
import { sameInPieces } from './promises.ts';
import type { Target } from './target.ts';

const article = fc.record(
  {
    id: mostly(fc.oneof(fc.constantFrom('a', 'b', 7, '   '), text)),
    url: mostly(address),
    title: mostly(text),
    body: mostly(text),
    excerpt: mostly(text),
    author: mostly(fc.oneof(text, fc.record({ name: mostly(text) }))),
    tags: mostly(fc.array(mostly(text), { maxLength: 4 })),
    language: mostly(fc.constantFrom('en', 'pt_BR.UTF-8', 'German')),
    date: mostly(date),
    content: mostly(fc.record({ rendered: mostly(text) })),
    evergreen: mostly(fc.constantFrom(true, 'true')),
    constructor: anything,
  },
  { requiredKeys: ['title'] },
);
const articles = fc.array(article, { maxLength: 6 });

const JSON_WORDS = [
  ...'{ } [ ] : , " \\ \\" \\u0000 \\ud800 null true -0 1e400 {} [] "id":" "title":"x", "__proto__":{"x":1}, "toString":1, ,"articles":[ // /* NaN'.split(
    ' ',
  ),
  '\n',
  '{"id":"9","title":"Nine"}',
];
const JSON_PAIRS = [
  ['[', ']'],
  ['{"a":', '}'],
  ['"', '"'],
  ['{"items":[', ']}'],
  ['\\"', ''],
] as const;
const map = { body: 'content.rendered', tags: 'meta.0.tags' };

export const ndjsonTarget: Target = {
  name: 'ndjson',
  seeds: [
    '{"id":"1","title":"One"}\n\n{"id":"2","title":"Two","body":"x"}\r\nnot JSON\n[1]\n"x"\nnull\n',
    '\ufeff{"id":1,"headline":"H","text":"<p>x</p>"}',
    '{"title":"a","tags":"x,y","keywords":[{"name":"z"}]}',
  ],
  made: articles.map((all) => all.map((one) => JSON.stringify(one)).join('\n')),
  words: JSON_WORDS,
  pairs: JSON_PAIRS,
  read: (bytes, chance) =>
    sameInPieces(bytes, chance, (chunks) => ndjsonRecords(chunks, mapped(chance % 3 ? {} : map))),
};

export const jsonTarget: Target = {
  name: 'json',
  seeds: [
    '[{"id":"1","title":"One"},{"title":"Two"},3,"x",null,[{"title":"in"}]]',
    '{"total":2,"articles":[{"id":"1","title":"One"}],"more":{"items":[1]}}',
    '{"data":{"x":1},"posts":{"0":{"title":"x"}}}',
    '\ufeff [ {"title" : "\\u00e9 \\" ] }"} , {} ] ',
  ],
  made: fc
    .tuple(articles, fc.constantFrom('', 'articles', 'items', 'data', 'other'))
    .map(([all, name]) => JSON.stringify(name === '' ? all : { n: 1, [name]: all }, null, all.length % 2)),
  words: JSON_WORDS,
  pairs: JSON_PAIRS,
  read: (bytes, chance) =>
    sameInPieces(bytes, chance, (chunks) => jsonRecords(chunks, 'a.json', chance % 3 ? {} : map)),
};

const quoted = (field: unknown, delimiter: string) => {
  const value = typeof field === 'string' ? field : (JSON.stringify(field) ?? '');
  return value.includes('"') || value.includes(delimiter) || value.includes('\n') || value.includes('\r')
    ? `"${value.replaceAll('"', '""')}"`
    : value;
};

export const csvTarget: Target = {
  name: 'csv',
  seeds: [
    'id,title,body\n1,One,"a ""b"", c\nd"\n2,Two,x\r\n\r\n3,"Three\n',
    'id;title\n1;"One" x\n2;"Tw"o"\n3;a;b;c\n',
    '\ufeff"title"\t"url"\n"a"\t"https://x.example/"\n',
    'title|__proto__|constructor|\na|b|c|d\n',
    'title,body\n"a\nb,c\n"d\ne",f\n""",g\n"",\n',
  ],
  made: fc
    .tuple(articles, fc.constantFrom(',', ';', '\t', '|'), fc.constantFrom('\n', '\r\n'))
    .map(([all, delimiter, end]) => {
      const columns = ['id', 'title', 'body', 'url', 'date', 'tags', 'author'] as const;
      const rows = all.map((one) =>
        columns.map((name) => quoted(one[name] ?? '', delimiter)).join(delimiter),
      );
      return [columns.join(delimiter), ...rows].join(end);
    }),
  words: [',', ';', '\t', '|', '"', '""', '"""', '\n', '\r', '\r\n', '"\n"', ',"', '",', 'id,title\n'],
  pairs: [
    ['"', '"'],
    ['"a\nb,', '\n'],
    [',', ''],
    ['\n"', ''],
  ],
  read: (bytes, chance) =>
    sameInPieces(bytes, chance, (chunks) =>
      csvRecords(chunks, { delimiter: [undefined, undefined, ';', '"', '\n'][chance % 5] }),
    ),
};

export const jsonFeedTarget: Target = {
  name: 'json feed',
  seeds: [
    '{"version":"https://jsonfeed.org/version/1.1","language":"de","home_page_url":"https://x.example","items":[{"id":1,"url":"/a","title":"A","content_html":"<p>x</p>","authors":[{"name":"N"}],"tags":["t"],"date_published":"2024-04-29T14:10:00Z"}]}',
    '{"items":[{"content_text":"a & <b>\\nc","summary":"…"},{},[],1],"language":{"x":1}}',
  ],
  made: fc
    .record(
      {
        version: fc.constant('https://jsonfeed.org/version/1.1'),
        home_page_url: mostly(address),
        language: mostly(fc.constant('en')),
        items: fc.array(
          fc.record(
            {
              id: mostly(text),
              url: mostly(address),
              title: mostly(text),
              content_html: mostly(text),
              content_text: mostly(text),
              summary: mostly(text),
              authors: mostly(fc.array(fc.record({ name: mostly(text) }), { maxLength: 2 })),
              tags: mostly(fc.array(text, { maxLength: 3 })),
              date_published: mostly(date),
            },
            { requiredKeys: [] },
          ),
          { maxLength: 5 },
        ),
      },
      { requiredKeys: ['items'] },
    )
    .map((feed) => JSON.stringify(feed)),
  words: JSON_WORDS,
  pairs: JSON_PAIRS,
  read: (bytes, chance) =>
    sameInPieces(bytes, chance, (chunks) =>
      jsonFeedRecords(chunks, {
        name: 'feed.json',
        baseUrl: chance % 2 ? 'https://news.example/feed' : undefined,
      }),
    ),
};

const lexical = fc.constantFrom(
  '{"root":{"children":[{"type":"paragraph","children":[{"text":"x"},{"type":"linebreak"}]},{"type":"html","html":"<p>y</p>"}]}}',
  `{"root":{"children":[${'{"children":['.repeat(150)}{"text":"deep"}${']}'.repeat(150)}]}}`,
  '{"root":{"children":{"text":1}}}',
);
const mobiledoc = fc.constantFrom(
  '{"cards":[["html",{"html":"<p>x</p>"}]],"sections":[[1,"p",[[0,[],0,"y"]]],[3,"ul",[[[0,[],0,"z"]]]],[10,0]]}',
  '{"cards":[],"sections":[[10,{"toString":1}],[10,"x"],[10,-1],[1],[],3]}',
);
const post = fc.record(
  {
    id: mostly(fc.constantFrom('1', '2', 3)),
    slug: mostly(text),
    title: mostly(text),
    html: mostly(text),
    lexical: mostly(lexical),
    mobiledoc: mostly(mobiledoc),
    status: fc.constantFrom('published', 'draft'),
    type: fc.constantFrom('post', 'page'),
    feature_image: mostly(fc.constantFrom('__GHOST_URL__/x.jpg', '/y.png')),
    published_at: mostly(date),
    author_id: mostly(fc.constantFrom('1', 'x')),
  },
  { requiredKeys: ['title'] },
);
const ghostLink = fc.record({
  post_id: mostly(fc.constantFrom('1', '2')),
  tag_id: mostly(fc.constantFrom('1', '2')),
  sort_order: mostly(fc.constantFrom(0, 1, 99, 1e9, -1, 0.5)),
});

export const ghostTarget: Target = {
  name: 'ghost',
  seeds: [
    '{"db":[{"meta":{},"data":{"posts":[{"id":"1","title":"A","slug":"a","html":"<p>x</p>","status":"published"}],"tags":[{"id":"1","name":"T"},{"id":"2","name":"#x"}],"posts_tags":[{"post_id":"1","tag_id":"1","sort_order":0}],"users":[{"id":"1","name":"U"}],"posts_authors":[{"post_id":"1","author_id":"1"}]}}]}',
    '{"data":{"posts":[{"title":"old","mobiledoc":"{}"}],"posts_tags":[{"post_id":1,"tag_id":1,"sort_order":{"toString":1,"valueOf":1}}]}}',
    '{"db":[{"data":{"posts":[{"id":"1","title":"\\ud800","slug":"\\ud800"}]}}]}',
  ],
  made: fc
    .record({
      posts: fc.array(post, { maxLength: 4 }),
      tags: fc.array(fc.record({ id: mostly(fc.constantFrom('1', '2')), name: mostly(text) }), {
        maxLength: 3,
      }),
      posts_tags: fc.array(fc.oneof(ghostLink, anything), { maxLength: 4 }),
      users: fc.array(fc.record({ id: mostly(fc.constantFrom('1', 'x')), name: mostly(text) }), {
        maxLength: 2,
      }),
    })
    .map((data) => JSON.stringify({ db: [{ meta: { version: '5' }, data }] })),
  words: [...JSON_WORDS, '"posts":[', '"sort_order":', '"lexical":"{}"'],
  pairs: JSON_PAIRS,
  read: (bytes, chance) =>
    sameInPieces(bytes, chance, (chunks) =>
      ghostRecords(chunks, {
        name: 'ghost.json',
        baseUrl: chance % 2 ? 'https://news.example/' : undefined,
        pages: chance % 3 === 0,
      }),
    ),
};
