import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { fixRequest, isFixed } from './request/fixed';
import type { Gate, Passed } from './gate/gate';
import { Hosts, type Address } from './request/host';
import { RequestReader } from './request/readRequest';
import { answerWith } from './request/refuse';
import { setDeadlines } from './http/deadlines';
import { endQueued } from './http/queued';
import { refuseCrumbs } from './http/pieces';
import type { ArchiveDoor } from './proxy/archiveProxy';

/** How many ports after the usual one are tried. */
const TRIES = 50;

/** What answers below a path of its own, on Node's own requests. */
export interface Mount {
  readonly path: string;
  readonly handle: (incoming: IncomingMessage, outgoing: ServerResponse, address: Address) => void;
  /** Origins of other pages that may ask it for something, beside the page of this one. */
  readonly friends?: readonly string[];
}

/** Takes a connection over (RFC 9110 7.8), or says that it is none of its own. */
export type Upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** Lines, at a path of theirs or below it. */
export interface RoomMount {
  readonly path: string;
  readonly take: Upgrade;
  /** Closes its lines, so that pages come back to the next companion, and takes no more. */
  end(): void;
}

export interface CompanionParts {
  /** The page and the services. */
  readonly app: Hono;
  /** Asks of each request who is there. */
  readonly gate: Gate;
  /** The archive, or the way to it; absent: there is none. */
  readonly door?: ArchiveDoor | undefined;
  /** Where the first archive stands on this origin, and its id; and where it stands on its own, if elsewhere. */
  readonly root: string;
  readonly id?: string | undefined;
  readonly base?: string | undefined;
  /** Further archives. */
  readonly others?: readonly { readonly id: string; readonly root: string; readonly door: ArchiveDoor }[];
  /** Paths of the services. */
  readonly services?: readonly string[];
  readonly mounts?: readonly Mount[];
  readonly rooms?: RoomMount | undefined;
  /** The line of the state of reading, at a path of its own. */
  readonly reading?: RoomMount | undefined;
  /** Channels of the FHIRcast hub. */
  readonly channels?: RoomMount | undefined;
  readonly hosts?: Hosts;
}

/** Reads requests as what this companion's parts answer. */
function readerOf(parts: CompanionParts): RequestReader {
  const {
    root,
    id,
    base,
    others = [],
    services = [],
    mounts = [],
    rooms,
    reading,
    channels,
    hosts = new Hosts(),
  } = parts;
  const own = base?.replace(/\/+$/, '');
  return new RequestReader(
    {
      root,
      ...(id ? { id } : {}),
      others,
      services,
      mounts: mounts.map(({ path }) => path),
      ...(own ? { base: own } : {}),
      ...(rooms ? { room: rooms.path } : {}),
      ...(reading ? { reading: reading.path } : {}),
      ...(channels ? { channel: channels.path } : {}),
    },
    hosts,
    mounts.flatMap(({ friends = [] }) => friends),
  );
}

/**
 * Asks the page and the services for what was judged, and nothing that a request says besides. A service finds in its environment
 * at which address it was reached.
 */
function appListener(
  app: Hono,
): (target: string, address: Address, incoming: IncomingMessage, outgoing: ServerResponse) => void {
  /** Of each request under way. */
  const targets = new WeakMap<IncomingMessage, { readonly target: string; readonly address: Address }>();
  const listener = getRequestListener(
    (request, { incoming }) => {
      const found = targets.get(incoming as IncomingMessage);
      return found !== undefined && isFixed(request.url, found.target)
        ? app.fetch(request, { address: found.address })
        : new Response(null, { status: 400 });
    },
    { overrideGlobalObjects: false },
  );
  return (target, address, incoming, outgoing) => {
    fixRequest(incoming, target);
    targets.set(incoming, { target, address });
    void listener(incoming, outgoing);
  };
}

