/** How is something fetched politely? As robots.txt allows, one host never pressed, told only of changes, and when it asks for time, later. */

import { AppError, shown } from '../article/errors.ts';
import { parsedUrl } from '../article/url.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Answer, Fetcher, FetchRequest } from './fetcher.ts';
import { type Robots, robotsOf } from './robots.ts';
import { Turns } from './turns.ts';

export interface PoliteOptions {
  /** Requests to one host under way at the same time. Default: 2. */
  readonly atOnce?: number | undefined;
  /** Between the beginnings of two requests to one host; robots.txt may ask for more. Default: 250 ms. */
  readonly intervalMs?: number | undefined;
  /** Obeys robots.txt. Default: yes. */
  readonly obeysRobots?: boolean | undefined;
  /** The `Authorization` of the site at `origin`. Whoever has it is its owner: its robots.txt is not asked. */
  readonly credentials?: { readonly origin: string; readonly authorization: string } | undefined;
  /** Longest time that a site may ask us to wait. Default: 10 minutes. */
  readonly patienceMs?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Hears why nothing happens for a while. */
  readonly onWait?: ((message: string) => void) | undefined;
}

/** What an answer said of its version; sent back with the next request for it. */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export interface PoliteRequest extends Omit<FetchRequest, 'authorization' | 'mayFollow'> {
  /** With these an unchanged thing answers 304. */
  readonly validators?: Validators | undefined;
}

/** Tries in all, where the failure may be over next time. */
const TRIES = 4;
const FIRST_RETRY_MS = 1_000;
const BUSY = new Set([429, 500, 502, 503, 504, 520, 521, 522, 523, 524]);
const VALIDATOR_CHARACTERS = 500;
const ROBOTS_BYTES = 1_000_000;
/** RFC 9309 §2.4: no copy is used for longer than a day. */
const ROBOTS_MS = 24 * 3_600_000;

export class PoliteFetcher {
  readonly #robots = new Map<string, { readonly readAt: number; readonly robots: Promise<Robots> }>();
  readonly #turns = new Map<string, Turns>();
  readonly #clock: Clock;
  readonly #patienceMs: number;

  constructor(
    private readonly fetcher: Fetcher,
    private readonly options: PoliteOptions = {},
  ) {
    this.#clock = options.clock ?? systemClock;
    this.#patienceMs = options.patienceMs ?? 600_000;
  }

  /** Like `Fetcher.get`; answers that ask for another try come only when no try is left. Throws `forbidden` where robots.txt does not allow it. */
  async get(url: string, request: PoliteRequest = {}): Promise<Answer> {
    await this.#ask(url, request.signal);
    for (let tried = 1; ; tried++) {
      const answer = await this.#turnsOf(url)
        .run(() => this.#once(url, request), request.signal)
        .catch((error: unknown) => {
          request.signal?.throwIfAborted();
          if (tried === TRIES || !(error instanceof AppError && error.code === 'unavailable')) throw error;
          return undefined;
        });
      if (answer !== undefined && !BUSY.has(answer.status)) return answer;
      const asked = retryAfterMs(answer?.headers['retry-after'], this.#clock.now());
      if (answer !== undefined && (tried === TRIES || (asked ?? 0) > this.#patienceMs)) return answer;
      const waitMs = asked ?? FIRST_RETRY_MS * 2 ** (tried - 1);
      const { host } = new URL(url);
      if (waitMs > 3_000) this.options.onWait?.(`${host} asks for ${Math.ceil(waitMs / 1000)} s of patience`);
      // The others for this host wait as well.
      this.#turnsOf(url).pauseUntil(this.#clock.now() + waitMs);
    }
  }

  /** What the robots.txt of this address's host says. */
  async robots(url: string, signal?: AbortSignal): Promise<Robots> {
    const { origin } = new URL(url);
    const known = this.#robots.get(origin);
    if (known !== undefined && this.#clock.now() - known.readAt < ROBOTS_MS) return known.robots;
    const robots = this.#readRobots(origin, signal);
    this.#robots.set(origin, { readAt: this.#clock.now(), robots });
    robots.catch(() => this.#robots.delete(origin));
    return robots;
  }

  #once(url: string, request: PoliteRequest): Promise<Answer> {
    const { etag, lastModified } = request.validators ?? {};
    const { credentials } = this.options;
    const isOwn = credentials !== undefined && new URL(url).origin === credentials.origin;
    return this.fetcher.get(url, {
      ...request,
      authorization: isOwn ? credentials.authorization : undefined,
      mayFollow: (target) => this.#ask(target, request.signal),
      headers: {
        ...request.headers,
        ...(etag && { 'if-none-match': etag }),
        ...(lastModified && { 'if-modified-since': lastModified }),
      },
    });
  }

  async #ask(url: string, signal: AbortSignal | undefined): Promise<void> {
    const { obeysRobots = true, credentials } = this.options;
    if (!obeysRobots || parsedUrl(url) === undefined || !/^https?:/i.test(url)) return;
    if (new URL(url).origin === credentials?.origin) return;
    const robots = await this.robots(url, signal);
    if (!robots.allows(url))
      throw new AppError('forbidden', `${shown(url)} is not read: the robots.txt of the site forbids it`);
  }

  async #readRobots(origin: string, signal: AbortSignal | undefined): Promise<Robots> {
    const url = `${origin}/robots.txt`;
    const answer = await this.#turnsOf(url).run(
      () => this.fetcher.get(url, { bytes: ROBOTS_BYTES, timeoutMs: 15_000, signal }),
      signal,
    );
    // RFC 9309 §2.3.1.4: a site that cannot say is not read for now.
    if (answer.status >= 500 || answer.status === 429)
      throw new AppError(
        'unavailable',
        `the robots.txt of ${origin} answers ${answer.status}: try again later`,
      );
    const robots = robotsOf(url, answer, this.fetcher.userAgent);
    if (robots.delayMs !== undefined) {
      const turns = this.#turnsOf(url);
      turns.intervalMs = Math.max(turns.intervalMs, robots.delayMs);
    }
    return robots;
  }

  #turnsOf(url: string): Turns {
    const host = parsedUrl(url)?.hostname ?? '';
    let turns = this.#turns.get(host);
    if (turns === undefined) {
      turns = new Turns(this.#clock, this.options.atOnce ?? 2, this.options.intervalMs ?? 250);
      this.#turns.set(host, turns);
    }
    return turns;
  }
}

/** What to send with the next request for the same thing. */
export function validatorsOf({ headers }: Pick<Answer, 'headers'>): Validators {
  const fitting = (value: string | undefined) =>
    value !== undefined && value.length <= VALIDATOR_CHARACTERS && /^[\x21-\x7e][\x20-\x7e]*$/.test(value)
      ? value
      : undefined;
  const etag = fitting(headers.etag);
  const lastModified = fitting(headers['last-modified']);
  return { ...(etag && { etag }), ...(lastModified && { lastModified }) };
}

/** Seconds or a date, as RFC 9110 §10.2.3 has it; undefined for neither. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.length > 64) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now);
}
