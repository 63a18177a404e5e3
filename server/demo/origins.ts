import type { IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';

/** Where the demo issuer stands on each origin. */
export const DEMO_ROOT = '/demo-login';

const LOOPBACK = /^(localhost|[a-z0-9-]+\.localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Whether an origin is of this machine, whatever the port. */
export const isLoopback = (origin: string): boolean =>
  URL.canParse(origin) && LOOPBACK.test(new URL(origin).hostname);

const isOwnAddress = (hostname: string): boolean =>
  Object.values(networkInterfaces()).some((each) =>
    each?.some(({ address }) => address === hostname || `[${address}]` === hostname),
  );

/**
 * The origin that a person sees, if the demo may be an issuer there: at this machine's own names and addresses. Any
 * other name could be somebody else's page that resolves to this machine.
 */
export function originOf(incoming: IncomingMessage): string | undefined {
  const forwarded = incoming.headers['x-forwarded-proto'];
  const scheme =
    typeof forwarded === 'string' && forwarded.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
  const host = incoming.headers.host ?? '';
  if (!/^[A-Za-z0-9.:[\]-]+$/.test(host) || !URL.canParse(`${scheme}://${host}`)) return undefined;
  const { origin, hostname } = new URL(`${scheme}://${host}`);
  return isLoopback(origin) || isOwnAddress(hostname) ? origin : undefined;
}
