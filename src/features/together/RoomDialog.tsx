import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { copyText } from '@/ui/copyText';
import { Dialog } from '@/ui/overlay/Dialog';
import { Icon } from '@/ui/Icon';
import { initialsOf } from '@/ui/initials';
import { LinkField } from '@/ui/LinkField';
import { LocalOnly } from '@/ui/LocalOnly';
import { QrCode } from '@/ui/QrCode';
import { isLocal } from '@/ui/reach';
import { memberName } from './names';
import { isPresenting, type Room } from './room';
import { roomPath } from './roomLink';
import styles from './together.module.css';

/** Where a path of this page leads from anywhere. */
const addressOf = (path: string): string => `${location.origin}${location.pathname}${path}`;

function Members({ room }: { readonly room: Room }) {
  const t = useT();
  const state = useStore(room.state);
  const { members, you, presenter } = state;
  const amPresenting = isPresenting(state);
  return (
    <ul className={styles['members']}>
      {members.map((member) => {
        const name = memberName(member, t);
        return (
          <li key={member.id} data-testid="room-member">
            <span aria-hidden="true" className={styles['initials']}>
              {initialsOf(member.name)}
            </span>
            <span className={styles['memberName']}>
              {member.id === you ? t('together.you', { name }) : name}
            </span>
            {member.id === presenter && <span className={styles['presents']}>{t('together.presents')}</span>}
            {amPresenting && member.id !== you && (
              <Button aria-label={t('together.hand', { name })} onClick={() => room.hand(member.id)}>
                {t('together.hand.short')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Who is in the room, who presents, and the link that leads into it. */
export function RoomDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const t = useT();
  const field = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState<MessageKey>();
  const url = addressOf(roomPath(room.address));
  const isCopied = said === 'together.copied';
  const copy = async () => {
    const isDone = await copyText(url);
    setSaid(isDone ? 'together.copied' : 'together.copyFailed');
    if (isDone) return;
    field.current?.focus();
    field.current?.select();
  };
  return (
    <Dialog title={t('together.name')} closeLabel={t('common.close')} wide onClose={onClose}>
      <div className={styles['columns']}>
        <div className={styles['main']}>
          <h3>{t('together.members')}</h3>
          <Members room={room} />
          <p>{t('together.how')}</p>
          <LinkField ref={field} label={t('together.link')} className={styles['link']} url={url} />
          <Button kind="primary" onClick={() => void copy()}>
            <Icon name={isCopied ? 'check' : 'copy'} /> {t(isCopied ? 'together.copied' : 'together.copy')}
          </Button>
          <LocalOnly url={url} />
          <p role="status" className={styles['said']}>
            {said && !isCopied ? t(said) : ''}
          </p>
          <p className={styles['note']}>
            <Icon name="refused" size={16} /> {t('together.rights')}
          </p>
          <p className={styles['note']}>
            <Icon name="link" size={16} /> {t('together.guests')}
          </p>
        </div>
        {!isLocal(url) && (
          <div className={styles['side']}>
            <QrCode text={url} label={t('together.qr')} />
            <p>{t('together.qr.text')}</p>
          </div>
        )}
      </div>
    </Dialog>
  );
}
