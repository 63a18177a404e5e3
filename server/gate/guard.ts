import type { WorkerJob } from '../work/work';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { endSocket } from '../http/endSocket';
import { studyOf } from '../request/archiveRoute';
import type { Misread, ReadRequest } from '../request/readRequest';
import type { Gate, Passed } from './gate';
import { answerMisread, answerWith } from '../request/refuse';
import type { ArchiveRoute } from '../request/archiveRoute';
import type { RequestRoute } from '../request/route';
import { GuestAnswers, isOpen } from '../share/guestAnswers';
import type { Archives } from '../share/archives';
import type { ShareFile } from '../share/shareFile';
import { isGuestToken } from '../share/tokens';
import type { UnderWay } from '../share/underWay';
import { bearerOf } from '../access/bearer';
import { isAdmitted, type Admitted, type Guest, type Judge, type GateVerdict } from './judge';

/** What guests' tokens are for, beside the archive. */
const GUEST_SERVICES = new Set(['/share', '/audit']);
const REQUEST_ID = /^[\w-]{1,64}$/;

const SENTENCES = {
  401: 'Sign in to see the studies of this archive, or ask the sender for a new link.',
  403: 'What was asked for is not among what you may see or do here.',
  413: 'This is more than can be stored at once.',
  429: 'Too many requests at once: wait a second and go on.',
  502: 'The archive cannot be reached. Is it running, and is its address right?',
} as const;

/** Refuses with a sentence. */
export function refuse(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  status: keyof typeof SENTENCES,
): void {
  answerWith(incoming, outgoing, status, SENTENCES[status], {
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer error="invalid_token"' } : {}),
    ...(status === 429 ? { 'Retry-After': '1' } : {}),
  });
}

/** Whether somebody who is refused reads why: whose Host is none, or of another name, reads what to do. */
const saysWhy = ({ reason, status }: Misread): boolean =>
  reason === 'host' || reason === 'site' || status === 505;

/**
 * Stands before the archive. Who has signed in passes by their rights; a guest by what was shared; nobody else passes. What
 * passes carries the judgement.
 */
export class Guard implements Gate {
  private readonly judge: Judge;
  private readonly underWay: UnderWay;
  private readonly answers: ReadonlyMap<string, GuestAnswers>;
  private readonly shares: ShareFile;
  private readonly now: () => number;

  constructor(parts: {
    readonly judge: Judge;
    readonly underWay: UnderWay;
    readonly archives: Archives;
    readonly shares: ShareFile;
    readonly now?: () => number;
    readonly work?: WorkerJob;
  }) {
    this.judge = parts.judge;
    this.underWay = parts.underWay;
    this.shares = parts.shares;
    this.now = parts.now ?? Date.now;
    this.answers = new Map(
      [...parts.archives].map(([id, archive]) => [id, new GuestAnswers({ ...parts, ...archive })]),
    );
  }

  admit(
    read: ReadRequest | Misread,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    pass: (passed: Passed) => void,
  ): void {
    const id = incoming.headers['x-request-id'];
    const known = typeof id === 'string' && REQUEST_ID.test(id) ? { request: id } : {};
    const asked = { token: bearerOf(incoming.headers.authorization), ...known };
    const isBearer = /^bearer/i.test(incoming.headers.authorization ?? '');
    if (read.ok) {
      const { route, address, raw } = read;
      if (route.to === 'archive') {
        this.judge
          .judge({ ...asked, route, address, raw })
          .then((verdict) => this.act(verdict, incoming, outgoing, pass))
          .catch(() => refuse(incoming, outgoing, 502));
        return;
      }
      // Tokens are for the archive and the services: nothing else here answers to one, least of all with a page.
      if (!isBearer || isForService(route, asked.token)) {
        pass({ ...read, route });
        return;
      }
    } else if (!isBearer && !read.isNearArchive && read.reason !== 'host' && read.reason !== 'headers') {
      answerMisread(read, incoming, outgoing);
      return;
    }
    this.judge
      .refuse(asked, read.ok ? 'route' : read.reason)
      .then(({ status }) => {
        if (!read.ok && saysWhy(read)) answerMisread(read, incoming, outgoing);
        else refuse(incoming, outgoing, status);
      })
      .catch(() => refuse(incoming, outgoing, 502));
  }

