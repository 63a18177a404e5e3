import type { IncomingMessage, ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from '../headers';
import type { People } from './person';

/** Stands before the archive: lets a request go on by `pass`, or answers it. */
export type Guard = (incoming: IncomingMessage, outgoing: ServerResponse, pass: () => void) => void;

/** The token of a request (RFC 6750 2.1). */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];

function refuse(outgoing: ServerResponse, status: 401 | 403, sentence: string): void {
  outgoing
    .writeHead(status, {
      ...SECURITY_HEADERS,
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    })
    .end(JSON.stringify({ error: sentence }));
}

/** Lets those in who have signed in: to read, and to store where they may. */
export const personsOnly =
  (people: People): Guard =>
  (incoming, outgoing, pass) => {
    const token = bearerOf(incoming.headers.authorization);
    const asked = token === undefined ? Promise.resolve(undefined) : people.of(token);
    void asked.then((person) => {
      const right = incoming.method === 'POST' ? 'store' : 'read';
      if (person === undefined) refuse(outgoing, 401, 'Sign in to see the studies of this archive.');
      else if (!person.may.has(right)) refuse(outgoing, 403, 'Your role does not allow this.');
      else return pass();
      incoming.resume();
    });
  };
