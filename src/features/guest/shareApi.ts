import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import type { Device, ShareEnd, ShareRight } from '@/protocol/scope';
import { closedShare, endedShare, openedShare, wrongPasscode } from '@/protocol/shares';

/** What a guest link carries: which share, and what opens it. */
export interface ShareKey {
  readonly id: string;
  readonly secret: string;
}

export interface EndedShare {
  readonly is: 'over';
  readonly reason: ShareEnd;
  readonly by: string;
  readonly untilMs: number;
}

/** Nothing came of it, and it is worth another try. `busy`: too many asked at once. */
interface Away {
  readonly is: 'away' | 'busy';
}

/** What a link says before it is opened; nothing is used up by asking. */
export type LookedShare =
  | {
      readonly is: 'open';
      readonly by: string;
      readonly untilMs: number;
      readonly rights: readonly ShareRight[];
      readonly hasPasscode: boolean;
      readonly triesLeft: number;
      readonly about?: { readonly modalities: readonly string[]; readonly series: number };
    }
  | EndedShare
  | { readonly is: 'unknown' }
  | Away;

/** What was shared, as its guest may know it. */
export interface OpenedShare {
  readonly archive: string;
  readonly studies: readonly [StudyUid, ...StudyUid[]];
  readonly series?: readonly SeriesUid[];
  readonly rights: readonly ShareRight[];
  readonly by: string;
  readonly untilMs: number;
  readonly to?: string;
  readonly note?: string;
  /** Link path of what the sender saw. */
  readonly view: string;
}

export interface Opened {
  readonly is: 'opened';
  readonly token: string;
  readonly expiresInS: number;
  /** Given back, the next token is a renewal and no further use. */
  readonly session: string;
  readonly share: OpenedShare;
  /** How far the companion's clock is ahead of this device's, as far as its answers tell. */
  readonly aheadMs: number;
}

export type Redeemed =
  | Opened
  | { readonly is: 'passcode'; readonly triesLeft: number }
  | EndedShare
  | { readonly is: 'unknown' }
  | Away;

export interface Redeem {
  readonly passcode?: string;
  readonly device: Device;
  readonly session?: string;
}

/** The gate as a guest meets it. Nothing here rejects, except where the signal aborts. */
export interface ShareApi {
  look(key: ShareKey, signal: AbortSignal): Promise<LookedShare>;
  redeem(key: ShareKey, how: Redeem): Promise<Redeemed>;
  /** Lines about the share for as long as it lives; undefined where nobody answers. */
  watch(token: string, signal: AbortSignal): Promise<Response | undefined>;
}

/** How long an answer is waited for. */
const DEADLINE_MS = 20_000;

/** What every call may be answered with, instead of what was asked for. */
async function readRefusal(answer: Response): Promise<EndedShare | { is: 'unknown' } | Away> {
  if (answer.status === 404) return { is: 'unknown' };
  if (answer.status === 429) return { is: 'busy' };
  if (answer.status !== 410) return { is: 'away' };
  const told: unknown = await answer.json().catch(() => undefined);
  const { reason, by, until } = endedShare.parse(typeof told === 'object' && told !== null ? told : {});
  return { is: 'over', reason, by, untilMs: until };
}

/** How far a server's clock is ahead by its Date header (RFC 9110 6.6.1), which counts in seconds. */
function readAheadMs(answer: Response): number {
  const sentMs = Date.parse(answer.headers.get('date') ?? '');
  const offMs = sentMs - Date.now();
  return Number.isFinite(offMs) && Math.abs(offMs) > 5_000 ? offMs : 0;
}

async function readLooked(answer: Response): Promise<LookedShare> {
  if (!answer.ok) return readRefusal(answer);
  const read = closedShare.safeParse(await answer.json());
  if (!read.success) return { is: 'away' };
  const { until, about, ...rest } = read.data;
  return { is: 'open', untilMs: until, ...rest, ...(about ? { about } : {}) };
}

async function readRedeemed(answer: Response): Promise<Redeemed> {
  if (answer.status === 400) {
    const read = wrongPasscode.safeParse(await answer.json());
    return read.success ? { is: 'passcode', triesLeft: read.data.triesLeft } : { is: 'away' };
  }
  if (!answer.ok) return readRefusal(answer);
  const read = openedShare.safeParse(await answer.json());
  if (!read.success) return { is: 'away' };
  const { share, ...token } = read.data;
  const { until, to, note, studies, series, uidPrefix: _, ...rest } = share;
  const [first, ...others] = studies.map(toStudyUid).filter((study) => study !== undefined);
  if (!first) return { is: 'away' };
  return {
    is: 'opened',
    ...token,
    aheadMs: readAheadMs(answer),
    share: {
      ...rest,
      untilMs: until,
      studies: [first, ...others],
      ...(series ? { series: series.map(toSeriesUid).filter((one) => one !== undefined) } : {}),
      ...(to === undefined ? {} : { to }),
      ...(note === undefined ? {} : { note }),
    },
  };
}

/** The gate below a path of this origin. The secret goes in the body: addresses end up in logs. */
export function createShareApi(root: string, ask: typeof fetch = (url, init) => fetch(url, init)): ShareApi {
  const post = (path: string, body: object, signal?: AbortSignal) =>
    ask(`${root}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(DEADLINE_MS), ...(signal ? [signal] : [])]),
    });
  return {
    look: async (key, signal) => {
      try {
        return await readLooked(await post('/look', key, signal));
      } catch {
        signal.throwIfAborted();
        return { is: 'away' };
      }
    },
    redeem: async (key, how) => {
      try {
        return await readRedeemed(await post('/token', { ...key, ...how }));
      } catch {
        return { is: 'away' };
      }
    },
    watch: async (token, signal) => {
      try {
        return await ask(`${root}/watch`, {
          headers: { authorization: `Bearer ${token}` },
          cache: 'no-store',
          credentials: 'omit',
          redirect: 'error',
          signal,
        });
      } catch {
        return undefined;
      }
    },
  };
}
