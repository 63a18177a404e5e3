import { useState, type ReactNode } from 'react';
import { momentText } from '@/i18n/moment';
import { useT, type Translate } from '@/i18n/t';
import { Button, IconButton } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import styles from './guest.module.css';
import type { OpenedShare } from './shareApi';
import { bannerText, senderOf } from './words';

interface GuestBannerProps {
  readonly share: OpenedShare;
  /** What else can be done with whoever shared. */
  readonly children?: ReactNode;
  onClose(): void;
}

/** By whom, and for whom where the sender said so. */
function sharedText(by: string, to: string | undefined, t: Translate): string {
  if (by === '') return t('guest.banner.nameless');
  return to === undefined ? t('guest.banner', { by }) : t('guest.banner.for', { by, to });
}

/** Above a guest's pictures: who shared them, until when, and what may be done. */
export function GuestBanner({ share, children, onClose }: GuestBannerProps) {
  const t = useT();
  const { by, note, rights, to, untilMs } = share;
  const [isNoteOpen, setNoteOpen] = useState(note !== undefined && note.trim() !== '');
  return (
    <>
      <section role="status" data-testid="guest-banner" className={styles['banner']}>
        <Icon name="link" size={18} />
        <p>
          <b>{sharedText(by, to, t)}</b>
          <span className={styles['may']}> {bannerText(rights, t)}</span>
        </p>
        <span className={styles['until']}>{t('guest.banner.until', { moment: momentText(untilMs) })}</span>
        {children}
        <Button onClick={onClose}>{t('guest.close')}</Button>
      </section>
      {isNoteOpen && (
        <section className={styles['note']}>
          <p>{t('guest.note', { by: senderOf(by, t), note: note ?? '' })}</p>
          <IconButton icon="close" label={t('guest.note.close')} onClick={() => setNoteOpen(false)} />
        </section>
      )}
    </>
  );
}
