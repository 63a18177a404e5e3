import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { SECURITY_HEADERS } from './http/headers';
import { isAdmitted, type Admitted } from './gate/judge';
import { isPlainStatus, passedHeaders, readDataType } from './request/dataHeaders';
import type { Address } from './request/host';
import { targetOf } from './request/archiveRoute';
import { Callers } from './http/callers';
import { Turns } from './http/turns';
import { forwarded } from './share/guestAnswers';

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
const CONNECT_MS = 5_000;
/** Until the answer begins; metadata of a large study may take an archive long. */
const ANSWER_MS = 120_000;

/** Connections to the archive. Guests leave half of them, and everybody half of theirs, to the others; who waits, waits in turn. */
const SOCKETS = {
  places: 64,
  guestPlaces: 32,
  placesEach: 32,
  waiting: 1024,
  waitingGuests: 256,
  waitingEach: 512,
} as const;
const BUSY = 'The archive has more to do than it can do at once. Try again in a second.';

const PAGE =
  'The archive answered with a page instead of data. Is its address right, and does it ask for a sign-in of its own?';
const ELSEWHERE =
  'The archive points to another address instead of answering. Start Isocenter with that address.';

const ODD =
  'The archive answered in a way that HTTP does not know. Is its address right, and is it a DICOMweb archive?';
/** Answers that end with their headers, whatever their headers promise (RFC 9110 6.4.1). */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** Answers one judged request to the archive. */
export type ArchiveDoor = (admitted: Admitted, incoming: IncomingMessage, outgoing: ServerResponse) => void;

type Headers = Record<string, string | string[]>;

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
function upstreamHeaders(
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

const isBodiless = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

function refuse(outgoing: ServerResponse, status: number, sentence: string): void {
  // What was answered wholly stays so, whatever the connection to the archive does after.
  if (outgoing.writableEnded) return;
  if (outgoing.headersSent) {
    // Half an answer cannot be taken back; cutting the connection tells the page that it is not whole.
    outgoing.destroy();
    return;
  }
  const body = JSON.stringify({ error: sentence });
  outgoing.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  outgoing.end(body);
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.name);
const isTimeout = (error: Error): boolean => /TIMEDOUT|TIMEOUT/.test(codeOf(error));

/**
 * A reverse proxy for one archive, on the page's own origin, so that no CORS is needed. Streams both ways, buffers
 * nothing, and gives up the archive's answer as soon as the page does. Credentials go to that archive only.
 */
export function archiveProxy(archive: URL, isGuarded = false, callers = new Callers()): ArchiveDoor {
  const secure = archive.protocol === 'https:';
  const options = {
    keepAlive: true,
    maxSockets: SOCKETS.places,
    maxFreeSockets: 16,
    scheduling: 'lifo' as const,
  };
  const agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
  const request = secure ? httpsRequest : httpRequest;
  const base = archive.pathname.replace(/\/+$/, '');
  const turns = new Turns<(leave: () => void) => void>(SOCKETS);
  const pump = (): void => {
    for (let turn = turns.next(); turn !== undefined; turn = turns.next()) turn.item(turn.done);
  };
  return (admitted, incoming, outgoing) => {
    if (!isAdmitted(admitted)) {
      refuse(outgoing, 403, 'This was not judged.');
      return;
    }
    // Written from what was judged. Links by the archive's own path lead to the same place.
    const sent = base + targetOf(admitted.route);
    const forward = (isRetry: boolean): void => {
      const upstream = request({
        protocol: archive.protocol,
        hostname: archive.hostname.replace(/^\[|\]$/g, ''),
        port: archive.port,
        method: incoming.method,
        path: sent,
        headers: upstreamHeaders(incoming, admitted.address, archive, isGuarded),
        agent,
      });
      let connect: NodeJS.Timeout | undefined;
      const answer = setTimeout(() => upstream.destroy(new Error('ETIMEDOUT')), ANSWER_MS);
      const settle = (): void => {
        clearTimeout(connect);
        clearTimeout(answer);
      };
      upstream.on('socket', (socket) => {
        if (!socket.connecting) return;
        const late = (): void => {
          upstream.destroy(Object.assign(new Error('no connection'), { code: 'ETIMEDOUT' }));
        };
        connect = setTimeout(late, CONNECT_MS);
        socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(connect));
      });
      upstream.on('response', (answered) => {
        settle();
        if (isGuarded && answered.statusCode === 401) {
          answered.resume();
          // Passed on, the page would take it for the end of its own sign-in.
          refuse(outgoing, 502, 'The archive does not accept the credentials of this server.');
          return;
        }
        const status = answered.statusCode ?? 502;
        const type = readDataType(answered.headers['content-type']);
        const isPage = type === 'page';
        if (isPage || !isPlainStatus(status)) {
          answered.resume();
          const isError = status >= 400 && status < 600;
          const isElsewhere = status >= 300 && status < 400;
          refuse(outgoing, isPage && isError ? status : 502, isPage ? PAGE : isElsewhere ? ELSEWHERE : ODD);
          return;
        }
        const headers = passedHeaders(answered.headers, type, isGuarded);
        // Of what a browser has already, this would be the type from now on.
        if (status === 304) delete headers['content-type'];
        const isEmpty = WITHOUT_BODY.has(status);
        if (isEmpty) for (const name of ['content-length', 'content-encoding']) delete headers[name];
        try {
          outgoing.writeHead(status, headers);
        } catch {
          // Bytes that no header may hold: thrown here, they would end the companion for everybody.
          answered.destroy();
          refuse(outgoing, 502, ODD);
          return;
        }
        if (isEmpty) {
          answered.on('error', () => upstream.destroy());
          answered.resume();
          outgoing.end();
          return;
        }
        answered.pipe(outgoing);
        answered.on('error', () => outgoing.destroy());
        answered.on('aborted', () => outgoing.destroy());
      });
      upstream.on('upgrade', (_answered, socket) => {
        settle();
        // Nobody asked for another protocol: no answer would ever come.
        socket.on('error', () => socket.destroy());
        socket.destroy();
        refuse(outgoing, 502, ODD);
      });
      upstream.on('error', (error) => {
        settle();
        if (outgoing.destroyed) return;
        // A kept connection that the archive closed just now is no fault of anybody: once more on a fresh one.
        const isIdle = isBodiless(incoming);
        if (
          isIdle &&
          !isRetry &&
          upstream.reusedSocket &&
          codeOf(error) === 'ECONNRESET' &&
          !outgoing.headersSent
        ) {
          forward(true);
          return;
        }
        if (isTimeout(error))
          refuse(
            outgoing,
            504,
            'The archive did not answer in time. Is it running, and reachable from this server?',
          );
        else
          refuse(
            outgoing,
            502,
            `The archive cannot be reached (${codeOf(error)}). Is it running, and is its address right?`,
          );
      });
      outgoing.once('close', () => {
        settle();
        if (!upstream.destroyed) upstream.destroy();
      });
      if (isBodiless(incoming)) upstream.end();
      else incoming.pipe(upstream);
    };
    const caller = callers.now();
    const enter = (leave: () => void): void => {
      outgoing.once('close', () => {
        leave();
        pump();
      });
      forward(false);
    };
    if (!turns.push(caller, enter)) {
      outgoing.setHeader('Retry-After', '1');
      refuse(outgoing, 503, BUSY);
      return;
    }
    outgoing.once('close', () => turns.drop(caller, enter));
    pump();
  };
}
