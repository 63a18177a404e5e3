import type { Credentials } from '@/archive/contract/credentials';
import { type Clock, systemClock } from './clock';

/** A token as its issuer hands it out. Its life counts from the moment of the answer: the clock of this device may be off. */
export interface Grant {
  readonly token: string;
  readonly expiresInS: number;
}

/** What comes of asking for a token: one, `ended` where there will be none any more, `away` where nobody answers now. */
export type Renewal = Grant | 'ended' | 'away';

/** Holds one token in memory and sees to it that there is always a fresh one. */
export interface TokenKeeper extends Credentials {
  /** The first one, after a sign-in. */
  put(grant: Grant): void;
  /** Forgets it. A renewal under way brings nothing any more. */
  drop(): void;
}

export interface KeeperParts {
  /** Asks the issuer, once at a time. Never rejects. */
  ask(): Promise<Renewal>;
  /** Told whenever `ask` has answered, and was not dropped meanwhile. */
  heard?(renewal: Renewal): void;
  readonly clock?: Clock;
}

/** A token is renewed after this share of its life, so that no request need meet its end. */
const RENEW_AT = 0.75;
const RETRY_BASE_MS = 1_000;
const RETRY_CAP_MS = 15_000;
/** Timers of browsers that are set for longer, or for ever, run at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One timer at a time; none for what would be for ever. */
function createTimer(clock: Clock) {
  let cancel = () => undefined as void;
  return {
    cancel: () => cancel(),
    set(delayMs: number, run: () => void) {
      cancel();
      cancel = () => undefined;
      if (delayMs <= LONGEST_TIMER_MS) cancel = clock.after(delayMs, run);
    },
  };
}

export function createTokenKeeper({ ask, heard, clock = systemClock }: KeeperParts): TokenKeeper {
  const watchers = new Set<(token: string | undefined) => void>();
  let current: string | undefined;
  let flight: Promise<Renewal> | undefined;
  const timer = createTimer(clock);
  let failures = 0;
  /** Counts what `drop` ended. */
  let turn = 0;

  const tell = (token: string | undefined) => {
    current = token;
    for (const each of watchers) each(token);
  };
  const later = (delayMs: number) => timer.set(delayMs, () => void fly());
  const take = ({ token, expiresInS }: Grant) => {
    failures = 0;
    later(expiresInS * 1000 * RENEW_AT);
    tell(token);
  };
  const drop = () => {
    turn += 1;
    flight = undefined;
    timer.cancel();
    tell(undefined);
  };

  const fly = (): Promise<Renewal> => {
    timer.cancel();
    const mine = turn;
    flight ??= ask().then((renewal) => {
      if (mine !== turn) return 'ended';
      flight = undefined;
      if (renewal === 'ended') drop();
      else if (renewal === 'away') {
        failures += 1;
        // Not in step with other pages, so that an issuer that just came back is not run over.
        later(Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** (failures - 1)) * (0.75 + clock.random() / 4));
      } else take(renewal);
      heard?.(renewal);
      return renewal;
    });
    return flight;
  };

  return {
    put: take,
    drop,
    token: () => current,
    async renew(refused) {
      if (current === undefined || current !== refused) return current;
      const renewal = await fly();
      if (renewal === 'away') return refused;
      return renewal === 'ended' ? undefined : renewal.token;
    },
    watch(hear) {
      watchers.add(hear);
      return () => void watchers.delete(hear);
    },
  };
}
