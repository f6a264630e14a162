/** What does the studio of the tests stand on? A small collection on two replicas, each with its own address. */
import { setTimeout as pause } from 'node:timers/promises';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import type { AppDependencies } from '../../src/http/dependencies.ts';
import type { ServiceOptions } from '../../src/service/service.ts';
import { openSea, SEA_STORIES, type SeaService } from '../support/sea.ts';

export interface Item {
  readonly id: string;
  readonly source: string;
  readonly score: number;
}

export interface Newsroom {
  /** Where the editor works … */
  readonly here: SeaService;
  /** … and another replica of the same database. */
  readonly there: SeaService;
  /** What a reader gets. */
  boxAt(replica: SeaService, id?: string): Promise<Item[]>;
  idsAt(replica: SeaService, id?: string): Promise<string[]>;
  /** Waits until a reader of the other replica gets these as well; answers how many milliseconds that took. */
  untilThere(ids: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

export async function openNewsroom(
  options: Omit<ServiceOptions, 'log'>,
  articles: readonly object[] = SEA_STORIES,
  other: Partial<AppDependencies> = {},
): Promise<Newsroom> {
  const dependencies = {
    // Twelve stories of the same words: what tells them apart is little.
    ...{ defaults: { ...DEFAULT_BOX, minScore: 0, duplicates: 'keep' as const } },
    ...{ remoteAddress: () => '127.0.0.1', ...other },
  };
  const here = await openSea(options, articles, dependencies);
  const there = await openSea({ ...options, reindexesItself: false }, [], dependencies);
  const boxAt = async ({ url }: SeaService, id = 'sea-0') => {
    const answer = await fetch(`${url}/v1/articles/${encodeURIComponent(id)}/related`);
    return ((await answer.json()) as { items: Item[] }).items;
  };
  const idsAt = async (replica: SeaService, id?: string) => (await boxAt(replica, id)).map((item) => item.id);
  return {
    ...{ here, there, boxAt, idsAt },
    async untilThere(ids) {
      const startedAt = performance.now();
      while ((await idsAt(there)).join() !== ids.join()) await pause(5);
      return performance.now() - startedAt;
    },
    async close() {
      await there.close();
      await here.close();
    },
  };
}
