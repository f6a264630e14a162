/** How does a folder of Markdown become records? File by file, in the order of their paths. */
import { MARKDOWN_BYTES, type MarkdownOptions, markdownRecord } from './markdown.ts';
import type { SourceRecord } from './record.ts';
import { smallFiles } from './small-files.ts';

/** `paths`: relative to `root`, with `/`. `chunks`: the content of the only file, when it was opened before. */
export async function* markdownFiles(
  root: string,
  paths: readonly string[],
  onBytes: (bytes: number) => void,
  options: MarkdownOptions = {},
  chunks?: AsyncIterable<Uint8Array>,
): AsyncGenerator<SourceRecord> {
  let index = 0;
  for await (const [path, bytes] of smallFiles(root, paths, MARKDOWN_BYTES, onBytes, chunks)) {
    // A file that was named by itself has no folder: its name is what its record is called after.
    const name = chunks ? (path.split(/[\\/]/).at(-1) ?? path) : path;
    const record = markdownRecord(index, name, bytes, options);
    if (record === undefined) continue;
    index++;
    yield record;
  }
}
