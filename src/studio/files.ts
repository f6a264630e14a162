/** What does the browser load at /studio/? What `npm run build` wrote beside this file; in development the bundle, made on first use. */
import { readFile } from 'node:fs/promises';
import type { StudioFiles } from './bundle.ts';

const built = (name: string) => readFile(new URL(`./${name}`, import.meta.url), 'utf8');

let made: Promise<StudioFiles> | undefined;

/** The same promise every time. Rejects when the files were not built and esbuild is not installed. */
export function studioFiles(): Promise<StudioFiles> {
  made ??= Promise.all([built('studio.js'), built('studio.css')]).then(
    ([script, style]) => ({ script, style }),
    async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      const { bundleStudio } = await import('./bundle.ts');
      return bundleStudio();
    },
  );
  return made;
}
