import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { isAdmitted, type Admitted } from '../gate/judge';
import { Callers } from '../http/callers';
import { FairQueue } from '../http/turns';
import { targetOf } from '../request/archiveRoute';
import { ArchiveConnections } from './archiveConnections';
import { ODD, passAnswer } from './passAnswer';
import { refuseAnswer } from './refuseAnswer';
import { isBodiless, upstreamHeaders } from './upstreamHeaders';

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

/** Answers one judged request to the archive. */
export type ArchiveDoor = (admitted: Admitted, incoming: IncomingMessage, outgoing: ServerResponse) => void;

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.name);
const isTimeout = (error: Error): boolean => /TIMEDOUT|TIMEOUT/.test(codeOf(error));

/** A request that is to be forwarded. */
interface Forwarded {
  readonly admitted: Admitted;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** A kept connection that the archive closed just now is no fault of anybody. */
const isStaleConnection = (upstream: ClientRequest, error: Error): boolean =>
  upstream.reusedSocket && codeOf(error) === 'ECONNRESET';

/** Says that the archive did not answer, and why as far as the connection tells. */
function refuseFault(outgoing: ServerResponse, error: Error): void {
  if (isTimeout(error))
    refuseAnswer(
      outgoing,
      504,
      'The archive did not answer in time. Is it running, and reachable from this server?',
    );
  else
    refuseAnswer(
      outgoing,
      502,
      `The archive cannot be reached (${codeOf(error)}). Is it running, and is its address right?`,
    );
}

/** Sends requests on to one archive and its answers back. */
function forwarder(archive: URL, isGuarded: boolean): (request: Forwarded) => void {
  const connections = new ArchiveConnections(archive, SOCKETS.places);
  const base = archive.pathname.replace(/\/+$/, '');
  const forward = ({ admitted, incoming, outgoing }: Forwarded, isRetry: boolean): void => {
    const { upstream, settle } = connections.open({
      method: incoming.method,
      // Written from what was judged. Links by the archive's own path lead to the same place.
      path: base + targetOf(admitted.route),
      headers: upstreamHeaders(incoming, admitted.address, archive, isGuarded),
    });
    upstream.on('response', (answered) => {
      settle();
      passAnswer(answered, upstream, outgoing, isGuarded);
    });
    upstream.on('upgrade', (_answered, socket) => {
      settle();
      // Nobody asked for another protocol: no answer would ever come.
      socket.on('error', () => socket.destroy());
      socket.destroy();
      refuseAnswer(outgoing, 502, ODD);
    });
    upstream.on('error', (error) => {
      settle();
      if (outgoing.destroyed) return;
      const mayRetry = isBodiless(incoming) && !isRetry && !outgoing.headersSent;
      if (mayRetry && isStaleConnection(upstream, error)) forward({ admitted, incoming, outgoing }, true);
      else refuseFault(outgoing, error);
    });
    outgoing.once('close', () => {
      settle();
      if (!upstream.destroyed) upstream.destroy();
    });
    if (isBodiless(incoming)) upstream.end();
    else incoming.pipe(upstream);
  };
  return (request) => forward(request, false);
}

/**
 * A reverse proxy for one archive, on the page's own origin, so that no CORS is needed. Streams both ways, buffers
 * nothing, and gives up the archive's answer as soon as the page does. Credentials go to that archive only.
 */
export function archiveProxy(archive: URL, isGuarded = false, callers = new Callers()): ArchiveDoor {
  const forward = forwarder(archive, isGuarded);
  const turns = new FairQueue<(leave: () => void) => void>(SOCKETS);
  const pump = (): void => {
    for (let turn = turns.next(); turn !== undefined; turn = turns.next()) turn.item(turn.done);
  };
  return (admitted, incoming, outgoing) => {
    if (!isAdmitted(admitted)) {
      refuseAnswer(outgoing, 403, 'This was not judged.');
      return;
    }
    const caller = callers.now();
    const enter = (leave: () => void): void => {
      outgoing.once('close', () => {
        leave();
        pump();
      });
      forward({ admitted, incoming, outgoing });
    };
    if (!turns.push(caller, enter)) {
      outgoing.setHeader('Retry-After', '1');
      refuseAnswer(outgoing, 503, BUSY);
      return;
    }
    outgoing.once('close', () => turns.drop(caller, enter));
    pump();
  };
}
