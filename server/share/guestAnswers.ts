import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Upstream } from '../access/upstream';
import { targetOf, type ArchiveRoute } from '../request/archiveRoute';
import { dataHeaders } from '../request/dataHeaders';
import type { Address } from '../request/host';
import { HttpRefusal } from '../http/problem';
import { INLINE } from '../work/inline';
import type { WorkerJob } from '../work/work';
import { joined, MOST_BYTES, type GuestObject, type GuestRequest } from '../work/guestObjects';
import { Allowance } from './allowance';
import { guestPrefix, isUidBelow } from '../work/guestUids';
import type { Holdings } from './holdings';
import { cutRowsToScope, guestQuery } from './guestRows';
import type { Denial, Permit } from '../request/scope';
import { endOf, scopeOfShare, type KnownShare } from './share';
import type { ShareFile } from './shareFile';

const JSON_TYPE = 'application/dicom+json';

/** What became of a request: answered, or to be refused with a status (none: the archive's own answer was sent). */
export type GuestOutcome =
  | 'done'
  | {
      readonly reason: string;
      readonly status?: 401 | 403 | 413 | 429 | 502;
      /** The archive refused it, not the gate. */
      readonly isOfArchive?: boolean;
    };

/** Who says nothing for so long while storing has gone. */
const SILENCE_MS = 60_000;
/** Stores of one share that are collected at once. */
const MOST_AT_ONCE = 2;
/** Shares that store at once: what they send is held in memory until it has been looked at. */
const MOST_SHARES_AT_ONCE = 8;

/** Headers by which archives make their own links: those of the page's address. */
export const forwarded = ({ host, scheme }: Address): Record<string, string> => ({
  // Without the quotes that RFC 7239 asks for round a port: Orthanc's DICOMweb 1.7 makes links to http://" of them.
  forwarded: `host=${host};proto=${scheme}`,
  'x-forwarded-host': host,
  'x-forwarded-proto': scheme,
});

/** A request that is answered here. */
export interface Answering {
  readonly address: Address;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** The body of a request, or undefined where it is too long. */
async function collect(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > MOST_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.setTimeout(SILENCE_MS, () => incoming.destroy());
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  incoming.setTimeout(0);
  return joined(chunks);
}

/** Whether a share still opens something, looked up anew. */
export function isOpen(shares: ShareFile, { id }: KnownShare, now: number): boolean {
  const share = shares.find(id);
  return share !== undefined && endOf(share, now) === undefined;
}

/** Requests of guests that the archive does not answer by itself: lists are cut, objects are looked at first. */
export class GuestAnswers {
  private readonly upstream: Upstream;
  private readonly holdings: Holdings;
  private readonly shares: ShareFile;
  private readonly now: () => number;
  private readonly work: WorkerJob;
  private readonly allowance: Allowance;
  private readonly storing = new Map<string, number>();

  constructor(parts: {
    readonly upstream: Upstream;
    readonly holdings: Holdings;
    readonly shares: ShareFile;
    readonly now?: () => number;
    readonly work?: WorkerJob;
  }) {
    this.work = parts.work ?? INLINE;
    this.upstream = parts.upstream;
    this.holdings = parts.holdings;
    this.shares = parts.shares;
    this.now = parts.now ?? Date.now;
    this.allowance = new Allowance(this.now);
  }

  /** A search, cut to what was shared. How many there are beside it stands in no header either. */
  async search(
    share: KnownShare,
    permit: Extract<Permit, { kind: 'search' }>,
    route: ArchiveRoute,
    { address, incoming, outgoing }: Answering,
  ): Promise<GuestOutcome> {
    const target = targetOf({ ...route, query: guestQuery(permit.level, route.query, scopeOfShare(share)) });
    const headers = { accept: JSON_TYPE, ...forwarded(address) };
    const answer = await this.upstream({ method: 'GET', target, headers });
    if (!isOpen(this.shares, share, this.now())) return { reason: 'ended', status: 401 };
    const { status } = answer;
    // That the archive does not know the companion is no fault of the guest's.
    if (status === 401 || status === 403) return { reason: 'archive', status: 502 };
    const isList = status === 200 && answer.body.length > 0;
    const scope = scopeOfShare(share);
    const rows = isList ? cutRowsToScope(JSON.parse(answer.body.toString('utf8')), permit, scope) : [];
    const body = JSON.stringify(rows);
    // An archive's refusal is about a key or a limit, of which the page knows other wordings.
    send(
      outgoing,
      isList || status === 204 || status === 404 ? 200 : status,
      body,
      incoming.method === 'HEAD',
    );
    return 'done';
  }

