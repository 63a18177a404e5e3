import { useCallback, useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { momentText } from '@/i18n/moment';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import type { IconName } from '@/ui/icons';
import { initialsOf } from '@/ui/initials';
import { Frame } from './Frame';
import styles from './guest.module.css';
import { PASSCODE_LENGTH, PasscodeField } from './PasscodeField';
import type { Device } from '@/protocol/scope';
import type { LookedShare, Opened, ShareApi, ShareKey } from './shareApi';
import { ShareOver, UnknownLink } from './ShareOver';
import { aboutText, mayText, senderOf } from './words';

interface LandingProps {
  readonly api: ShareApi;
  readonly share: ShareKey;
  readonly device: Device;
  onOpened(opened: Opened): void;
}

/** What a link opens first: who shared what. Nothing is used up before somebody presses the button. */
export function Landing({ api, share, device, onOpened }: LandingProps) {
  const t = useT();
  const [looked, setLooked] = useState<LookedShare>();
  const look = useCallback(() => {
    const gone = new AbortController();
    setLooked(undefined);
    api.look(share, gone.signal).then(setLooked, () => undefined); // Rejects only when called off.
    return () => gone.abort();
  }, [api, share]);
  useEffect(look, [look]);

  if (!looked) return <Frame>{<p role="status">{t('guest.looking')}</p>}</Frame>;
  if (looked.is === 'unknown') return <UnknownLink />;
  if (looked.is === 'over') return <ShareOver {...looked} />;
  if (looked.is !== 'open') {
    return (
      <Frame>
        <p role="alert">{t(`guest.${looked.is}`)}</p>
        <Button kind="primary" className={styles['open']} onClick={look}>
          {t('common.retry')}
        </Button>
      </Frame>
    );
  }
  return <Invitation {...{ api, share, device, looked, onOpened }} onLooked={setLooked} />;
}

interface InvitationProps extends LandingProps {
  readonly looked: Extract<LookedShare, { is: 'open' }>;
  onLooked(looked: LookedShare): void;
}

/** Opens what was shared, by its passcode where it has one; `trouble`: why it was not. */
function useOpening({ api, share, device, looked, onOpened, onLooked }: InvitationProps) {
  const field = useRef<HTMLInputElement>(null);
  const [passcode, setPasscode] = useState('');
  const [isOpening, setOpening] = useState(false);
  const [trouble, setTrouble] = useState<'wrong' | 'short' | 'away' | 'busy'>();
  const { by, hasPasscode } = looked;
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (isOpening) return;
    if (hasPasscode && passcode.length < PASSCODE_LENGTH) {
      setTrouble('short');
      return field.current?.focus();
    }
    setOpening(true);
    setTrouble(undefined);
    const answer = await api.redeem(share, { device, ...(hasPasscode ? { passcode } : {}) });
    if (answer.is === 'opened') return onOpened(answer);
    setOpening(false);
    if (answer.is === 'passcode' && answer.triesLeft <= 0) {
      onLooked({ is: 'over', reason: 'locked', by, untilMs: looked.untilMs });
    } else if (answer.is === 'passcode') {
      setPasscode('');
      setTrouble('wrong');
      field.current?.focus();
      onLooked({ ...looked, hasPasscode: true, triesLeft: answer.triesLeft });
    } else if (answer.is === 'away' || answer.is === 'busy') setTrouble(answer.is);
    else onLooked(answer);
  };
  const type = (digits: string) => {
    setPasscode(digits);
    setTrouble(undefined);
  };
  return { field, passcode, type, trouble, isOpening, open };
}

function Invitation(props: InvitationProps) {
  const t = useT();
  const { looked } = props;
  const { field, passcode, type, trouble, isOpening, open } = useOpening(props);
  const { by, hasPasscode, triesLeft } = looked;
  const sender = senderOf(by, t);

  const isAboutCode = trouble === 'wrong' || trouble === 'short';
  const aboutCode =
    trouble === 'wrong'
      ? t('guest.wrong', { by: sender, count: triesLeft })
      : trouble === 'short'
        ? t('guest.short')
        : t('guest.tries', { count: triesLeft });
  return (
    <Frame>
      <header className={styles['who']}>
        <span aria-hidden="true" className={styles['initials']}>
          {by === '' ? <Icon name="share" /> : initialsOf(by)}
        </span>
        <h1>{by === '' ? t('guest.title.nameless') : t('guest.title', { by })}</h1>
      </header>
      <ul className={styles['facts']}>
        <Fact icon="picture">
          {aboutText(looked.about, t)}
          <small>{t(hasPasscode ? 'guest.details' : 'guest.details.open')}</small>
        </Fact>
        <Fact icon="clock">{t('guest.until', { moment: momentText(looked.untilMs) })}</Fact>
        <Fact icon="show">{mayText(looked.rights, t)}</Fact>
      </ul>
      <form onSubmit={(event) => void open(event)}>
        {hasPasscode && (
          <PasscodeField
            field={field}
            label={by === '' ? t('guest.passcode.nameless') : t('guest.passcode', { by })}
            value={passcode}
            told={aboutCode}
            isWrong={isAboutCode}
            readOnly={isOpening}
            onChange={type}
          />
        )}
        {trouble !== undefined && !isAboutCode && (
          <p role="alert" className={styles['trouble']}>
            <Icon name="warning" size={16} /> {t(`guest.${trouble}`)}
          </p>
        )}
        <button type="submit" className={styles['open']} aria-disabled={isOpening}>
          {t(isOpening ? 'guest.opening' : 'guest.open')}
        </button>
      </form>
      <p className={styles['kept']}>{t('guest.kept')}</p>
    </Frame>
  );
}

const Fact = ({ icon, children }: { icon: IconName; children: ReactNode }) => (
  <li>
    <Icon name={icon} size={20} />
    <span>{children}</span>
  </li>
);
