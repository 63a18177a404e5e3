import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from '../http/headers';

/** Answers with a sentence, where no answer has begun. */
export function refuseAnswer(outgoing: ServerResponse, status: number, sentence: string): void {
  // What was answered wholly stays so, whatever the connection to the archive does after.
  if (outgoing.writableEnded) return;
  if (outgoing.headersSent) {
    // Half an answer cannot be taken back; cutting the connection tells the page that it is not whole.
    outgoing.destroy();
    return;
  }
  const body = JSON.stringify({ error: sentence });
  outgoing.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  outgoing.end(body);
}
