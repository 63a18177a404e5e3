import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { isPlainStatus, passedHeaders, readDataType, type DataType } from '../request/dataHeaders';
import { refuseAnswer } from './refuseAnswer';

const PAGE =
  'The archive answered with a page instead of data. Is its address right, and does it ask for a sign-in of its own?';
const ELSEWHERE =
  'The archive points to another address instead of answering. Start Isocenter with that address.';

/** Why an answer is not passed on that is none of HTTP's. */
export const ODD =
  'The archive answered in a way that HTTP does not know. Is its address right, and is it a DICOMweb archive?';
/** Answers that end with their headers, whatever their headers promise (RFC 9110 6.4.1). */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** The type that an answer is passed on as; undefined: it may not be, and was refused in words. */
function passableType(
  answered: IncomingMessage,
  outgoing: ServerResponse,
  isGuarded: boolean,
): DataType | undefined {
  const status = answered.statusCode ?? 502;
  if (isGuarded && status === 401) {
    // Passed on, the page would take it for the end of its own sign-in.
    refuseAnswer(outgoing, 502, 'The archive does not accept the credentials of this server.');
    return undefined;
  }
  const type = readDataType(answered.headers['content-type']);
  if (type !== 'page' && isPlainStatus(status)) return type;
  const isError = status >= 400 && status < 600;
  const isElsewhere = status >= 300 && status < 400;
  if (type === 'page') refuseAnswer(outgoing, isError ? status : 502, PAGE);
  else refuseAnswer(outgoing, 502, isElsewhere ? ELSEWHERE : ODD);
  return undefined;
}

/** Streams the archive's answer on as data, or says why not. `isGuarded`: people sign in, so nobody on the way keeps it. */
export function passAnswer(
  answered: IncomingMessage,
  upstream: ClientRequest,
  outgoing: ServerResponse,
  isGuarded: boolean,
): void {
  const type = passableType(answered, outgoing, isGuarded);
  if (type === undefined) {
    answered.resume();
    return;
  }
  const status = answered.statusCode ?? 502;
  const headers = passedHeaders(answered.headers, type, isGuarded);
  // Of what a browser has already, this would be the type from now on.
  if (status === 304) delete headers['content-type'];
  const isEmpty = WITHOUT_BODY.has(status);
  if (isEmpty) for (const name of ['content-length', 'content-encoding']) delete headers[name];
  try {
    outgoing.writeHead(status, headers);
  } catch {
    // Bytes that no header may hold: thrown here, they would end the companion for everybody.
    answered.destroy();
    refuseAnswer(outgoing, 502, ODD);
    return;
  }
  if (isEmpty) {
    answered.on('error', () => upstream.destroy());
    answered.resume();
    outgoing.end();
    return;
  }
  answered.pipe(outgoing);
  answered.on('error', () => outgoing.destroy());
  answered.on('aborted', () => outgoing.destroy());
}
