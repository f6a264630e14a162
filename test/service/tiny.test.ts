/** B9: what is answered beside an article when there is hardly anything else? */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Service, type ServiceOptions } from '../../src/service/service.ts';
import { ADMIN_KEY, type Ask, appOf, askerOf, json, silent } from '../security/app.ts';
import { describeDatabase } from '../support/database.ts';

const STORES: Readonly<Record<string, readonly { readonly title: string; readonly body?: string }[]>> = {
  'of one article': [{ title: 'Storm', body: 'The harbour is closed.' }],
  'of two articles': [
    { title: 'Storm', body: 'The harbour is closed.' },
    { title: 'Ferries', body: 'The harbour waits.' },
  ],
  'of identical articles': Array.from({ length: 5 }, () => ({
    title: 'Storm',
    body: 'The harbour is closed.',
  })),
  'of articles without text': Array.from({ length: 5 }, (_, i) => ({ title: `${i}` })),
  'of articles without a word': Array.from({ length: 5 }, (_, i) => ({ title: '…'.repeat(i + 1) })),
};

async function emptyService(options: Omit<ServiceOptions, 'log'>): Promise<Service> {
  const service = new Service({ ...options, log: silent });
  await service.whenReady();
  return service;
}

describeDatabase('B9 a store', (openOptions) => {
  it('of no article answers a draft with an empty box, and an id with 404', async () => {
    const service = await emptyService(await openOptions());
    const ask = askerOf(appOf(service));
    const draft = await ask('/v1/related', json('POST', { title: 'Storm' }));
    expect([draft.status, ((await draft.json()) as { items: unknown[] }).items]).toEqual([200, []]);
    expect((await ask('/v1/articles/none/related')).status).toBe(404);
    await service.stop();
  });

  describe.each(Object.entries(STORES))('%s', (_, articles) => {
    let service: Service;
    let ask: Ask;
    beforeAll(async () => {
      service = await emptyService(await openOptions());
      ask = askerOf(appOf(service));
      const given = articles.map((article, i) => ({ id: `t${i}`, ...article }));
      expect((await ask('/v1/articles', json('POST', given, ADMIN_KEY))).status).toBe(200);
      await service.settled();
    });
    afterAll(() => service.stop());

    it.each(['', '?minScore=0', '?minScore=0&fallback=latest&limit=50'])(
      'answers lookups%s with 200 and finite scores',
      async (query) => {
        for (const i of articles.keys()) {
          const response = await ask(`/v1/articles/t${i}/related${query}`);
          expect(response.status).toBe(200);
          const { items } = (await response.json()) as { items: { id: string; score: number | null }[] };
          expect(items.length).toBeLessThan(Math.max(1, articles.length));
          for (const { id, score } of items) {
            expect(id).not.toBe(`t${i}`);
            expect(score === null || Number.isFinite(score)).toBe(true);
          }
        }
      },
    );
  });
});
