import type { RawRequest } from './scope';
import type { Address } from './host';

/**
 * What other sites' pages may make a browser do here: `open` it as a page; `write`: that, but change nothing; `read`: nothing
 * at all; `tell`: nothing either, but programs that are no browsers send forms here, with a bearer token.
 */
export type Asking = 'open' | 'write' | 'read' | 'tell';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What browsers ask for in order to run it, or to show it inside something else (Fetch Metadata). */
const EMBEDDED =
  /^(script|worker|sharedworker|serviceworker|audioworklet|paintworklet|style|xslt|manifest|iframe|frame|fencedframe|object|embed)$/;
/** Bodies that forms of other sites send without asking first (Fetch 4.4): nothing here is told anything in them. */
const OF_FORMS = /^\s*(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

const one = (value: string | readonly string[] | undefined): string | undefined =>
  value === undefined || typeof value === 'string' ? value : value.join(',');

/** Whether a page of another origin made a browser send this. Browsers of today say so themselves. */
function isFromElsewhere({ headers }: RawRequest, { scheme, host }: Address): boolean {
  const site = one(headers['sec-fetch-site']);
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  // Over plain http they do not; to what changes something they add where they are.
  const origin = one(headers['origin']);
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== new URL(`${scheme}://${host}`).host;
}

/** Whether a request is one that another site's page may not make, or that asks for data as if it were code. */
export function fetchesFromElsewhere(raw: RawRequest, asking: Asking, here: Address): boolean {
  const { method, headers } = raw;
  // Nothing here is a service worker: what registers one asks with this header (Service Workers, 6.1).
  if (headers['service-worker'] !== undefined) return true;
  if (asking === 'open') return false;
  const isSafe = SAFE.has(method);
  const isClosed = asking === 'read' || asking === 'tell';
  if (isClosed && EMBEDDED.test(one(headers['sec-fetch-dest']) ?? '')) return true;
  // Who says nothing of where it comes from may be an old browser on another site. Without asking first, and nobody here says
  // yes, that sends bodies of forms, beacons of bytes that name no type, and no bearer token.
  const isUnsaid = headers['sec-fetch-site'] === undefined && headers['origin'] === undefined;
  if (method === 'POST' && isClosed && isUnsaid) {
    const types = [headers['content-type'] ?? ''].flat();
    const hasToken = /^bearer /i.test(one(headers['authorization']) ?? '');
    // With a token no browser sends any of them unasked.
    const isForm = (type: string): boolean => OF_FORMS.test(type) && !(asking === 'tell' && hasToken);
    if (types.some((type) => isForm(type) || (type.trim() === '' && !hasToken))) return true;
  }
  return (isClosed || !isSafe) && isFromElsewhere(raw, here);
}
