import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { endSocket } from '../http/endSocket';
import { LineDoor } from '../room/lineDoor';
import { Hub, type HubParts } from './hub';
import { hubApp } from './hubApp';
import { FHIRCAST_LIMITS, type FhircastLimits } from './limits';

type FhircastParts = Omit<HubParts, 'limits' | 'steady'> & {
  readonly channelPath: string;
  readonly limits?: Partial<FhircastLimits>;
  readonly steady?: HubParts['steady'];
  readonly isBehindProxy?: boolean;
};

const TICK_MS = 1_000;

/** A FHIRcast hub: what is open in one program of a person is told to the others. */
export function createFhircast({
  channelPath,
  limits: given,
  steady = () => performance.now(),
  isBehindProxy = false,
  ...parts
}: FhircastParts) {
  const limits = { ...FHIRCAST_LIMITS, ...given };
  const hub = new Hub({ ...parts, steady, limits });
  // Who knows a channel's address was told it by the hub; dictations are no browsers and say no origin.
  const door = new LineDoor({ ...limits, isBehindProxy, takesPrograms: true });
  const timers = [
    setInterval(() => hub.tick(), TICK_MS),
    setInterval(() => hub.heartbeat(), limits.heartbeatMs),
    setInterval(() => void hub.check(), limits.checkMs),
  ];
  for (const timer of timers) timer.unref();
  return {
    app: hubApp({ hub, bodyBytes: limits.bodyBytes, channelPath }),
    /** @param request whose address is that of a channel. */
    upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): boolean {
      const id = (request.url ?? '').slice(channelPath.length + 1);
      if (!hub.has(id)) {
        endSocket(connection, '404 Not Found');
        return true;
      }
      door.open(request, connection, head, (socket, known) => {
        known();
        hub.open(id, socket);
        return { close: (code) => socket.close(code) };
      });
      return true;
    },
    end(): void {
      hub.end();
      door.end();
    },
    /** What passes is looked at: for tests, whose clock is not this one. */
    tick: () => hub.tick(),
    close(): void {
      for (const timer of timers) clearInterval(timer);
      door.close();
    },
  };
}
