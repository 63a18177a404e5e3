import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where an object that came in over STOW-RS lies below the data folder. Named by a hash: a UID from outside never becomes a path. */
export function receivedName(sop: string): string {
  const name = createHash('sha256').update(sop).digest('hex').slice(0, 40);
  return join('received', name.slice(0, 2), `${name}.dcm`);
}
