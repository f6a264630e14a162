/** How is an archive made that is as large as one likes? Posts with the words of the sample newsroom and made ones, from a seed, streamed. */
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { aliasTable, drawn, seededRandom } from './random.ts';

/** Rare words, as names are. */
const VOCABULARY = 60_000;
const RARE_SHARE = 0.1;
const SAMPLES = [
  'world',
  'politics-business-culture-sport-city-food',
  'technology-science-health-environment',
];
const SYLLABLES = 'ba co da el fi gor han in jo ka lor ma ne os pa qui ra son ta ul ver wen yo zan'.split(
  ' ',
);
const PARAGRAPH_WORDS = 60;
const SENTENCE_WORDS = 15;

export interface MadePost {
  readonly number: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly section: string;
  readonly tags: readonly string[];
  /** ISO 8601. */
  readonly publishedAt: string;
}

/** Endless. Of 150 to 750 words each, in all lengths alike: 450 in the middle, 3 KB. */
export function* madePosts(seed: number): Generator<MadePost> {
  const next = seededRandom(seed);
  const below = (bound: number) => Math.floor((next() / 2 ** 32) * bound);
  const vocabulary = Array.from({ length: VOCABULARY }, () =>
    Array.from({ length: 2 + below(3) }, () => SYLLABLES[below(SYLLABLES.length)]).join(''),
  );
  // Zipf: the word of rank r comes up 1/r times as often as the first.
  const ranks = aliasTable(Float64Array.from({ length: VOCABULARY }, (_, rank) => 1 / (rank + 10)));
  const newsroom = newsroomWords();
  const word = () =>
    next() < RARE_SHARE * 2 ** 32
      ? (vocabulary[drawn(ranks, next(), next())] as string)
      : (newsroom[below(newsroom.length)] as string);
  const words = (count: number) => Array.from({ length: count }, word);
  const sentence = () => {
    const text = words(SENTENCE_WORDS).join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  for (let number = 1; ; number++) {
    const sentences = Array.from({ length: 10 + below(41) }, sentence);
    const paragraphs: string[] = [];
    const each = PARAGRAPH_WORDS / SENTENCE_WORDS;
    for (let at = 0; at < sentences.length; at += each)
      paragraphs.push(sentences.slice(at, at + each).join(' '));
    yield {
      number,
      title: words(8).join(' '),
      paragraphs,
      section: `Section ${below(12)}`,
      tags: Array.from({ length: 3 }, () => vocabulary[below(2_000)] as string),
      publishedAt: new Date(Date.UTC(2010, 0, 1) + number * 600_000).toISOString(),
    };
  }
}

/** Every word of the sample newsroom's English stories, as often as it occurs. */
function newsroomWords(): string[] {
  const texts = SAMPLES.map((name) =>
    readFileSync(new URL(`../../samples/newsroom/${name}.ndjson`, import.meta.url), 'utf8'),
  );
  const bodies = texts.flatMap((text) =>
    text
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { body: string }).body),
  );
  return (
    bodies
      .join(' ')
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  );
}

/** As WordPress exports it, with blocks, a shortcode and an image in each post. */
export async function writeWxr(path: string, posts: number, seed: number): Promise<void> {
  await write(path, function* () {
    yield `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n<title>Made</title><link>https://made.example</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://made.example</wp:base_site_url>\n<wp:author><wp:author_login><![CDATA[ana]]></wp:author_login><wp:author_display_name><![CDATA[Ana Ruiz]]></wp:author_display_name></wp:author>\n`;
    for (const post of madePosts(seed)) {
      if (post.number > posts) break;
      yield wxrItem(post);
    }
    yield '</channel></rss>\n';
  });
}

function wxrItem({ number, title, paragraphs, section, tags, publishedAt }: MadePost): string {
  const date = publishedAt.slice(0, 19).replace('T', ' ');
  const blocks = paragraphs.map((text) => `<!-- wp:paragraph -->\n<p>${text}</p>\n<!-- /wp:paragraph -->`);
  blocks.splice(
    1,
    0,
    `[caption id="a${number}"]<img src="https://made.example/${number}.jpg" alt=""/> A caption[/caption]`,
  );
  const terms = [
    `<category domain="category" nicename="s"><![CDATA[${section}]]></category>`,
    ...tags.map((tag) => `<category domain="post_tag" nicename="${tag}"><![CDATA[${tag}]]></category>`),
  ];
  return `<item><title><![CDATA[${title}]]></title><link>https://made.example/${number}/</link><pubDate>${new Date(publishedAt).toUTCString()}</pubDate><dc:creator><![CDATA[ana]]></dc:creator><guid isPermaLink="false">https://made.example/?p=${number}</guid><description></description><content:encoded><![CDATA[${blocks.join('\n\n')}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>${number}</wp:post_id><wp:post_date>${date}</wp:post_date><wp:post_date_gmt>${date}</wp:post_date_gmt><wp:post_modified_gmt>${date}</wp:post_modified_gmt><wp:post_name>p${number}</wp:post_name><wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>${terms.join('')}<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta></item>\n`;
}

/** With a header, quoted bodies and line breaks within. Resolves with the number of rows. */
export async function writeCsv(path: string, bytes: number, seed: number): Promise<number> {
  let rows = 0;
  await write(path, function* () {
    let written = 0;
    yield 'id,title,body,section,tags,published_at,url\n';
    for (const { number, title, paragraphs, section, tags, publishedAt } of madePosts(seed)) {
      if (written >= bytes) break;
      const line = `${number},"${title}","${paragraphs.join('\n\n')}",${section},"${tags.join(', ')}",${publishedAt},https://made.example/${number}/\n`;
      written += line.length;
      rows++;
      yield line;
    }
  });
  return rows;
}

async function write(path: string, lines: () => Iterable<string>): Promise<void> {
  const file = createWriteStream(path);
  let part = '';
  for (const line of lines()) {
    part += line;
    if (part.length < 1_000_000) continue;
    if (!file.write(part)) await once(file, 'drain');
    part = '';
  }
  file.end(part);
  await once(file, 'close');
}
