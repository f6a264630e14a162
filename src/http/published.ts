/** How is a file of ours given to other sites' pages? Compressed once, cacheable for good under its version, loadable from anywhere. */
import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { cors } from 'hono/cors';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import type { App } from './dependencies.ts';

export interface Published {
  readonly text: string;
  /** Changes with the text; `?v=` of the address that may be kept for good. */
  readonly version: string;
  /** For the attribute `integrity`. */
  readonly integrity: string;
  readonly bytes: Readonly<Record<Encoding, Uint8Array<ArrayBuffer>>>;
}

type Encoding = 'br' | 'gzip' | 'identity';

const VERSION_CHARACTERS = 16;
/** An hour, and a day while a newer one is fetched. */
const UNVERSIONED = 'public, max-age=3600, stale-while-revalidate=86400';
const VERSIONED = 'public, max-age=31536000, immutable';
const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
  Vary: 'Accept-Encoding',
};

export function published(text: string): Published {
  const bytes = Buffer.from(text);
  const hash = (algorithm: string) => createHash(algorithm).update(bytes);
  return {
    text,
    version: hash('sha256').digest('hex').slice(0, VERSION_CHARACTERS),
    integrity: `sha384-${hash('sha384').digest('base64')}`,
    bytes: {
      br: new Uint8Array(
        brotliCompressSync(bytes, { params: { [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
      ),
      gzip: new Uint8Array(gzipSync(bytes, { level: 9 })),
      identity: new Uint8Array(bytes),
    },
  };
}

/** Serves it at `path`. With `?v=` its present version the answer may be kept for good; any other version gets the present text. */
export function publishAt(app: App, path: string, type: string, file: () => Promise<Published>): void {
  app.use(path, cors({ origin: '*', allowMethods: ['GET', 'HEAD'], maxAge: 86_400 }));
  app.use(path, etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...Object.keys(HEADERS)] }));
  app.get(path, async (c) => {
    const { version, bytes } = await file();
    const encoding = encodingFor(c);
    return c.body(bytes[encoding], 200, {
      ...HEADERS,
      ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
      'Content-Type': type,
      'Cache-Control': c.req.query('v') === version ? VERSIONED : UNVERSIONED,
      ETag: `"${version}-${encoding}"`,
    });
  });
}

function encodingFor(c: Context): Encoding {
  return accepts(c, {
    header: 'Accept-Encoding',
    supports: ['br', 'gzip'],
    default: 'identity',
    match: (accepted) => {
      const taken = new Set(accepted.filter(({ q }) => q > 0).map(({ type }) => type));
      return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : 'identity';
    },
  }) as Encoding;
}
