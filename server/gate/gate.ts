import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { endSocket } from '../http/endSocket';
import { judgeAnybody, type Admitted } from './judge';
import type { ArchiveRoute } from '../request/archiveRoute';
import type { Misread, ReadRequest } from '../request/readRequest';
import { answerMisread, answerWith } from '../request/refuse';
import type { RequestRoute } from '../request/route';

/** What goes on behind the gate: a judged request to the archive, or one that has nothing to do with it. */
export type Passed = Admitted | ReadRequest<Exclude<RequestRoute, ArchiveRoute>>;

/** Stands before everything: lets a request go on by `pass`, or answers it. */
export interface Gate {
  admit(
    read: ReadRequest | Misread,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    pass: (passed: Passed) => void,
  ): void;
  /** What is no request at all, and is answered here. */
  noteBroken(error: Error & { readonly code?: string }, socket: Duplex): void;
  /** Who asks for another protocol where nobody speaks one. */
  noteTunnel(incoming: IncomingMessage, socket: Duplex): void;
}

/** The gate of a companion without sign-in: whoever reaches it may see every study, by requests that mean one thing. */
export const openGate: Gate = {
  admit(read, incoming, outgoing, pass) {
    if (!read.ok) {
      answerMisread(read, incoming, outgoing);
      return;
    }
    const { route, address, raw } = read;
    if (route.to !== 'archive') {
      pass({ ...read, route });
      return;
    }
    const admitted = judgeAnybody({ route, address, raw, token: undefined });
    if (admitted) pass(admitted);
    else answerWith(incoming, outgoing, 400, 'The headers of this request could mean two things.');
  },
  noteBroken(error, socket) {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else
      endSocket(
        socket,
        error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request',
      );
  },
  noteTunnel(_, socket) {
    endSocket(socket, '405 Method Not Allowed');
  },
};
