/** How is a request's body read? Within a number of bytes, as JSON, against a schema; each failure is a clear problem. */
import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AppError, shown } from '../article/errors.ts';
import { invalid } from '../article/invalid.ts';

/** Where a request keeps the signal that its time is over. */
export const TIME_IS_OVER = 'timeIsOver';

export function contentType(c: Context): string {
  return (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** The parsed body. Throws `unsupported_media`, `too_large` or `invalid`. */
export async function jsonBody<S extends z.ZodType>(
  c: Context,
  schema: S,
  mostBytes: number,
): Promise<z.output<S>> {
  return validated(schema, await jsonValue(c, mostBytes));
}

/** The value as the schema has it. Throws `invalid`. */
export function validated<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(parsed.error, value);
  return parsed.data;
}

/** The body as JSON, whatever it holds. */
export async function jsonValue(c: Context, mostBytes: number): Promise<unknown> {
  const type = contentType(c);
  if (type !== 'application/json') {
    throw new AppError(
      'unsupported_media',
      `content-type must be application/json, got ${shown(type)}`,
      'content-type',
    );
  }
  refuseEncoded(c);
  const text = (await bytesOf(c, mostBytes)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid', `the body is not JSON: ${shown(text)}`, undefined, { cause });
  }
}

/** The body's chunks, as they arrive. */
export async function* chunksOf(c: Context): AsyncGenerator<Uint8Array> {
  refuseEncoded(c);
  if (c.req.raw.body === null) return;
  const reader = c.req.raw.body.getReader();
  const over = c.get(TIME_IS_OVER) as AbortSignal | undefined;
  // Ends a read that waits: once the answer is given, the rest of a body may never be heard of again.
  const giveUp = () => void reader.cancel().catch(() => {});
  over?.addEventListener('abort', giveUp);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (over?.aborted) throw new AppError('unavailable', 'the time of the request is over');
      if (done) return;
      yield value;
    }
  } finally {
    over?.removeEventListener('abort', giveUp);
    giveUp();
  }
}

/** The body as it was sent. Throws `too_large`. */
export async function bytesOf(c: Context, mostBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of chunksOf(c)) {
    bytes += part.length;
    if (bytes > mostBytes) throw new AppError('too_large', `the body may have at most ${mostBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function refuseEncoded(c: Context): void {
  const encoding = c.req.header('content-encoding');
  if (encoding !== undefined && encoding !== 'identity') {
    throw new AppError(
      'unsupported_media',
      `content-encoding must be absent, got ${shown(encoding)}`,
      'content-encoding',
    );
  }
}
