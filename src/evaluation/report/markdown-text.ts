/** How are text and tables written in Markdown, so that titles stay what they are? */

export function withRange(text: string, range: string): string {
  return range === '' ? text : `${text} (${range})`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text as it is: no markup, no HTML, one line. */
export function escaped(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\\`*_{}[\]()<>#+!|~&]/gu, (sign) => `\\${sign}`);
}
