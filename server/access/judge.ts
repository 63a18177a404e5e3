import type { Holdings } from '../share/holdings';
import type { Pace } from '../share/pace';
import { decide, isTreacherous } from '../share/policy';
import type { Denial, Permit, RawRequest } from '../share/scope';
import { scopeOf } from '../share/share';
import type { AccessRecord } from './record';
import type { Visitor, Visitors } from './visitor';
import { isCanonicalPath } from '../http/path';

type Known = Exclude<Visitor, { is: 'nobody' }>;
type Guest = Extract<Visitor, { is: 'guest' }>;
type Person = Extract<Visitor, { is: 'person' }>;

/** What a request to the archive may do. */
export type Verdict =
  | { readonly allow: true; readonly visitor: Person; readonly stores: boolean }
  | { readonly allow: true; readonly visitor: Guest; readonly permit: Permit }
  | {
      readonly allow: false;
      /** 429: later. 502: the archive did not say whether it is so. */
      readonly status: 401 | 403 | 429 | 502;
      readonly visitor: Visitor;
    };

/** A request to the archive, and what it is called in the record. */
export interface Asked {
  readonly raw: RawRequest;
  readonly token: string | undefined;
  readonly request?: string;
}

const STUDY = /^\/studies\/([0-9.]{1,64})(?:\/|$)/;
const SEARCH = /^\/(studies|series|instances)$/;
const LIST = /\/(series|instances)$/;
const STORE = /^\/studies(?:\/[0-9.]{1,64})?$/;

const pathOf = (target: string): string => target.split('?', 1)[0] ?? '';

/** Judges each request to the archive on its own, and puts on record what it finds. */
export class Judge {
  private readonly visitors: Visitors;
  private readonly holdings: Holdings;
  private readonly pace: Pace;
  readonly record: AccessRecord;

  constructor(parts: {
    readonly visitors: Visitors;
    readonly holdings: Holdings;
    readonly pace: Pace;
    readonly record: AccessRecord;
  }) {
    this.visitors = parts.visitors;
    this.holdings = parts.holdings;
    this.pace = parts.pace;
    this.record = parts.record;
  }

  /** Refuses a request whatever it asks for, by the visitor's own status. */
  async refuse({ token, request }: Asked, because: Denial): Promise<Verdict & { allow: false }> {
    const visitor = await this.visitors.of(token);
    return this.deny(visitor, 403, because, request);
  }

  /** `isDirect`: the archive answers it by itself, uncut and unseen. */
  async judge(asked: Asked, isDirect = false): Promise<Verdict> {
    const visitor = await this.visitors.of(asked.token);
    if (visitor.is === 'nobody') return this.deny(visitor, 401, visitor.because, asked.request);
    return visitor.is === 'person'
      ? this.judgePerson(visitor, asked)
      : this.judgeGuest(visitor, asked, isDirect);
  }

  private deny(
    visitor: Visitor,
    status: 401 | 403 | 429 | 502,
    because: string,
    request: string | undefined,
    where: { readonly study?: string; readonly series?: string } = {},
  ): Verdict & { allow: false } {
    const isNobody = visitor.is === 'nobody';
    this.record.note(visitor, {
      action: 'refuse',
      because: isNobody ? visitor.because : because,
      ...where,
      ...(request === undefined ? {} : { request }),
    });
    return { allow: false, status: isNobody ? 401 : status, visitor };
  }

  private judgePerson(visitor: Person, { raw, request }: Asked): Verdict {
    const path = pathOf(raw.target);
    const { may } = visitor.person;
    const deny = (because: string): Verdict => this.deny(visitor, 403, because, request);
    if (!isCanonicalPath(path)) return deny('address');
    if (isTreacherous(raw)) return deny('headers');
    const study = STUDY.exec(path)?.[1];
    if (raw.method === 'POST') {
      if (!STORE.test(path)) return deny('route');
      return may.has('store') ? { allow: true, visitor, stores: true } : deny('store');
    }
    if (raw.method !== 'GET' && raw.method !== 'HEAD') return deny('method');
    if (!may.has('read')) return deny('read');
    const where = request === undefined ? {} : { request };
    if (SEARCH.test(path)) this.record.note(visitor, { action: 'search', ...where });
    else if (study !== undefined && !LIST.test(path))
      this.record.noteOnce(visitor, { action: 'open', study, ...where });
    return { allow: true, visitor, stores: false };
  }

  private async judgeGuest(visitor: Guest, { raw, request }: Asked, isDirect: boolean): Promise<Verdict> {
    const { share } = visitor;
    if (!this.pace.takes(share.id)) {
      // Said once a second: what is held back must not fill the disk instead.
      this.record.noteOnce(visitor, { action: 'refuse', because: 'pace' }, 1_000);
      return { allow: false, status: 429, visitor };
    }
    const decision = decide(raw, scopeOf(share));
    if (!decision.allow) return this.deny(visitor, 403, decision.because, request);
    const { permit } = decision;
    if (isDirect && permit.kind !== 'retrieve') return this.deny(visitor, 403, 'route', request);
    const where = request === undefined ? {} : { request };
    if (permit.kind === 'search') {
      this.record.noteOnce(visitor, { action: 'search', study: permit.study, ...where });
    } else if (permit.kind === 'retrieve') {
      const { study, series, sop } = permit;
      const named = { study, ...(series === undefined ? {} : { series }) };
      if (series !== undefined) {
        const isThere = await this.holdings.has(study, series, sop).catch(() => undefined);
        if (isThere === undefined) return this.deny(visitor, 502, 'archive', request, named);
        if (!isThere)
          return this.deny(visitor, 403, sop === undefined ? 'series' : 'instance', request, named);
      }
      this.record.noteOnce(visitor, { action: 'open', study, ...where });
    }
    return { allow: true, visitor, permit };
  }
}

export type { Guest, Known };
