import type { IncomingMessage } from 'node:http';

/** The origin of every URL that a framework makes of a request here. No name of a visitor's is in it. */
const FIXED_HOST = 'isocenter.invalid';
const FIXED_ORIGIN = `http://${FIXED_HOST}`;

/**
 * Puts what was read in place of what came: frameworks make a URL of target and Host, and read that once more. `target` is
 * written from a judged route, never taken from the request.
 */
export function fixRequest(incoming: IncomingMessage, target: string): void {
  incoming.url = target;
  incoming.headers.host = FIXED_HOST;
}

/** Whether a framework found what was put there; anything else is no request of ours. */
export const isFixed = (url: string, target: string): boolean =>
  new URL(url).href === new URL(`${FIXED_ORIGIN}${target}`).href;
