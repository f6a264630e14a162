/** How does a feed tell us of changes by itself? The subscriber's side of W3C WebSub: discovery, subscription, verification, delivery. */
import { Parser } from 'htmlparser2';
import { webAddress } from '../draft.ts';
import { type HashName, isHmac } from './signature.ts';

export interface HubLinks {
  /** Where a subscription is asked for. */
  readonly hub: string;
  /** What is subscribed to: the feed's own address for itself. */
  readonly topic: string;
}

const HEAD_CHARACTERS = 100_000;
const MAX_LINKS = 50;
const CHALLENGE_CHARACTERS = 2_000;
const MAX_LEASE_SECONDS = 30 * 86_400;
const HASHES: readonly string[] = ['sha1', 'sha256', 'sha384', 'sha512'];

/** §4: the `Link` header counts before the feed's own elements. Undefined for a feed without a hub. */
export function hubLinks(feed: string, url: string, linkHeader: string | undefined): HubLinks | undefined {
  const links = [...headerLinks(linkHeader ?? ''), ...elementLinks(feed)];
  const first = (wanted: string) => {
    const link = links.find(({ rel }) => rel.split(/\s+/).includes(wanted));
    return webAddress(link?.href, url);
  };
  const hub = first('hub');
  return hub === undefined ? undefined : { hub, topic: first('self') ?? url };
}

interface Link {
  readonly rel: string;
  readonly href: string;
}

function headerLinks(header: string): Link[] {
  const found = header
    .slice(0, 10_000)
    .matchAll(/<([^<>]{1,2000})>((?:\s*;\s*[\w-]{1,40}\s*=\s*(?:"[^"]{0,500}"|[^\s",;]{1,500}))*)/g);
  return [...found].slice(0, MAX_LINKS).map(([, href = '', parameters = '']) => ({
    href,
    rel: (
      /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/i.exec(parameters)?.slice(1).find(Boolean) ?? ''
    ).toLowerCase(),
  }));
}

function elementLinks(feed: string): Link[] {
  const links: Link[] = [];
  const parser = new Parser(
    {
      onopentag(name, { rel, href }) {
        if (/^(?:[\w-]+:)?link$/.test(name) && rel && href && links.length < MAX_LINKS)
          links.push({ rel: rel.toLowerCase(), href });
      },
    },
    { xmlMode: true },
  );
  parser.end(feed.slice(0, HEAD_CHARACTERS));
  return links;
}

export interface Subscription {
  readonly topic: string;
  readonly callback: string;
  /** At least 16 bytes of chance; signs every delivery. §5.1 allows less than 200 bytes. */
  readonly secret: string;
  readonly leaseSeconds: number;
}

/** §5.1: the form that is posted to the hub. */
export function subscriptionForm(
  mode: 'subscribe' | 'unsubscribe',
  { topic, callback, secret, leaseSeconds }: Subscription,
): URLSearchParams {
  return new URLSearchParams({
    'hub.mode': mode,
    'hub.topic': topic,
    'hub.callback': callback,
    ...(mode === 'subscribe' && { 'hub.secret': secret, 'hub.lease_seconds': String(leaseSeconds) }),
  });
}

export type Intent =
  /** Answer 200 with the challenge as plain text. */
  | { readonly kind: 'subscribe' | 'unsubscribe'; readonly challenge: string; readonly leaseSeconds: number }
  /** The hub refuses: answer 200, and poll instead. */
  | { readonly kind: 'denied' }
  /** Not asked for by us: answer 404. */
  | { readonly kind: 'unknown' };

/**
 * §5.3: the hub asks whether we meant it. `pending`: the topic and what we last asked for it; anything else is refused,
 * so that nobody subscribes us to something, or unsubscribes us.
 */
export function verifyIntent(
  query: URLSearchParams,
  pending: { readonly topic: string; readonly mode: 'subscribe' | 'unsubscribe' } | undefined,
): Intent {
  const mode = query.get('hub.mode');
  if (pending === undefined || query.get('hub.topic') !== pending.topic) return { kind: 'unknown' };
  if (mode === 'denied') return { kind: 'denied' };
  const challenge = query.get('hub.challenge') ?? '';
  if (mode !== pending.mode || challenge === '' || challenge.length > CHALLENGE_CHARACTERS)
    return { kind: 'unknown' };
  const lease = Number(query.get('hub.lease_seconds'));
  const isLease = Number.isFinite(lease) && lease > 0;
  return {
    kind: mode,
    challenge,
    leaseSeconds: isLease ? Math.min(lease, MAX_LEASE_SECONDS) : MAX_LEASE_SECONDS,
  };
}

/** §7: `header` is `X-Hub-Signature: sha256=…`. A delivery that fails is answered 2xx and ignored, so that hubs learn nothing. */
export function isSignedDelivery(header: string | undefined, body: Uint8Array, secret: string): boolean {
  const [, hash = '', hex = ''] = /^\s*(sha\d{1,3})=([0-9a-f]{40,128})\s*$/i.exec(header ?? '') ?? [];
  const name = hash.toLowerCase();
  return HASHES.includes(name) && isHmac(name as HashName, secret, [body], hex);
}
