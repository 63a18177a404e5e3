import { listText } from '@/i18n/numberText';
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { useT, type Translate } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { useOffer } from '@/ui/overlay/commands';
import { Popover } from '@/ui/overlay/Popover';
import { initialsOf } from '@/ui/initials';
import type { Session, SignedIn } from './session';
import styles from './session.module.css';

const HELD_BACK = ['measure', 'store', 'share', 'export'] as const;

/** What the account may not do, so that nobody looks for a button that is not there. */
function limitsOf({ may }: SignedIn, t: Translate): string | undefined {
  const missing = HELD_BACK.filter((right) => !may.has(right));
  if (missing.length === 0) return undefined;
  if (missing.length === HELD_BACK.length) return t('account.limits.read');
  return t('account.limits.some', {
    rights: listText(missing.map((right) => t(`account.right.${right}`))),
  });
}

interface AccountProps {
  readonly session: Session;
  /** A round button with a menu, or the menu's rows where they stand in another one. */
  readonly form: 'button' | 'rows';
}

/** The ways out, for the palette. */
function useAccountOffers(session: Session): void {
  const t = useT();
  useOffer([
    {
      id: 'sign-out',
      label: t('account.signOut'),
      group: 'group.account',
      icon: 'person',
      run: () => session.signOut(),
    },
    {
      id: 'lock',
      label: t('account.lock'),
      group: 'group.account',
      icon: 'locked',
      run: () => session.lock(),
    },
  ]);
}

interface AccountParts extends AccountProps {
  readonly person: SignedIn;
  /** Told before whoever is signed in leaves. */
  onLeave?(): void;
}

function Account({ session, person, form, onLeave }: AccountParts) {
  const t = useT();
  const hasLapsed = useStore(session.store, ({ phase }) => phase === 'lapsed');
  return (
    <>
      <div className={styles['who']}>
        <strong>{person.name}</strong>
        <span>{t('account.house', { house: session.provider.name })}</span>
        {limitsOf(person, t) !== undefined && <span className={styles['limits']}>{limitsOf(person, t)}</span>}
      </div>
      <div className={styles['actions']}>
        {hasLapsed && (
          <Button kind="primary" onClick={() => void session.signIn()}>
            {t('signIn.do')}
          </Button>
        )}
        <Button kind={form === 'rows' ? 'plain' : 'quiet'} onClick={() => session.lock()}>
          {t('account.lock')}
        </Button>
        <Button
          kind={form === 'rows' ? 'plain' : 'quiet'}
          onClick={() => {
            onLeave?.();
            session.signOut();
          }}
        >
          {t('account.signOut')}
        </Button>
      </div>
    </>
  );
}

/** Who is signed in, and the way out. */
export default function AccountButton({ session, form }: AccountProps) {
  const t = useT();
  const person = useStore(session.store, (state) => state.person);
  const [isOpen, setOpen] = useState(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const close = useCallback(() => setOpen(false), []);
  useAccountOffers(session);
  if (!person) return null;
  const label = t('account.open', { name: person.name });
  if (form === 'rows')
    return (
      <section className={styles['rows']} aria-label={label}>
        <Account {...{ session, person, form }} />
      </section>
    );
  return (
    <>
      <button
        ref={setButton}
        type="button"
        data-testid="account"
        className={styles['face']}
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden="true" className={styles['initials']}>
          {initialsOf(person.name)}
        </span>
      </button>
      {isOpen && button && (
        <Popover anchor={button} label={label} onClose={close}>
          <div className={styles['menu']}>
            <Account {...{ session, person, form }} onLeave={close} />
          </div>
        </Popover>
      )}
    </>
  );
}
