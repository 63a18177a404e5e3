import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { MessageKey } from '@/i18n/en';
import { momentText } from '@/i18n/moment';
import { useT } from '@/i18n/t';
import { Button, IconButton, LinkButton } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { LocalOnly } from '@/ui/LocalOnly';
import { QrCode } from '@/ui/QrCode';
import styles from './gate.module.css';
import type { GateTrouble } from './gate';
import type { MadeGuestLink } from './useGuestLink';

interface LinkPartProps {
  readonly link: MadeGuestLink | undefined;
  readonly isBusy: boolean;
  /** The settings were changed since it was made. */
  readonly isStale: boolean;
  /** Nothing to share is chosen. */
  readonly isEmpty: boolean;
  readonly said: MessageKey | undefined;
  readonly trouble: GateTrouble | undefined;
  /** Measurements that fit into no link. */
  readonly leftOut: number;
  onMake(): void;
  onSaid(said: MessageKey | undefined): void;
  copy(text: string): Promise<boolean>;
}

/** The link: made with one press, then handed on. */
export function LinkPart(props: LinkPartProps) {
  const { link, isBusy, isStale, isEmpty, said, trouble, leftOut, onMake } = props;
  const t = useT();
  const place = useRef<HTMLDivElement>(null);
  const copyButton = useRef<HTMLButtonElement>(null);
  // On small screens it lies below what was chosen.
  const id = link?.id;
  useLayoutEffect(() => {
    if (id === undefined) return;
    place.current?.scrollIntoView({ block: 'nearest' });
    // The button that made it is gone.
    copyButton.current?.focus();
  }, [id]);
  return (
    <div ref={place} className={styles['side']} data-made={link !== undefined || undefined}>
      {link ? (
        <MadeLink {...props} link={link} copyButton={copyButton} />
      ) : (
        // Its room stays: what lies below is not moved by a refusal.
        <div className={styles['ready']}>
          {trouble === undefined && (
            <>
              <Icon name="link" size={28} stroke={1.4} />
              <h3>{t('shares.ready')}</h3>
              <p>{t('shares.ready.text')}</p>
            </>
          )}
        </div>
      )}
      {isStale && <p className={styles['warn']}>{t('shares.update.text')}</p>}
      {leftOut > 0 && <p className={styles['warn']}>{t('share.leftOut', { count: leftOut })}</p>}
      {trouble !== undefined && (
        <p role="alert" className={styles['warn']}>
          {t(`shares.trouble.${trouble}`)}
        </p>
      )}
      {(!link || isStale) && (
        <Button
          kind="primary"
          className={styles['make']}
          disabled={isEmpty}
          aria-disabled={isBusy}
          onClick={onMake}
        >
          <Icon name="link" /> {t(isBusy ? 'shares.creating' : link ? 'shares.update' : 'shares.create')}
        </Button>
      )}
      <p role="status" className={styles['said']}>
        {said ? t(said) : ''}
      </p>
      <p className={styles['safe']}>
        <Icon name="locked" size={16} /> {t('shares.safe')}
      </p>
    </div>
  );
}

/** The share sheet of tablets, phones and some desktops. */
const canSend = (): boolean => typeof navigator.share === 'function';

interface PasscodeProps extends Pick<LinkPartProps, 'copy' | 'onSaid'> {
  readonly passcode: string;
}

function Passcode({ passcode, copy, onSaid }: PasscodeProps) {
  const t = useT();
  return (
    <div className={styles['code']}>
      <p>
        <span>{t('shares.passcode')}</span>
        <output
          dir="ltr"
          aria-label={t('shares.code')}
        >{`${passcode.slice(0, 3)} ${passcode.slice(3)}`}</output>
        <IconButton
          icon="copy"
          label={t('shares.code.copy')}
          onClick={() =>
            void copy(passcode).then((isCopied) =>
              onSaid(isCopied ? 'shares.code.copied' : 'share.copyFailed'),
            )
          }
        />
      </p>
      <p className={styles['quiet']}>{t('shares.code.text')}</p>
    </div>
  );
}

interface MadeLinkProps extends LinkPartProps {
  readonly link: MadeGuestLink;
  readonly copyButton: RefObject<HTMLButtonElement | null>;
}

function MadeLink({ link, isStale, copyButton, copy, onSaid }: MadeLinkProps) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const { url, passcode } = link;
  const copyLink = async () => {
    const isCopied = await copy(url);
    if (!isCopied) field.current?.select();
    onSaid(isCopied ? 'share.copied' : 'share.copyFailed');
  };
  const send = async () => {
    try {
      await navigator.share({ url });
    } catch (error) {
      // Closed without sending: nothing to say.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      onSaid('share.sendFailed');
    }
  };
  return (
    <div className={styles['made']} data-stale={isStale || undefined}>
      <div className={styles['ways']}>
        <div className={styles['qr']}>
          <QrCode text={url} label={t('shares.qr')} />
        </div>
        <div>
          <LinkButton href={mailOf(link, t)}>
            <Icon name="mail" /> {t('shares.mail')}
          </LinkButton>
          {canSend() && (
            <Button onClick={() => void send()}>
              <Icon name="send" /> {t('shares.other')}
            </Button>
          )}
        </div>
      </div>
      <LocalOnly url={url} />
      <input
        ref={field}
        readOnly
        dir="ltr"
        aria-label={t('shares.link')}
        className={styles['field']}
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        ref={copyButton}
        kind={isStale ? 'plain' : 'primary'}
        className={styles['make']}
        onClick={() => void copyLink()}
      >
        <Icon name="copy" /> {t('shares.copyLink')}
      </Button>
      {passcode !== undefined && <Passcode {...{ passcode, copy, onSaid }} />}
    </div>
  );
}

/** A letter that names nobody, with the link and without the passcode (RFC 6068). */
function mailOf({ url, passcode, untilMs }: MadeGuestLink, t: ReturnType<typeof useT>): string {
  const body = t('shares.mail.body', { moment: momentText(untilMs), url });
  const more = passcode === undefined ? '' : `\n${t('shares.mail.passcode')}\n`;
  return `mailto:?subject=${encodeURIComponent(t('shares.mail.subject'))}&body=${encodeURIComponent(body + more)}`;
}
