/** How do the sources for the browser become one script and one stylesheet? esbuild, at build time and in development only. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Browsers with `light-dark()`, `:has` and `<dialog>`. */
const TARGET = ['chrome123', 'firefox121', 'safari17.5'];

export interface StudioFiles {
  /** An ES module without imports. */
  readonly script: string;
  readonly style: string;
}

export async function bundleStudio(): Promise<StudioFiles> {
  const bundle = async (entry: string) => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL(`./browser/${entry}`, import.meta.url))],
      bundle: true,
      minify: true,
      format: 'esm',
      charset: 'utf8',
      legalComments: 'none',
      target: TARGET,
      write: false,
    });
    return outputFiles.map(({ text }) => text).join('');
  };
  const [script, style] = await Promise.all([bundle('main.ts'), bundle('style.css')]);
  return { script, style };
}
