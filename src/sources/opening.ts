/** What is the headline of a text that has none? Its first sentence or line, cut at a word. */
const TITLE_CHARACTERS = 120;

export function opening(text: string): string {
  const [first = ''] = text
    .trim()
    .slice(0, 4096)
    .split(/\n|(?<=[.!?])\s/u, 1);
  if (first.length <= TITLE_CHARACTERS) return first;
  const blank = first.lastIndexOf(' ', TITLE_CHARACTERS);
  return `${first.slice(0, blank > 0 ? blank : TITLE_CHARACTERS)}…`;
}
