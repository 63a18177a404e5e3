import { useRef, useState } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { LinkField } from '@/ui/LinkField';
import { LocalOnly } from '@/ui/LocalOnly';
import { LONGEST_QR, QrCode } from '@/ui/QrCode';
import { isLocal } from '@/ui/reach';
import type { SharedLink } from './sharedLink';
import styles from './share.module.css';

/** Whether this device hands links on by itself: the share sheet of tablets and phones. */
const canSend = (): boolean =>
  typeof navigator.share === 'function' && matchMedia('(pointer: coarse)').matches;

interface ColleaguePartProps extends SharedLink {
  /** What else there is to know. */
  readonly notes: readonly MessageKey[];
}

/** Copies a link, or hands it to the device's share sheet; `said`: what came of it. */
function usePassingOn(url: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState<MessageKey>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setSaid('share.copied');
    } catch {
      field.current?.focus();
      field.current?.select();
      setSaid('share.copyFailed');
    }
  };
  const send = async () => {
    try {
      await navigator.share({ url });
    } catch (error) {
      // The reader closed the share sheet: nothing to say.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      setSaid('share.sendFailed');
    }
  };
  return { field, said, copy, send };
}

function Notes({ notes }: Pick<ColleaguePartProps, 'notes'>) {
  const t = useT();
  return (
    <ul className={styles['notes']}>
      <li>
        <Icon name="refused" size={16} /> {t('share.private')}
      </li>
      {notes.map((note) => (
        <li key={note}>
          <Icon name="person" size={16} /> {t(note)}
        </li>
      ))}
    </ul>
  );
}

/** The link of a view: copied, sent, or scanned; with what it holds and what it does not. */
export function ColleaguePart({ url, leftOut, notes }: ColleaguePartProps) {
  const t = useT();
  const { field, said, copy, send } = usePassingOn(url);
  const isCopied = said === 'share.copied';
  const canQr = url.length <= LONGEST_QR;

  return (
    <div className={styles['columns']}>
      <div className={styles['main']}>
        <p>{t('share.carries')}</p>
        <LocalOnly url={url} />
        {leftOut > 0 && (
          <p className={styles['leftOut']} role="status">
            <Icon name="warning" size={16} />
            {t('share.leftOut', { count: leftOut })}
          </p>
        )}
        <LinkField ref={field} label={t('share.link')} className={styles['link']} url={url} />
        <div className={styles['actions']}>
          {canSend() && (
            <Button kind="primary" onClick={() => void send()}>
              <Icon name="send" /> {t('share.send')}
            </Button>
          )}
          <Button kind={canSend() ? 'plain' : 'primary'} onClick={() => void copy()}>
            <Icon name={isCopied ? 'check' : 'copy'} /> {t(isCopied ? 'share.copied' : 'share.copy')}
          </Button>
        </div>
        <p role="status" className={styles['said']}>
          {said && !isCopied ? t(said) : ''}
        </p>
        <Notes notes={notes} />
      </div>
      <div className={styles['side']}>
        {canQr && !isLocal(url) && <QrCode text={url} label={t('share.qr')} />}
        {!isLocal(url) && <p>{t(canQr ? 'share.qr.text' : 'share.qr.tooLong')}</p>}
      </div>
    </div>
  );
}
