import type { IncomingMessage } from 'node:http';
import type { Address } from '../request/host';

/** Where the demo issuer stands on each origin. */
export const DEMO_ROOT = '/demo-login';

/**
 * The origin that the demo is an issuer for: where this companion itself listens, by a name of this machine, or a name that
 * --allow-host gives. At another port of this machine somebody else may listen and pass requests on, to read the answers.
 */
export function originOf(
  { scheme, host, isGiven }: Address,
  { socket }: IncomingMessage,
): string | undefined {
  const { origin, port } = new URL(`${scheme}://${host}`);
  return isGiven || Number(port || 80) === socket.localPort ? origin : undefined;
}
