/** How do the sources for the browser become one script? esbuild, at build time and in development only. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, transform } from 'esbuild';
import { minify } from 'terser';

const ENTRY = fileURLToPath(new URL('./browser/define.ts', import.meta.url));
/** Browsers with container queries, `:has` and `color-mix`; an older one shows the page's own content. */
const TARGET = ['chrome111', 'firefox121', 'safari16.4'];

/** A stylesheet becomes a string, minified like the script around it. */
const styles: Plugin = {
  name: 'styles',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const { code } = await transform(source, { loader: 'css', minify: true, target: TARGET });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

/** A classic script without exports, for `<script async src=…>`. */
export async function bundleBox(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    format: 'iife',
    charset: 'utf8',
    legalComments: 'none',
    // Classes are strict anyway.
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
    target: TARGET,
    plugins: [styles],
    write: false,
  });
  const source = outputFiles.map(({ text }) => text).join('');
  // It inlines what is used once, which esbuild does not.
  const { code = '' } = await minify(source, { ecma: 2020, compress: { passes: 3, unsafe_arrows: true } });
  return code;
}
