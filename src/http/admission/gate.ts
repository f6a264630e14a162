/** Who is let in? So many at a time; some wait a moment for their turn; the rest is turned away at once. */
import { type ClassLimits, MOST_WAIT_MS } from './classes.ts';

export type Refusal = 'queue full' | 'waited too long';

interface Waiting {
  readonly bytes: number;
  admit(): void;
}

/** Takes on requests in the order in which they came, within the limits of their class. */
export class Gate {
  #inFlight = 0;
  #bytes = 0;
  readonly #queue: Waiting[] = [];

  constructor(
    private readonly limits: Pick<ClassLimits, 'inFlight' | 'bytes' | 'queued'>,
    private readonly mostWaitMs = MOST_WAIT_MS,
  ) {}

  get inFlight(): number {
    return this.#inFlight;
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** Whoever comes now is turned away. */
  get isFull(): boolean {
    return this.#queue.length > 0 && this.#queue.length >= this.limits.queued;
  }

  /** Undefined: it may begin at once, and must `leave` with the same bytes. Else what becomes of it. */
  enter(bytes: number): undefined | Promise<Refusal | undefined> | Refusal {
    if (this.#queue.length === 0 && this.#fits(bytes)) {
      this.#take(bytes);
      return undefined;
    }
    if (this.#queue.length >= this.limits.queued) return 'queue full';
    return new Promise((resolve) => {
      const waiting: Waiting = {
        bytes,
        admit: () => {
          clearTimeout(timer);
          resolve(undefined);
        },
      };
      const timer = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        resolve('waited too long');
        this.#admit();
      }, this.mostWaitMs);
      this.#queue.push(waiting);
    });
  }

  leave(bytes: number): void {
    this.#inFlight--;
    this.#bytes -= bytes;
    this.#admit();
  }

  #admit(): void {
    for (let next = this.#queue[0]; next && this.#fits(next.bytes); next = this.#queue[0]) {
      this.#queue.shift();
      this.#take(next.bytes);
      next.admit();
    }
  }

  /** One alone always fits: what it may be at most is the route's affair. */
  #fits(bytes: number): boolean {
    if (this.#inFlight === 0) return true;
    return this.#inFlight < this.limits.inFlight && this.#bytes + bytes <= this.limits.bytes;
  }

  #take(bytes: number): void {
    this.#inFlight++;
    this.#bytes += bytes;
  }
}
