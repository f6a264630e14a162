/** Which pages are there, and in which order? What the lists of `docs/README.md` link to, below its headings. */
import { marked, type Token, type Tokens } from 'marked';

export interface Entry {
  /** Relative to the folder, such as `how-to/import.md`. */
  readonly file: string;
  readonly title: string;
}

export interface Group {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** The start page. It comes before all groups and is in none. */
export const START = 'README.md';

/** Headings of the second level without such a list make no group. */
export function contentsOf(readme: string): Group[] {
  const groups: { title: string; entries: Entry[] }[] = [];
  for (const token of marked.lexer(readme)) {
    if (token.type === 'heading' && token.depth === 2)
      groups.push({ title: token.text as string, entries: [] });
    if (token.type === 'list') groups.at(-1)?.entries.push(...linksIn(token as Tokens.List));
  }
  return groups.filter(({ entries }) => entries.length > 0);
}

/** The first link of each item. */
function linksIn({ items }: Tokens.List): Entry[] {
  return items.flatMap((item) => {
    const link = item.tokens.flatMap(children).find((token): token is Tokens.Link => token.type === 'link');
    return link?.href.endsWith('.md') ? [{ file: link.href, title: link.text }] : [];
  });
}

const children = (token: Token): Token[] => ('tokens' in token ? (token.tokens ?? []) : []);
