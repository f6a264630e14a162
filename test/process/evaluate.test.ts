import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/server.ts';
import { sharedArticles } from '../support/shared-data.ts';

const KEYS = 'articles queries p1 p5 recall5 ndcg10 map50 pearson spearman auc settings'.split(' ');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-evaluate-'));
  const articles = ['storm ferry harbour quay', 'chess queen tournament rook'].flatMap((words, topic) =>
    Array.from({ length: 6 }, (_, i) => ({
      id: `${topic}-${i}`,
      title: `Story`,
      body: `${words} ${words.split(' ')[i % 4]} day${i % 3}.`,
      topic: `t${topic}`,
    })),
  );
  await writeFile(
    join(folder, 'articles.ndjson'),
    articles.map((article) => JSON.stringify(article)).join('\n'),
  );
  const pairs = ['a\tb\tscore', '0-0\t0-1\t1', '0-0\t1-1\t0', '1-2\t1-3\t1', '1-2\t0-5\t0'];
  await writeFile(join(folder, 'pairs.tsv'), `${pairs.join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

describe('npm run evaluate', () => {
  it('prints one object with the agreed keys first, null where a figure does not apply', async () => {
    const articles = join(folder, 'articles.ndjson');
    const { code, stdout } = await runCommand(
      'evaluate',
      ['--articles', articles, '--label', 'topic', '--json'],
      {},
    );
    expect(code).toBe(0);
    const found = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(found).slice(0, KEYS.length)).toEqual(KEYS);
    expect(found).toMatchObject({
      articles: 12,
      queries: 12,
      p1: 1,
      p5: 1,
      map50: 1,
      pearson: null,
      auc: null,
    });
  });

  it('scores rated pairs, compares variants and draws a report', async () => {
    const report = join(folder, 'report.html');
    const { code, stdout } = await runCommand(
      'evaluate',
      [
        ...[
          '--articles',
          join(folder, 'articles.ndjson'),
          '--judgements',
          join(folder, 'pairs.tsv'),
          '--gain',
          'score',
        ],
        ...['--settings', 'breadth=0', '--report', report, '--json'],
      ],
      {},
    );
    expect(code).toBe(0);
    const found = JSON.parse(stdout) as { auc: number; variants: { settings: { breadth: number } }[] };
    expect(found.auc).toBe(1);
    expect(found.variants[0]?.settings.breadth).toBe(0);
    expect(await readFile(report, 'utf8')).toContain('<svg');
  });

  it('says what is missing, and which line is wrong', async () => {
    const articles = join(folder, 'articles.ndjson');
    expect((await runCommand('evaluate', ['--articles', articles], {})).code).toBe(2);
    expect((await runCommand('evaluate', ['--label', 'topic'], {})).code).toBe(2);
    const bad = join(folder, 'bad.ndjson');
    await writeFile(bad, '{"id": "a", "title": "A", "body": "b"}\n{"id":\n');
    const { code, stderr } = await runCommand('evaluate', ['--articles', bad, '--label', 'topic'], {});
    expect(code).toBe(1);
    expect(stderr).toContain('bad.ndjson, line 2');
  });

  const bbc = sharedArticles('bbc');
  it.skipIf(bbc === undefined)('finds on BBC News what was measured for the defaults', async () => {
    const file = bbc as string;
    const { stdout } = await runCommand('evaluate', ['--articles', file, '--label', 'section', '--json'], {});
    const { p5, map50 } = JSON.parse(stdout) as { p5: number; map50: number };
    expect(p5).toBeGreaterThan(0.935);
    expect(map50).toBeGreaterThan(0.865);
  });
});

describe('npm run tune', () => {
  it('says whether other settings gain anything on held-out articles', async () => {
    const articles = join(folder, 'articles.ndjson');
    const { code, stdout } = await runCommand('tune', ['--articles', articles, '--label', 'topic'], {});
    expect(code).toBe(0);
    expect(stdout).toMatch(/best of those tried|noise|copy|loses/);
  });
});
