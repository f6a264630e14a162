import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../src/text/language.ts';
import { runCommand } from '../support/server.ts';
import { sharedArticles } from '../support/shared-data.ts';

const bbc = sharedArticles('bbc');

describe.skipIf(bbc === undefined)('2,225 articles of BBC News', () => {
  it('come in, are indexed and exported with P@5 by section of at least 0.935', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-bbc-'));
    const environment = { DATA_DIR: join(folder, 'data') };
    const startedAt = performance.now();
    const imported = await runCommand('import', [bbc ?? '', '--no-index'], environment);
    expect(imported.stderr).toContain('2225 new');
    const reindexed = await runCommand('reindex', [], environment);
    expect(reindexed.stderr).toContain('2225 articles');
    const { stdout, code } = await runCommand('export', ['--limit', '10'], environment);
    expect(code).toBe(0);
    const seconds = (performance.now() - startedAt) / 1000;
    await rm(folder, { recursive: true });

    const articles = await readArticles(bbc ?? '');
    const sections = new Map(articles.map(({ id, section }) => [id, section]));
    const lists = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; related: { id: string }[] });
    expect(lists).toHaveLength(2_225);
    const precisions = lists.map(
      ({ id, related }) =>
        related.slice(0, 5).filter((other) => sections.get(other.id) === sections.get(id)).length / 5,
    );
    const precision = precisions.reduce((sum, value) => sum + value, 0) / precisions.length;
    const empty = lists.filter(({ related }) => related.length === 0).length;
    process.stdout.write(
      `BBC: P@5 ${precision.toFixed(4)}, ${empty} empty boxes, import to export ${seconds.toFixed(1)} s\n`,
    );
    expect(precision).toBeGreaterThanOrEqual(0.935);
  });

  it('are recognised as English', async () => {
    const articles = await readArticles(bbc ?? '');
    const wrong = articles.filter(({ title, text, lang }) => detectLanguage(`${title}\n${text}`) !== lang);
    expect(wrong.length / articles.length).toBeLessThan(0.01);
  });
});

async function readArticles(path: string) {
  const lines = gunzipSync(await readFile(path))
    .toString('utf8')
    .trim()
    .split('\n');
  return lines.map(
    (line) => JSON.parse(line) as { id: string; title: string; text: string; section: string; lang: string },
  );
}
