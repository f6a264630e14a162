/** What does a collection itself say about what belongs together, without labels? Rare tags in common, and links between articles. */
import { canonicalUrl, parsedUrl } from '../article/url.ts';
import { pairKey } from './judged-labels.ts';
import { type Labels, labelsOfGroups, withinPart } from './labels.ts';

export interface LinkedArticle {
  readonly id: string;
  readonly url: string | null;
  readonly tags: readonly string[];
  /** Text or HTML. */
  readonly body: string;
}

/** A tag that this share of the articles or more carry says little. */
const COMMON_TAG = 0.05;
/** In a collection of under 60 articles, a tag of two is rare all the same. */
const ALWAYS_RARE = 2;

/**
 * Relevant: two articles that share a tag which fewer than 5 % of the articles carry (case apart; a tag of two articles
 * always counts), or of which one links to the other by its canonical URL. Links hold in both directions.
 * `partOf` as in `labelsOfField`.
 */
export function collectionLabels(
  articles: readonly LinkedArticle[],
  partOf: (id: string) => string | null | undefined = () => null,
): Labels {
  const tags = rareTags(articles);
  const groups = new Map(
    articles.map(({ id }) => [id, (tags.get(id) ?? []).map((tag) => withinPart(`tag ${tag}`, partOf(id)))]),
  );
  for (const [a, b] of links(articles)) {
    if ((partOf(a) ?? null) !== (partOf(b) ?? null)) continue;
    for (const id of [a, b]) groups.get(id)?.push(`link ${pairKey(a, b)}`);
  }
  return labelsOfGroups(groups);
}

function rareTags(articles: readonly LinkedArticle[]): Map<string, string[]> {
  const tagsById = new Map(
    articles.map(({ id, tags }) => [id, [...new Set(tags.map((tag) => tag.trim().toLowerCase()))]]),
  );
  const df = new Map<string, number>();
  for (const tags of tagsById.values()) for (const tag of tags) df.set(tag, (df.get(tag) ?? 0) + 1);
  const isRare = (tag: string) => {
    const count = df.get(tag) ?? 0;
    return tag !== '' && (count <= ALWAYS_RARE || count < COMMON_TAG * articles.length);
  };
  return new Map([...tagsById].map(([id, tags]) => [id, tags.filter(isRare)]));
}

/** Pairs of articles of which the first one's body holds the address of the second. */
export function links(articles: readonly LinkedArticle[]): [from: string, to: string][] {
  const idByUrl = new Map<string, string>();
  for (const { id, url } of articles) {
    const canonical = url === null ? undefined : canonicalUrl(url);
    if (canonical !== undefined) idByUrl.set(canonical, id);
  }
  if (idByUrl.size === 0) return [];
  return articles.flatMap(({ id, url, body }) => {
    const targets = new Set(addresses(body, url).map((address) => idByUrl.get(address)));
    return [...targets]
      .filter((to) => to !== undefined && to !== id)
      .map((to): [string, string] => [id, to ?? id]);
  });
}

/** Canonical URLs that a text mentions or an `href` leads to; relative ones are resolved against the article's own. */
function addresses(body: string, base: string | null): string[] {
  const mentioned = [...body.matchAll(/https?:\/\/[^\s<>"'()[\]]+/giu)].map(([found]) =>
    found.replace(/[.,;:!?…]{1,20}$/u, ''),
  );
  const linked = [...body.matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/giu)].map(
    ([, one, two]) => one ?? two ?? '',
  );
  return [...mentioned, ...linked.map((href) => href.replaceAll('&amp;', '&'))].flatMap((address) => {
    const from = base ?? undefined;
    const url = parsedUrl(address, from);
    return (url && canonicalUrl(url.href)) ?? [];
  });
}
