/** How late is the event loop, through work of our own? */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

const SAMPLE_MS = 500;
const RESOLUTION_MS = 10;
/** Below this share of a core a delay comes from other programs on the machine: doing less would not shorten it. */
const BUSY = 0.8;

export interface Pressure {
  /** p99 of the latest half second while the loop was busy, else 0. */
  delayMs(): number;
  /** The same, whoever caused it. */
  measuredMs(): number;
}

export const NO_PRESSURE: Pressure = { delayMs: () => 0, measuredMs: () => 0 };

/** Measures until it is stopped. */
export class MeasuredPressure implements Pressure {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #timer: NodeJS.Timeout;
  #utilization = performance.eventLoopUtilization();
  #cpu = process.cpuUsage();
  #sampledAt = performance.now();
  #delayMs = 0;
  #measuredMs = 0;

  constructor() {
    this.#histogram.enable();
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS).unref();
  }

  delayMs(): number {
    return this.#delayMs;
  }

  measuredMs(): number {
    return this.#measuredMs;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#histogram.disable();
  }

  #sample(): void {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.#utilization);
    this.#utilization = now;
    const cpu = process.cpuUsage(this.#cpu);
    const cores = (cpu.user + cpu.system) / 1_000 / (performance.now() - this.#sampledAt);
    this.#cpu = process.cpuUsage();
    this.#sampledAt = performance.now();
    // The histogram counts whole intervals between its own timers.
    const delayMs = Math.max(0, this.#histogram.percentile(99) / 1e6 - RESOLUTION_MS);
    this.#histogram.reset();
    this.#measuredMs = delayMs;
    this.#delayMs = utilization >= BUSY && cores >= BUSY ? delayMs : 0;
  }
}
