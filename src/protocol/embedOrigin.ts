/** Host of an address as browsers write it: lower case, no wildcard, or an IPv6 address. */
const ORIGIN = /^(https?):\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/;

/** This machine itself: nobody stands between. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a text is an origin that may show the page in a frame: https, exactly as browsers write an origin (no path, no slash at the
 * end, no wildcard, no default port); http on this machine alone, for trying out. It goes into a header as it is.
 */
export function isEmbedOrigin(text: string): boolean {
  const [, scheme, host = ''] = ORIGIN.exec(text) ?? [];
  if (scheme === undefined || (scheme === 'http' && !LOOPBACK.has(host))) return false;
  return URL.canParse(text) && new URL(text).origin === text;
}

/** How many may be named. */
export const MOST_EMBED_ORIGINS = 20;