  /** What Node refuses before it is a request, put on record. */
  readonly noteBroken = (error: Error & { code?: string }, socket: Duplex): void => {
    const isNobody = error.code === 'ECONNRESET' || !socket.writable;
    if (!isNobody) {
      this.judge.record.note({ is: 'nobody', reason: 'no-token' }, { action: 'refuse', reason: 'headers' });
      const status =
        error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
      endSocket(socket, status);
    } else socket.destroy();
  };

  /** Tunnels and other protocols, which nothing here speaks at such an address. */
  readonly noteTunnel = (_: IncomingMessage, socket: Duplex): void => {
    this.judge.record.note({ is: 'nobody', reason: 'no-token' }, { action: 'refuse', reason: 'method' });
    endSocket(socket, '405 Method Not Allowed');
  };

  private act(
    verdict: GateVerdict,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    pass: (passed: Passed) => void,
  ): void {
    if (outgoing.destroyed) return;
    if (!isAdmitted(verdict)) {
      refuse(incoming, outgoing, verdict.status);
      return;
    }
    const { visitor, permit, route } = verdict;
    if (visitor.is !== 'guest' || permit === undefined) {
      if (route.asks === 'store') this.noteStore(verdict, outgoing);
      pass(verdict);
      return;
    }
    if (!this.cutAtEnd(visitor, outgoing)) {
      refuse(incoming, outgoing, 401);
      return;
    }
    if (permit.kind === 'retrieve') {
      pass(verdict);
      return;
    }
    const answers = this.answers.get(route.archive);
    if (answers === undefined) {
      refuse(incoming, outgoing, 403);
      return;
    }
    const from = { address: verdict.address, incoming, outgoing };
    const answered =
      permit.kind === 'search'
        ? answers.search(visitor.share, permit, route, from)
        : answers.store(visitor.share, permit.study, from);
    answered
      .then((outcome) => {
        if (permit.kind === 'store') {
          const reason = outcome === 'done' ? {} : { reason: outcome.reason };
          const action = outcome === 'done' || outcome.isOfArchive ? 'store' : 'refuse';
          const { archive } = route;
          this.judge.record.note(visitor, { action, archive, study: permit.study, ...reason });
        }
        if (outcome !== 'done' && outcome.status !== undefined) refuse(incoming, outgoing, outcome.status);
      })
      .catch(() => refuse(incoming, outgoing, 502));
  }

  /** Ends an answer with the share, in the middle of a picture too. False where the share has ended already. */
  private cutAtEnd({ share }: Guest, outgoing: ServerResponse): boolean {
    if (!isOpen(this.shares, share, this.now())) return false;
    const leave = this.underWay.untilEnd(share, () => outgoing.destroy());
    outgoing.once('close', leave);
    return true;
  }

  private noteStore({ visitor, route }: Admitted, outgoing: ServerResponse): void {
    if (visitor.is !== 'person') return;
    const study = studyOf(route);
    outgoing.once('close', () => {
      const isStored = outgoing.writableFinished && outgoing.statusCode < 300;
      this.judge.record.note(visitor, {
        action: 'store',
        archive: route.archive,
        ...(isStored ? {} : { reason: String(outgoing.statusCode) }),
        ...(study === undefined ? {} : { study }),
      });
    });
  }
}

/** Whether a service answers this, and asks for itself who comes. Guests have business with some of them only. */
function isForService(route: Exclude<RequestRoute, ArchiveRoute>, token: string | undefined): boolean {
  if (route.to === 'room' || route.to === 'reading' || route.to === 'channel') return false;
  const isGuest = token !== undefined && isGuestToken(token);
  if (route.to === 'mount') return !isGuest;
  return route.to === 'service' && (!isGuest || GUEST_SERVICES.has(route.name));
}
