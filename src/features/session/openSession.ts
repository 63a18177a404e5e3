import { withTexts } from '@/i18n/fetchTexts';
import { createStore } from 'zustand/vanilla';
import { createTokenKeeper } from '@/archive/http/tokenKeeper';
import { rightsOf, rolesOf } from '@/protocol/rights';
import { createIdleWatch, type IdleWatch } from './idle';
import { Issuer, signInRefusalOf, type Arrival, type IdentityProvider } from './issuer';
import {
  askAnew,
  forgetKeys,
  forgetTab,
  isAskedAnew,
  keepSigned,
  keepEndedElsewhere,
  keepReturnState,
  personMark,
  readSigned,
  takeEndedElsewhere,
  takeReturnState,
  wasAsked,
  type ReturnState,
  type SignInWay,
} from './returnState';
import type { Held, Noted, Session, SessionState } from './session';
import { openTabs, type Word } from './tabs';

export interface SessionParts {
  readonly providers: readonly IdentityProvider[];
  /** Which one the address asks for; undefined: none. */
  readonly wanted: string | undefined;
  /** The whole address that the issuer sent the page back to, if it did. */
  readonly answer: string | undefined;
  /** An EHR opened the page: its person is asked for nothing that the issuer knows already. */
  readonly isLaunched?: boolean;
  /** 0: the page never locks itself. */
  readonly idleMinutes: number;
  /** Where events for the record go: a path of this origin. */
  readonly audit: string | undefined;
  /** Where the page itself is, without query and fragment. */
  readonly page: string;
}

const WARN_MS = 60_000;
/** Tabs tell each other of a touch at most so often. */
const TELL_MS = 2_000;
/** How long a sign-out waits for the issuer's and the companion's answers. */
const FAREWELL_MS = 3_000;

const NOBODY: SessionState = { phase: 'none', isBusy: false, wasSigned: false, isIssuerAway: false };

/** Never resolves: the page is about to go. */
const gone = () => new Promise<never>(() => undefined);

const within = (ms: number, run: Promise<unknown>) =>
  Promise.race([run.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, ms))]);

/**
 * The sign-in that the address asks for. Comes back from the issuer, or goes there without a click where this tab was
 * signed in; the result is then never seen, since the page goes. Undefined where nothing here needs a sign-in.
 */
export async function openSession(parts: SessionParts): Promise<Session | undefined> {
  // What an EHR opens is for whoever it was opened for, whoever was signed in in this tab before.
  if (parts.isLaunched === true) forgetTab();
  const returned = await takeReturnState();
  const isAnswered = parts.answer !== undefined && returned !== undefined;
  const provider = parts.providers.find(({ id }) => id === (isAnswered ? returned.provider : parts.wanted));
  if (!provider) return undefined;
  const session = new OpenSession(provider, parts);
  if (isAnswered && parts.answer !== undefined) await session.arrive(parts.answer, returned);
  // An answer to nothing that was asked here is dropped; asking again by itself could go round for ever.
  else if (
    parts.answer === undefined &&
    (parts.isLaunched === true || readSigned()?.provider === provider.id)
  )
    await session.goOn();
  return session;
}

class OpenSession implements Session {
  readonly provider: IdentityProvider;
  readonly store = createStore<SessionState>(() => ({ ...NOBODY, wasEndedElsewhere: takeEndedElsewhere() }));
  readonly credentials;
  private readonly parts: SessionParts;
  private readonly issuer: Issuer;
  private readonly keeper;
  private readonly tabs;
  private readonly held = new Set<Held>();
  private readonly life = new AbortController();
  private idle: IdleWatch | undefined;
  /** When the token of now ends, on the clock that nobody sets. */
  private endsMs = Infinity;
  private toldMs = -Infinity;

