import type { QueryClient } from '@tanstack/react-query';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { Credentials } from '@/archive/contract/credentials';

/**
 * Asks again what an archive refused for want of a token as soon as there is another one: a list that failed while the issuer
 * was away, or while the archive could not yet check its tokens, would else stay empty behind somebody who is signed in.
 */
export const askAgainWithNewToken = (queries: QueryClient, credentials: Credentials): (() => void) =>
  credentials.watch((token) => {
    if (token === undefined) return;
    void queries.refetchQueries({
      type: 'active',
      predicate: ({ state: { error } }) => error instanceof ArchiveError && error.fault === 'unauthorised',
    });
  });
