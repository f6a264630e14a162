import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { collectionOf } from '../../src/service/memory-collection.ts';
import { sharedArticles } from '../support/shared-data.ts';
import { article } from './made-collection.ts';

/** What docs/how-to/run-in-production.md says: so many articles in a megabyte of the index, by their words. */
const STATED =
  /a megabyte of the index holds (\d+) articles of some 400 words, or (\d+) of some 800, give or take 15 %/;

it.each([
  ['bbc', 1],
  ['allsides-stories', 2],
] as const)('D7 articles of %s take the memory that is stated', async (set, group) => {
  const path = sharedArticles(set);
  if (path === undefined) return;
  const page = await readFile(new URL('../../docs/how-to/run-in-production.md', import.meta.url), 'utf8');
  const stated = Number(STATED.exec(page)?.[group]);
  const lines = gunzipSync(await readFile(path))
    .toString('utf8')
    .trim()
    .split('\n');
  const articles = lines.map((line, i) => {
    const { title, text } = JSON.parse(line) as { title: string; text: string };
    const urlKey = `www.news.example/2026/01/10/${title.toLowerCase().replace(/\W+/g, '-').slice(0, 60)}-${i}`;
    return article(i + 1, i + 1, { title, body: text, url: `https://${urlKey}/`, urlKey });
  });
  const { bytes, size } = await collectionOf(articles, 0);
  const perMegabyte = size / (bytes / 1e6);
  process.stdout.write(
    `D7 ${set}: ${size} articles, ${perMegabyte.toFixed(0)} in a megabyte, stated ${stated}\n`,
  );
  expect(size).toBe(lines.length);
  expect(perMegabyte / stated).toBeGreaterThan(0.85);
  expect(perMegabyte / stated).toBeLessThan(1.15);
});
