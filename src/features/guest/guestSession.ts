import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Credentials } from '@/archive/contract/credentials';
import { type Clock, systemClock } from '@/archive/http/clock';
import { createTokenKeeper, type Renewal } from '@/archive/http/tokenKeeper';
import type { Device, ShareEnd } from '@/protocol/scope';
import type { Opened, OpenedShare, ShareApi, ShareKey } from './shareApi';
import { watchShare } from './watchShare';

/** Why a guest sees nothing any more. `unconfirmed`: for too long nobody said that the share still lives. */
export interface GuestEnd {
  readonly reason: ShareEnd | 'unknown' | 'unconfirmed';
}

export interface GuestState {
  /** Set once, and for good: whatever shows pictures takes them off the screen at once. */
  readonly ended?: GuestEnd;
}

/** An opened share: its token in memory, kept fresh while the share lives, and the first to hear of its end. */
export interface GuestSession {
  readonly share: OpenedShare;
  readonly credentials: Credentials;
  readonly state: StoreApi<GuestState>;
  /** Forgets the token and stops listening. */
  close(): void;
}

interface GuestParts {
  readonly api: ShareApi;
  readonly key: ShareKey;
  readonly device: Device;
  readonly opened: Opened;
  readonly clock?: Clock;
}

/** The longest that a timer of browsers waits: 2^31 milliseconds are no time at all. */
const LONGEST_WAIT_MS = 86_400_000;
/** How long the gate may be away before pictures that it can no longer take back leave the screen. */
const UNCONFIRMED_MS = 600_000;

/** Tells of the end by the clock, whether or not anybody can tell us; the result calls it off. */
function waitUntil(clock: Clock, untilMs: number, onOver: () => void): () => void {
  let cancel = () => undefined as void;
  const wait = () => {
    const leftMs = untilMs - clock.now();
    if (leftMs <= 0) return onOver();
    cancel = clock.after(Math.min(leftMs, LONGEST_WAIT_MS), wait);
  };
  wait();
  return () => cancel();
}

export function createGuestSession(parts: GuestParts): GuestSession {
  const { api, key, device, opened, clock = systemClock } = parts;
  const { share, aheadMs } = opened;
  const state = createStore<GuestState>(() => ({}));
  const ends: (() => void)[] = [];
  let { session } = opened;

  const close = () => {
    for (const end of ends.splice(0)) end();
    keeper.drop();
  };
  const end = (reason: GuestEnd['reason']) => {
    if (state.getState().ended) return;
    // First what is seen: whoever shows pictures listens to this.
    state.setState({ ended: { reason } });
    close();
  };
  const ask = async (): Promise<Renewal> => {
    const answer = await api.redeem(key, { device, session });
    if (answer.is === 'opened') {
      ({ session } = answer);
      confirmed();
      return { token: answer.token, expiresInS: answer.expiresInS };
    }
    if (answer.is === 'away' || answer.is === 'busy') return 'away';
    end(answer.is === 'over' ? answer.reason : answer.is === 'passcode' ? 'locked' : 'unknown');
    return 'ended';
  };
  const keeper = createTokenKeeper({ ask, clock });

  let doubt = () => undefined as void;
  const confirmed = () => {
    doubt();
    doubt = clock.after(UNCONFIRMED_MS, () => end('unconfirmed'));
  };
  const watching = new AbortController();
  ends.push(
    () => doubt(),
    () => watching.abort(),
  );
  keeper.put(opened);
  confirmed();
  ends.push(waitUntil(clock, share.untilMs - aheadMs, () => end('expired')));
  void watchShare({
    api,
    credentials: keeper,
    clock,
    signal: watching.signal,
    onAlive: confirmed,
    onEnded: end,
  });
  return { share, credentials: keeper, state, close };
}
