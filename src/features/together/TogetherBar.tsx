import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import { Button, IconButton, join } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { memberName } from './names';
import type { Room } from './room';
import { roomStandingOf, type RoomStanding } from './standing';
import { RoomDialog } from './RoomDialog';
import styles from './together.module.css';

const PRIMARY: ReadonlySet<string> = new Set(['follow', 'take', 'invite']);

interface TogetherBarProps {
  readonly room: Room;
  /** The list of people and the link are open. */
  readonly isOpen: boolean;
  onOpen(isOpen: boolean): void;
  onLeave(): void;
}

/**
 * Over the foot of the pictures, which stay where they are, as long as this page is in a room: who presents, and whether this
 * page follows. Hidden, it is heard, and comes back as soon as that changes or the room is asked for.
 */
export function TogetherBar({ room, isOpen, onOpen, onLeave }: TogetherBarProps) {
  const t = useT();
  const state = useStore(room.state);
  const { key, values, isFault, offers } = roomStandingOf(state, t);
  const [hidden, setHidden] = useState<string>();
  useEffect(() => {
    if (isOpen || hidden !== key) setHidden(undefined);
  }, [isOpen, hidden, key]);
  const isHidden = hidden === key && !isOpen;
  const presenter = state.members.find(({ id }) => id === state.presenter);
  const name = presenter ? memberName(presenter, t) : '';
  const people = t('together.people', { count: state.members.length });
  const does: Record<RoomStanding['offers'][number], () => void> = {
    follow: () => room.follow(),
    wander: () => room.wander(),
    take: () => room.take(),
    invite: () => onOpen(true),
    people: () => onOpen(true),
    leave: onLeave,
    dismiss: onLeave,
  };
  const labels: Record<RoomStanding['offers'][number], string> = {
    follow: t('together.follow', { name }),
    wander: t('together.wander'),
    take: t('together.take'),
    invite: t('together.invite'),
    people,
    leave: t('together.leave'),
    dismiss: t('together.dismiss'),
  };
  return (
    <section
      aria-label={t('together.name')}
      data-testid="together-bar"
      data-standing={key}
      data-strip=""
      className={isHidden ? styles['heard'] : join(styles['bar'], isFault && styles['fault'])}
    >
      <Icon name={isFault ? 'warning' : 'together'} size={18} />
      <p role="status">{t(key, values)}</p>
      {state.leftOut > 0 && <p role="status">{t('together.leftOut', { count: state.leftOut })}</p>}
      <span className={styles['barEnd']}>
        {offers.map((offer) => (
          <Button
            key={offer}
            kind={PRIMARY.has(offer) ? 'primary' : offer === 'leave' ? 'quiet' : 'plain'}
            onClick={does[offer]}
          >
            {labels[offer]}
          </Button>
        ))}
      </span>
      {!isHidden && !offers.includes('dismiss') && (
        <IconButton icon="close" label={t('together.hide')} onClick={() => setHidden(key)} />
      )}
      {isOpen && <RoomDialog room={room} onClose={() => onOpen(false)} />}
    </section>
  );
}
