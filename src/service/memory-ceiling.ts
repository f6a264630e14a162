/** Is there memory for more articles? Asked before articles are taken, so that the process is never ended for want of it. */

import { totalmem } from 'node:os';
import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/** Measured in bytes. */
export interface MemoryUse {
  /** Of the whole process: the index lies in shared memory, outside the heap. */
  readonly resident: number;
  readonly residentLimit: number;
  /** What was alive in the heap after its latest full collection. */
  readonly heap: number;
  readonly heapLimit: number;
  /** The arrays of the index. A reindex builds them once more beside the present ones. */
  readonly index: number;
}

/** Above this share of a limit nothing more is taken. */
const FULL = 0.85;

/** Why there is no room, or undefined when there is. */
export function fullBecause({
  resident,
  residentLimit,
  heap,
  heapLimit,
  index,
}: MemoryUse): string | undefined {
  const megabytes = (bytes: number) => Math.round(bytes / 1_048_576);
  if (resident > FULL * residentLimit)
    return `the process takes ${megabytes(resident)} MB of ${megabytes(residentLimit)} MB`;
  if (heap > FULL * heapLimit) return `the heap takes ${megabytes(heap)} MB of ${megabytes(heapLimit)} MB`;
  if (2.2 * index > FULL * residentLimit)
    return `the index takes ${megabytes(index)} MB, and twice that while it is rebuilt, of ${megabytes(residentLimit)} MB`;
  return undefined;
}

/** What the container allows, or what the machine has. */
export function usableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 && constrained < totalmem() ? constrained : totalmem();
}

/** Watches the collections of the heap until it is stopped: between them the heap is full of what nobody needs any more. */
export class MemoryMeter {
  #heap = 0;
  readonly #observer = new PerformanceObserver((list) => {
    const entries = list.getEntries() as (PerformanceEntry & {
      readonly detail: { readonly kind: number };
    })[];
    const isFull = entries.some(({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
    if (isFull) this.#heap = getHeapStatistics().used_heap_size;
  });

  constructor(private readonly residentLimit = usableMemory()) {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  /** `index`: bytes of the index's arrays. */
  use(index: number): MemoryUse {
    return {
      resident: process.memoryUsage.rss(),
      residentLimit: this.residentLimit,
      heap: this.#heap,
      heapLimit: getHeapStatistics().heap_size_limit,
      index,
    };
  }

  stop(): void {
    this.#observer.disconnect();
  }
}
