import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { Logo } from '@/ui/Logo';
import type { Session, SessionState } from './session';
import styles from './session.module.css';

interface SignInPageProps {
  readonly session: Session;
  /** The address names a view. */
  readonly isLink: boolean;
  /** It stands in a dialog over a page that has a main part of its own. */
  readonly isOver?: boolean;
}

function reasonOf({ phase, wasSigned, wasEndedElsewhere }: SessionState, isLink: boolean) {
  if (phase === 'locked') return 'signIn.locked';
  if (wasSigned) return 'signIn.goOn';
  // What the address names may have been on this screen before: nobody sent it.
  if (wasEndedElsewhere === true) return 'signIn.endedElsewhere';
  return isLink ? 'signIn.link' : 'signIn.text';
}

/** In place of an archive that nobody is signed in to. */
export default function SignInPage({ session, isLink, isOver = false }: SignInPageProps) {
  const t = useT();
  const state = useStore(session.store);
  const { reason, isBusy } = state;
  const provider = session.provider.name;
  // A page that was kept whole by the browser would come back as busy as it went.
  useEffect(() => {
    const isBack = ({ persisted }: PageTransitionEvent) => persisted && location.reload();
    addEventListener('pageshow', isBack);
    return () => removeEventListener('pageshow', isBack);
  }, []);
  const Part = isOver ? 'div' : 'main';
  return (
    <Part className={styles['page']} data-testid="sign-in">
      <div className={styles['mark']}>
        <Logo size={24} />
        {t('app.name')}
      </div>
      <div className={styles['card']}>
        <h1>{t('signIn.title', { house: provider })}</h1>
        <p>{t(reasonOf(state, isLink))}</p>
        {reason && (
          <div className={styles['trouble']} role="alert">
            <Icon name="warning" size={18} />
            <div>
              <h2>{t(`signIn.${reason}`, { house: provider })}</h2>
              <p>{t(`signIn.${reason}.text`, { house: provider })}</p>
            </div>
          </div>
        )}
        <Button
          kind="primary"
          className={styles['go']}
          autoFocus
          disabled={isBusy}
          onClick={() => void session.signIn()}
        >
          {isBusy ? t('signIn.busy', { house: provider }) : t(reason ? 'common.retry' : 'signIn.do')}
        </Button>
      </div>
    </Part>
  );
}
