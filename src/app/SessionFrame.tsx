import { withTexts } from '@/i18n/fetchTexts';
import { Suspense, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import type { Session, SessionState } from '@/features/session/session';
import { EVERY_RIGHT, type Right } from '@/protocol/rights';
import { latePart } from '@/ui/latePart';
import { PlaceGone } from '@/ui/PartGone';
import type { Config } from './config';
import { CoverGone } from './CoverGone';

/** What signing in puts on the screen comes with it: where nobody signs in, none of it is fetched. */
const SignInPage = latePart(() => withTexts(import('@/features/session/SignInPage'), 'session'), PlaceGone);
const SessionCover = latePart(
  () => withTexts(import('@/features/session/SessionCover'), 'session'),
  CoverGone,
);
const SessionNotice = latePart(() => withTexts(import('@/features/session/SessionNotice'), 'session'));
const AccountButton = latePart(() => withTexts(import('@/features/session/AccountButton'), 'session'));

const nothing = () => () => undefined;
const nobody = () => undefined;

const useState = (session: Session | undefined): SessionState | undefined =>
  useSyncExternalStore(session?.store.subscribe ?? nothing, session?.store.getState ?? nobody);

interface SessionFrameProps {
  readonly session: Session | undefined;
  /** The identity provider whose sign-in opens what the address asks for; undefined: it is open to everybody. */
  readonly needed: string | undefined;
  readonly isLink: boolean;
  readonly children: ReactNode;
}

/** The page, or the sign-in in its place. Locked, the page stays as it is, inert and out of sight. */
export function SessionFrame({ session, needed, isLink, children }: SessionFrameProps) {
  const state = useState(session);
  const isOther = needed !== undefined && session?.provider.id !== needed;
  // Another archive wants another identity provider: a page holds one sign-in at a time, and finds its own at its start.
  useEffect(() => {
    if (isOther) location.reload();
  }, [isOther]);
  useEffect(() => {
    const id = state?.person?.id;
    if (!session || id === undefined) return undefined;
    return session.hold({
      unsaved: () => 0,
      letGo: () => Promise.resolve(),
      ask: (then) => then(),
      forget: async () => (await import('@/features/report/drafts/vault')).forgetDrafts(id),
    });
  }, [session, state?.person?.id]);
  if (isOther || state?.phase === 'over') return null;
  if (needed !== undefined && session && state?.person === undefined)
    return (
      <Suspense fallback={null}>
        <SignInPage session={session} isLink={isLink} />
      </Suspense>
    );
  if (!session) return children;
  return (
    <>
      <div className="app-content" data-layers="" inert={state?.phase === 'locked'}>
        {children}
      </div>
      <Suspense fallback={null}>
        <SessionCover session={session} />
      </Suspense>
    </>
  );
}

/** Who looks at an archive, for the screens: what they may do, where their account and what is wrong with it stand. */
export function useSession(session: Session | undefined, config: Config, archive: string) {
  const person = useState(session)?.person;
  const needed = config.archives.find(({ id }) => id === archive)?.signIn;
  return useMemo(() => {
    if (!session || !person || needed !== session.provider.id) return { may: EVERY_RIGHT };
    const may: ReadonlySet<Right> = person.may;
    return {
      session,
      person,
      may,
      account: (form: 'button' | 'rows') => (
        <Suspense fallback={null}>
          <AccountButton session={session} form={form} />
        </Suspense>
      ),
      notice: (
        <Suspense fallback={null}>
          <SessionNotice session={session} />
        </Suspense>
      ),
    };
  }, [session, person, needed]);
}
