// Who may call a route. By function key, or, behind Entra ID, by the roles in the token: App Service has checked the token
// then, takes away what callers put into this header, and writes what the token says.

import { isObject } from './json.ts';
import { Problem } from './problem.ts';

export type CallerRole = 'query' | 'analyst' | 'operator' | 'publisher';

/**
 * Which roles are enough. Query, analyst and operator may each what those before it may; a publisher registers and reads
 * schemas and may nothing else.
 */
const enoughFor = {
  query: ['query', 'analyst', 'operator'],
  analyst: ['analyst', 'operator'],
  operator: ['operator'],
  publisher: ['publisher', 'operator'],
  'schema-reader': ['query', 'analyst', 'operator', 'publisher'],
} as const satisfies Record<string, readonly CallerRole[]>;

/** What a caller must be; `open` is for anyone, also without a token. */
export type Access = 'open' | keyof typeof enoughFor;

export const principalHeader = 'x-ms-client-principal';

/** `principal` is the header's value. Throws a Problem (401 or 403) when the caller may not. */
export function demandAccess(access: Access, principal: string | null): void {
  if (access === 'open') return;
  if (principal === null) throw new Problem(401, 'No identity', 'the request came without an Entra ID token');
  const held = rolesOf(principal);
  const enough: readonly CallerRole[] = enoughFor[access];
  if (enough.some(role => held.has(role))) return;
  throw new Problem(403, 'Not allowed', `this needs the role ${enough.join(' or ')}`);
}

function rolesOf(principal: string): Set<string> {
  const claims = readClaims(principal);
  return new Set(
    claims.filter(({ typ }) => typ === 'roles' || typ.endsWith('/claims/role')).map(({ val }) => val),
  );
}

type Claim = { typ: string; val: string };

/** Base64 of JSON with a list of claims; whoever sends something else has none. */
function readClaims(principal: string): Claim[] {
  try {
    const json: unknown = JSON.parse(Buffer.from(principal, 'base64').toString('utf8'));
    const claims = isObject(json) && Array.isArray(json.claims) ? json.claims : [];
    return claims.filter(isClaim);
  } catch {
    return [];
  }
}

function isClaim(value: unknown): value is Claim {
  return isObject(value) && typeof value.typ === 'string' && typeof value.val === 'string';
}
