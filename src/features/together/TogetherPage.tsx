import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import { Button, LinkButton } from '@/ui/Button';
import { Notice } from '@/ui/Notice';
import type { Live } from './content';
import { leaveRoom, type RoomSession } from './roomSession';
import { enterRoom, isPresenting, type Room } from './room';
import { readRoom, roomCode, type RoomAddress } from './roomLink';
import { canSeal } from './sealing';
import styles from './together.module.css';

interface TogetherPageProps {
  readonly roomSession: RoomSession;
  /** 'ROOM.KEY' of the address. */
  readonly code: string;
  /** Ids of the archives that this page knows. */
  readonly archives: readonly string[];
  /** The viewer of what is presented, with another key for another study; undefined: of what this page shows anyway. */
  viewer(shown: Live | undefined): ReactNode;
  /** The studies that this page shows anyway; absent: nothing before somebody presents. */
  readonly own?: readonly string[];
}

/** A link into a room: waits until somebody presents, then shows what they show. */
export default function TogetherPage({ roomSession, code, archives, viewer, own }: TogetherPageProps) {
  const t = useT();
  const [address] = useState(() => readRoom(code));
  const room = useRoom(roomSession, address);
  const opened = useOpened(room, archives, own);
  if (opened || own) return viewer(opened);
  if (!canSeal()) return <Waiting text={t('together.insecure')} />;
  return room ? <Anteroom room={room} archives={archives} /> : <Waiting text={t('together.wait.joining')} />;
}

/** Enters the room once, and stays in it while this page lives. */
function useRoom(roomSession: RoomSession, address: RoomAddress | undefined): Room | undefined {
  const [room, setRoom] = useState<Room>();
  useEffect(() => {
    if (!address || !canSeal()) return undefined;
    let isGone = false;
    const { inside, service, credentials } = roomSession;
    const held = inside.getState().room;
    if (held && roomCode(held.address) === roomCode(address)) setRoom(held);
    else {
      leaveRoom(roomSession);
      void enterRoom({ address, service, credentials, presents: false }).then((entered) => {
        if (isGone) return entered.leave();
        inside.setState({ room: entered }, true);
        setRoom(entered);
      });
    }
    return () => {
      isGone = true;
      leaveRoom(roomSession);
    };
  }, [roomSession, address]);
  return room;
}

const studiesOf = ({ archive, view }: Live): string => `${archive} ${view.studies.join()}`;

/** What the viewer is opened with: changes with the study only. */
function useOpened(
  room: Room | undefined,
  archives: readonly string[],
  own: readonly string[] | undefined,
): Live | undefined {
  const [opened, setOpened] = useState<Live>();
  useEffect(() => {
    if (!room) return undefined;
    const look = () => {
      const { live } = room.shown.getState();
      const state = room.state.getState();
      if (!live || !archives.includes(live.archive)) return;
      const isFollowing = state.isFollowing && !isPresenting(state);
      setOpened((before) => {
        // Who has something of their own goes back to it.
        if (own && (!isFollowing || live.view.studies.join() === own.join())) return undefined;
        if (before && (studiesOf(before) === studiesOf(live) || !isFollowing)) return before;
        return live;
      });
    };
    look();
    const stops = [room.shown.subscribe(look), room.state.subscribe(look)];
    return () => stops.forEach((stop) => stop());
  }, [room, archives, own]);
  return opened;
}

function Anteroom({ room, archives }: { room: Room; archives: readonly string[] }) {
  const t = useT();
  const { line } = useStore(room.state);
  const live = useStore(room.shown, (shown) => shown.live);
  if (line.is === 'over') {
    return (
      <Waiting text={t(`together.over.${line.reason}`)}>
        <Button kind="primary" onClick={() => window.location.reload()}>
          {t('together.again')}
        </Button>
      </Waiting>
    );
  }
  if (line.is !== 'open') return <Waiting text={t(`together.wait.${line.is}`)} />;
  const isUnknown = live !== undefined && !archives.includes(live.archive);
  return <Waiting text={t(isUnknown ? 'together.wait.archive' : 'together.wait.nobody')} />;
}

function Waiting({ text, children }: { text: string; children?: ReactNode }) {
  const t = useT();
  return (
    <main className={styles['wait']} data-testid="together-wait">
      <Notice
        icon="together"
        title={t('together.wait.title')}
        text={text}
        actions={
          <>
            {children}
            <LinkButton href="#/">{t('together.wait.list')}</LinkButton>
          </>
        }
      />
    </main>
  );
}
