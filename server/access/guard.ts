import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { SECURITY_HEADERS } from '../headers';
import { isCanonicalPath, rawPath } from '../http/path';
import { GuestAnswers } from '../share/guestAnswers';
import type { Holdings } from '../share/holdings';
import type { RawRequest } from '../share/scope';
import type { ShareFile } from '../share/shareFile';
import { isGuestToken } from '../share/tokens';
import type { UnderWay } from '../share/underWay';
import { bearerOf, type Guard as Admit } from './bearer';
import type { Asked, Guest, Judge, Verdict } from './judge';
import type { Upstream } from './upstream';

/** What guests' tokens are for, beside the archive. */
const GUEST_SERVICES = ['/share', '/audit'];
const REQUEST_ID = /^[\w-]{1,64}$/;

/** A request as it came: a header that came twice is a list. */
export function rawRequest(incoming: IncomingMessage, target: string): RawRequest {
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
    const [only] = values;
    headers[name] = values.length === 1 && only !== undefined ? only : values;
  }
  return { method: incoming.method ?? '', target, version: incoming.httpVersion, headers };
}

const SENTENCES = {
  401: 'Sign in to see the studies of this archive, or ask the sender for a new link.',
  403: 'What was asked for is not among what you may see or do here.',
  413: 'This is more than can be stored at once.',
  429: 'Too many requests at once: wait a second and go on.',
  502: 'The archive cannot be reached. Is it running, and is its address right?',
} as const;

/** Answers that nobody between the companion and the page may keep. */
export const PRIVATE = { 'Cache-Control': 'private, no-store' };

/** Refuses with a sentence; what is left of the request is not read, so the connection ends with it. */
export function refuse(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  status: keyof typeof SENTENCES,
): void {
  if (outgoing.headersSent || outgoing.destroyed) {
    outgoing.destroy();
    return;
  }
  const body = JSON.stringify({ error: SENTENCES[status] });
  const hasBody =
    incoming.headers['transfer-encoding'] !== undefined ||
    (incoming.headers['content-length'] ?? '0') !== '0';
  outgoing
    .writeHead(status, {
      ...SECURITY_HEADERS,
      ...PRIVATE,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer error="invalid_token"' } : {}),
      ...(status === 429 ? { 'Retry-After': '1' } : {}),
      ...(hasBody ? { Connection: 'close' } : {}),
    })
    .end(incoming.method === 'HEAD' ? undefined : body);
  incoming.resume();
}

/**
 * Stands before the archive, on the bytes of each request as it came. Who has signed in passes by their rights; a guest by
 * what was shared; nobody else passes.
 */
export class Guard {
  private readonly judge: Judge;
  private readonly underWay: UnderWay;
  private readonly answers: GuestAnswers;
  private readonly root: string;
  private readonly base: string;
  private readonly services: readonly string[];

  constructor(parts: {
    readonly judge: Judge;
    readonly underWay: UnderWay;
    readonly upstream: Upstream;
    readonly holdings: Holdings;
    readonly shares: ShareFile;
    /** Where the archive stands on this origin. */
    readonly root: string;
    /** Where it stands on its own: its links to bulk data may name that. */
    readonly base?: string;
    /** Paths that ask for themselves who comes. */
    readonly services: readonly string[];
  }) {
    this.judge = parts.judge;
    this.underWay = parts.underWay;
    this.answers = new GuestAnswers(parts);
    this.root = parts.root;
    this.base = (parts.base ?? '').replace(/\/+$/, '');
    this.services = parts.services;
  }

  readonly admit: Admit = (incoming, outgoing, pass) => {
    const url = incoming.url ?? '/';
    const target = this.targetOf(url);
    const token = bearerOf(incoming.headers.authorization);
    const isBearer = /^bearer/i.test(incoming.headers.authorization ?? '');
    // Node would refuse it by itself, on no record.
    const isHostless = incoming.headers.host === undefined && incoming.httpVersion === '1.1';
    if (target === undefined && !isHostless && (!isBearer || this.isOfService(url, token))) {
      pass();
      return;
    }
    const id = incoming.headers['x-request-id'];
    const asked: Asked = {
      raw: rawRequest(incoming, target ?? url),
      token,
      ...(typeof id === 'string' && REQUEST_ID.test(id) ? { request: id } : {}),
    };
    // Tokens are for the archive and the services: nothing else here answers to one, least of all with a page.
    const judged =
      target === undefined || isHostless
        ? this.judge.refuse(asked, isHostless ? 'headers' : 'route')
        : this.judge.judge(asked);
    judged
      .then((verdict) => this.act(verdict, asked, incoming, outgoing, pass))
      .catch(() => refuse(incoming, outgoing, 502));
  };

