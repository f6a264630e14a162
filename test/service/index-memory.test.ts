import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readLabelled } from '../../scripts/labelled.ts';
import { sharedArticles } from '../support/shared-data.ts';

/** What docs/how-to/run-in-production.md says: so many articles in a megabyte of the index, by their words. */
const STATED =
  /a megabyte of the index holds (\d+) articles of some 400 words, or (\d+) of some 800, give or take 15 %/;

it.each([
  ['bbc', 2_225, 1],
  ['allsides-stories', 3_426, 2],
] as const)('D7 articles of %s take the memory that is stated', async (set, articles, group) => {
  const path = sharedArticles(set);
  if (path === undefined) return;
  const page = await readFile(new URL('../../docs/how-to/run-in-production.md', import.meta.url), 'utf8');
  const stated = Number(STATED.exec(page)?.[group]);
  const { bytes, size } = (await readLabelled([path])).collection;
  const perMegabyte = size / (bytes / 1e6);
  process.stdout.write(
    `D7 ${set}: ${size} articles, ${perMegabyte.toFixed(0)} in a megabyte, stated ${stated}\n`,
  );
  expect(size).toBe(articles);
  expect(perMegabyte / stated).toBeGreaterThan(0.85);
  expect(perMegabyte / stated).toBeLessThan(1.15);
});
