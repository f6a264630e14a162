import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { createApp } from '../../src/http/app.ts';
import type { AppDependencies } from '../../src/http/dependencies.ts';
import { MOST_WEIGHING_GROUPS } from '../../src/service/editorial/rule-fields.ts';
import { Service } from '../../src/service/service.ts';
import { checkedClient, type OpenApi } from '../support/contract.ts';
import { describeDatabase } from '../support/database.ts';

const silent = { info() {}, warn() {}, error() {} };
type Client = ReturnType<typeof checkedClient>;

interface Box {
  readonly status: string;
  readonly layout?: string;
  readonly emptyBecause?: string;
  readonly items: readonly {
    readonly id: string;
    readonly source: string;
    readonly score: number;
    readonly explanation?: {
      readonly sentence: string;
      readonly wording: string;
      readonly parts: Readonly<Record<string, number>>;
      readonly own: number;
      readonly expanded: number;
      readonly terms: readonly { readonly term: string; readonly contribution: number }[];
      readonly rest: { readonly contribution: number };
    };
  }[];
}

describeDatabase('editors, on two replicas', (openOptions) => {
  const services: Service[] = [];
  const clients: Client[] = [];
  let here: Client;
  let there: Client;

  const clientOf = async (service: Service, other: Partial<AppDependencies> = {}) => {
    const app = createApp({
      ...{ service, version: '0', defaults: DEFAULT_BOX, log: silent, remoteAddress: () => '127.0.0.1' },
      ...other,
    });
    const document = (await (await app.request('/openapi.json')).json()) as OpenApi;
    return checkedClient(
      (path, init) =>
        app.request(`http://localhost${path}`, { ...init, headers: { host: 'localhost', ...init?.headers } }),
      document,
    );
  };
  const json = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const putRule = (id: string, rule: object) => here(`/v1/rules/${id}`, json('PUT', rule));
  const boxAt = async (client: Client, id = 'flood-1', query = '') =>
    (await (await client(`/v1/articles/${id}/related${query}`)).json()) as Box;
  const idsAt = async (client: Client, id?: string, query?: string) =>
    (await boxAt(client, id, query)).items.map((item) => item.id);
  /** Waits until the other replica answers so, and says how long it took. */
  const untilThere = async (isSo: (ids: string[]) => boolean, id?: string, query?: string) => {
    const startedAt = performance.now();
    while (!isSo(await idsAt(there, id, query))) await pause(5);
    return performance.now() - startedAt;
  };
  const waits: number[] = [];

  beforeAll(async () => {
    const options = await openOptions();
    for (let i = 0; i < 2; i++) {
      const service = new Service({ ...options, log: silent, reindexesItself: false });
      services.push(service);
      await service.whenReady();
      clients.push(await clientOf(service));
    }
    [here, there] = clients as [Client, Client];
    const places = ['Tolne', 'Brack', 'Wesper', 'Ansel', 'Quill', 'Marde'];
    for (const [i, place] of places.entries())
      await here(
        `/v1/articles/flood-${i + 1}`,
        json('PUT', {
          title: `Flooding in ${place}`,
          body: `The rivers near ${place} were flooding. Boats of O’Connor brought bread to ${place}, and the dams of the Anse held through night ${i}.`,
          section: i % 2 === 0 ? 'World' : 'Local',
          tags: i === 4 ? ['dams'] : [],
          url: `https://www.${i === 3 ? 'other' : 'news'}.example/${place}`,
        }),
      );
    await here('/v1/articles/chess', json('PUT', { title: 'Chess', body: 'A queen sacrifice won.' }));
    await here('/v1/reindex', { method: 'POST' });
    for (const service of services) {
      await service.settled();
      while (service.state().articles < 7 || service.state().generation !== services[0]?.state().generation)
        await pause(20);
    }
  });
  afterAll(async () => {
    process.stdout.write(
      `a rule → on the other replica: ${waits.map((ms) => `${Math.round(ms)} ms`).join(', ')}\n`,
    );
    for (const service of services.reverse()) await service.stop();
  });

  it('exclude an article at the next request, elsewhere within a second, and undo it', async () => {
    const query = '?limit=3';
    const [first = ''] = await idsAt(here, 'flood-1', query);
    expect(await idsAt(there, 'flood-1', query)).toContain(first);
    const rule = {
      action: 'exclude',
      target: { kind: 'article', name: first },
      author: 'Ada',
      reason: 'complaint',
    };
    expect((await putRule('out', rule)).status).toBe(200);
    expect(await idsAt(here, 'flood-1', query)).not.toContain(first);
    // A full box stays full: what the rule leaves out, another takes the place of.
    expect(await idsAt(here, 'flood-1', query)).toHaveLength(3);
    waits.push(await untilThere((ids) => !ids.includes(first), 'flood-1', query));

    expect(await (await here('/v1/rules/out/undo', { method: 'POST' })).json()).toMatchObject({
      isDeleted: true,
    });
    expect(await idsAt(here, 'flood-1', query)).toContain(first);
    waits.push(await untilThere((ids) => ids.includes(first), 'flood-1', query));

    await here('/v1/rules/out/undo', { method: 'POST' });
    expect(await idsAt(here, 'flood-1', query)).not.toContain(first);
    expect((await here('/v1/rules/out', { method: 'DELETE' })).status).toBe(204);
    expect(await idsAt(here, 'flood-1', query)).toContain(first);
    expect((await here('/v1/rules/out', { method: 'DELETE' })).status).toBe(404);
    await here('/v1/rules/out/undo', { method: 'POST' });
    expect(await idsAt(here, 'flood-1', query)).not.toContain(first);
    const { rules } = (await (await here('/v1/rules/out/history')).json()) as {
      rules: { isDeleted: boolean }[];
    };
    expect(rules.map(({ isDeleted }) => isDeleted)).toEqual([false, true, false, true, false]);
    await here('/v1/rules/out', { method: 'DELETE' });
  });

  it('pin to a slot, block a pair both ways or one, boost and bury by section, tag and source', async () => {
    await putRule('pinned', {
      action: 'pin',
      target: { kind: 'article', name: 'chess' },
      beside: { kind: 'section', name: 'world' },
      slot: 2,
    });
    const box = await boxAt(here);
    expect(box.items[1]).toMatchObject({ id: 'chess', source: 'pinned' });
    expect(box.status).toBe('ok');
    expect(await idsAt(here, 'flood-2')).not.toContain('chess');
    waits.push(await untilThere((ids) => ids[1] === 'chess'));
    // What the page shows already is pinned as little as shown.
    expect(await idsAt(here, 'flood-1', '?exclude=chess')).not.toContain('chess');
    await here('/v1/rules/pinned', { method: 'DELETE' });

    const block = {
      action: 'block',
      target: { kind: 'article', name: 'flood-2' },
      beside: { kind: 'article', name: 'flood-1' },
    };
    await putRule('apart', block);
    expect(await idsAt(here, 'flood-1', '?limit=9')).not.toContain('flood-2');
    expect(await idsAt(here, 'flood-2', '?limit=9')).not.toContain('flood-1');
    await putRule('apart', { ...block, mutual: false });
    expect(await idsAt(here, 'flood-1', '?limit=9')).not.toContain('flood-2');
    expect(await idsAt(here, 'flood-2', '?limit=9')).toContain('flood-1');
    await here('/v1/rules/apart', { method: 'DELETE' });

    for (const [target, id] of [
      [{ kind: 'tag', name: 'DAMS' }, 'flood-5'],
      [{ kind: 'source', name: 'www.other.example' }, 'flood-4'],
    ] as const) {
      await putRule('weight', { action: 'boost', target, factor: 10 });
      expect((await boxAt(here)).items[0]?.id).toBe(id);
      await putRule('weight', { action: 'bury', target, factor: 0.1 });
      expect((await boxAt(here, 'flood-1', '?limit=9&minScore=0&diversity=0')).items.at(-1)?.id).toBe(id);
    }
    await here('/v1/rules/weight', { method: 'DELETE' });
  });

  it('let a rule begin and end by itself, also for remembered answers', async () => {
    const startsAt = Date.now() + 400;
    const before = await idsAt(here);
    await putRule('timed', {
      action: 'exclude',
      target: { kind: 'section', name: 'Local' },
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + 600).toISOString(),
    });
    const seen: string[][] = [];
    while (Date.now() < startsAt + 700) {
      const asked = Date.now();
      const ids = await idsAt(here);
      const answered = Date.now();
      if (answered < startsAt || asked > startsAt + 600) expect(ids).toEqual(before);
      if (asked >= startsAt && answered < startsAt + 600) {
        expect(ids).not.toContain('flood-2');
        seen.push(ids);
      }
      await pause(20);
    }
    expect(seen.length).toBeGreaterThan(0);
    await here('/v1/rules/timed', { method: 'DELETE' });
  });

  it('are listed, by article and by whether they are in force', async () => {
    await putRule('now', { action: 'exclude', target: { kind: 'article', name: 'x' } });
    await putRule('later', {
      action: 'exclude',
      target: { kind: 'article', name: 'y' },
      startsAt: '2999-01-01',
    });
    const list = async (query = '') => {
      const { rules } = (await (await here(`/v1/rules${query}`)).json()) as { rules: { id: string }[] };
      return rules.map(({ id }) => id);
    };
    expect(await list()).toEqual(['later', 'now']);
    expect(await list('?article=x')).toEqual(['now']);
    expect(await list('?active=true')).toEqual(['now']);
    expect(await list('?active=false')).toEqual(['later']);
    for (const id of ['now', 'later']) await here(`/v1/rules/${id}`, { method: 'DELETE' });
  });

  const article = { kind: 'article', name: 'a' };
  it.each<[object, string, string]>([
    [{ action: 'pin', target: { kind: 'section', name: 'x' } }, 'target', 'of a pin must be an article'],
    [{ action: 'pin', target: article, slot: 51 }, 'slot', 'slot must be at most 50, got 51'],
    [{ action: 'pin', target: article, slot: 0 }, 'slot', 'slot must be at least 1, got 0'],
    [{ action: 'block', target: article }, 'beside', 'must be given for a block'],
    [{ action: 'exclude', target: article, beside: article }, 'beside', 'must be absent'],
    [{ action: 'boost', target: article, factor: 1 }, 'factor', 'of a boost must be above 1'],
    [{ action: 'boost', target: article, factor: 10.1 }, 'factor', 'factor must be at most 10, got 10.1'],
    [{ action: 'bury', target: article, factor: 1 }, 'factor', 'of a bury must be below 1'],
    [{ action: 'bury', target: article, factor: 0.09 }, 'factor', 'factor must be at least 0.1, got 0.09'],
    [{ action: 'exclude', target: article, slot: 1 }, 'slot', 'is for pins only'],
    [
      { action: 'exclude', target: article, startsAt: '2026-02-01', endsAt: '2026-02-01' },
      'endsAt',
      'after startsAt',
    ],
    [{ action: 'exclude', target: { kind: 'source', name: 'a b' } }, 'target.name', 'host'],
    [{ action: 'vanish', target: article }, 'action', 'action must be "pin" or'],
    [{ action: 'exclude', target: article, colour: 1 }, 'colour', 'not known here'],
  ])('are told what is wrong with %j', async (rule, field, detail) => {
    const response = await putRule('wrong', rule);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'invalid',
      field,
      detail: expect.stringContaining(detail),
    });
  });

  it('may use the bounds of slot and factor, and so many boosts of groups but not one more', async () => {
    const isTaken = async (id: string, rule: object) => (await putRule(id, rule)).status === 200;
    expect(await isTaken('bound', { action: 'pin', target: article, slot: 50 })).toBe(true);
    expect(await isTaken('bound', { action: 'boost', target: article, factor: 10 })).toBe(true);
    expect(await isTaken('bound', { action: 'bury', target: article, factor: 0.1 })).toBe(true);
    const group = (name: string) => ({ action: 'bury', target: { kind: 'tag', name } });
    for (let i = 0; i < MOST_WEIGHING_GROUPS; i++) expect(await isTaken(`g${i}`, group(`${i}`))).toBe(true);
    const refused = await putRule('more', group('more'));
    expect(await refused.json()).toMatchObject({
      detail: 'there may be at most 20 boosts and buries of sections, tags, sources and languages',
    });
    // One of them may still be changed.
    expect(await isTaken('g0', group('other'))).toBe(true);
    for (const id of ['bound', ...Array.from({ length: MOST_WEIGHING_GROUPS }, (_, i) => `g${i}`)])
      await here(`/v1/rules/${id}`, { method: 'DELETE' });
  });

  it('need a key, also for reading rules', async () => {
    const [service] = services as [Service];
    const outside = await clientOf(service, { remoteAddress: () => '203.0.113.9' });
    const rule = json('PUT', { action: 'exclude', target: article });
    expect((await outside('/v1/rules/x', rule)).status).toBe(403);
    expect((await outside('/v1/rules')).status).toBe(403);
    expect((await outside('/v1/rules/x/undo', { method: 'POST' })).status).toBe(403);
    expect((await outside('/v1/placements/x', json('PUT', {}))).status).toBe(403);
    expect((await outside('/v1/placements')).status).toBe(200);
  });

  it('name placements: their wishes count where the request has none', async () => {
    const policy = { limit: 2, sections: ['Local'], minScore: 0, layout: 'cards' };
    expect((await here('/v1/placements/article-foot', json('PUT', policy))).status).toBe(200);
    const placed = await boxAt(here, 'flood-1', '?placement=article-foot');
    expect(placed.layout).toBe('cards');
    expect(placed.items).toHaveLength(2);
    expect(placed.items.map(({ id }) => Number(id.at(-1)) % 2)).toEqual([0, 0]);
    expect(
      (await boxAt(here, 'flood-1', '?placement=article-foot&limit=1&section=World')).items,
    ).toMatchObject([{ id: expect.stringMatching(/[135]$/) }]);
    while ((await there('/v1/articles/flood-1/related?placement=article-foot')).status !== 200)
      await pause(5);

    // A change counts for what was remembered.
    await here('/v1/placements/article-foot', json('PUT', { sameSection: true, limit: 9 }));
    expect(await idsAt(here, 'flood-1', '?placement=article-foot')).toEqual(
      expect.not.arrayContaining(['flood-2', 'flood-4', 'flood-6']),
    );
    expect(await (await here('/v1/placements/article-foot')).json()).toEqual({
      name: 'article-foot',
      sameSection: true,
      limit: 9,
    });
    const draft = {
      title: 'Flooding',
      body: 'Rivers flooding near the dams',
      section: 'Local',
      placement: 'article-foot',
    };
    const { items } = (await (await here('/v1/related', json('POST', draft))).json()) as Box;
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ id }) => Number(id.at(-1)) % 2 === 0)).toBe(true);

    expect((await here('/v1/placements/article-foot', { method: 'DELETE' })).status).toBe(204);
    const refused = await here('/v1/articles/flood-1/related?placement=article-foot');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      field: 'placement',
      detail: 'there is no placement "article-foot"',
    });
    expect((await here('/v1/placements/article-foot')).status).toBe(404);
    expect((await here('/v1/placements/Foot', json('PUT', {}))).status).toBe(400);
    expect((await here('/v1/placements/foot', json('PUT', { limit: 51 }))).status).toBe(400);
  });

  it('see why a box is empty', async () => {
    expect(await boxAt(here, 'chess')).toMatchObject({ status: 'empty', emptyBecause: expect.any(String) });
    expect(await boxAt(here, 'flood-1', '?section=Nowhere')).toMatchObject({ emptyBecause: 'filtered' });
  });

  it('see each item explained in the words of the articles, in parts that add up', async () => {
    await putRule('loud', { action: 'boost', target: { kind: 'article', name: 'flood-3' }, factor: 3 });
    const { items } = await boxAt(here, 'flood-1', '?explain=true');
    expect(items.length).toBeGreaterThan(2);
    for (const { score, explanation } of items) {
      const { parts = {}, terms = [], rest, own = 0, expanded = 0 } = explanation ?? {};
      const sum = Object.values(parts).reduce((total, part) => total + part, 0);
      expect(Math.abs(sum - score)).toBeLessThan(1e-6);
      const words = terms.reduce((total, { contribution }) => total + contribution, rest?.contribution ?? 0);
      expect(Math.abs(words - own - expanded)).toBeLessThan(1e-6);
      expect(explanation?.wording).toBe('written');
    }
    const shared = items.flatMap(({ explanation }) => explanation?.terms ?? []).map(({ term }) => term);
    expect(shared).toContain('O’Connor');
    expect(shared).toContain('Boats');
    for (const stem of ['oconnor', 'boat', 'flood']) expect(shared).not.toContain(stem);
    const loud = items.find(({ id }) => id === 'flood-3')?.explanation;
    expect(loud?.sentence).toMatch(/\+\d\.\d{3} by rule "loud"/);
    await here('/v1/rules/loud', { method: 'DELETE' });
  });

  it('ask why of any pair', async () => {
    const ask = async (pair: string, query = '') => {
      const [id, other] = pair.split(' ');
      return here(`/v1/articles/${id}/related/${other}${query}`);
    };
    expect(await (await ask('flood-1 flood-2')).json()).toMatchObject({ inBox: true, whyNot: null });
    expect(await (await ask('flood-1 chess')).json()).toMatchObject({
      inBox: false,
      place: null,
      whyNot: { reason: 'nothing-shared' },
    });
    expect(await (await ask('flood-1 flood-2', '?section=World')).json()).toMatchObject({
      whyNot: { reason: 'filter', sentence: expect.stringContaining('sections') },
    });
    expect((await ask('flood-1 nowhere')).status).toBe(404);
    expect(await (await ask('nowhere flood-1')).json()).toMatchObject({ field: 'id' });
    expect((await ask('flood-1 flood-2', '?limit=0')).status).toBe(400);
  });
});
