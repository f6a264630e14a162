/** What is served at /box.js? What `npm run build` wrote beside this file; in development the bundle, made on first use. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Where the build puts it and the server looks for it, relative to the compiled form of this file. */
export const BUILT_SCRIPT: string = fileURLToPath(new URL('./box.js', import.meta.url));

let made: Promise<string> | undefined;

/** The text of the script; the same promise every time. Rejects when it was not built and esbuild is not installed. */
export function boxScript(): Promise<string> {
  made ??= readFile(BUILT_SCRIPT, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    const { bundleBox } = await import('./bundle.ts');
    return bundleBox();
  });
  return made;
}
