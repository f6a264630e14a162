/** What may a key do, and which permission includes which? */

export const SCOPES = ['read', 'write', 'rules', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

const INCLUDES: Readonly<Record<Scope, readonly Scope[]>> = {
  read: ['read'],
  write: ['write', 'read'],
  rules: ['rules', 'read'],
  admin: SCOPES,
};

export function grants(held: readonly Scope[], needed: Scope): boolean {
  return held.some((scope) => INCLUDES[scope].includes(needed));
}

/** Without repetition, in the one order in which they are stored and shown. */
export function sortedScopes(scopes: readonly Scope[]): Scope[] {
  return SCOPES.filter((scope) => scopes.includes(scope));
}
