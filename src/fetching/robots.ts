/** What does a site's robots.txt allow us? RFC 9309. */
import robotsParser from 'robots-parser';
import type { Answer } from './fetcher.ts';

export interface Robots {
  allows(url: string): boolean;
  /** Between two requests, where the site asks for it. At most a minute. */
  readonly delayMs: number | undefined;
  /** Addresses of sitemaps that it names. */
  readonly sitemaps: readonly string[];
}

/** Of a longer file the beginning counts. RFC 9309 §2.5 wants at least 500 KB; matching a hostile one of that size takes seconds. */
const ROBOTS_BYTES = 100_000;
const MAX_DELAY_MS = 60_000;
const MAX_SITEMAPS = 1_000;

/** Its types speak of a default export, which the module itself is. */
const parseRobots = robotsParser as unknown as typeof robotsParser.default;

/** `url`: of the file. An answer of 4xx means that there is none: all is allowed. §2.3.1.3 */
export function robotsOf(url: string, answer: Pick<Answer, 'status' | 'bytes'>, userAgent: string): Robots {
  const text = answer.status === 200 ? answer.bytes.toString('utf8', 0, ROBOTS_BYTES) : '';
  const parsed = parseRobots(url, text.replace(/^\ufeff/, '').replace(/\*{2,}/g, '*'));
  const delay = parsed.getCrawlDelay(userAgent);
  return {
    // Undefined for another host: then its own file decides.
    allows: (address) => parsed.isAllowed(address, userAgent) !== false,
    delayMs: delay !== undefined && delay > 0 ? Math.min(delay * 1000, MAX_DELAY_MS) : undefined,
    sitemaps: parsed.getSitemaps().slice(0, MAX_SITEMAPS),
  };
}
