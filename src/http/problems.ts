/** Which HTTP status does which failure have? The one table, and RFC 9457 problem documents made from it. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AppError, type ErrorCode } from '../article/errors.ts';
import { type Problem, problemsOf } from '../article/invalid.ts';

export const PROBLEMS = {
  invalid: { status: 400, title: 'The request breaks a rule' },
  unauthorized: { status: 401, title: 'A key is needed' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'This address knows other methods' },
  url_taken: { status: 409, title: 'The URL belongs to another article' },
  busy: { status: 409, title: 'It is being done already' },
  no_previous: { status: 409, title: 'There is nothing to go back to' },
  locked: { status: 409, title: 'Another process holds the data folder' },
  outdated: { status: 409, title: 'A newer version is stored already' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_media: { status: 415, title: 'Another content type is needed' },
  too_many: { status: 429, title: 'Too many requests' },
  too_busy: { status: 429, title: 'Too much at once, slow down' },
  config: { status: 500, title: 'A setting is wrong' },
  unverified: { status: 500, title: 'The new index failed its checks' },
  internal: { status: 500, title: 'A fault of ours' },
  disk_full: { status: 507, title: 'The disk is full' },
  unavailable: { status: 503, title: 'Not ready, try again' },
  overloaded: { status: 503, title: 'Too much to do, try again' },
  index_full: { status: 507, title: 'No memory is left for more articles' },
} as const satisfies Record<
  ErrorCode | 'method_not_allowed' | 'outdated' | 'too_many' | 'internal' | 'too_busy' | 'overloaded',
  { status: number; title: string }
>;

export type ProblemCode = keyof typeof PROBLEMS;

export const problemSchema = z
  .strictObject({
    type: z
      .string()
      .meta({ description: 'Where the problem is described.', example: '/docs/api#problem-invalid' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().meta({ example: 'limit must be at most 50, got "51"' }),
    field: z.string().optional().meta({ description: 'Dotted path of the field at fault.' }),
    errors: z
      .array(z.strictObject({ field: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Every broken rule, where there are several.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document (`application/problem+json`).' });

type ProblemDocument = z.infer<typeof problemSchema>;

/** Whole seconds, not the same for all: those that were turned away together must not come back together. */
export const retryAfter = () => String(1 + Math.floor(3 * Math.random()));

/** Where the code of an answer is kept for those who count. */
export const PROBLEM = 'problem';

/** Here too: what the guard refuses never comes as far as the headers of other answers. */
export const PROBLEM_HEADERS = {
  'Content-Type': 'application/problem+json',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

export function problem(
  c: Context,
  code: ProblemCode,
  detail: string,
  field?: string,
  errors?: readonly Problem[],
): Response {
  c.set(PROBLEM, code);
  const document = documentOf(code, detail, field, errors);
  const { status } = PROBLEMS[code];
  for (const [name, value] of Object.entries(PROBLEM_HEADERS)) c.header(name, value);
  if (status === 503 || code === 'too_busy') c.header('Retry-After', retryAfter());
  if (status === 401) c.header('WWW-Authenticate', 'Bearer');
  return c.body(JSON.stringify(document), status);
}

/** A problem's body. */
export const problemText = (code: ProblemCode, detail: string): string =>
  JSON.stringify(documentOf(code, detail));

function documentOf(
  code: ProblemCode,
  detail: string,
  field?: string,
  errors?: readonly Problem[],
): ProblemDocument {
  const { status, title } = PROBLEMS[code];
  return {
    type: `/docs/api#problem-${code}`,
    title,
    status,
    code,
    detail,
    ...(field !== undefined && { field }),
    ...(errors !== undefined && errors.length > 1 && { errors: [...errors] }),
  };
}

export function problemOfValidation(c: Context, error: z.ZodError, input: unknown): Response {
  const problems = problemsOf(error as unknown as Parameters<typeof problemsOf>[0], input);
  const [first] = problems;
  return problem(c, 'invalid', first?.message ?? 'the request is not valid', first?.field, problems);
}

/** What to answer when a handler threw. Anything but an AppError is a fault of ours and says nothing of its inside. */
export function problemOfError(c: Context, error: unknown): Response {
  const { code, detail, field } = problemDocument(error);
  return problem(c, code, detail, field);
}

/** The same as a value, for an answer that holds several. */
export function problemDocument(error: unknown): ProblemDocument {
  if (error instanceof AppError) return documentOf(error.code, error.message, error.field);
  return documentOf('internal', 'the request failed through no fault of its sender; the log says why');
}