  constructor(provider: IdentityProvider, parts: SessionParts) {
    this.provider = provider;
    this.parts = parts;
    this.issuer = new Issuer(provider, parts.page);
    this.keeper = createTokenKeeper({
      ask: () => this.issuer.renew(),
      heard: (renewal) => {
        if (renewal === 'ended') this.lapse();
        else if (renewal === 'away') this.isAway();
        else this.isBack(renewal.expiresInS);
      },
    });
    this.credentials = this.keeper;
    this.tabs = openTabs(provider.id, (word) => this.hear(word));
    this.watchTheHistory();
    if (!globalThis.isSecureContext) this.set({ reason: 'insecure' });
  }

  private set(patch: Partial<SessionState>): void {
    this.store.setState(patch);
  }

  // ---- to the issuer and back

  /** Back from the issuer, with somebody or with why not; the address is what it was before. */
  async arrive(answer: string, returned: ReturnState): Promise<void> {
    const before = readSigned();
    const restore = (isSame: boolean) =>
      history.replaceState(isSame ? returned.entry : {}, '', isSame ? returned.fragment || '#/' : '#/');
    try {
      const arrival = await this.issuer.arrive(answer, returned.way);
      const id = `${this.provider.issuer}#${arrival.subject}`;
      const mark = await personMark(id);
      // Another person does not see where the first one was.
      restore(before === undefined || before.mark === mark);
      keepSigned({ provider: this.provider.id, mark });
      this.begin(arrival, id);
      if (returned.way !== 'silent') {
        wasAsked();
        this.note('sign-in');
        this.tabs.tell('signed-in');
      }
    } catch (error) {
      restore(true);
      const reason = signInRefusalOf(error);
      this.set({ wasSigned: before !== undefined, ...(reason === 'asked' ? {} : { reason }) });
      if (reason === 'asked') forgetTab();
    }
  }

  private begin({ name, roles, token, expiresInS }: Arrival, id: string): void {
    this.set({ phase: 'signed', person: { name, id, may: rightsOf(rolesOf(roles)) } });
    this.keeper.put({ token, expiresInS });
    this.isBack(expiresInS);
    this.watchForIdle();
    // What covers the page must be here when it is needed, whatever the network does then.
    withTexts(import('./SessionCover'), 'session').catch(() => undefined);
  }

  /** This tab was signed in: asks the issuer, which need not ask anybody. Resolves only where that is not possible. */
  async goOn(): Promise<void> {
    if (isAskedAnew(this.provider.id)) this.set({ phase: 'locked', wasSigned: true });
    else await this.go('silent');
  }

  private async go(way: SignInWay): Promise<void> {
    if (!globalThis.isSecureContext) return this.set({ reason: 'insecure' });
    this.set({ isBusy: true });
    try {
      const url = await this.issuer.way(way);
      for (const one of this.held) await one.letGo();
      await keepReturnState({
        provider: this.provider.id,
        way,
        fragment: location.hash,
        entry: history.state,
      });
      location.replace(url);
      await gone();
    } catch (error) {
      const reason = signInRefusalOf(error);
      this.set({
        isBusy: false,
        wasSigned: readSigned() !== undefined,
        reason: reason === 'asked' ? 'refused' : reason,
      });
    }
  }

  signIn(): Promise<void> {
    return this.go(isAskedAnew(this.provider.id) ? 'again' : 'ask');
  }

  // ---- how it ends

  private lapse(): void {
    this.set({ phase: 'lapsed', lapsedAtMs: Date.now(), isIssuerAway: false });
  }

  /** Whether something is on the screen that only somebody who has signed in may see. */
  private isOpen(): boolean {
    const { phase } = this.store.getState();
    return phase === 'signed' || phase === 'lapsed';
  }

  private isAway(): void {
    const leftMs = this.endsMs - performance.now();
    if (leftMs <= 0) this.set({ isIssuerAway: true });
  }

  private isBack(expiresInS: number): void {
    this.endsMs = performance.now() + expiresInS * 1000;
    if (this.store.getState().isIssuerAway) this.set({ isIssuerAway: false });
  }

  signOut(): void {
    const [first, ...rest] = [...this.held];
    const ask = (one: Held | undefined, others: Held[]): void =>
      one ? one.ask(() => ask(others[0], others.slice(1))) : void this.leave();
    ask(first, rest);
  }

