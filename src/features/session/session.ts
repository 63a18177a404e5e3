import type { StoreApi } from 'zustand/vanilla';
import type { Credentials } from '@/archive/contract/credentials';
import type { Right } from '@/protocol/rights';
import type { SignInRefusal } from './issuer';

/** Who has signed in. */
export interface SignedIn {
  /** As others read it. */
  readonly name: string;
  /** One name for them over all issuers; for keeping their drafts apart, never shown. */
  readonly id: string;
  readonly may: ReadonlySet<Right>;
}

/**
 * `none`: nobody is signed in, and the page shows nothing of the archive. `lapsed`: the sign-in ended by itself; what is on
 * the screen stays. `locked`: covered until somebody signs in. `over`: signed out, here or in another tab.
 */
export type Phase = 'none' | 'signed' | 'lapsed' | 'locked' | 'over';

export interface SessionState {
  readonly phase: Phase;
  readonly person?: SignedIn;
  /** Why nobody is signed in, where somebody has tried. */
  readonly reason?: Exclude<SignInRefusal, 'asked'> | 'insecure';
  /** On the way to the issuer. */
  readonly isBusy: boolean;
  /** Somebody was signed in in this tab before: what the address says is where they were. */
  readonly wasSigned: boolean;
  /** The sign-in that this tab had was ended in another one. */
  readonly wasEndedElsewhere?: boolean;
  /** When the sign-in lapsed, ms since 1970. */
  readonly lapsedAtMs?: number;
  /** The token has ended and its issuer does not answer. */
  readonly isIssuerAway: boolean;
  /** When the page locks itself unless somebody touches it, ms since 1970. */
  readonly locksAtMs?: number;
}

export type Noted = 'sign-in' | 'sign-out' | 'export' | 'launch';

/** Work that is kept before the page goes to the issuer. */
export interface Held {
  /** Changes that are not in the archive. */
  unsaved(): number;
  /** Writes down what waits, and lets the page go without a question. */
  letGo(): Promise<void>;
  /** Asks about unsaved work before `then` ends it; at once where there is none. */
  ask(then: () => void): void;
  /** Forgets what lies in this browser of whoever is signed in; all have let go before. */
  forget(): Promise<void>;
}

/** One person's sign-in with one identity provider, from the page's side. */
export interface Session {
  readonly provider: { readonly id: string; readonly name: string };
  readonly credentials: Credentials;
  readonly store: StoreApi<SessionState>;
  /** Goes to the issuer and comes back to this address. Resolves where that is not possible; the state says why. */
  signIn(): Promise<void>;
  signOut(): void;
  lock(): void;
  /** Somebody is there. */
  stay(): void;
  /** Changes on this page that are not in the archive. */
  unsaved(): number;
  /** Whoever has work in hand is asked before the page goes. The result ends it. */
  hold(held: Held): () => void;
  /** For the record: what the companion cannot see by itself; `ehr`: which one opened the studies, by the address of its FHIR server. */
  note(action: Noted, studies?: readonly string[], ehr?: string): void;
}