  /** Objects for a study, if all are what a guest may add to it. */
  async store(share: KnownShare, study: string, from: Answering): Promise<GuestOutcome> {
    const already = this.storing.get(share.id) ?? 0;
    if (already >= MOST_AT_ONCE || this.storing.size >= MOST_SHARES_AT_ONCE)
      return { reason: 'pace', status: 429 };
    this.storing.set(share.id, already + 1);
    try {
      return await this.storeOne(share, study, from);
    } finally {
      const left = (this.storing.get(share.id) ?? 1) - 1;
      if (left > 0) this.storing.set(share.id, left);
      else this.storing.delete(share.id);
    }
  }

  private async storeOne(
    share: KnownShare,
    study: string,
    { address, incoming, outgoing }: Answering,
  ): Promise<GuestOutcome> {
    const received = await collect(incoming);
    if (received === undefined) return { reason: 'size', status: 413 };
    const sizeBytes = received.length;
    const contentType = incoming.headers['content-type'] ?? '';
    const prefix = guestPrefix(share.id);
    const read = await this.read({ body: received, contentType, study, prefix });
    if ('reason' in read) return read;
    const { objects, type, body } = read;
    const fresh = await this.freshSeries(share, objects);
    if (typeof fresh === 'string') return { reason: fresh, status: 403 };
    if (!isOpen(this.shares, share, this.now())) return { reason: 'ended', status: 401 };
    if (!this.allowance.takes(share.id, sizeBytes, objects.length)) return { reason: 'quota', status: 429 };
    const headers = { 'content-type': type, accept: JSON_TYPE, ...forwarded(address) };
    const answer = await this.upstream({ method: 'POST', target: `/studies/${study}`, headers, body });
    const isStored = answer.status < 300;
    if (isStored)
      await Promise.all(
        [...fresh].map((series) => this.shares.append({ is: 'added', at: this.now(), id: share.id, series })),
      );
    send(outgoing, answer.status, answer.body, false);
    return isStored ? 'done' : { reason: String(answer.status), isOfArchive: true };
  }

  /** What was sent, looked through in a thread; who sent it hears when there are too many, or when it took too long. */
  private async read(sent: {
    readonly body: Uint8Array;
    readonly contentType: string;
    readonly study: string;
    readonly prefix: string;
  }): Promise<GuestRequest | { readonly reason: string; readonly status: 403 | 429 }> {
    try {
      const read = await this.work.do('guestObjects', sent);
      return typeof read === 'string' ? { reason: read, status: 403 } : read;
    } catch (error) {
      if (error instanceof HttpRefusal) return { reason: 'pace', status: 429 };
      throw error;
    }
  }

  /** The series that would be new. Nothing that is there is replaced, and no series is joined that this share did not make. */
  private async freshSeries(
    share: KnownShare,
    objects: readonly GuestObject[],
  ): Promise<ReadonlySet<string> | Denial> {
    const fresh = new Set<string>();
    const [first] = objects;
    // Under another patient's number an archive would make another study of it.
    const patient = first && (await this.holdings.patientOf(first.study));
    for (const { study, series, sop, patient: own } of objects) {
      // To the letter of what is said: Orthanc speaks of a study by any of its objects, so one without the birth date would take it from all.
      const isSame =
        own.id === patient?.id && own.name === patient.name && own.birthDate === patient.birthDate;
      if (!isSame) return 'study';
      if (await this.holdings.hasObject(study, sop)) return 'instance';
      // What joined a series of others would speak for it, or change its row.
      if (share.added.includes(series)) continue;
      if (!isUidBelow(guestPrefix(share.id), series)) return 'series';
      if (await this.holdings.has(study, series)) return 'series';
      fresh.add(series);
    }
    return fresh;
  }
}

function send(outgoing: ServerResponse, status: number, body: string | Buffer, isHead: boolean): void {
  if (outgoing.destroyed) return;
  outgoing
    .writeHead(status, {
      ...dataHeaders({ type: JSON_TYPE, shown: true }),
      'Cache-Control': 'private, no-store',
      'Content-Type': JSON_TYPE,
      'Content-Length': Buffer.byteLength(body),
    })
    .end(isHead ? undefined : body);
}
