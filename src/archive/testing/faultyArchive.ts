import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Phantom } from './phantomFile';

/** Answers a request itself and returns true, or leaves it to the archive. */
export type Fault = (path: string, response: ServerResponse, request: IncomingMessage) => boolean;

/** A small WADO-RS archive over phantoms, to be spoilt. */
export interface FaultyArchive {
  readonly root: string;
  /** Paths asked for, in order. */
  readonly asked: string[];
  fault: Fault;
  /** As a server that is switched off, and on again at the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const BOUNDARY = 'cut here';

/** One multipart answer; parts in the order given. */
export function multipart(
  parts: readonly { type: string; body: Uint8Array; location?: string }[],
  end = true,
): Buffer {
  return Buffer.concat([
    ...parts.flatMap(({ type, body, location }) => [
      Buffer.from(
        `\r\n--${BOUNDARY}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n` +
          `${location === undefined ? '' : `Content-Location: ${location}\r\n`}\r\n`,
      ),
      body,
    ]),
    Buffer.from(end ? `\r\n--${BOUNDARY}--\r\n` : ''),
  ]);
}

export const RELATED = `multipart/related; type="application/dicom"; boundary="${BOUNDARY}"`;
export const FILE = 'application/dicom';
export const FRAME = 'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1';

export const send = (response: ServerResponse, body: Buffer): boolean => {
  response.writeHead(200, { 'Content-Type': RELATED });
  response.end(body);
  return true;
};

function answer(phantoms: readonly Phantom[], path: string, response: ServerResponse): void {
  const match = /\/studies\/([\d.]+)\/series\/([\d.]+)(?:\/instances\/([\d.]+))?(\/frames\/1)?$/.exec(path);
  const found = phantoms.filter(
    (each) => each.study === match?.[1] && each.series === match[2] && (match[3] ?? each.sop) === each.sop,
  );
  if (found.length === 0) response.writeHead(404).end();
  else
    send(
      response,
      multipart(
        found.map((each) =>
          match?.[4] === undefined ? { type: FILE, body: each.file } : { type: FRAME, body: each.pixels },
        ),
      ),
    );
}

/** Starts it on a free port of this machine; `stop` when done. */
export async function startFaultyArchive(phantoms: readonly Phantom[]): Promise<FaultyArchive> {
  const sockets = new Set<Socket>();
  const archive = { asked: [] as string[], fault: (() => false) as Fault, root: '' };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    archive.asked.push(path);
    if (!archive.fault(path, response, request)) answer(phantoms, path, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  let port = 0;
  const start = () =>
    new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', () => {
        ({ port } = server.address() as AddressInfo);
        resolve();
      });
    });
  await start();
  return Object.assign(archive, {
    root: `http://127.0.0.1:${port}/dicom-web`,
    start,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  });
}
