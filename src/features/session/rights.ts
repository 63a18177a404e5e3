import { EVERY_RIGHT, type Right } from '@/view/rights';

/** What each role may do: the companion's own table (server/access/roles.ts), which is the one that counts. */
const ROLES: Readonly<Record<string, readonly Right[]>> = {
  radiologist: [...EVERY_RIGHT],
  referrer: ['read', 'measure', 'share'],
  viewer: ['read'],
};

/**
 * The rights that the roles of a profile give together. Where the issuer names none, nothing is held back here: the
 * companion refuses what is not allowed.
 */
export function rightsOf(claim: unknown): ReadonlySet<Right> {
  if (claim === undefined || claim === null) return EVERY_RIGHT;
  const words: unknown[] =
    typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [];
  const roles = words.filter((word) => typeof word === 'string').map((word) => word.toLowerCase());
  return new Set(roles.flatMap((role) => (Object.hasOwn(ROLES, role) ? (ROLES[role] ?? []) : [])));
}
