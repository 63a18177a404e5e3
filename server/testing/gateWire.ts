import { connect } from 'node:net';
import { GATE } from './gateStudies';

/** Tokens of guests, and what looks like one. */
export interface GateTokens {
  /** Looks at the whole study. */
  readonly whole: string;
  /** Looks at one series of it. */
  readonly part: string;
  /** Looks at the whole study and stores reports. */
  readonly measure: string;
  /** The same for one series. */
  readonly measurePart: string;
  /** Looks at one series and may have files. */
  readonly files: string;
  readonly expired: string;
  readonly revoked: string;
  /** Of a share whose key is another companion's. */
  readonly foreign: string;
  /** Opens nothing that it should not: a person's, for what may not be asked even so. */
  readonly person: string;
}

/** One request, byte by byte. */
export interface GateRequest {
  readonly name: string;
  readonly bytes: Buffer;
}

export const { study: A, series: S, sop: O } = GATE;
export const FRAMES = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
export const FILES = 'multipart/related; type="application/dicom"; transfer-syntax=*';
const JSON_TYPE = 'application/dicom+json';
export const SERIES = `/studies/${A}/series/${S}`;
export const OBJECT = `${SERIES}/instances/${O}`;

export interface Parts {
  readonly method?: string;
  readonly accept?: string;
  readonly headers?: readonly string[];
  readonly body?: Buffer | string;
  readonly version?: string;
  /** Letters are bytes. `null`: no header. */
  readonly host?: string | null;
  /** Whole, not below the archive's root. */
  readonly isWhole?: boolean;
}

/** A request for an address below the archive's root, as bytes. */
export function write(target: string, token: string | undefined, parts: Parts = {}): Buffer {
  const { method = 'GET', accept = JSON_TYPE, headers = [], body, version = '1.1', isWhole } = parts;
  const { host = 'gate.test' } = parts;
  const lines = [
    `${method} ${isWhole ? '' : '/dicom-web'}${target} HTTP/${version}`,
    ...(host === null ? [] : [`Host: ${host}`]),
    ...(accept === '' ? [] : [`Accept: ${accept}`]),
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ...headers,
    ...(headers.some((line) => /^(connection|upgrade)/i.test(line)) ? [] : ['Connection: close']),
    ...(body === undefined || headers.some((line) => /^(content-length|transfer-encoding)/i.test(line))
      ? []
      : [`Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body ?? '')]);
}

/** A STOW-RS body of one object. */
export const stow = (object: Buffer, boundary = 'b'): Buffer =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    object,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
export const STOW = ['Content-Type: multipart/related; type="application/dicom"; boundary=b'];

/** Adds a request to a list. */
export type Add = (name: string, target: string, token: string | undefined, parts?: Parts) => void;

/** A list of requests, made by those who add to it. */
export function listed(makers: readonly ((add: Add) => void)[]): readonly GateRequest[] {
  const all: GateRequest[] = [];
  const add: Add = (name, target, token, parts) => {
    all.push({ name, bytes: write(target, token, parts) });
  };
  for (const make of makers) make(add);
  return all;
}

/** What came back for some bytes. */
export interface Wire {
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  readonly text: string;
}

/** Sends bytes as they are, and reads until the other side is done. */
export function sendBytes(origin: string, bytes: Buffer, withinMs = 10_000): Promise<Wire> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port) });
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      const text = Buffer.concat(chunks).toString('latin1');
      resolve({ status: Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0), text });
    };
    const timer = setTimeout(done, withinMs);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', done);
    socket.on('error', done);
    socket.on('close', done);
    socket.write(bytes);
  });
}
