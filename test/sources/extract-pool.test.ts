import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/article/errors.ts';
import { extractArticle } from '../../src/sources/html/extract.ts';
import { ExtractPool } from '../../src/sources/html/extract-pool.ts';

const text = 'Ice on the river, and more of it than anybody remembers. '.repeat(10);
const page = (body: string) =>
  `<!DOCTYPE html><html lang="en"><head><title>Thaw</title></head><body>${body}</body></html>`;
const story = page(`<article><h1>Thaw</h1><p>${text}</p></article>`);

describe('a pool of readers', () => {
  const pool = new ExtractPool();
  afterAll(() => pool.close());

  it('reads pages as they would be read here', async () => {
    expect(await pool.extract(story, 'https://ice.example/thaw')).toEqual(
      extractArticle(story, 'https://ice.example/thaw'),
    );
  });

  it('keeps codes and reasons of refusals', async () => {
    const refused = await pool.extract(page('<p>Nothing.</p>'), undefined);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({
      code: 'invalid',
      message: 'no story was found in the page: it has hardly any text',
    });
  });

  it.each([
    ['100,000 nested tags', '<div>'.repeat(100_000), /nested over 500 elements deep/],
    [
      'a million attributes',
      `<p ${Array.from({ length: 250_000 }, (_, at) => `a${at}=1`).join(' ')}>`,
      /over 500 attributes/,
    ],
    ['a million elements', '<b></b>'.repeat(300_000), /over 100000 elements/],
    ['50 MB of text', 'x'.repeat(50_000_000), /at most 5000000 characters, this one has 50000\d\d\d/],
  ])('refuses %s', async (_, body, message) => {
    expect(await pool.extract(page(body), undefined)).toMatchObject({
      code: 'too_large',
      message: expect.stringMatching(message),
    });
    expect(await pool.extract(story, undefined)).toMatchObject({ title: 'Thaw' });
  });

  it('never holds up whoever asks', async () => {
    const slow = page(`<p>${'<a href="x">y</a> '.repeat(40_000)}</p>`);
    await pool.extract(story, undefined);
    const { performance } = await import('node:perf_hooks');
    const before = performance.eventLoopUtilization();
    await pool.extract(slow, undefined);
    const beside = performance.eventLoopUtilization(before);
    const startedAt = performance.now();
    extractArticle(slow, undefined);
    const hereMs = performance.now() - startedAt;
    console.log(
      `busy while a page was read: ${beside.active.toFixed(0)} ms, ${hereMs.toFixed(0)} ms read here`,
    );
    expect(beside.active).toBeLessThan(hereMs / 4);
  });
});

describe('a pool of readers with hard bounds', () => {
  it('ends a page that takes too long, and reads the next', async () => {
    const pool = new ExtractPool({ timeoutMs: 1 });
    const slow = page(`<article>${`<p>${text}</p>`.repeat(3_000)}</article>`);
    expect(await pool.extract(slow, undefined)).toMatchObject({
      code: 'too_large',
      message: 'the page took over 1 ms to read',
    });
    await pool.close();
  });

  it('ends a page that takes too much memory, and reads the next', async () => {
    const pool = new ExtractPool({ memoryMb: 24 });
    const large = page(`<article>${'<p class="a b c">Some <b>words</b> here.</p>'.repeat(30_000)}</article>`);
    const [first, second] = await Promise.all([
      pool.extract(large, undefined),
      pool.extract(story, undefined),
    ]);
    expect(first).toMatchObject({ code: 'too_large', message: 'the page took over 24 MB to read' });
    expect(second).toMatchObject({ title: 'Thaw' });
    await pool.close();
  });

  it('that is closed answers everybody who still waits', async () => {
    const pool = new ExtractPool();
    const answers = [pool.extract(story, undefined), pool.extract(story, undefined)];
    await pool.close();
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ code: 'unavailable' });
    expect(await pool.extract(story, undefined)).toMatchObject({ code: 'unavailable' });
  });
});
