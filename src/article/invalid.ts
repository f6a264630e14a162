/** What exactly is wrong with an input? A validation error in the words of its sender: field, value, rule. */
import type { z } from 'zod';
import { AppError, shown } from './errors.ts';

export interface Problem {
  /** Dotted path, e.g. `tags.3`; empty for the whole. */
  readonly field: string;
  readonly message: string;
}

/** One problem per broken rule, each naming the field and the value that it got. */
export function problemsOf(error: z.ZodError, input: unknown): Problem[] {
  return error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const field = [...issue.path, issue.keys[0] ?? ''].join('.');
      return { field, message: `${field} is not known here` };
    }
    const field = issue.path.join('.');
    const value = valueAt(input, issue.path);
    const rule = ruleOf(issue);
    return {
      field,
      message: `${field || 'the value'} ${rule}, got ${value === undefined ? 'nothing' : shown(value)}`,
    };
  });
}

/** The first problem as an error that a caller can act on. */
export function invalid(error: z.ZodError, input: unknown): AppError {
  const [first] = problemsOf(error, input);
  return new AppError('invalid', first?.message ?? 'the input is not valid', first?.field, { cause: error });
}

function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'invalid_type':
      return `must be ${issue.expected === 'int' ? 'an integer' : `of type ${issue.expected}`}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => shown(value)).join(' or ')}`;
    case 'invalid_format':
      return issue.message.startsWith('must ') ? issue.message : `must be a valid ${issue.format}`;
    case 'invalid_union':
      return ruleOfUnion(issue.errors.flat());
    default:
      return issue.message;
  }
}

/** Of the alternatives the one that came furthest: it got the right type and broke another rule. */
function ruleOfUnion(issues: readonly z.core.$ZodIssue[]): string {
  const closest = issues.find(({ code }) => code !== 'invalid_type') ?? issues[0];
  if (closest === undefined) return 'is not valid';
  const isDate = closest.code === 'invalid_format' && /^date/.test(closest.format);
  return isDate ? 'must be a date such as "2024-04-29T14:10:00Z" or "2024-04-29"' : ruleOf(closest);
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' entries long' : '';
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
