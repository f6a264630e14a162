/** What does a backup say, line by line? A file whose checksum fits may still be none that this program wrote. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { AppError, shown } from '../article/errors.ts';

const NEWLINE = 10;
/** The longest row has a tenth of it. */
const LINE_BYTES = 64_000_000;

/** The lines that were packed. Only a line feed ends one: others that Unicode has stand in texts. */
export async function* linesIn(path: string, gzipBytes: number): AsyncGenerator<string> {
  const gunzip = createGunzip();
  // An error of either end reaches whoever reads.
  pipeline(createReadStream(path, { end: gzipBytes - 1 }), gunzip, () => {});
  let parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        parts.push(chunk.subarray(start, end));
        yield Buffer.concat(parts).toString();
        parts = [];
        bytes = 0;
        start = end + 1;
      }
      parts.push(chunk.subarray(start));
      bytes += chunk.length - start;
      if (bytes > LINE_BYTES) throw damaged(path, `a line of it has over ${LINE_BYTES} bytes`);
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code?.startsWith('Z_'))
      throw damaged(path, 'it cannot be unpacked', cause);
    throw cause;
  } finally {
    gunzip.destroy();
  }
  if (bytes > 0) yield Buffer.concat(parts).toString();
}

/** What stands in a line that is no row. */
const count = z.int().min(0);
const header = z.union([
  z.object({ kindred: z.number(), rows: count }),
  z.object({ table: z.string(), rows: count }),
  z.object({ sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^\d{1,18}$/) })) }),
]);

export function headerOf(path: string, line: string): z.output<typeof header> {
  try {
    return header.parse(JSON.parse(line));
  } catch (cause) {
    throw damaged(path, `a line of it says nothing that is known: ${shown(line)}`, cause);
  }
}

export const damaged = (path: string, why: string, cause?: unknown) =>
  new AppError('invalid', `${path} is no whole backup, and nothing was changed: ${why}`, undefined, {
    cause,
  });
