import { rolesOf } from '@/protocol/rights';

/** A claim by the path of its name, such as `realm_access.roles`; also one whose own name holds dots. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (path in claims) return claims[path];
  let found: unknown = claims;
  for (const part of path.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[part];
  }
  return found;
}

/** The roles that an issuer names in the claim at `path`; undefined where it names none. */
export const rolesAt = (
  claims: Readonly<Record<string, unknown>>,
  path: string,
): readonly string[] | undefined => rolesOf(claimAt(claims, path));