/** Leads what was judged on to who answers it. */
function leader(
  parts: CompanionParts,
): (passed: Passed, incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const { app, door, id = 'main', others = [], mounts = [] } = parts;
  const listen = appListener(app);
  return (passed, incoming, outgoing) => {
    const { route } = passed;
    if ('allow' in passed) {
      const { archive } = passed.route;
      const leads = archive === id ? door : others.find((one) => one.id === archive)?.door;
      if (leads) leads(passed, incoming, outgoing);
      else answerWith(incoming, outgoing, 404, 'There is no archive here.');
      return;
    }
    if (route.to === 'mount') {
      mounts.find(({ path }) => path === route.name)?.handle(incoming, outgoing, passed.address);
      return;
    }
    // A line is asked for by an upgrade.
    if (route.to === 'room' || route.to === 'reading' || route.to === 'channel' || route.to === 'archive') {
      answerWith(incoming, outgoing, 404, 'There is no such file here.');
      return;
    }
    const target = route.query === '' ? route.path : `${route.path}?${route.query}`;
    listen(target, passed.address, incoming, outgoing);
  };
}

/** An HTTP server for the page, its services and the archive. Each request is read once, judged once, and then led on. */
export function createCompanion(parts: CompanionParts): Server {
  const { gate, services = [], mounts = [], rooms, reading, channels } = parts;
  const reader = readerOf(parts);
  const lead = leader(parts);
  // What has no Host is refused here, where it is put on record.
  const server = createServer({ requireHostHeader: false }, (incoming, outgoing) => {
    gate.admit(reader.read(incoming), incoming, outgoing, (passed) => lead(passed, incoming, outgoing));
  });
  endQueued(server);
  refuseCrumbs(server);
  server.on('clientError', gate.noteBroken);
  server.on('connect', gate.noteTunnel);
  server.on('upgrade', (incoming, socket, head) => {
    // Node gives the socket up with its listeners: a visitor who goes away must not end the companion.
    socket.on('error', () => socket.destroy());
    const read = reader.read(incoming);
    if (read.ok && read.route.to === 'room' && rooms) {
      incoming.url = `${rooms.path}/${read.route.id}`;
      if (rooms.take(incoming, socket, head)) return;
    }
    if (read.ok && read.route.to === 'channel' && channels) {
      incoming.url = `${channels.path}/${read.route.id}`;
      if (channels.take(incoming, socket, head)) return;
    }
    if (read.ok && read.route.to === 'reading' && reading?.take(incoming, socket, head)) return;
    gate.noteTunnel(incoming, socket);
  });
  // Storing a large study over a slow line takes longer than Node's five minutes.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  const small = [...services, ...mounts.map(({ path }) => path)];
  setDeadlines(server, ({ url = '' }) => small.some((path) => url.startsWith(path)));
  return server;
}

function listenOnce(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** Listens on a port, or on the next free one where it was not asked for by number. Gives the port. */
export async function listen(
  server: Server,
  port: number,
  host: string,
  portIsGiven: boolean,
): Promise<number> {
  for (let tried = port; ; tried += 1) {
    try {
      await listenOnce(server, tried, host);
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : tried;
    } catch (error) {
      if (!isTaken(error) || portIsGiven || tried >= port + TRIES) throw error;
    }
  }
}

/** Whether who listens at this address is reached from other machines. */
export const isOnNetwork = (host: string): boolean =>
  !/^(localhost\.?|127(\.\d{1,3}){1,3}|(0*:)*:?0*1|::ffff:127(\.\d{1,3}){3})$/i.test(host);

/** What the page of a companion without sign-in is told: whether others reach it, and where. */
export function networkReach(
  host: string,
  port: number,
): { readonly isOpen: boolean; readonly addresses: readonly string[] } {
  const isOpen = isOnNetwork(host);
  const local = /^http:\/\/localhost:/;
  return { isOpen, addresses: isOpen ? addresses(host, port).filter((address) => !local.test(address)) : [] };
}

/** The addresses at which a listening server is reached: this machine first, then its networks. */
export function addresses(host: string, port: number): string[] {
  const all = host === '0.0.0.0' || host === '::';
  if (!all) return [`http://${host.includes(':') ? `[${host}]` : host}:${port}/`];
  const outside = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => `http://${address}:${port}/`);
  return [`http://localhost:${port}/`, ...outside];
}
