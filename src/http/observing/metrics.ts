/** What is measured of a running server? Rates, errors and durations by route, and the state of index, cache, queues and memory. */
import {
  Counter,
  type CounterConfiguration,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  Registry,
} from 'prom-client';
import type { Service } from '../../service/service.ts';
import { type Admission, GATED_CLASSES } from '../admission/admission.ts';
import type { Pressure } from '../admission/pressure.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Adds to the count of these labels. */
type Tally = (count: number, ...labels: string[]) => void;

/** A counter that counts in plain numbers and takes them over when it is read: prom-client takes twice as long for each. */
function tally(configuration: CounterConfiguration<string>): Tally {
  const counts = new Map<string, { readonly labels: readonly string[]; count: number }>();
  new Counter({
    ...configuration,
    collect() {
      for (const counted of counts.values()) {
        this.labels(...counted.labels).inc(counted.count);
        counted.count = 0;
      }
    },
  });
  return (count, ...labels) => {
    const key = labels.join('\n');
    const counted = counts.get(key);
    if (counted) counted.count += count;
    else counts.set(key, { labels, count });
  };
}

export interface Observed {
  readonly service: Service;
  readonly admission: Admission;
  readonly pressure: Pressure;
  readonly remembered: { readonly hits: number; readonly misses: number; readonly bytes: number } | undefined;
}

export class Metrics {
  readonly registry = new Registry();
  readonly #requests: Tally;
  readonly #durations: Histogram<'route'>;
  /** There are only so many routes; finding one by its label costs more than counting. */
  readonly #durationsOf = new Map<string, Histogram.Internal<'route'>>();
  readonly #errors: Tally;
  readonly #shed: Tally;

  constructor() {
    const registers = [this.registry];
    this.#requests = tally({
      name: 'kindred_http_requests_total',
      help: 'Requests answered.',
      labelNames: ['method', 'route', 'status'],
      registers,
    });
    this.#durations = new Histogram({
      name: 'kindred_http_request_duration_seconds',
      help: 'From a request that was let in to its answer.',
      labelNames: ['route'],
      buckets: SECONDS,
      registers,
    });
    this.#errors = tally({
      name: 'kindred_problems_total',
      help: 'Problem documents answered, by code.',
      labelNames: ['code'],
      registers,
    });
    // The first one makes a rate only if it was zero before.
    this.#errors(0, 'internal');
    this.#shed = tally({
      name: 'kindred_shed_total',
      help: 'Requests turned away because there was too much to do.',
      labelNames: ['class', 'reason'],
      registers,
    });
    collectDefaultMetrics({ register: this.registry });
  }

  answered(method: string, route: string, status: number, seconds: number): void {
    this.#requests(1, method, route, String(status));
    let durations = this.#durationsOf.get(route);
    if (durations === undefined) {
      durations = this.#durations.labels(route);
      this.#durationsOf.set(route, durations);
    }
    durations.observe(seconds);
  }

  /** A request on which no work was begun: it took no time that says anything of the others. */
  turnedAway(method: string, route: string, status: number, code: string): void {
    this.#requests(1, method, route, String(status));
    this.problem(code);
  }

  problem(code: string): void {
    this.#errors(1, code);
  }

  shed(work: string, reason: string): void {
    this.#shed(1, work, reason);
  }

  /** Adds what is read off at each scrape. Nothing here waits for the database. */
  observe({ service, admission, pressure, remembered }: Observed): void {
    const gauge = (name: string, help: string, read: () => number) =>
      this.#gauge(name, help, (set) => set.set(read()));
    const now = () => Date.now() / 1_000;
    gauge('kindred_ready', '1 while lookups are answered.', () => Number(service.state().ready));
    gauge('kindred_index_articles', 'Articles in the index.', () => service.state().articles);
    gauge('kindred_index_generation', 'The active generation.', () => service.state().generation ?? 0);
    gauge('kindred_index_bytes', "The index's arrays.", () => service.memory().index);
    gauge('kindred_index_age_seconds', 'Since the latest change became visible.', () => {
      const { indexedAt } = service.state();
      return indexedAt === null ? 0 : now() - indexedAt.getTime() / 1_000;
    });
    gauge(
      'kindred_index_lag_seconds',
      'Since the index was last known to hold every change of the database.',
      () => service.progress().lagSeconds,
    );
    gauge(
      'kindred_follow_failures',
      'Failed attempts to ask for changes.',
      () => service.progress().followFailures,
    );
    gauge('kindred_reindex_running', '1 while this process reindexes.', () =>
      Number(service.progress().isReindexing),
    );
    gauge(
      'kindred_reindex_failures',
      'Reindexes of this process that failed.',
      () => service.progress().reindexFailures,
    );
    gauge(
      'kindred_memory_resident_limit_bytes',
      'What the process may take.',
      () => service.memory().residentLimit,
    );
    gauge('kindred_memory_full', '1 while no more articles are taken.', () => Number(service.isFull()));
    gauge('kindred_cache_hits', 'Lookups answered with a remembered answer.', () => remembered?.hits ?? 0);
    gauge('kindred_cache_misses', 'Lookups answered anew.', () => remembered?.misses ?? 0);
    gauge('kindred_cache_bytes', 'Memory of the remembered answers.', () => remembered?.bytes ?? 0);
    gauge(
      'kindred_event_loop_delay_seconds',
      'p99 of the latest half second.',
      () => pressure.measuredMs() / 1_000,
    );
    for (const [name, key, help] of [
      ['kindred_in_flight', 'inFlight', 'Requests under way, by class.'],
      ['kindred_queued', 'queued', 'Requests waiting for their turn, by class.'],
    ] as const)
      this.#gauge(
        name,
        help,
        (set) => {
          for (const work of GATED_CLASSES) set.labels(work).set(admission.state(work)[key]);
        },
        ['class'],
      );
  }

  #gauge(name: string, help: string, read: (gauge: Gauge) => void, labelNames: string[] = []): void {
    const gauge: Gauge = new Gauge({
      ...{ name, help, labelNames, registers: [this.registry] },
      collect: () => read(gauge),
    });
  }
}
