import type { IncomingMessage } from 'node:http';
import type { Address } from '../request/host';
import { forwarded } from '../share/guestAnswers';

/** Headers of one connection, not of the message (RFC 9110 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** The page's own, not the archive's business. */
const NOT_FORWARDED = new Set([
  'host',
  'cookie',
  'origin',
  'referer',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-forwarded-proto',
  'x-forwarded-server',
  'expect',
]);
/**
 * Where people sign in here, what an archive needs to know and no more: their tokens are for the companion, what they see is
 * not kept on the way, and nobody tells the archive what only a proxy may.
 */
const FORWARDED_GUARDED = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'content-encoding',
  'content-length',
  'content-type',
  'user-agent',
  'x-request-id',
]);
/** Header fields by lower-case name. */
export type Headers = Record<string, string | string[]>;

function endToEnd(headers: IncomingMessage['headers'], drop: ReadonlySet<string>): Headers {
  const named = new Set(
    (headers.connection ?? '')
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  );
  const kept: Headers = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name) && !drop.has(name) && !named.has(name))
      kept[name] = value;
  }
  return kept;
}

/** Headers for the archive: ours as the address that its own links should carry, its own as Host. */
export function upstreamHeaders(
  incoming: IncomingMessage,
  address: Address,
  archive: URL,
  isGuarded: boolean,
): Headers {
  const headers = endToEnd(incoming.headers, NOT_FORWARDED);
  if (isGuarded)
    for (const name of Object.keys(headers)) if (!FORWARDED_GUARDED.has(name)) delete headers[name];
  // No body goes with these: a length that promises one would take it from the next request on the connection.
  if (isBodiless(incoming)) delete headers['content-length'];
  headers['host'] = archive.host;
  Object.assign(headers, forwarded(address));
  if (archive.username !== '' && headers['authorization'] === undefined) {
    const secret = `${decodeURIComponent(archive.username)}:${decodeURIComponent(archive.password)}`;
    headers['authorization'] = `Basic ${Buffer.from(secret).toString('base64')}`;
  }
  return headers;
}

/** Whether no body goes with a request (RFC 9110 9.3.1, 9.3.2). */
export const isBodiless = ({ method }: Pick<IncomingMessage, 'method'>): boolean =>
  method === 'GET' || method === 'HEAD';
