import type { IncomingMessage, ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from '../http/headers';
import type { Misread } from './readRequest';

/** Answers that nobody between the companion and the page may keep. */
export const PRIVATE = { 'Cache-Control': 'private, no-store' };

/** Answers with a sentence instead; what is left of the request is not read, so the connection ends with it. */
export function answerWith(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  status: number,
  sentence: string,
  more: Readonly<Record<string, string>> = {},
): void {
  if (outgoing.headersSent || outgoing.destroyed) {
    // Half an answer cannot be taken back; cutting the connection tells the page that it is not whole.
    outgoing.destroy();
    return;
  }
  const body = JSON.stringify({ error: sentence });
  const hasBody =
    incoming.headers['transfer-encoding'] !== undefined ||
    (incoming.headers['content-length'] ?? '0') !== '0';
  outgoing
    .writeHead(status, {
      ...SECURITY_HEADERS,
      ...PRIVATE,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      ...more,
      ...(hasBody ? { Connection: 'close' } : {}),
    })
    .end(incoming.method === 'HEAD' ? undefined : body);
  incoming.resume();
}

/** What a request is told that nobody here answers. */
export const answerMisread = (
  { status, sentence }: Misread,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void => answerWith(incoming, outgoing, status, sentence);
