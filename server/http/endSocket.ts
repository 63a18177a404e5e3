import type { Duplex } from 'node:stream';

/** Ends a connection that no answer of a framework is for, with a bare status such as `403 Forbidden`. */
export function endSocket(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
