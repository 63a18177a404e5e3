import type { Server } from 'node:http';
import type { RoomMount } from './listen';

/** How long whoever is at the other end of a line may take to answer its closing. */
const GOODBYE_MS = 1_000;

/**
 * Ends a companion: nobody is let in, what is under way is broken off, and lines are closed, which the HTTP server does not count as
 * its own. Settles when the last connection is gone, or when those that are left have had their time.
 */
export function endCompanion(
  server: Server,
  lines: readonly (Pick<RoomMount, 'end'> | undefined)[],
): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const mount of lines) mount?.end();
    server.closeAllConnections();
    setTimeout(resolve, GOODBYE_MS);
  });
}
