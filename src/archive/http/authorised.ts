import { ArchiveError } from '@/archive/contract/archiveError';
import type { Credentials } from '@/archive/contract/credentials';
import type { Fetch } from './request';

/** Nobody is signed in: what was asked for is not even sent. */
const signedOut = () => new ArchiveError('unauthorised', 'no token', { status: 401 });

const issuerAway = () =>
  new ArchiveError('unreachable', 'no token: the issuer does not answer', { details: { what: 'sign-in' } });

/** Whether a request may carry the archive's token: below its root, and not only by the look of the address. */
export function isBelow(root: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname } = new URL(url);
  const own = new URL(root);
  const path = own.pathname.replace(/\/+$/, '');
  return origin === own.origin && (pathname === path || pathname.startsWith(`${path}/`));
}

/** Asks with the token there is and, where that is refused, once more with a new one. A second refusal is the answer. */
export async function withToken<T>(
  credentials: Credentials,
  ask: (token: string) => Promise<T>,
  isRefused: (answer: T) => boolean,
): Promise<T> {
  const token = credentials.token() ?? (await credentials.renew(undefined));
  if (token === undefined) throw signedOut();
  const answer = await ask(token);
  if (!isRefused(answer)) return answer;
  const next = await credentials.renew(token);
  if (next === token) throw issuerAway();
  return next === undefined ? answer : ask(next);
}

/**
 * A fetch whose requests below the root carry the archive's token (RFC 6750 2.1). None of them follows a redirect: where
 * it leads, the token is not for. Everything else goes without.
 */
export const authorisedFetch =
  (root: string, credentials: Credentials, fetch: Fetch): Fetch =>
  (url, init) => {
    if (!isBelow(root, url)) return fetch(url, init);
    const ask = async (token: string) => {
      const headers = { ...(init.headers as Record<string, string>), Authorization: `Bearer ${token}` };
      return fetch(url, { redirect: 'error', ...init, headers });
    };
    return withToken(credentials, ask, ({ status, body }) => {
      if (status !== 401) return false;
      void body?.cancel().catch(() => undefined); // Frees the connection.
      return true;
    });
  };
