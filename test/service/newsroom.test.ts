import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { AppError } from '../../src/article/errors.ts';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { createApp } from '../../src/http/app.ts';
import { Service } from '../../src/service/service.ts';
import { readFile } from '../../src/sources/files.ts';
import { describeDatabase } from '../support/database.ts';

const silent = { info() {}, warn() {}, error() {} };
const FOLDER = fileURLToPath(new URL('../../samples/newsroom/', import.meta.url));

async function* newsroom() {
  for (const name of (await readdir(FOLDER)).sort())
    yield* readFile(join(FOLDER, name), process.stdin, () => {});
}

describeDatabase('the sample newsroom', (openOptions) => {
  let service: Service;
  const articles: Article[] = [];
  const box = async (id: string, query = '') => {
    const app = createApp({
      service,
      version: '0',
      defaults: DEFAULT_BOX,
      log: silent,
      remoteAddress: () => undefined,
    });
    const response = await app.request(`/v1/articles/${id}/related${query}`);
    expect(response.status, id).toBe(200);
    return (await response.json()) as {
      status: string;
      items: { id: string; title: string; source: string; language: string; score: number }[];
    };
  };

  beforeAll(async () => {
    for await (const { result } of newsroom()) {
      if (result instanceof AppError) throw result;
      articles.push(result);
    }
    service = new Service({ ...(await openOptions()), log: silent });
    await service.whenReady();
    for await (const results of service.putMany(newsroom())) {
      for (const { id, status } of results) expect(status, id ?? '').toBe('created');
    }
    await service.settled();
  });
  afterAll(() => service.stop());

  it('is large enough to show the product with', () => {
    expect(articles.length).toBeGreaterThanOrEqual(160);
    const sections = new Set(
      articles.filter(({ language }) => language === 'en').map(({ section }) => section),
    );
    expect(sections.size).toBeGreaterThanOrEqual(8);
    for (const language of ['de', 'es']) {
      expect(articles.filter((article) => article.language === language).length).toBeGreaterThanOrEqual(12);
    }
    for (const { id, body } of articles) {
      const words = body.split(/\s+/).length;
      expect(words, id).toBeGreaterThanOrEqual(60);
      expect(words, id).toBeLessThanOrEqual(400);
    }
  });

  it('shows the missile strike first beside the NATO story, and neither the Booker Prize nor the dust pile', async () => {
    const { items } = await box('nato-allies-failed-to-deliver-promised-arms-to-ukraine', '?limit=50');
    expect(items[0]?.title).toBe('Russian Missile Hits Zaporizhzhia, Ukraine, Killing 3');
    const titles = items.filter(({ source }) => source === 'related').map(({ title }) => title);
    expect(titles).not.toContain('13 novelists announced as Booker Prize semifinalists');
    expect(titles).not.toContain("Boy photographed playing in dust pile dies moments later: 'Tragic'");
  });

  it('relates within a language', async () => {
    for (const { id, language } of articles.filter((article) => article.language !== 'en')) {
      for (const item of (await box(id)).items) expect(item.language, id).toBe(language);
    }
  });

  it('has something to show beside nearly every story', async () => {
    let empty = 0;
    for (const { id } of articles) if ((await box(id)).items.length === 0) empty++;
    process.stdout.write(`sample newsroom: ${articles.length} stories, ${empty} empty boxes\n`);
    expect(empty / articles.length).toBeLessThanOrEqual(0.05);
  });

  it('never shows one press release under two headlines', async () => {
    const [first, second] = [
      'corvane-launches-tidelink-a-satellite-tracker-for-small-fishing-boats',
      'new-device-lets-families-follow-inshore-boats-from-space',
    ];
    expect((await box(first)).items.map(({ id }) => id)).not.toContain(second);
    for (const { id } of articles) {
      const shown = (await box(id)).items.map((item) => item.id);
      expect(shown.includes(first) && shown.includes(second), id).toBe(false);
    }
  });
});
