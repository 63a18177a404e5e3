import { createStore } from 'zustand/vanilla';
import { createTokenKeeper, type TokenKeeper } from '@/archive/http/tokenKeeper';
import { renew, type Received } from '@/features/handoff/handoffApi';
import { createIdleWatch } from '@/features/session/idle';
import type { Held, Session, SessionState } from '@/features/session/session';
import type { SignInConfig } from './config';

interface DeviceParts {
  readonly provider: SignInConfig;
  /** Paths of this origin. */
  readonly root: string;
  readonly audit: string | undefined;
  /** The code that opened it. */
  readonly id: string;
  readonly received: Received;
  /** 0: never. */
  readonly idleMinutes: number;
}

const WARN_MS = 60_000;
/** How often it is asked whether the person is still signed in on the first device. */
const ASK_MS = 15_000;

/** Puts on record what was done here. */
const noteAt =
  (audit: string | undefined, keeper: TokenKeeper): Session['note'] =>
  (action, studies) => {
    const token = keeper.token();
    if (audit === undefined || token === undefined) return;
    fetch(`${audit}/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ events: [{ action, ...(studies ? { studies } : {}) }] }),
      redirect: 'error',
      keepalive: true,
    }).catch(() => undefined); // The record is the companion's; nobody waits for it.
  };

/**
 * A person's session on a device to which they passed a view on. It cannot be opened again: where a sign-in locks, this
 * one ends, and nothing of it is left.
 */
export function createDeviceSession(parts: DeviceParts): Session & { close(): void } {
  const { provider, root, audit, id, received, idleMinutes } = parts;
  let { session } = received;
  const held = new Set<Held>();
  const life = new AbortController();
  const store = createStore<SessionState>(() => ({
    phase: 'signed',
    person: { name: received.name, id: `${provider.issuer}#${received.subject}`, may: received.may },
    isBusy: false,
    wasSigned: false,
    isIssuerAway: false,
  }));
  const keeper = createTokenKeeper({
    ask: async () => {
      const renewal = await renew(root, id, session);
      if (typeof renewal === 'object') ({ session } = renewal);
      return renewal;
    },
    heard: (renewal) => renewal === 'ended' && over(),
  });
  const over = () => {
    if (store.getState().phase === 'over') return;
    life.abort();
    keeper.drop();
    const { person: _, ...rest } = store.getState();
    store.setState({ ...rest, phase: 'over' }, true);
  };
  const end = async () => {
    for (const one of held) await one.letGo().catch(() => undefined);
    over();
  };
  const idle = idleMinutes > 0 ? watchForIdle(store, idleMinutes * 60_000, life.signal, end) : undefined;
  keeper.put(received);
  const asking = setInterval(() => void keeper.renew(keeper.token()), ASK_MS);
  life.signal.addEventListener('abort', () => clearInterval(asking));
  return {
    provider,
    credentials: keeper,
    store,
    signIn: () => Promise.resolve(location.assign(import.meta.env.BASE_URL)),
    signOut() {
      const [first, ...rest] = [...held];
      const ask = (one: Held | undefined, others: Held[]): void =>
        one ? one.ask(() => ask(others[0], others.slice(1))) : void end();
      ask(first, rest);
    },
    lock: () => void end(),
    stay: () => void idle?.touched(),
    unsaved: () => [...held].reduce((sum, one) => sum + one.unsaved(), 0),
    hold(one) {
      held.add(one);
      return () => void held.delete(one);
    },
    note: noteAt(audit, keeper),
    close: over,
  };
}

function watchForIdle(
  store: Session['store'],
  idleMs: number,
  signal: AbortSignal,
  end: () => Promise<void>,
) {
  const idle = createIdleWatch({
    idleMs,
    warnMs: Math.min(WARN_MS, idleMs / 2),
    clock: {
      dateMs: () => Date.now(),
      monotonicMs: () => performance.now(),
      after(delayMs, run) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    },
    warn: (leftMs) => store.setState({ locksAtMs: Date.now() + leftMs }),
    calm: () => store.setState({ locksAtMs: undefined as never }),
    lock: () => void end(),
  });
  signal.addEventListener('abort', () => idle.stop());
  const on = { capture: true, passive: true, signal };
  for (const touch of ['pointerdown', 'pointermove', 'keydown', 'wheel'])
    addEventListener(touch, () => idle.touched(), on);
  for (const seen of ['focus', 'pageshow']) addEventListener(seen, () => idle.look(), on);
  document.addEventListener('visibilitychange', () => idle.look(), on);
  return idle;
}
