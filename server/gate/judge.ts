import { studyOf, type ArchiveRoute } from '../request/archiveRoute';
import type { Address } from '../request/host';
import type { Archives } from '../share/archives';
import type { RequestPace } from '../http/pace';
import { decide, isTreacherous } from '../share/policy';
import type { Denial, Permit, RawRequest } from '../request/scope';
import { archiveOfShare, scopeOfShare } from '../share/share';
import type { AccessRecord } from './record';
import type { Visitor, Visitors } from './visitor';

type Guest = Extract<Visitor, { is: 'guest' }>;
type Person = Extract<Visitor, { is: 'person' }>;
/** Whoever reaches a companion without sign-in. */
type Anybody = { readonly is: 'anybody' };

/** What a request to the archive asks, and what it is called in the record. */
export interface Asked {
  readonly route: ArchiveRoute;
  readonly address: Address;
  /** Its method, version and headers. */
  readonly raw: RawRequest;
  readonly token: string | undefined;
  readonly request?: string;
}

/**
 * A request to the archive that was judged, and may go on: the archive and the way to it answer nothing else. Made in this
 * file alone.
 */
class Admitted {
  readonly #isJudged = true;
  readonly allow = true;
  readonly route: ArchiveRoute;
  readonly address: Address;
  readonly visitor: Person | Guest | Anybody;
  /** What a guest's answer is cut to. */
  readonly permit: Permit | undefined;

  constructor({ route, address }: Asked, visitor: Person | Guest | Anybody, permit?: Permit) {
    this.route = route;
    this.address = address;
    this.visitor = visitor;
    this.permit = permit;
  }

  static isOne(value: unknown): value is Admitted {
    return typeof value === 'object' && value !== null && #isJudged in value && value.#isJudged;
  }
}
export type { Admitted };

/** Whether a value is a judgement that was made here, whatever its type says. */
export const isAdmitted = (value: unknown): value is Admitted => Admitted.isOne(value);

export interface RefusedRequest {
  readonly allow: false;
  /** 429: later. 502: the archive did not say whether it is so. */
  readonly status: 401 | 403 | 429 | 502;
  readonly visitor: Visitor;
}

/** What a request to the archive may do. */
export type GateVerdict = Admitted | RefusedRequest;

/** Without sign-in whoever comes may do what the archive can; undefined where headers make another request of it. */
export const judgeAnybody = (asked: Asked): Admitted | undefined =>
  isTreacherous(asked.raw) ? undefined : new Admitted(asked, { is: 'anybody' });

/** Judges each request to the archive on its own, and puts on record what it finds. */
export class Judge {
  private readonly visitors: Visitors;
  private readonly archives: Archives;
  private readonly pace: RequestPace;
  readonly record: AccessRecord;

  constructor(parts: {
    readonly visitors: Visitors;
    readonly archives: Archives;
    readonly pace: RequestPace;
    readonly record: AccessRecord;
  }) {
    this.visitors = parts.visitors;
    this.archives = parts.archives;
    this.pace = parts.pace;
    this.record = parts.record;
  }

  /** Refuses a request whatever it asks for, by the visitor's own status. */
  async refuse(
    { token, request }: Pick<Asked, 'token' | 'request'>,
    reason: Denial,
  ): Promise<RefusedRequest> {
    const visitor = await this.visitors.of(token);
    return this.deny(visitor, 403, reason, request);
  }

  /** `isDirect`: the archive answers it by itself, uncut and unseen. */
  async judge(asked: Asked, isDirect = false): Promise<GateVerdict> {
    const visitor = await this.visitors.of(asked.token);
    if (visitor.is === 'nobody') return this.deny(visitor, 401, visitor.reason, asked.request);
    return visitor.is === 'person'
      ? this.judgePerson(visitor, asked)
      : this.judgeGuest(visitor, asked, isDirect);
  }

  private deny(
    visitor: Visitor,
    status: RefusedRequest['status'],
    reason: string,
    request: string | undefined,
    where: { readonly archive?: string; readonly study?: string; readonly series?: string } = {},
  ): RefusedRequest {
    const isNobody = visitor.is === 'nobody';
    this.record.note(visitor, {
      action: 'refuse',
      reason: isNobody ? visitor.reason : reason,
      ...where,
      ...(request === undefined ? {} : { request }),
    });
    return { allow: false, status: isNobody ? 401 : status, visitor };
  }

  private judgePerson(visitor: Person, asked: Asked): GateVerdict {
    const { raw, route, request } = asked;
    const { may } = visitor.person;
    const { archive } = route;
    const deny = (reason: string): GateVerdict => this.deny(visitor, 403, reason, request, { archive });
    if (isTreacherous(raw)) return deny('headers');
    if (route.asks === 'store') return may.has('store') ? new Admitted(asked, visitor) : deny('store');
    if (!may.has('read')) return deny('read');
    const where = { archive, ...(request === undefined ? {} : { request }) };
    const study = studyOf(route);
    // Lists of a study's series and objects are asked for with each study: opening is what is seen of it.
    // Asked again every minute, for the list that was searched for and is on record.
    if (route.asks === 'workitems') this.record.noteOnce(visitor, { action: 'search', ...where });
    else if (route.asks === 'search') {
      if (study === undefined) this.record.note(visitor, { action: 'search', ...where });
    } else if (study !== undefined) this.record.noteOnce(visitor, { action: 'open', study, ...where });
    return new Admitted(asked, visitor);
  }

  private async judgeGuest(visitor: Guest, asked: Asked, isDirect: boolean): Promise<GateVerdict> {
    const { share } = visitor;
    const { raw, route, request } = asked;
    const { archive } = route;
    if (!this.pace.takes(share.id)) {
      // Said once a second: what is held back must not fill the disk instead.
      this.record.noteOnce(visitor, { action: 'refuse', reason: 'pace', archive }, 1_000);
      return { allow: false, status: 429, visitor };
    }
    const deny = (reason: Denial): GateVerdict => this.deny(visitor, 403, reason, request, { archive });
    const held = this.archives.get(archive);
    // Other archives may hold a study of the same UID: what was shared is the one that the sender saw.
    if (archiveOfShare(share) !== archive || held === undefined) return deny('archive');
    const decision = decide(route, raw, scopeOfShare(share));
    if (!decision.allow) return deny(decision.reason);
    const { permit } = decision;
    if (isDirect && permit.kind !== 'retrieve') return deny('route');
    const where = { archive, ...(request === undefined ? {} : { request }) };
    const isOfSeveral = await held.holdings.isOfSeveral(permit.study).catch(() => undefined);
    if (isOfSeveral !== false) {
      const [status, reason] = isOfSeveral ? ([403, 'patients'] as const) : ([502, 'archive'] as const);
      return this.deny(visitor, status, reason, request, { archive, study: permit.study });
    }
    if (permit.kind === 'search') {
      this.record.noteOnce(visitor, { action: 'search', study: permit.study, ...where });
    } else if (permit.kind === 'retrieve') {
      const { study, series, sop } = permit;
      const named = { archive, study, ...(series === undefined ? {} : { series }) };
      if (series !== undefined) {
        const isThere = await held.holdings.has(study, series, sop).catch(() => undefined);
        if (isThere === undefined) return this.deny(visitor, 502, 'archive', request, named);
        if (!isThere)
          return this.deny(visitor, 403, sop === undefined ? 'series' : 'instance', request, named);
      }
      this.record.noteOnce(visitor, { action: 'open', study, ...where });
    }
    return new Admitted(asked, visitor, permit);
  }
}

export type { Guest };
