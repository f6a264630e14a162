/** How is a file of ours started in a thread of its own? From the build as it is, from the sources through tsx. */
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** `file`: the entry without its ending, which is .ts in the sources and .js in the build. */
export function startThread(file: URL, options: WorkerOptions): Worker {
  const isBuilt = import.meta.url.endsWith('.js');
  if (isBuilt) return new Worker(new URL(`${file.href}.js`), options);
  // Node 20 does not hand a loader on to its threads.
  const entry = JSON.stringify(`${file.href}.ts`);
  const source = `import('tsx/esm/api').then(({ register }) => { register(); return import(${entry}); })`;
  return new Worker(source, { ...options, eval: true });
}
