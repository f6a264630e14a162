import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { createApp } from '../../src/http/app.ts';
import { Service } from '../../src/service/service.ts';
import { checkedClient, type OpenApi } from '../support/contract.ts';
import { describeDatabase } from '../support/database.ts';

const silent = { info() {}, warn() {}, error() {} };
const STORIES = [
  {
    id: 'école',
    title: 'L’école de Saint-Malo',
    publishedAt: '2024-05-01',
    url: 'https://news.example/ecole?utm_source=x',
  },
  { id: 'ferry', title: 'Ferry “Aurora” waits out the storm', publishedAt: '2024-05-03' },
  { id: 'ferries', title: 'Ferries again: storm-proof quays', publishedAt: '2024-05-04' },
  { id: 'undated', title: 'A storm without a date' },
];

describeDatabase('finding and labelling articles', (openOptions) => {
  let service: Service;
  let ask: ReturnType<typeof checkedClient>;
  beforeAll(async () => {
    service = new Service({ ...(await openOptions()), log: silent });
    await service.whenReady();
    await service.putArray(
      STORIES.map((story) => ({ ...story, body: 'The storm held the ferries in the harbour.' })),
    );
    await service.settled();
    const app = createApp({
      ...{ service, version: '0', defaults: DEFAULT_BOX, log: silent, remoteAddress: () => '127.0.0.1' },
    });
    const document = (await (await app.request('/openapi.json')).json()) as OpenApi;
    ask = checkedClient(
      (path, init) =>
        app.request(`http://localhost${path}`, { ...init, headers: { host: 'localhost', ...init?.headers } }),
      document,
    );
  });
  afterAll(() => service.stop());

  const found = async (query: string) => {
    const { articles } = (await (await ask(`/v1/articles?${query}`)).json()) as {
      articles: { id: string }[];
    };
    return articles.map(({ id }) => id);
  };

  it.each([
    ['the beginnings of words, newest first, undated last', 'q=stor', ['ferries', 'ferry', 'undated']],
    ['all words, in any order and case', 'q=WAITS+ferr', ['ferry']],
    ['words in quotation marks and behind apostrophes', `q=${encodeURIComponent('auror')}`, ['ferry']],
    ['words of a hyphenated name', 'q=malo+saint', ['école']],
    ['letters beyond ASCII', `q=${encodeURIComponent('école')}`, ['école']],
    [
      'an address, whatever its tracking parameters',
      `q=${encodeURIComponent('https://www.news.example/ecole/')}`,
      ['école'],
    ],
    ['an id', 'q=undated', ['undated']],
    ['nothing: the newest', 'limit=2', ['ferries', 'ferry']],
    [
      'ids, in their order, without those that are not there',
      'id=undated&id=gone&id=ferry',
      ['undated', 'ferry'],
    ],
    ['no operators of the database', `q=${encodeURIComponent("storm' & !ferry | (<-> :*")}`, ['ferry']],
    ['signs only', `q=${encodeURIComponent("&|!():*'")}`, []],
  ])('finds by %s', async (_, query, ids) => {
    expect(await found(query)).toEqual(ids);
  });

  it('keeps one label of each author for a pair, whichever way round, and takes it back', async () => {
    const put = (a: string, b: string, body: unknown) =>
      ask(`/v1/articles/${encodeURIComponent(a)}/labels/${encodeURIComponent(b)}`, {
        ...{ method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      });
    expect((await put('ferry', 'ferries', { gain: 0 })).status).toBe(200);
    expect((await put('ferries', 'ferry', { gain: 1 })).status).toBe(200);
    expect((await put('école', 'ferry', { gain: 0.5 })).status).toBe(200);
    expect((await put('ferry', 'ferry', { gain: 1 })).status).toBe(400);
    expect((await put('ferry', 'undated', { gain: 2 })).status).toBe(400);
    expect((await put('ferry', 'gone', { gain: 1 })).status).toBe(404);
    const tsv = await (await ask('/v1/labels?format=tsv')).text();
    expect(tsv.split('\n').map((line) => line.split('\t').slice(0, 4))).toEqual([
      ['a', 'b', 'gain', 'author'],
      ['ferries', 'ferry', '1', 'this machine'],
      ['ferry', 'école', '0.5', 'this machine'],
      [''],
    ]);
    expect((await ask('/v1/articles/ferry/labels/ferries', { method: 'DELETE' })).status).toBe(204);
    expect((await ask('/v1/articles/ferry/labels/ferries', { method: 'DELETE' })).status).toBe(404);
    const { labels } = (await (await ask('/v1/labels?article=ferries')).json()) as { labels: unknown[] };
    expect(labels).toEqual([]);
  });

  it('takes a half-life in a lookup', async () => {
    const ageAt = async (days: number) => {
      const why = await (await ask(`/v1/articles/ferry/related/ferries?halfLifeDays=${days}`)).json();
      return (why as { explanation: { age: number } }).explanation.age;
    };
    expect(await ageAt(0)).toBe(1);
    // A day apart.
    expect(await ageAt(1)).toBeCloseTo(0.75, 6);
    expect((await ask('/v1/articles/ferry/related?halfLifeDays=-1')).status).toBe(400);
  });

  it('answers the figures, the map and the furniture of the collection', async () => {
    for (const path of ['/v1/collection', '/v1/collection/map', '/v1/furniture'])
      expect((await ask(path)).status, path).toBe(200);
  });
});
