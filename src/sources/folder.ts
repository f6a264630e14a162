/** Which files of a folder are its articles? All of one kind: Markdown where there is any, else pages, else data files. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../article/errors.ts';

export type FolderKind = 'markdown' | 'html' | 'data';

export interface Folder {
  readonly kind: FolderKind;
  /** Relative to the folder, with `/`, in the order of their names. */
  readonly paths: readonly string[];
}

const MAX_FILES = 1_000_000;
const MAX_DEPTH = 32;

const ENDINGS: Readonly<Record<FolderKind, RegExp>> = {
  markdown: /\.(?:md|markdown|mdx)$/i,
  html: /\.(?:html?|xhtml)$/i,
  data: /\.(?:xml|rss|atom|json|ndjson|jsonl|csv|tsv)(?:\.gz)?$/i,
};
/** Of generators and browsers: templates, packages, what belongs to a saved page. */
const NO_ARTICLES =
  /^(?:[._](?!posts$|drafts$)|node_modules$|vendor$|themes$|layouts$|archetypes$|includes$)|_files$/i;

/** Links are not followed. `kind`: when it is known already. */
export async function readFolder(root: string, kind?: FolderKind): Promise<Folder> {
  const all: string[] = [];
  await collect(root, '', 0, all);
  const found =
    kind ??
    (['markdown', 'html', 'data'] as const).find((one) => all.some((path) => ENDINGS[one].test(path)));
  if (found === undefined)
    throw new AppError('invalid', `${root} holds no Markdown, HTML, XML, JSON or CSV files`);
  const paths = all.filter((path) => ENDINGS[found].test(path)).sort((a, b) => (a < b ? -1 : 1));
  return { kind: found, paths };
}

async function collect(root: string, folder: string, depth: number, all: string[]): Promise<void> {
  if (depth > MAX_DEPTH) return;
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!NO_ARTICLES.test(entry.name)) await collect(root, path, depth + 1, all);
    } else if (entry.isFile() && !entry.name.startsWith('.')) {
      if (all.length >= MAX_FILES) throw new AppError('too_large', `${root} holds over ${MAX_FILES} files`);
      all.push(path);
    }
  }
}
