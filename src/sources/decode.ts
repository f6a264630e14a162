/** In which encoding are the bytes of a text? By its mark, by its own declaration, else UTF-8, else Windows-1252. */
import { bytesOf } from './chunks.ts';

/** So far into a file an encoding may be declared, and so much is tried as UTF-8. */
const HEAD_BYTES = 8192;

/** The text, piece by piece, without a byte order mark. A byte that fits no character becomes U+FFFD. */
export async function* decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    head = head.length === 0 ? chunk : bytesOf([head, chunk]);
    if (head.length < HEAD_BYTES) continue;
    decoder = new TextDecoder(encodingOf(head));
    yield decoder.decode(head, { stream: true });
  }
  if (decoder === undefined) yield new TextDecoder(encodingOf(head)).decode(head);
  else yield decoder.decode();
}

/** The name of the encoding as `TextDecoder` knows it. `declared`: from outside, such as a header of HTTP. */
export function encodingOf(head: Uint8Array, declared?: string): string {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD_BYTES));
  const named = declared ?? declaredIn(start.toString('latin1'));
  if (named !== undefined && isKnown(named)) return named;
  return isUtf8(start) ? 'utf-8' : 'windows-1252';
}

/** `<?xml … encoding="x"?>`, `<meta charset="x">` and `<meta … content="text/html; charset=x">`. */
function declaredIn(text: string): string | undefined {
  const xml = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(text);
  const named = xml ?? /<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(text);
  return named?.[1];
}

function isKnown(encoding: string): boolean {
  // Bytes in which the declaration itself could be read are not UTF-16, whatever it says.
  if (/^(?:utf-?16|ucs-?2|iso-10646)/i.test(encoding)) return false;
  try {
    new TextDecoder(encoding);
    return true;
  } catch {
    return false;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // A character that the end of the head cuts in two is no mistake.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
