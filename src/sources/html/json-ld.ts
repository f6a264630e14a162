/** What does a page say of its story in JSON-LD? The fields of the NewsArticle, BlogPosting or the like that it is. */
import { fieldOf, listOf, stringOf } from '../values.ts';
import type { Said } from './said.ts';

const STORY =
  /^(?:\w*NewsArticle|Article|BlogPosting|\w*BlogPosting|Report|\w*Review|TechArticle|ScholarlyArticle|OpinionNewsArticle|AdvertiserContentArticle|SocialMediaPosting)$/;
const SCRIPT_CHARACTERS = 2_000_000;
const MAX_NODES = 5_000;
const MAX_DEPTH = 8;

/** `scripts`: what stands in the `application/ld+json` scripts of the page. One that is no JSON says nothing. */
export function saidInJsonLd(scripts: readonly string[]): Said {
  const nodes: unknown[] = [];
  for (const script of scripts) collect(parsed(script), nodes, 0);
  const byId = new Map(nodes.map((node) => [stringOf(fieldOf(node, '@id')), node]));
  const resolved = (value: unknown): unknown => {
    const isReference = typeof value === 'object' && value !== null && Object.keys(value).length === 1;
    return isReference ? (byId.get(stringOf(fieldOf(value, '@id'))) ?? value) : value;
  };
  const story = nodes.find((node) => typesOf(node).some((type) => STORY.test(type)));
  const page = nodes.find((node) => typesOf(node).includes('WebPage'));
  const trail = nodes.find((node) => typesOf(node).includes('BreadcrumbList'));
  const of = (name: string) => (story === undefined ? undefined : fieldOf(story, name));
  const sections = textsOf(of('articleSection'));
  return {
    title: stringOf(of('headline')) ?? stringOf(of('name')),
    body: story === undefined ? undefined : bodyOf(story),
    excerpt: stringOf(of('description')),
    author: listOf(of('author') ?? of('creator'))
      .flatMap(
        (value) => stringOf(value) ?? stringOf(textsOf(fieldOf(resolved(value), 'name')).join(', ')) ?? [],
      )
      .filter((name) => !/^https?:/.test(name))
      .join(', '),
    publishedAt:
      stringOf(of('datePublished')) ??
      stringOf(of('dateCreated')) ??
      stringOf(fieldOf(page, 'datePublished')),
    modifiedAt: stringOf(of('dateModified')) ?? stringOf(fieldOf(page, 'dateModified')),
    url: addressOf(of('mainEntityOfPage')) ?? stringOf(of('url')),
    section: sections[0] ?? sectionOfTrail(trail),
    tags: keywordsOf(of('keywords')),
    image:
      imageOf(of('image'), resolved) ??
      imageOf(of('thumbnailUrl'), resolved) ??
      imageOf(fieldOf(page, 'primaryImageOfPage'), resolved),
    language:
      stringOf(of('inLanguage')) ??
      stringOf(fieldOf(of('inLanguage'), 'name')) ??
      stringOf(fieldOf(page, 'inLanguage')),
  };
}

function parsed(script: string): unknown {
  if (script.length > SCRIPT_CHARACTERS) return undefined;
  const text = script
    .trim()
    .replace(/^<!--|-->$|^\s*\/\/\s*<!\[CDATA\[|\/\/\s*\]\]>$/g, '')
    // Line breaks within strings are a common mistake; elsewhere a blank does as well.
    .replace(/[\n\r\t]+/g, ' ')
    .replace(/;\s*$/, '');
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The nodes of arrays and graphs, and those that hang on a page. */
function collect(value: unknown, nodes: unknown[], depth: number): void {
  if (depth > MAX_DEPTH || nodes.length >= MAX_NODES || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const entry of value) collect(entry, nodes, depth + 1);
    return;
  }
  nodes.push(value);
  for (const name of ['@graph', 'mainEntity', 'breadcrumb', 'hasPart'])
    collect(fieldOf(value, name), nodes, depth + 1);
}

const textsOf = (value: unknown) => listOf(value).flatMap((one) => stringOf(one) ?? []);

const typesOf = (node: unknown) =>
  listOf(fieldOf(node, '@type')).flatMap(
    (type) => stringOf(type)?.replace(/^https?:\/\/schema\.org\//, '') ?? [],
  );

/** A live blog's story is its entries. */
function bodyOf(story: unknown): string | undefined {
  const updates = listOf(fieldOf(story, 'liveBlogUpdate')).flatMap(
    (update) => stringOf(fieldOf(update, 'articleBody')) ?? [],
  );
  return stringOf(fieldOf(story, 'articleBody')) ?? stringOf(updates.join('\n\n'));
}

const addressOf = (value: unknown) =>
  stringOf(value) ?? stringOf(fieldOf(value, '@id')) ?? stringOf(fieldOf(value, 'url'));

function imageOf(value: unknown, resolved: (value: unknown) => unknown): string | undefined {
  const [first] = listOf(value);
  const image = resolved(first);
  const url =
    stringOf(image) ?? stringOf(listOf(fieldOf(image, 'url'))[0]) ?? stringOf(fieldOf(image, 'contentUrl'));
  return url ?? stringOf(fieldOf(image, '@id'));
}

function keywordsOf(value: unknown): string[] {
  return (
    listOf(value)
      .flatMap((entry) => stringOf(entry)?.split(/[,;]/) ?? stringOf(fieldOf(entry, 'name')) ?? [])
      .map((tag) => tag.trim())
      // The Guardian's and others' internal marks: `tag:Sea`, `slug:…`.
      .filter((tag) => tag !== '' && !/^\w+:/.test(tag))
  );
}

/** Home › Sea › Story: the last step before the story that is not the front page. */
function sectionOfTrail(trail: unknown): string | undefined {
  const steps = listOf(fieldOf(trail, 'itemListElement')).map(
    (step) => stringOf(fieldOf(step, 'name')) ?? stringOf(fieldOf(fieldOf(step, 'item'), 'name')),
  );
  return steps.length > 2 ? steps[1] : undefined;
}