  /** What Node refuses before it is a request, put on record. */
  readonly noteBroken = (error: Error & { code?: string }, socket: Duplex): void => {
    const isNobody = error.code === 'ECONNRESET' || !socket.writable;
    if (!isNobody) {
      this.judge.record.note({ is: 'nobody', because: 'no-token' }, { action: 'refuse', because: 'headers' });
      const status =
        error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    } else socket.destroy();
  };

  /** Tunnels and other protocols, which nothing here speaks at such an address. */
  readonly noteTunnel = (_: IncomingMessage, socket: Duplex): void => {
    socket.on('error', () => socket.destroy());
    this.judge.record.note({ is: 'nobody', because: 'no-token' }, { action: 'refuse', because: 'method' });
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  };

  private act(
    verdict: Verdict,
    { raw }: Asked,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    pass: () => void,
  ): void {
    if (outgoing.destroyed) return;
    if (!verdict.allow) {
      refuse(incoming, outgoing, verdict.status);
      return;
    }
    if (!('permit' in verdict)) {
      if (verdict.stores) this.noteStore(verdict, raw.target, outgoing);
      pass();
      return;
    }
    if (!this.cutAtEnd(verdict.visitor, outgoing)) {
      refuse(incoming, outgoing, 401);
      return;
    }
    const { permit, visitor } = verdict;
    if (permit.kind === 'retrieve') {
      pass();
      return;
    }
    const answered =
      permit.kind === 'search'
        ? this.answers.search(visitor.share, permit, raw.target, incoming, outgoing)
        : this.answers.store(visitor.share, permit.study, incoming, outgoing);
    answered
      .then((outcome) => {
        if (permit.kind === 'store') {
          const because = outcome === 'done' ? {} : { because: outcome.because };
          const action = outcome === 'done' || outcome.isOfArchive ? 'store' : 'refuse';
          this.judge.record.note(visitor, { action, study: permit.study, ...because });
        }
        if (outcome !== 'done' && outcome.status !== undefined) refuse(incoming, outgoing, outcome.status);
      })
      .catch(() => refuse(incoming, outgoing, 502));
  }

  /** Ends an answer with the share, in the middle of a picture too. False where the share has ended already. */
  private cutAtEnd({ share }: Guest, outgoing: ServerResponse): boolean {
    if (!this.answers.isOpen(share)) return false;
    const leave = this.underWay.untilEnd(share, () => outgoing.destroy());
    outgoing.once('close', leave);
    return true;
  }

  private noteStore({ visitor }: Verdict & { allow: true }, target: string, outgoing: ServerResponse): void {
    const study = /^\/studies\/([0-9.]+)/.exec(target)?.[1];
    outgoing.once('close', () => {
      const isStored = outgoing.writableFinished && outgoing.statusCode < 300;
      this.judge.record.note(visitor, {
        action: 'store',
        ...(isStored ? {} : { because: String(outgoing.statusCode) }),
        ...(study === undefined ? {} : { study }),
      });
    });
  }

  /** What a request asks of the archive, as sent, or undefined where it asks for something else. */
  private targetOf(url: string): string | undefined {
    for (const root of [this.root, ...(this.base === '' ? [] : [`${this.base}/studies`])]) {
      if (!url.startsWith(root) || !/^([/?#]|$)/.test(url.slice(root.length))) continue;
      return url.slice(root === this.root ? root.length : this.base.length) || '/';
    }
    // Written so that only some readers find the archive in it: judged as it stands, which refuses it.
    const isOdd = !url.startsWith('/') || !isCanonicalPath(rawPath(url));
    return isOdd && this.namesArchive(url) ? url : undefined;
  }

  private namesArchive(url: string): boolean {
    let text = url.toLowerCase();
    for (let turn = 0; turn < 3; turn += 1) {
      if (text.includes(this.root.slice(1)) || text.includes('/studies')) return true;
      text = text.replaceAll(/%([0-9a-f]{2})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
    }
    return text.includes(this.root.slice(1));
  }

  /** Whether a service answers this, and asks for itself who comes. Guests have business with some of them only. */
  private isOfService(url: string, token: string | undefined): boolean {
    const path = rawPath(url);
    const services = token !== undefined && isGuestToken(token) ? GUEST_SERVICES : this.services;
    return isCanonicalPath(path) && services.some((one) => path === one || path.startsWith(`${one}/`));
  }
}
