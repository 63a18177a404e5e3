import type * as z from 'zod/mini';
import type { Credentials } from '@/archive/contract/credentials';
import type { Right } from '@/protocol/rights';
import type { ShareEnd, ShareRight } from '@/protocol/scope';
import { madeShare, ownShares, shareAccesses } from '@/protocol/shares';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';

/** Where the gate is, and who asks it. */
export interface GatePlace {
  /** A path of this origin. */
  readonly root: string;
  readonly credentials: Credentials;
  /** What whoever asks may do: nobody gives away more. */
  readonly may: ReadonlySet<Right>;
}

/** What the gate is asked to share. Times in milliseconds since 1970. */
export interface ShareOrder {
  readonly archive: string;
  readonly studies: readonly [StudyUid, ...StudyUid[]];
  readonly series?: readonly SeriesUid[];
  readonly rights: readonly ShareRight[];
  readonly until: number;
  readonly passcode?: true;
  readonly to?: string;
  readonly note?: string;
  /** Link path of what the guest sees first. */
  readonly view: string;
  readonly about: {
    readonly modalities: readonly string[];
    readonly series: number;
    readonly images: number;
  };
}

/** A link just made: its secret and its passcode are told this once. */
export interface MadeShare {
  readonly id: string;
  readonly secret: string;
  readonly passcode?: string;
  readonly untilMs: number;
}

export interface MyShare {
  readonly id: string;
  readonly archive: string;
  readonly studies: readonly StudyUid[];
  readonly series?: readonly SeriesUid[];
  readonly rights: readonly ShareRight[];
  readonly to?: string;
  readonly createdAtMs: number;
  readonly untilMs: number;
  readonly hasPasscode: boolean;
  readonly openings: readonly { readonly atMs: number; readonly device: string }[];
  readonly ended?: ShareEnd;
}

/** What a guest did with a share, or was refused. */
export interface ShareAccess {
  readonly atMs: number;
  readonly what: string;
  readonly device?: string;
  readonly reason?: string;
}

/** Why the gate did not do what it was asked. */
export type GateTrouble =
  | 'sign-in'
  | 'forbidden'
  | 'not-found'
  /** The archive keeps a study under several patients, and a guest would be refused it. */
  | 'patients'
  | 'busy'
  | 'not-understood'
  | 'away';
export class GateError extends Error {
  readonly trouble: GateTrouble;
  constructor(trouble: GateTrouble, status?: number) {
    super(`share gate: ${trouble}${status === undefined ? '' : ` (HTTP ${status})`}`);
    this.name = 'GateError';
    this.trouble = trouble;
  }
}

/** Shares of whoever has signed in. Rejects with GateError only. */
export interface ShareGate {
  create(order: ShareOrder): Promise<MadeShare>;
  list(): Promise<readonly MyShare[]>;
  accesses(id: string): Promise<readonly ShareAccess[]>;
  end(id: string): Promise<void>;
  endAll(): Promise<void>;
}

/** How long an answer is waited for: the gate asks the archive in turn. */
const DEADLINE_MS = 30_000;

const TROUBLES: Readonly<Record<number, GateTrouble>> = {
  400: 'not-understood',
  401: 'sign-in',
  403: 'forbidden',
  404: 'not-found',
  409: 'patients',
  422: 'not-understood',
  429: 'busy',
};

const there = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [K in Name]?: Value };

/** Asks the gate, once more where the token had lapsed. */
function createAsk(root: string, credentials: Credentials, given: typeof fetch) {
  const once = (method: string, path: string, body: object | undefined, token: string | undefined) =>
    given(`${root}${path}`, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    }).catch(() => {
      throw new GateError('away');
    });

  return async (method: string, path: string, body?: object): Promise<Response> => {
    const token = credentials.token() ?? (await credentials.renew(undefined));
    let answer = await once(method, path, body, token);
    if (answer.status === 401) {
      const next = await credentials.renew(token);
      if (next === undefined || next === token) throw new GateError('sign-in', 401);
      answer = await once(method, path, body, next);
    }
    if (!answer.ok) throw new GateError(TROUBLES[answer.status] ?? 'away', answer.status);
    return answer;
  };
}

/** What an answer says; one of another form is none. */
async function read<Schema extends z.ZodMiniType>(schema: Schema, answer: Response) {
  const parsed = schema.safeParse(await answer.json().catch(() => undefined));
  if (!parsed.success) throw new GateError('away', answer.status);
  return parsed.data;
}

/** The gate below a path of this origin, for whoever the credentials stand for. */
export function createShareGate(
  root: string,
  credentials: Credentials,
  given: typeof fetch = (url, init) => fetch(url, init),
): ShareGate {
  const ask = createAsk(root, credentials, given);
  return {
    async create(order) {
      const { until, passcode, ...link } = await read(madeShare, await ask('POST', '/shares', order));
      return { ...link, untilMs: until, ...there('passcode', passcode) };
    },
    async list() {
      const { shares } = await read(ownShares, await ask('GET', '/shares'));
      return shares.map(({ studies, series, to, ended, createdAt, until, openings, ...rest }) => ({
        ...rest,
        studies: studies.map(toStudyUid).filter((study) => study !== undefined),
        ...there(
          'series',
          series?.map(toSeriesUid).filter((one) => one !== undefined),
        ),
        ...there('to', to),
        ...there('ended', ended),
        createdAtMs: createdAt,
        untilMs: until,
        openings: openings.map(({ at, device }) => ({ atMs: at, device })),
      }));
    },
    async accesses(id) {
      const { accesses } = await read(
        shareAccesses,
        await ask('GET', `/shares/${encodeURIComponent(id)}/accesses`),
      );
      return accesses.map(({ at, what, device, reason }) => ({
        atMs: at,
        what,
        ...there('device', device),
        ...there('reason', reason),
      }));
    },
    async end(id) {
      await ask('DELETE', `/shares/${encodeURIComponent(id)}`);
    },
    async endAll() {
      await ask('DELETE', '/shares');
    },
  };
}
