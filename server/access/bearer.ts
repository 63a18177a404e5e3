import type { IncomingMessage, ServerResponse } from 'node:http';

/** Stands before what others answer: lets a request go on by `pass`, or answers it. */
export type Guard = (incoming: IncomingMessage, outgoing: ServerResponse, pass: () => void) => void;

/** The token of a request (RFC 6750 2.1). */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
