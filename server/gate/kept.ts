import { createHash } from 'node:crypto';
import { bearerOf } from '../access/bearer';
import type { Audit } from '../audit/audit';
import { Flights, FLIGHTS } from '../http/flights';
import { addressOf, type Peers } from '../http/peer';
import type { Gate } from './gate';
import { answerWith } from './refuse';

const BUSY = 'Too many of your requests are under way: wait until some of them are done.';
const CLOSED =
  'The record of what is done here cannot be written, so nothing is served. Tell who looks after this server.';

/**
 * A gate that knows where each request comes from, lets nobody have more under way than their part, and lets nothing through
 * where the house wants a record and there is none.
 */
export function keptGate(
  gate: Gate,
  parts: { readonly audit: Audit; readonly peers: Peers; readonly isBehindProxy: boolean },
): Gate {
  const { audit, peers, isBehindProxy } = parts;
  const flights = new Flights();
  const isClosed = (): boolean => audit.isClosed?.() === true;
  return {
    admit: (read, incoming, outgoing, pass) => {
      const address = addressOf(incoming, isBehindProxy);
      const token = bearerOf(incoming.headers.authorization);
      const leave = flights.take([
        { name: address, most: FLIGHTS.address },
        ...(token === undefined
          ? []
          : [{ name: createHash('sha256').update(token).digest('base64url'), most: FLIGHTS.token }]),
      ]);
      if (leave === undefined) {
        outgoing.setHeader('Retry-After', '1');
        answerWith(incoming, outgoing, 429, BUSY);
        return;
      }
      outgoing.once('close', leave);
      if (isClosed()) {
        answerWith(incoming, outgoing, 503, CLOSED);
        return;
      }
      peers.run(address, () =>
        gate.admit(read, incoming, outgoing, (passed) => {
          // What was noted on the way may be what the disk did not take.
          if (isClosed()) answerWith(incoming, outgoing, 503, CLOSED);
          else pass(passed);
        }),
      );
    },
    noteBroken: (error, socket) =>
      peers.run('remoteAddress' in socket ? String(socket.remoteAddress) : 'unknown', () =>
        gate.noteBroken(error, socket),
      ),
    noteTunnel: (incoming, socket) =>
      peers.run(addressOf(incoming, isBehindProxy), () => gate.noteTunnel(incoming, socket)),
  };
}
