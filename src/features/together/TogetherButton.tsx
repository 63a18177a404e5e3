import { useState } from 'react';
import { useStore } from 'zustand';
import type { ViewState } from '@/view/viewState';
import { useT } from '@/i18n/t';
import { Button, IconButton } from '@/ui/Button';
import { useOffer } from '@/ui/overlay/commands';
import { Icon } from '@/ui/Icon';
import { PartGone } from '@/ui/PartGone';
import type { RoomSession } from './roomSession';
import { enterRoom } from './room';
import { newRoom, roomPath } from './roomLink';
import { canSeal } from './sealing';
import styles from './together.module.css';

interface TogetherButtonProps {
  readonly roomSession: RoomSession;
  readonly archive: string;
  /** In a list of named actions, rather than an icon in a bar. */
  readonly isNamed: boolean;
  /** What is on the screen at this moment. */
  view(): ViewState;
}

/** Opens a room, in which this page presents what it shows; inside one, says who is there. */
export default function TogetherButton({ roomSession, archive, isNamed, view }: TogetherButtonProps) {
  const t = useT();
  const isInside = useStore(roomSession.inside, ({ room }) => room !== undefined);
  const [isInsecure, setInsecure] = useState(false);
  const start = async () => {
    if (isInside) return roomSession.inside.setState({ isOpen: true });
    if (!canSeal()) return setInsecure(true);
    const { service, credentials } = roomSession;
    const room = await enterRoom({ address: newRoom(), service, credentials, presents: true });
    room.show(archive, view());
    roomSession.inside.setState({ room, isOpen: true });
    // A reload leads back into the room; the viewer stays as it is.
    if (location.hash.startsWith('#/view/')) history.replaceState(history.state, '', roomPath(room.address));
  };
  useOffer([
    {
      id: 'together',
      label: t('together.name'),
      group: 'group.passOn',
      icon: 'together',
      run: () => void start(),
    },
  ]);
  return (
    <>
      {isNamed ? (
        <Button
          className={styles['named']}
          data-testid="look-together"
          aria-pressed={isInside}
          onClick={() => void start()}
        >
          <Icon name="together" /> {t('together.name')}
        </Button>
      ) : (
        <IconButton
          icon="together"
          label={t('together.name')}
          data-testid="look-together"
          aria-pressed={isInside}
          onClick={() => void start()}
        />
      )}
      {isInsecure && <PartGone text={t('together.insecure')} onClose={() => setInsecure(false)} />}
    </>
  );
}
