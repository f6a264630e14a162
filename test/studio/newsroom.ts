/** What does the studio of the tests stand on? A small collection on two replicas, each with its own address. */
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
  return {
    here,
    there,
    async boxAt({ url }, id = 'sea-0') {
      const answer = await fetch(`${url}/v1/articles/${encodeURIComponent(id)}/related`);
      return ((await answer.json()) as { items: Item[] }).items;
    },
    async close() {
      await there.close();
      await here.close();
    },
  };
}
