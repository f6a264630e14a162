import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { Service } from '../../src/service/service.ts';
import { describeDatabase } from '../support/database.ts';

const silent = { info() {}, warn() {}, error() {} };
const query = { settings: { ...DEFAULT_BOX, minScore: 0 }, filter: {}, explain: false };
const story = (place: string) => ({
  title: `Flood in ${place}`,
  body: `The river Anse flooded ${place}; the dam of Anse held and boats brought bread.`,
});

describeDatabase('replicas', (openOptions) => {
  it("show an article that was pushed to the other, also after the listener's connection was cut", async () => {
    const options = await openOptions();
    const replicas = [0, 1].map(() => new Service({ ...options, log: silent, reindexesItself: false }));
    const [writer, reader] = replicas as [Service, Service];
    for (const replica of replicas) await replica.whenReady();
    await writer.put(story('Tolne'), 'tolne');
    const waits: number[] = [];
    const shows = async (id: string, other: string) => {
      const startedAt = performance.now();
      for (;;) {
        const { box } = await reader.relatedById(id, query, Date.now());
        if (box !== 'pending' && box.items.some(({ card }) => card.id === other)) break;
        await pause(10);
      }
      waits.push(performance.now() - startedAt);
    };
    await writer.put(story('Brack'), 'brack');
    await shows('tolne', 'brack');

    // The embedded database has no listeners: there a follower only polls.
    if (options.url !== undefined) expect(await cutListeners(options.url)).toBeGreaterThanOrEqual(1);
    await writer.put(story('Wesper'), 'wesper');
    await shows('brack', 'wesper');
    await shows('tolne', 'wesper');
    await writer.remove('wesper');
    for (;;) {
      const { box } = await reader.relatedById('tolne', query, Date.now());
      if (box !== 'pending' && !box.items.some(({ card }) => card.id === 'wesper')) break;
      await pause(10);
    }
    process.stdout.write(
      `pushed → in the box of another replica: ${waits.map((ms) => `${Math.round(ms)} ms`).join(', ')}\n`,
    );
    for (const replica of replicas) await replica.stop();
  });
});

async function cutListeners(url: string): Promise<number> {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  const cut = await admin`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen%'`;
  await admin.end();
  return cut.length;
}
