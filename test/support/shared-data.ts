/** Where are the labelled news collections? Beside the project; their text is others' and never copied into it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a set's articles, or undefined, with the reason printed. CI has them. */
export function sharedArticles(set: string): string | undefined {
  const path = fileURLToPath(new URL(`../../../shared/data/${set}/articles.ndjson.gz`, import.meta.url));
  if (existsSync(path)) return path;
  process.stdout.write(`skipped: the collection ${set} is not beside the project\n`);
  return undefined;
}
