import type { IncomingMessage, Server } from 'node:http';

/** Pieces that a body may come in whatever its size, and bytes that every further one must have on average. */
const FREE_PIECES = 2_000;
const LEAST_BYTES = 128;

const SENTENCE = 'The body came in too many too small pieces. Send it in larger ones.\n';
const ANSWER = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: text/plain; charset=utf-8',
  `Content-Length: ${SENTENCE.length}`,
  'Connection: close',
  '',
  SENTENCE,
].join('\r\n');

/**
 * Ends requests whose bodies come in crumbs (chunks of a byte or two, RFC 9112 7.1): each piece costs its way through streams and
 * to the disk, and a megabyte of them 15 s of the one thread that answers everybody. No line cuts as small: its packets have
 * 536 bytes and more (RFC 9293 3.7.1), and what came in several between two looks is read as one.
 */
export function refuseCrumbs(server: Server): void {
  server.on('request', (incoming: IncomingMessage, outgoing) => {
    const push = incoming.push.bind(incoming);
    let pieces = 0;
    let bytes = 0;
    let isOver = false;
    incoming.push = (piece: Uint8Array | null, ...rest) => {
      pieces += 1;
      bytes += piece?.length ?? 0;
      if (pieces <= FREE_PIECES + bytes / LEAST_BYTES) return push(piece, ...rest);
      const { socket } = incoming;
      if (!isOver) {
        isOver = true;
        // What waits in the line would still be taken apart, piece by piece.
        socket.pause();
        if (outgoing.headersSent) socket.destroy();
        else socket.write(ANSWER, () => socket.destroy());
      }
      return false;
    };
  });
}
