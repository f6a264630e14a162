/** How do the boxes of a page get their answers? Those that connect together share one request. */
import { guarded } from './guarded.ts';
import type { Item } from './item.ts';
import { pathOf, type Wish, wishOf } from './wish.ts';

export interface Answer {
  readonly status: string;
  readonly items: readonly Item[];
}

/** Shows the answer. It throws when that cannot be done, then the page's own content is shown already. */
export type Fill = (answer: Answer) => void;

/** The element, and what to do with its answer. */
type Lookup = readonly [Element, Fill];

const TIMEOUT_MS = 5000;
/** An article that is stored but not in the index yet is asked for again: after this, then after twice that, and so on. */
const PAUSE_MS = 1000;
const FURTHER_TRIES = 3;

/** The folder of the script. */
const home = (document.currentScript as HTMLScriptElement | null)?.src.replace(/[^/]*$/, '') ?? '/';

/** What each service will be asked. */
const queues: Record<string, Map<Element, Fill>> = {};

/** While the page is being parsed more boxes may follow, so the request goes out when its end is reached. */
const parsed = new Promise<unknown>((resolve) => {
  if (document.readyState === 'loading') document.addEventListener('readystatechange', resolve);
  else resolve(0);
});

export function ask(box: Element, fill: Fill): void {
  const service = box.getAttribute('service')?.replace(/\/*$/, '/') ?? home;
  const queue = queues[service] ?? new Map();
  if (!queues[service]) {
    queues[service] = queue;
    parsed.then(() => {
      delete queues[service];
      settle(service, [...queue], 0);
    });
  }
  queue.set(box, fill);
}

/** Never rejects. */
async function settle(service: string, lookups: readonly Lookup[], tried: number): Promise<void> {
  const answers = await request(service, lookups).catch(console.warn);
  const pending = lookups.filter(([, fill], i) => {
    const answer = answers?.[i];
    if (answer?.status === 'pending' && tried < FURTHER_TRIES) return true;
    guarded(fill)(answer as Answer);
    return false;
  });
  if (pending[0]) setTimeout(settle, PAUSE_MS << tried, service, pending, tried + 1);
}

/** One lookup is a GET, which caches keep. Of several boxes the first says how long all of them wait. */
async function request(service: string, lookups: readonly Lookup[]): Promise<readonly Answer[]> {
  const wishes = lookups.map(([box]) => wishOf(box));
  const timeoutMs = Number((lookups[0] as Lookup)[0].getAttribute('timeout')) || TIMEOUT_MS;
  const options: RequestInit = { credentials: 'omit', signal: AbortSignal.timeout(timeoutMs) };
  let path = pathOf(wishes[0] as Wish);
  if (wishes[1]) {
    path = 'related';
    options.method = 'POST';
    options.headers = { 'Content-Type': 'application/json' };
    options.body = JSON.stringify({ boxes: wishes });
  }
  const answer = await (await fetch(`${service}v1/${path}`, options)).json();
  return answer.boxes ?? [answer];
}
