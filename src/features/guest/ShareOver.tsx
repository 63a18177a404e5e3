import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import type { IconName } from '@/ui/icons';
import { Frame } from './Frame';
import styles from './guest.module.css';
import type { GuestEnd } from './guestSession';
import { overWords, senderOf } from './words';

interface ShareMessageProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly small?: string | undefined;
  readonly onAgain?: (() => void) | undefined;
}

/** A sentence in the card. */
export function ShareMessage({ icon, title, text, small, onAgain }: ShareMessageProps) {
  const t = useT();
  return (
    <Frame>
      <div role="alert" className={styles['said']}>
        <Icon name={icon} size={32} stroke={1.4} />
        <h1>{title}</h1>
        <p>{text}</p>
        {small !== undefined && <p className={styles['kept']}>{small}</p>}
      </div>
      {onAgain && (
        <Button kind="primary" className={styles['open']} onClick={onAgain}>
          {t('guest.again')}
        </Button>
      )}
    </Frame>
  );
}

const ICON: Record<GuestEnd['reason'], IconName> = {
  revoked: 'locked',
  expired: 'clock',
  used: 'brokenLink',
  locked: 'locked',
  unknown: 'brokenLink',
  unconfirmed: 'unreachable',
};

interface ShareOverProps {
  readonly reason: GuestEnd['reason'];
  readonly by: string;
  readonly untilMs: number;
  /** Pictures were on the screen until now. */
  readonly wasOpen?: boolean;
  readonly onAgain?: () => void;
}

/** A share is over: why, and whom to ask. No picture is on the page any more. */
export function ShareOver({ wasOpen = false, onAgain, ...over }: ShareOverProps) {
  const t = useT();
  return (
    <ShareMessage
      icon={ICON[over.reason]}
      {...overWords(over, t)}
      small={wasOpen ? t('guest.over.gone') : undefined}
      onAgain={over.reason === 'unconfirmed' ? onAgain : undefined}
    />
  );
}

export function UnknownLink() {
  const t = useT();
  return <ShareMessage icon="brokenLink" title={t('guest.unknown')} text={t('guest.unknown.text')} />;
}

/** The page's companion knows nothing of shares. */
export function NoGuestsHere() {
  const t = useT();
  return <ShareMessage icon="brokenLink" title={t('guest.notHere')} text={t('guest.notHere.text')} />;
}

/** The share is of an archive that the settings do not name. */
export function ArchiveUnknown({ by }: { by: string }) {
  const t = useT();
  const text = t('guest.noArchive.text', { by: senderOf(by, t) });
  return <ShareMessage icon="unreachable" title={t('guest.noArchive')} text={text} />;
}
