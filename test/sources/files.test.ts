import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/article/errors.ts';
import { readFile, sourceBytes } from '../../src/sources/files.ts';
import { LINE_BYTES, ndjsonRecords } from '../../src/sources/ndjson.ts';
import type { SourceRecord } from '../../src/sources/record.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-sources-'));
});
afterAll(() => rm(folder, { recursive: true }));

const LINES = '{"id":"a","title":"One"}\n\n{"id":"b","title":"Two"}\n';

async function records(path: string, stdin = Readable.from([])): Promise<SourceRecord[]> {
  return Readable.from(readFile(path, stdin, () => {})).toArray();
}

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const titles = (found: readonly SourceRecord[]) =>
  found.map(({ result }) => (result instanceof AppError ? result.message : result.title));

describe('a file of articles', () => {
  it.each<[string, string | Uint8Array]>([
    ['lines.ndjson', LINES],
    ['lines.ndjson.gz', gzipSync(LINES)],
    ['named-like-something-else.txt', gzipSync(LINES)],
    ['array.json', '\ufeff [{"id":"a","title":"One"},{"id":"b","title":"Two"}]'],
    ['array.json.gz', gzipSync('[{"id":"a","title":"One"},{"id":"b","title":"Two"}]')],
  ])('is recognised by what it holds: %s', async (name, content) => {
    expect(titles(await records(await written(name, content)))).toEqual(['One', 'Two']);
  });

  it('may come from standard input', async () => {
    expect(titles(await records('-', Readable.from([Buffer.from(LINES)])))).toEqual(['One', 'Two']);
  });

  it('gives a bad line its place and reason, and the others their article', async () => {
    const found = await records(
      await written('bad.ndjson', `{"id":"a","title":"One"}\n{oops}\n{"id":"c"}\n{"id":"d","title":"Four"}`),
    );
    expect(found.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(titles(found)).toEqual([
      'One',
      'the line is not JSON: "{oops}"',
      'title must be of type string, got nothing',
      'Four',
    ]);
  });

  it('is refused as a whole when it is damaged', async () => {
    const whole = gzipSync(LINES.repeat(100));
    await expect(records(await written('cut.gz', whole.subarray(0, whole.length - 20)))).rejects.toThrow(
      /cut\.gz is damaged/,
    );
    await expect(records(await written('cut.json', '[{"id":'))).rejects.toThrow(/cut\.json is not JSON/);
  });

  it('that does not exist is named', async () => {
    await expect(sourceBytes(join(folder, 'nowhere.ndjson'))).rejects.toThrow(
      /there is no file .*nowhere\.ndjson/,
    );
  });

  it('understands the names that other exports use', async () => {
    const line = JSON.stringify({
      guid: 17,
      headline: 'A headline',
      text: 'Some text.',
      link: 'https://news.example/a',
      lang: 'en-GB',
      date: '2024-04-29 10:00:00',
      authors: ['A. One', 'B. Two'],
      keywords: 'sea, ships',
      cluster: 9,
    });
    const [record] = await records(await written('foreign.ndjson', line));
    expect(record?.result).toMatchObject({
      id: '17',
      title: 'A headline',
      body: 'Some text.',
      url: 'https://news.example/a',
      language: 'en',
      author: 'A. One, B. Two',
      tags: ['sea', 'ships'],
      publishedAt: new Date('2024-04-29T10:00:00Z'),
    });
  });

  it('without titles and ids gets them from the text, the same every time', async () => {
    const path = await written('bare.ndjson', '{"text":"The harbour froze. Ships wait outside."}');
    const [first] = await records(path);
    const [second] = await records(path);
    expect(first?.result).toMatchObject({ title: 'The harbour froze.' });
    expect(first?.id).toMatch(/^[0-9a-f]{16}$/);
    expect(second?.id).toBe(first?.id);
  });
});

describe('NDJSON', () => {
  const read = (chunks: Iterable<Uint8Array>): Promise<SourceRecord[]> =>
    Readable.from(ndjsonRecords(Readable.from(chunks))).toArray();

  it('is read across any cut between chunks', async () => {
    const bytes = Buffer.from('{"id":"ä","title":"Grüße 𠮷"}\n{"id":"b","title":"Two"}');
    for (let cut = 1; cut < bytes.length; cut++) {
      expect(titles(await read([bytes.subarray(0, cut), bytes.subarray(cut)]))).toEqual(['Grüße 𠮷', 'Two']);
    }
  });

  it(`takes a line of ${LINE_BYTES} bytes, refuses a longer one and goes on`, async () => {
    const line = (bytes: number, id: string) => `${`{"id":"${id}","title":"T"`.padEnd(bytes - 1)}}\n`;
    const found = await read([
      Buffer.from(line(LINE_BYTES, 'a') + line(LINE_BYTES + 1, 'b') + line(40, 'c')),
    ]);
    expect(titles(found)).toEqual(['T', `a line may have at most ${LINE_BYTES} bytes`, 'T']);
  });
});
