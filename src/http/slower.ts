/** Too fast: when may one ask again? Whole seconds, a few of them by chance, so that not all come back at once. */
import type { Context } from 'hono';
import { problem } from './problems.ts';

const JITTER_SECONDS = 2;

export class Slower extends Error {
  constructor(
    readonly waitMs: number,
    message: string,
  ) {
    super(message);
  }
}

export function slowerProblem(c: Context, { waitMs, message }: Slower): Response {
  const seconds = Math.ceil(waitMs / 1_000) + Math.floor(Math.random() * (JITTER_SECONDS + 1));
  c.header('Retry-After', String(Math.max(1, seconds)));
  return problem(c, 'too_many', message);
}
