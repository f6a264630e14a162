/** What does the documentation consist of? All pages and pictures of `docs/`, read once and made into HTML. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentsOf, type Group, START } from './contents.ts';
import { addressOf, ROOT } from './links.ts';
import { type Picture, readPicture } from './picture.ts';
import { type Rendered, render } from './render.ts';

export interface DocumentationPage extends Rendered {
  /** Relative to the folder. */
  readonly file: string;
  readonly address: string;
}

export interface Documentation {
  readonly contents: readonly Group[];
  /** By their addresses, in the order of the contents. */
  readonly pages: ReadonlyMap<string, DocumentationPage>;
  readonly pictures: ReadonlyMap<string, Picture>;
}

/** Folders of the repository whose files a page may show in full: a link that is a paragraph of its own. */
const SHOWN = ['examples', 'operations'];

let read: Promise<Documentation> | undefined;

/** The same promise every time. Rejects when the folder is not there or a page has a fault. */
export function documentation(): Promise<Documentation> {
  read ??= readDocumentation(findRoot());
  return read;
}

/** `root`: the folder that has `docs/`, and what its pages show of other folders. */
export async function readDocumentation(root: string): Promise<Documentation> {
  const folder = join(root, 'docs');
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/')).sort();
  const pictures = new Map<string, Picture>();
  for (const name of names.filter((each) => each.endsWith('.webp')))
    pictures.set(ROOT + name, await readPicture(join(folder, name)));
  const shown = new Map<string, string>();
  for (const top of SHOWN) {
    for (const name of await readdir(join(root, top), { recursive: true })) {
      const text = await readFile(join(root, top, name), 'utf8').catch(() => undefined);
      if (text !== undefined) shown.set(`../${top}/${name.replaceAll('\\', '/')}`, text);
    }
  }
  const surroundings = {
    included: (file: string) => shown.get(file),
    picture: (file: string) => {
      const picture = pictures.get(ROOT + file);
      if (picture === undefined) throw new Error(`there is no picture docs/${file}`);
      return { address: ROOT + file, ...picture };
    },
  };
  const contents = contentsOf(await readFile(join(folder, START), 'utf8'));
  const pages = new Map<string, DocumentationPage>();
  for (const file of [START, ...contents.flatMap(({ entries }) => entries.map((entry) => entry.file))]) {
    const address = addressOf(file);
    const markdown = await readFile(join(folder, file), 'utf8');
    pages.set(address, { file, address, ...render(file, markdown, surroundings) });
  }
  return { contents, pages, pictures };
}

/** From the sources as well as from the build, which lies a folder deeper. */
function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('package.json was not found above the program');
    folder = above;
  }
  return folder;
}
