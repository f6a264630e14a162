/** How large is a picture, so that its space is kept while it loads? WebP only, which browsers and GitHub show. */
import { readFile } from 'node:fs/promises';

export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

export async function readPicture(path: string): Promise<Picture> {
  const bytes = await readFile(path);
  const size = webpSize(bytes);
  if (size === undefined) throw new Error(`${path} is not a WebP picture`);
  return { bytes: new Uint8Array(bytes), ...size };
}

/** Of the three forms that a WebP file has: extended, lossless and lossy. https://developers.google.com/speed/webp/docs/riff_container */
export function webpSize(bytes: Buffer): { readonly width: number; readonly height: number } | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return undefined;
  }
}