  /** Nobody is signed in any more: nothing of it stays on the screen, in memory or in storage. */
  private async leave(): Promise<void> {
    this.note('sign-out');
    const held = [...this.held];
    for (const one of held) await within(FAREWELL_MS, one.letGo());
    this.over();
    askAnew(this.provider.id);
    this.tabs.tell('signed-out');
    for (const one of held) await within(FAREWELL_MS, one.forget());
    await within(FAREWELL_MS, this.issuer.forget(true));
    let url: string | undefined;
    await within(
      FAREWELL_MS,
      this.issuer.wayOut().then((way) => {
        url = way;
      }),
    );
    location.replace(url ?? this.parts.page);
  }

  /** Takes everything off the screen; the features that were on it close. */
  private over(): void {
    this.idle?.stop();
    this.keeper.drop();
    forgetTab();
    forgetKeys();
    this.store.setState({ ...NOBODY, phase: 'over' }, true);
  }

  private hear(word: Word['word']): void {
    const { phase } = this.store.getState();
    if (word === 'touched') this.idle?.touched();
    else if (word === 'locked' && this.isOpen()) this.cover();
    else if (word === 'signed-in' && phase === 'locked') void this.go('silent');
    else if (word === 'signed-out' && phase !== 'none' && phase !== 'over') {
      void this.issuer.forget(true);
      this.over();
      keepEndedElsewhere();
      // A fresh page holds nothing of the one before; it asks nothing, since nobody is at work in it any more.
      setTimeout(() => location.reload());
    }
  }

  // ---- the lock

  lock(): void {
    if (!this.isOpen()) return;
    this.tabs.tell('locked');
    this.cover();
  }

  private cover(): void {
    this.idle?.stop();
    askAnew(this.provider.id);
    this.keeper.drop();
    this.set({ phase: 'locked', locksAtMs: undefined as never, isIssuerAway: false });
    void this.issuer.forget(true);
    for (const one of this.held) void one.letGo();
  }

  stay(): void {
    this.idle?.touched();
  }

  private watchForIdle(): void {
    if (this.parts.idleMinutes <= 0) return;
    const idleMs = this.parts.idleMinutes * 60_000;
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
      warn: (leftMs) => this.set({ locksAtMs: Date.now() + leftMs }),
      calm: () => this.set({ locksAtMs: undefined as never }),
      lock: () => this.lock(),
    });
    this.idle = idle;
    const touched = () => {
      if (!this.isOpen() || !idle.touched()) return;
      if (performance.now() - this.toldMs < TELL_MS) return;
      this.toldMs = performance.now();
      this.tabs.tell('touched');
    };
    const on = { capture: true, passive: true, signal: this.life.signal };
    for (const touch of ['pointerdown', 'pointermove', 'keydown', 'wheel'])
      addEventListener(touch, touched, on);
    // Timers of a page that slept, or was hidden, come late.
    for (const seen of ['focus', 'pageshow']) addEventListener(seen, () => idle.look(), on);
    document.addEventListener('visibilitychange', () => idle.look(), on);
  }

  /** A page that the browser kept whole, and shows again by Back, may belong to somebody who has signed out since. */
  private watchTheHistory(): void {
    const root = document.getElementById('root');
    addEventListener('pagehide', (event) => {
      if (event.persisted && root) root.hidden = true;
    });
    addEventListener('pageshow', (event) => {
      if (event.persisted) location.reload();
    });
  }

  // ---- the rest

  unsaved = (): number => [...this.held].reduce((sum, one) => sum + one.unsaved(), 0);

  hold(held: Held): () => void {
    this.held.add(held);
    return () => void this.held.delete(held);
  }

  note(action: Noted, studies?: readonly string[], ehr?: string): void {
    const { audit } = this.parts;
    const token = this.keeper.token();
    if (audit === undefined || token === undefined) return;
    fetch(`${audit}/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({
        events: [{ action, ...(studies ? { studies } : {}), ...(ehr === undefined ? {} : { ehr }) }],
      }),
      redirect: 'error',
      keepalive: true,
    }).catch(() => undefined); // The record is the companion's; nobody waits for it.
  }
}
