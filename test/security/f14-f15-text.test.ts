/** F14: SQL in any parameter is text. F15: any text at all is stored well-formed or refused by name. */

import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connect.ts';
import type { Service } from '../../src/service/service.ts';
import { describeDatabase } from '../support/database.ts';
import { ADMIN_KEY, type Ask, appOf, askerOf, json, startService } from './app.ts';

const PIECES = [
  "'",
  '"',
  '\\',
  ';',
  '--',
  '/*',
  '*/',
  ' or 1=1',
  ' union select ',
  "');drop table articles;",
  '$1',
  '$$',
  '%',
  '_',
  '\u0000',
  'pg_sleep(5)',
  "E'\\x27'",
  '\ud800',
  '||',
  '{',
  '}',
  '(',
  ')',
  '{"a":1}',
  '\r\n',
  'articles',
  'NULL',
  '0x27',
  '％27',
];
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
);
const seed = Number(process.env.SEED ?? 8_1421);
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

describeDatabase('hostile text', (openOptions, kind) => {
  let service: Service;
  let ask: Ask;
  let options: Awaited<ReturnType<typeof openOptions>>;
  const faults: unknown[] = [];
  beforeAll(async () => {
    options = await openOptions();
    service = await startService(options);
    const log = { info() {}, warn() {}, error: (fields: object) => void faults.push(fields) };
    ask = askerOf(appOf(service, { log }));
  });
  afterAll(() => service.stop());

  const RUNS = 500;
  it.each<[string, (text: string) => string]>([
    ['section', (text) => `/v1/articles/storm/related?section=${encoded(text)}`],
    ['tag', (text) => `/v1/articles/storm/related?tag=${encoded(text)}`],
    ['language', (text) => `/v1/articles/storm/related?language=${encoded(text)}`],
    ['exclude', (text) => `/v1/articles/storm/related?exclude=${encoded(text)}`],
    ['since', (text) => `/v1/articles/storm/related?since=${encoded(text)}`],
    ['limit', (text) => `/v1/articles/storm/related?limit=${encoded(text)}`],
    ['url', (text) => `/v1/related?url=${encoded(`https://news.example/${text}`)}`],
    ['the id of a lookup', (text) => `/v1/articles/${encoded(text)}/related`],
    ['the id of an article', (text) => `/v1/articles/${encoded(text)}`],
    ['before', (text) => `/v1/audit?before=${encoded(text)}`],
    ['a parameter name', (text) => `/v1/articles/storm/related?${encoded(text)}=1`],
  ])(`F14: is text as %s, ${RUNS} times`, async (_, pathOf) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const response = await ask(pathOf(text), { key: ADMIN_KEY });
        expect([200, 400, 404], await response.clone().text()).toContain(response.status);
        expect(await response.text()).not.toMatch(/syntax error|PostgresError|invalid input|unterminated/);
      }),
      { numRuns: RUNS, seed },
    );
    expect(faults).toEqual([]);
  });

  const STORED = kind === 'embedded' ? 5_000 : 1_000;
  it(`F15: is stored well-formed or refused by name, ${STORED} times, and spoils nothing beside it`, async () => {
    const texts = fc.sample(hostile, { numRuns: STORED, seed });
    for (let from = 0; from < STORED; from += 100) {
      const items = texts.slice(from, from + 100).map((text, at) => ({
        id: `t${from + at}`,
        title: `T ${text}`,
        body: text,
        section: text.slice(0, 20),
      }));
      const response = await ask('/v1/articles', json('POST', items, ADMIN_KEY));
      expect(response.status).toBe(200);
      const { results } = (await response.json()) as {
        results: { index: number; id: string; status: string; field?: string }[];
      };
      expect(results).toHaveLength(items.length);
      for (const { index, status, field } of results) {
        const hasNul = JSON.stringify(items[index]).includes('\\u0000');
        if (hasNul)
          expect([status, field !== undefined], JSON.stringify(items[index])).toEqual(['refused', true]);
        else expect(['created', 'refused']).toContain(status);
      }
      if (from === 0) expect(results.some(({ status }) => status === 'created')).toBe(true);
    }
    const database = await openDatabase(options);
    const { rows } = await database.orm.execute(sql`select title, body, section from articles`);
    await database.close();
    expect(rows.length).toBeGreaterThan(STORED / 3);
    for (const row of rows)
      for (const value of Object.values(row)) expect(String(value).isWellFormed()).toBe(true);
    expect(faults).toEqual([]);
  });

  it('F15: has one identity in both normal forms', async () => {
    const [nfc, nfd] = ['Café São', 'Café São'].map((text, at) =>
      at === 0 ? text.normalize('NFC') : text.normalize('NFD'),
    ) as [string, string];
    expect(
      (await ask(`/v1/articles/${encodeURIComponent(nfc)}`, json('PUT', { title: nfc }, ADMIN_KEY))).status,
    ).toBe(201);
    expect(
      await (
        await ask(`/v1/articles/${encodeURIComponent(nfd)}`, json('PUT', { title: nfd }, ADMIN_KEY))
      ).json(),
    ).toMatchObject({ status: 'unchanged' });
  });
});
