/** To what does a page point in its head? Feeds, and the programming interface of WordPress. */
import { Parser } from 'htmlparser2';
import { webAddress } from '../draft.ts';

export interface PageLinks {
  readonly feeds: readonly string[];
  /** The root of the site's WordPress REST API. */
  readonly wordpress: string | undefined;
}

const HEAD_CHARACTERS = 300_000;
const MAX_FEEDS = 20;
const FEED_TYPES = /^application\/(?:rss\+xml|atom\+xml|feed\+json|json)$/i;

/** `linkHeader`: of the answer, where WordPress says it too. Comment feeds and oEmbed are no feeds of articles. */
export function linksOf(html: string, url: string, linkHeader: string | undefined): PageLinks {
  const feeds: string[] = [];
  let wordpress = webAddress(
    /<([^<>]{1,2000})>\s*;\s*rel="?https:\/\/api\.w\.org\//.exec(linkHeader ?? '')?.[1],
    url,
  );
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href, title = '' }) {
      if (name !== 'link') return;
      const address = webAddress(href, url);
      if (address === undefined) return;
      if (rel === 'https://api.w.org/') wordpress ??= address;
      const isFeed = /\balternate\b/i.test(rel) && FEED_TYPES.test(type.trim());
      if (isFeed && feeds.length < MAX_FEEDS && !/comment|oembed|wp-json/i.test(`${title} ${address}`))
        feeds.push(address);
    },
  });
  parser.end(html.slice(0, HEAD_CHARACTERS));
  return { feeds: [...new Set(feeds)], wordpress };
}
