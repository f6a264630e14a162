import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { bundleBox } from '../../src/widget/bundle.ts';
import { boxScript } from '../../src/widget/script.ts';

describe('the script at /box.js', async () => {
  const script = await bundleBox();

  it('is at most 3 kB with gzip', () => {
    const bytes = gzipSync(script).length;
    console.log(`box.js: ${script.length} bytes, ${bytes} with gzip`);
    expect(bytes).toBeLessThanOrEqual(3000);
  });

  it('turns no text into markup or code', () => {
    expect(script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|srcdoc|setHTML|createContextualFragment|document\.cookie|localStorage/,
    );
  });

  it('is made once', async () => {
    expect(await boxScript()).toBe(script);
    expect(boxScript()).toBe(boxScript());
  });
});

describe('the compiled server', () => {
  it('serves the script that the build put beside it, and nothing when there is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-script-'));
    const { code } = await transform(await readFile('src/widget/script.ts', 'utf8'), { loader: 'ts' });
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    // No bundler is beside these: only the built file can answer.
    for (const name of ['built', 'unbuilt']) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'script.js'), code);
    }
    await promisify(execFile)(process.execPath, [
      ...['--import', 'tsx', 'src/widget/build.ts', join(folder, 'built', 'box.js')],
    ]);
    const load = async (name: string) =>
      ((await import(join(folder, name, 'script.js'))) as { boxScript: typeof boxScript }).boxScript();
    expect(await load('built')).toBe(await bundleBox());
    await expect(load('unbuilt')).rejects.toThrow(/bundle/);
    await rm(folder, { recursive: true });
  });
});
