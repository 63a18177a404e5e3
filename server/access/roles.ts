import { RIGHTS, type Right } from './person';

/** What each role may do here. Roles that stand in no row give nothing. */
const ROLES: Readonly<Record<string, readonly Right[]>> = {
  radiologist: RIGHTS,
  referrer: ['read', 'measure', 'share'],
  viewer: ['read'],
};

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

/** The roles that an issuer names, in lower case: a list or words with spaces between; undefined where it names none. */
export function rolesOf(
  claims: Readonly<Record<string, unknown>>,
  path: string,
): readonly string[] | undefined {
  const claim = claimAt(claims, path);
  if (claim === undefined || claim === null) return undefined;
  const words = typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [];
  return words
    .filter((word): word is string => typeof word === 'string' && word !== '')
    .map((word) => word.toLowerCase());
}

/** The rights that roles give together; an issuer that knows no roles lets everybody do everything. */
export const rightsOf = (roles: readonly string[] | undefined): ReadonlySet<Right> =>
  new Set(
    roles === undefined
      ? RIGHTS
      : roles.flatMap((role) => (Object.hasOwn(ROLES, role) ? (ROLES[role] ?? []) : [])),
  );
