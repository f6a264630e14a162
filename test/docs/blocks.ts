/** Which fenced blocks does the documentation have? Each says in its first line what it is, and so how it is checked. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../support/server.ts';

export interface Block {
  /** `docs/how-to/import.md:12`. */
  readonly place: string;
  readonly file: string;
  readonly language: string;
  /** The second word of the first line: of a `json` block the schema that it fits. */
  readonly kind: string;
  readonly text: string;
}

/** In the order in which they stand, page by page. */
export async function blocksOf(): Promise<Block[]> {
  const folder = join(PROJECT, 'docs');
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.md')).sort();
  const blocks: Block[] = [];
  for (const file of files) blocks.push(...blocksIn(file, await readFile(join(folder, file), 'utf8')));
  return blocks;
}

export function blocksIn(file: string, markdown: string): Block[] {
  return [...markdown.matchAll(/^( *)```(\S*) ?(.*)\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, , language = '', kind = '', text = ''] = match;
    const line = markdown.slice(0, match.index).split('\n').length;
    return { place: `docs/${file}:${line}`, file, language, kind, text };
  });
}
