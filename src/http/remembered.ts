/** Which answers can be given again as they are? Those that depend on nothing that has changed since. */
import type { Context, MiddlewareHandler } from 'hono';
import type { Dependency } from '../service/dependency.ts';
import type { Lookup, Service } from '../service/service.ts';
import { routeOf } from './route.ts';

export interface Remembered {
  readonly body: string;
  /** Names and values in turn, as Node takes them. */
  readonly headers: readonly string[];
  /** The headers that say: what you have is still right. */
  readonly unchanged: readonly string[];
  readonly etag: string;
  /** As Hono knows its path. */
  readonly route: string;
  /** What it takes in memory. */
  readonly bytes: number;
  readonly dependency: Dependency;
}

/** An answer may be a minute old, and up to ten while a newer one is fetched, and a day when the service is down (RFC 5861). */
const CACHED = 'public, max-age=60, stale-while-revalidate=600, stale-if-error=86400';

/** How long others may give the answer to a lookup again. */
export const cacheControlOf = ({ box }: Lookup): string => (box === 'pending' ? 'public, max-age=1' : CACHED);

/** Memory for answers that can be given again. */
const ANSWER_BYTES = 64 * 1024 * 1024;
/** What an entry takes beside its body and address. */
const ENTRY_BYTES = 1_000;

/** Undefined where answers depend on who asks: they cannot be given again. */
export function rememberedAnswers({
  service,
  corsOrigins,
}: {
  readonly service: Service;
  readonly corsOrigins?: readonly string[];
}): RememberedAnswers | undefined {
  if (corsOrigins) return undefined;
  return new RememberedAnswers(ANSWER_BYTES, (dependency) => service.holds(dependency, Date.now()));
}

/** Answers by address, at most `capacityBytes` of them; the one that was not asked for longest goes first. */
export class RememberedAnswers {
  readonly #answers = new Map<string, Remembered>();
  readonly #dependencies = new WeakMap<Context, Dependency>();
  #bytes = 0;
  hits = 0;
  misses = 0;

  constructor(
    private readonly capacityBytes: number,
    private readonly holds: (dependency: Dependency) => boolean,
  ) {}

  /** Answers what is remembered, or lets the route answer and remembers that when the route said what it depends on. */
  readonly middleware: MiddlewareHandler = async (c, next) => {
    const { url, method } = c.req.raw;
    if (method !== 'GET') return next();
    const address = url.slice(url.indexOf('/', 8));
    const known = this.get(address);
    if (known) {
      return c.req.raw.headers.get('if-none-match') === known.etag
        ? new Response(null, { status: 304, headers: pairsOf(known.unchanged) })
        : new Response(known.body, { headers: pairsOf(known.headers) });
    }
    this.misses++;
    await next();
    const dependency = this.#dependencies.get(c);
    const etag = c.res.headers.get('etag');
    if (dependency === undefined || c.res.status !== 200 || etag === null) return;
    const body = await c.res.clone().text();
    const bytes = 2 * (body.length + address.length) + ENTRY_BYTES;
    if (bytes > this.capacityBytes) return;
    const headers = [...c.res.headers].filter(([name]) => name !== 'content-length');
    this.#put(address, {
      headers: [...headers, ['content-length', String(Buffer.byteLength(body))]].flat(),
      unchanged: headers.filter(([name]) => name !== 'content-type').flat(),
      ...{ body, etag, route: routeOf(c), bytes, dependency },
    });
  };

  get bytes(): number {
    return this.#bytes;
  }

  /** The answer for a path with its query, if it still holds. */
  get(address: string): Remembered | undefined {
    const known = this.#answers.get(address);
    if (known === undefined) return undefined;
    if (!this.holds(known.dependency)) {
      this.#delete(address, known);
      return undefined;
    }
    this.#answers.delete(address);
    this.#answers.set(address, known);
    this.hits++;
    return known;
  }

  /** Says what the answer of the present request depends on. */
  dependsOn(c: Context, dependency: Dependency): void {
    this.#dependencies.set(c, dependency);
  }

  #put(address: string, answer: Remembered): void {
    const before = this.#answers.get(address);
    if (before) this.#delete(address, before);
    this.#answers.set(address, answer);
    this.#bytes += answer.bytes;
    for (const [oldest, { bytes }] of this.#answers) {
      if (this.#bytes <= this.capacityBytes) break;
      this.#answers.delete(oldest);
      this.#bytes -= bytes;
    }
  }

  #delete(address: string, { bytes }: Remembered): void {
    this.#answers.delete(address);
    this.#bytes -= bytes;
  }
}

const pairsOf = (flat: readonly string[]): [string, string][] =>
  Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i] as string, flat[2 * i + 1] as string]);
