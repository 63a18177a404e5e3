import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Ends answers that were never begun. Of requests sent behind one another without waiting (RFC 9112 9.3.2), Node says that
 * the line has gone to the one whose answer is under way only: the others would keep their places for ever.
 */
export function endQueued(server: Server): void {
  const queued = new WeakMap<Socket, Set<ServerResponse>>();
  server.on('connection', (socket) => {
    const answers = new Set<ServerResponse>();
    queued.set(socket, answers);
    socket.once('close', () => {
      for (const answer of answers) {
        // Node tells the one that has the line.
        if (answer.socket !== null) continue;
        answer.destroy();
        answer.emit('close');
      }
      answers.clear();
    });
  });
  server.on('request', ({ socket }, outgoing) => {
    const answers = queued.get(socket);
    answers?.add(outgoing);
    outgoing.once('close', () => answers?.delete(outgoing));
  });
}
