import { expect, it } from 'vitest';
import type { Collection } from '../../src/service/collection.ts';
import { ExactLookups, MOST_EXACT } from '../../src/service/exact.ts';

it('exact lookups go one at a time, eight of them and not one more', async () => {
  let running = 0;
  const collection = {
    subject: () => ({}),
    async scoreAll(_: unknown, breadth: number) {
      expect(++running).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      if (breadth === 0) throw new Error('no scores');
      return { breadth, scores: new Float64Array(1) };
    },
  } as unknown as Collection;
  const lookups = new ExactLookups();
  const asked = [0, ...Array(MOST_EXACT).fill(0.5)].map((breadth) => lookups.scores(collection, 1, breadth));
  const outcomes = await Promise.allSettled(asked);
  expect(MOST_EXACT).toBe(8);
  expect(outcomes.map(({ status }) => status)).toEqual([
    'rejected',
    ...Array(MOST_EXACT - 1).fill('fulfilled'),
    'rejected',
  ]);
  expect(outcomes.at(-1)).toMatchObject({ reason: { code: 'unavailable' } });
  expect(await lookups.scores(collection, 1, 0.5)).toMatchObject({ breadth: 0.5 });
});
