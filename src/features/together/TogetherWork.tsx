import { useLayoutEffect, useState } from 'react';
import { useStore } from 'zustand';
import { bindViewer, watchHand, type Hand, type RoomPlace } from './bindViewer';
import { leaveRoom, type RoomSession } from './roomSession';
import type { Room } from './room';
import { TogetherBar } from './TogetherBar';

interface TogetherWorkProps extends RoomPlace {
  readonly roomSession: RoomSession;
  /** The room was left: the address is this page's own again. */
  onLeft(): void;
}

/** Ties the viewer to the room that this page is in, and says how things stand there. */
export default function TogetherWork({ roomSession, ...rest }: TogetherWorkProps) {
  const room = useStore(roomSession.inside, (inside) => inside.room);
  return room ? <Inside key={room.address.room} {...{ room, roomSession }} {...rest} /> : null;
}

function Inside({
  room,
  roomSession,
  archive,
  views,
  engine,
  summonEngine,
  isServing,
  onLeft,
}: TogetherWorkProps & { room: Room }) {
  const isOpen = useStore(roomSession.inside, (inside) => inside.isOpen === true);
  const [hand, setHand] = useState<Hand>();
  // Both before the bar can be seen: a key pressed between its words and the tie would be taken back. What is done before
  // the engine is there comes later.
  useLayoutEffect(() => {
    const watched = watchHand();
    setHand(watched);
    return watched.stop;
  }, []);
  useLayoutEffect(
    () => hand && bindViewer(room, { archive, views, engine, summonEngine, isServing }, hand),
    [room, archive, views, engine, summonEngine, isServing, hand],
  );
  const leave = () => {
    leaveRoom(roomSession);
    onLeft();
  };
  const onOpen = (isOpen: boolean) => roomSession.inside.setState({ isOpen });
  return <TogetherBar {...{ room, isOpen, onOpen }} onLeave={leave} />;
}
