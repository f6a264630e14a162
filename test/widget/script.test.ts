import { gzipSync } from 'node:zlib';
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
