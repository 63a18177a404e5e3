/** What somebody who has signed in may do here: the companion judges, the page offers nothing that it would refuse. */
export const RIGHTS = ['read', 'measure', 'store', 'share', 'export'] as const;
export type Right = (typeof RIGHTS)[number];

/** Where nobody signs in, nobody is held back. */
export const EVERY_RIGHT: ReadonlySet<Right> = new Set(RIGHTS);

/** What each role of an issuer may do. Roles that stand in no row give nothing. */
const ROLES: Readonly<Record<string, readonly Right[]>> = {
  radiologist: RIGHTS,
  referrer: ['read', 'measure', 'share'],
  viewer: ['read'],
};

/**
 * The words of a claim of roles, in lower case: a list, or words with spaces or commas between; undefined where there is none.
 * Some issuers put all of somebody's roles into one word of a list, with commas between.
 */
export function rolesOf(claim: unknown): readonly string[] | undefined {
  if (claim === undefined || claim === null) return undefined;
  const words: unknown[] =
    typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [];
  return words
    .filter((word): word is string => typeof word === 'string')
    .flatMap((word) => word.split(','))
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
}

/** The rights that roles give together; an issuer that knows no roles lets everybody do everything. */
export const rightsOf = (roles: readonly string[] | undefined): ReadonlySet<Right> =>
  roles === undefined
    ? EVERY_RIGHT
    : new Set(roles.flatMap((role) => (Object.hasOwn(ROLES, role) ? (ROLES[role] ?? []) : [])));
