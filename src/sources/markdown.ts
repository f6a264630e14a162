/** How does a Markdown file of a site generator become a record? Hugo, Jekyll, Eleventy, Astro: front matter and text. */
import { Marked } from 'marked';
import { AppError } from '../article/errors.ts';
import { draftRecord } from './draft.ts';
import { type FrontMatter, frontMatter } from './front-matter.ts';
import { htmlToText } from './html/text.ts';
import { dateInName, permalink } from './permalink.ts';
import { type OnSkip, orError, recordOr, refusedRecord, type SourceRecord } from './record.ts';
import { fieldOf, listOf, stringOf } from './values.ts';

export interface MarkdownOptions {
  /** The address of the site: without it only files that name their whole address have one. */
  readonly baseUrl?: string | undefined;
  /** How addresses are made: a path with `:path :section :slug :year :month :day`. */
  readonly permalink?: string | undefined;
  readonly onSkip?: OnSkip | undefined;
}

export const MARKDOWN_BYTES = 2_000_000;
/** Folders of posts that say nothing about them. */
const NO_SECTION =
  /^(?:posts?|blog|articles?|news|stories|content|pages?|src|_posts|docs|data|site|entries)$/i;
const NO_STORY = /^(?:readme|license|contributing|changelog|code_of_conduct|security)$/i;

/** The file's record; undefined when it is left out: a draft, a list page, a readme. `path`: relative to the folder, with `/`. */
export function markdownRecord(
  index: number,
  path: string,
  bytes: Uint8Array,
  options: MarkdownOptions = {},
): SourceRecord | undefined {
  const file = orError(() => opened(bytes));
  if (file instanceof AppError) return refusedRecord(index, file, path);
  const reason = reasonToSkip(path, file.fields);
  if (reason === undefined) return recordOr(index, path, () => story(index, path, file, options));
  options.onSkip?.({ place: path, reason });
  return undefined;
}

function opened(bytes: Uint8Array): FrontMatter {
  if (bytes.length > MARKDOWN_BYTES)
    throw new AppError(
      'too_large',
      `a file may have at most ${MARKDOWN_BYTES} bytes, this one has ${bytes.length}`,
    );
  return frontMatter(new TextDecoder().decode(bytes));
}

function reasonToSkip(path: string, fields: Readonly<Record<string, unknown>>): string | undefined {
  const name =
    path
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]+$/, '') ?? '';
  if (NO_STORY.test(name)) return 'is about the site, not of it';
  if (name === '_index') return 'is a list page';
  if (fields.draft === true || fields.published === false || /(?:^|\/)_drafts\//.test(path))
    return 'is a draft';
  return fields.eleventyExcludeFromCollections === true ? 'is left out by its front matter' : undefined;
}

function story(
  index: number,
  path: string,
  { fields, text: markdown }: FrontMatter,
  { baseUrl, permalink: pattern }: MarkdownOptions,
): SourceRecord {
  const first = (...names: readonly string[]) => {
    for (const name of names) {
      const value = fieldOf(fields, name);
      if (value !== undefined && value !== null && value !== '') return value;
    }
    return undefined;
  };
  const text = (...names: readonly string[]) => stringOf(first(...names));
  const publishedAt =
    first('date', 'publishDate', 'pubDate', 'published_at', 'publishedAt', 'pubDatetime') ?? dateInName(path);
  const categories = wordsOf(first('categories', 'category', 'section'));
  const section = categories[0] ?? sectionInPath(path);
  const heading = /^\s*#[ \t]+(\S[^\n]*)(?:\n|$)/.exec(markdown);
  const headline = heading?.[1] === undefined ? undefined : withoutClosing(heading[1]);
  const title = text('title', 'Title') ?? headline;
  const body = headline === title ? markdown.slice(heading?.[0].length ?? 0) : markdown;
  const date = publishedAt instanceof Date ? publishedAt.toISOString() : stringOf(publishedAt);
  return draftRecord(
    index,
    path,
    {
      id: path.replace(/\.[^./]+$/, ''),
      url:
        stringOf(first('canonical_url', 'canonicalURL', 'canonical')) ??
        permalink(
          { path, given: text('url', 'permalink', 'link'), slug: text('slug'), date, section },
          baseUrl,
          pattern,
        ),
      title,
      body: markdownToText(body),
      excerpt: text('description', 'excerpt', 'summary', 'subtitle'),
      author: namesOf(first('author', 'authors')).join(', '),
      section,
      tags: [...wordsOf(first('tags', 'keywords')), ...categories.slice(1)],
      image: imageOf(
        first(
          'image',
          'featured_image',
          'featuredImage',
          'cover',
          'heroImage',
          'thumbnail',
          'images',
          'ogImage',
        ),
      ),
      language: text('language', 'lang', 'locale'),
      publishedAt,
      modifiedAt: first('lastmod', 'updated', 'updatedDate', 'modified', 'last_modified_at', 'modDatetime'),
    },
    baseUrl,
  );
}

const marked = new Marked({ gfm: true, async: false });

/** Paragraphs of plain text. Directives of the generators (`{{< figure >}}`, `{% include %}`, `{: .note}`) are left out. */
export function markdownToText(markdown: string): string {
  const plain = markdown
    .replace(/\{\{[<%][^{}]{0,2000}[>%]\}\}|\{%[^{}]{0,2000}%\}|\{\{[^{}]{0,500}\}\}/g, '')
    .replace(/^\{:[^{}\n]{0,300}\}[ \t]*$/gm, '')
    .replace(/^(?:import [^\n]{1,300} from [^\n]{1,300}|export (?:const|default) [^\n]{0,300})$/gm, '')
    .replace(/^\[\^[^\]\n]{1,60}\]:/gm, '')
    .replace(/\[\^[^\]\n]{1,60}\]/g, '');
  return htmlToText(marked.parse(plain) as string);
}

/** `a, b` as Eleventy and Jekyll allow, `a b` as Jekyll, or a list. */
function wordsOf(value: unknown): string[] {
  if (typeof value === 'string')
    return value.split(value.includes(',') ? ',' : /\s+/).filter((word) => word.trim() !== '');
  return namesOf(value);
}

function namesOf(value: unknown): string[] {
  return listOf(value).flatMap((entry) => stringOf(entry) ?? stringOf(fieldOf(entry, 'name')) ?? []);
}

function imageOf(value: unknown): string | undefined {
  const [first] = listOf(value);
  return (
    stringOf(first) ??
    stringOf(fieldOf(first, 'url')) ??
    stringOf(fieldOf(first, 'src')) ??
    stringOf(fieldOf(first, 'image'))
  );
}

/** Of `content/sea/thaw.md` the folder, as Hugo has it. */
function sectionInPath(path: string): string | undefined {
  const folders = path.split('/').slice(0, -1);
  const at = folders.lastIndexOf('content');
  const section = at === -1 ? undefined : folders[at + 1];
  return section === undefined || NO_SECTION.test(section) || at + 1 >= folders.length ? undefined : section;
}

/** `Thaw ##` → `Thaw`: a heading may be closed by the signs that open it. */
function withoutClosing(heading: string): string {
  const whole = heading.trimEnd();
  let end = whole.length;
  while (end > 1 && whole[end - 1] === '#') end--;
  return whole.slice(0, end).trimEnd();
}
