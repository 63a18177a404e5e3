import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearerOf } from '../access/bearer';
import type { Audit } from '../audit/audit';
import type { Visitor } from './visitor';
import { Callers, type Caller } from '../http/callers';
import { Flights, FLIGHTS } from '../http/flights';
import { addressOf, type Peers } from '../http/peer';
import type { Gate } from './gate';
import type { Misread, ReadRequest } from '../request/readRequest';
import { answerWith } from '../request/refuse';
import { countedToken, Whose } from './whose';

const BUSY = 'Too many of your requests are under way: wait until some of them are done.';
const CLOSED =
  'The record of what is done here cannot be written, so nothing is served. Tell who looks after this server.';

/** Whether it asks for the line on which a guest's page hears of the end of the share: each opening has one all the time. */
const isWatch = (read: ReadRequest | Misread): boolean =>
  read.ok && read.route.to === 'service' && read.route.path === '/share/watch';

/** What a request is counted under, beside its address. */
function budgetsOf(caller: Caller, token: string | undefined, isWatching: boolean) {
  const { name, isGuest } = caller;
  if (isWatching) return [{ name: `watch ${name}`, most: FLIGHTS.watching }];
  if (token === undefined) return isGuest ? [{ name: `nobody ${name}`, most: FLIGHTS.strangers }] : [];
  return [
    { name: `token ${countedToken(token)}`, most: FLIGHTS.token },
    { name, most: FLIGHTS.visitor },
    ...(isGuest ? [{ name: 'guests', most: FLIGHTS.guests }] : []),
  ];
}

/** Takes a place for a request until it is answered; where there is none, that is the answer. */
function takePlace(
  flights: Flights,
  budgets: Parameters<Flights['take']>[0],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): boolean {
  const leave = flights.take(budgets);
  if (leave) outgoing.once('close', leave);
  else {
    outgoing.setHeader('Retry-After', '1');
    answerWith(incoming, outgoing, 429, BUSY);
  }
  return leave !== undefined;
}

/**
 * A gate that knows where each request comes from, lets nobody have more under way than their part, and lets nothing through
 * where the site wants a record and there is none.
 */
export function keptGate(
  gate: Gate,
  parts: {
    readonly audit: Audit;
    readonly peers: Peers;
    readonly isBehindProxy: boolean;
    /** Learns for whom each request is answered. */
    readonly callers?: Callers;
    /** Where people sign in: whom a token is for. */
    readonly visitorOf?: (token: string) => Promise<Visitor>;
  },
): Gate {
  const { audit, peers, isBehindProxy, callers = new Callers(), visitorOf } = parts;
  const flights = new Flights();
  const whose = visitorOf && new Whose(visitorOf);
  /** Whether there is a record to put it on; else that is the answer. */
  const isRecorded = (incoming: IncomingMessage, outgoing: ServerResponse): boolean => {
    const isOpen = audit.isClosed?.() !== true;
    if (!isOpen) answerWith(incoming, outgoing, 503, CLOSED);
    return isOpen;
  };
  return {
    admit: (read, incoming, outgoing, pass) => {
      const address = addressOf(incoming, isBehindProxy);
      const place = [{ name: `address ${address}`, most: FLIGHTS.address }];
      if (!takePlace(flights, place, incoming, outgoing)) return;
      const enter = (caller: Caller, token?: string): void => {
        if (outgoing.destroyed) return;
        if (!takePlace(flights, budgetsOf(caller, token, isWatch(read)), incoming, outgoing)) return;
        if (!isRecorded(incoming, outgoing)) return;
        callers.run(caller, () =>
          peers.run(address, () =>
            // What was noted on the way may be what the disk did not take.
            gate.admit(read, incoming, outgoing, (passed) => isRecorded(incoming, outgoing) && pass(passed)),
          ),
        );
      };
      const token = bearerOf(incoming.headers.authorization);
      const anybody: Caller = { name: address, isGuest: whose !== undefined };
      if (whose === undefined || token === undefined) enter(anybody);
      else
        whose
          .of(token)
          .then((caller) => (caller === undefined ? enter(anybody) : enter(caller, token)))
          .catch(() => outgoing.destroy());
    },
    noteBroken: (error, socket) =>
      peers.run('remoteAddress' in socket ? String(socket.remoteAddress) : 'unknown', () =>
        gate.noteBroken(error, socket),
      ),
    noteTunnel: (incoming, socket) =>
      peers.run(addressOf(incoming, isBehindProxy), () => gate.noteTunnel(incoming, socket)),
  };
}
