import type { IncomingMessage } from 'node:http';
import type { Denial, RawRequest } from './scope';
import { fetchesFromElsewhere, type Asking } from './crossSite';
import { readHost, type Address, type Hosts } from './host';
import { HUB_PATH, readRoute, type Places, type RequestRoute } from './route';

/** A request, read: where it goes, and for whom that address is. */
export interface ReadRequest<To extends RequestRoute = RequestRoute> {
  readonly ok: true;
  readonly route: To;
  /** How the person reaches this origin. */
  readonly address: Address;
  readonly raw: RawRequest;
}

/** A request that nobody here answers. */
export interface Misread {
  readonly ok: false;
  readonly reason: Denial;
  readonly status: 400 | 403 | 404 | 405 | 421 | 505;
  readonly sentence: string;
  /** It looks for the archive. */
  readonly isNearArchive: boolean;
  readonly raw: RawRequest;
}

const WORDS: Readonly<
  Record<'address' | 'method' | 'query' | 'site' | 'version' | 'host' | 'route', string>
> = {
  address: 'The address holds characters that no address here has.',
  method: 'This address is not asked for in that way.',
  query:
    'This search names something twice, or in a way that not every archive reads: keywords as DICOM writes them, or tags of eight digits, each once.',
  site: 'Another site asked for this through your browser. Open Isocenter itself.',
  version:
    'This needs HTTP/1.1. A proxy before Isocenter has to speak it (in nginx: proxy_http_version 1.1).',
  host: 'The request does not say for which address it is: it needs one Host header, a name and perhaps a port.',
  route: 'This archive knows no such address.',
};

const unknownHost = (name: string): string =>
  `Isocenter does not answer to the name ${name}. If people are to reach it there, start it with --allow-host ${name} (or --allow-host https://${name} where a proxy speaks https).`;

/** A request as it came: a header that came twice is a list. */
export function rawRequest(incoming: IncomingMessage): RawRequest {
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
    const [only] = values;
    headers[name] = values.length === 1 && only !== undefined ? only : values;
  }
  return {
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    version: incoming.httpVersion,
    headers,
  };
}

/** How each route is asked for from elsewhere. A link to the page may stand anywhere; nobody else's page stores or reads. */
const askingOf = (route: RequestRoute): Asking => {
  if (route.to === 'page') return 'open';
  if (route.to === 'service' && route.name === HUB_PATH) return 'tell';
  // Signing in comes by a link from anywhere, too.
  return route.to === 'mount' ? 'write' : 'read';
};

/** Reads requests, each once: what acts on one later sees parts that were read here, and neither target nor Host. */
export class RequestReader {
  private readonly places: Places;
  private readonly hosts: Hosts;
  private readonly friends: readonly string[];

  /** `friends`: origins of which the pages may ask what is mounted here, such as the sign-in, for something. */
  constructor(places: Places, hosts: Hosts, friends: readonly string[] = []) {
    this.places = places;
    this.hosts = hosts;
    this.friends = friends;
  }

  read(incoming: IncomingMessage): ReadRequest | Misread {
    const raw = rawRequest(incoming);
    const { method, target, headers, version } = raw;
    const found = readRoute(method, target, this.places);
    const isNearArchive = found.to === 'nowhere' ? found.isNearArchive : found.to === 'archive';
    const misread = (reason: Denial, status: Misread['status'], sentence: string): Misread => ({
      ok: false,
      reason,
      status,
      sentence,
      isNearArchive,
      raw,
    });
    if (version !== '1.1') return misread('headers', 505, WORDS.version);
    const named = typeof headers['host'] === 'string' ? readHost(headers['host']) : undefined;
    if (named === undefined) return misread('host', 400, WORDS.host);
    const address = this.hosts.addressOf(named, incoming.socket.localAddress);
    if (address === undefined) return misread('host', 421, unknownHost(named.name));
    if (found.to === 'nowhere') {
      const { reason } = found;
      if (reason === 'method') return misread(reason, 405, WORDS.method);
      if (reason === 'route') return misread(reason, 404, WORDS.route);
      if (reason === 'query') return misread(reason, 400, WORDS.query);
      return misread(reason, 400, WORDS.address);
    }
    const { origin } = headers;
    const isFriend = found.to === 'mount' && typeof origin === 'string' && this.friends.includes(origin);
    if (fetchesFromElsewhere(raw, isFriend ? 'open' : askingOf(found), address))
      return misread('site', 403, WORDS.site);
    return { ok: true, route: found, address, raw };
  }
}
