/** What can go wrong with a call? An answer that is a problem, no answer in time, no connection. An abort rejects with its own reason. */
import type { Problem } from './shapes.ts';

/** The service, or what stands before it, refused. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    /** `unknown`: the answer was no problem document, e.g. a proxy's page. */
    readonly code: Problem['code'] | 'unknown',
    /** Names the field and the value. */
    readonly detail: string,
    readonly field: string | undefined,
    readonly errors: Problem['errors'],
  ) {
    super(`${status} ${code}: ${detail}`);
  }
}

/** The call, tries again included, was not answered within its time. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';

  constructor(readonly timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
  }
}

/** Nobody answered, or the answer broke off. `cause` says how. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

export async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  if (isProblem) {
    const { status, code, detail, field, errors } = JSON.parse(text) as Problem;
    return new ProblemError(status, code, detail, field, errors);
  }
  // The fragment's problems are comments.
  const [, code, detail] = /^<!-- kindred: (\w+): (.*) -->\s*$/s.exec(text) ?? [];
  if (code !== undefined && detail !== undefined) {
    return new ProblemError(response.status, code as Problem['code'], detail, undefined, undefined);
  }
  return new ProblemError(response.status, 'unknown', text.slice(0, 200), undefined, undefined);
}
