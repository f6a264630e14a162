/** What does a page say of its story in its head? Open Graph, `article:*`, Dublin Core and the metas of publishers' systems. */
import { attributesOf, type PageDocument } from './page.ts';
import type { Said } from './said.ts';

const NAMES = {
  title: ['og:title', 'twitter:title', 'dc.title', 'parsely-title', 'sailthru.title'],
  excerpt: ['og:description', 'description', 'twitter:description', 'dc.description'],
  author: [
    'author',
    'article:author_name',
    'parsely-author',
    'sailthru.author',
    'dc.creator',
    'dcterms.creator',
    'byl',
    'twitter:data1',
  ],
  publishedAt: [
    'article:published_time',
    'og:article:published_time',
    'date',
    'pubdate',
    'publishdate',
    'publish-date',
    'publish_date',
    'parsely-pub-date',
    'sailthru.date',
    'dc.date',
    'dc.date.issued',
    'dcterms.created',
    'date.created',
    'cxenseparse:recs:publishtime',
    'originalpublicationdate',
  ],
  modifiedAt: ['article:modified_time', 'og:updated_time', 'last-modified', 'dcterms.modified', 'lastmod'],
  section: [
    'article:section',
    'og:article:section',
    'parsely-section',
    'cxenseparse:category',
    'section',
    'category',
  ],
  image: [
    'og:image',
    'og:image:url',
    'og:image:secure_url',
    'twitter:image',
    'twitter:image:src',
    'thumbnail',
    'sailthru.image.full',
  ],
  language: ['og:locale', 'content-language', 'dc.language', 'language'],
} as const;
const TAGS = ['article:tag', 'og:article:tag', 'news_keywords', 'parsely-tags', 'sailthru.tags', 'keywords'];

const CONTENT_CHARACTERS = 5_000;

export function saidInMeta(document: PageDocument): Said {
  const metas = new Map<string, string[]>();
  for (const meta of document.querySelectorAll('meta')) {
    const attributes = attributesOf(meta);
    const name = (attributes.property ?? attributes.name ?? attributes['http-equiv'])?.toLowerCase();
    const content = attributes.content?.slice(0, CONTENT_CHARACTERS).trim();
    if (!name || !content) continue;
    const known = metas.get(name);
    if (known === undefined) metas.set(name, [content]);
    else known.push(content);
  }
  const first = (field: keyof typeof NAMES) => {
    for (const name of NAMES[field]) {
      const [content] = metas.get(name) ?? [];
      if (content !== undefined && !(field === 'author' && /^(?:https?:|@|\d+ min)/.test(content)))
        return content;
    }
    return undefined;
  };
  const articleAuthor = metas.get('article:author')?.find((name) => !/^https?:|^@|\//.test(name));
  const tagsName = TAGS.find((name) => metas.has(name));
  return {
    title: withoutSite(first('title'), metas.get('og:site_name')?.[0]),
    excerpt: first('excerpt'),
    author: first('author') ?? articleAuthor,
    publishedAt: first('publishedAt'),
    modifiedAt: first('modifiedAt'),
    section: first('section'),
    tags: (metas.get(tagsName ?? '') ?? []).flatMap((content) => content.split(',')).map((tag) => tag.trim()),
    image: first('image'),
    language:
      document.documentElement?.getAttribute('lang') ||
      document.documentElement?.getAttribute('xml:lang') ||
      first('language'),
    url: document.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? metas.get('og:url')?.[0],
  };
}

const SEPARATORS = /\s+[|–—·•»:-]\s+|\s*\|\s*/;

/** `Thaw | The Ice` → `Thaw`: the name of the site, where it is known, or the last part behind a bar. */
export function withoutSite(title: string | undefined, site: string | undefined): string | undefined {
  if (title === undefined) return undefined;
  if (title.length > CONTENT_CHARACTERS) return title;
  const parts = title.split(SEPARATORS);
  const last = parts.at(-1)?.trim() ?? '';
  if (parts.length < 2) return title;
  const isSite = site !== undefined && last.toLowerCase() === site.toLowerCase();
  const isAfterBar = /\s\|\s[^|]{1,60}$/.test(title) && last.split(/\s+/).length <= 5;
  return isSite || isAfterBar ? title.slice(0, title.lastIndexOf(last)).replace(/[\s|–—·•»:-]+$/, '') : title;
}
