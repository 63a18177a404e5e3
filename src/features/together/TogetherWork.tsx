import { useEffect } from 'react';
import { useStore } from 'zustand';
import { bindViewer, type Place } from './bindViewer';
import { leaveRoom, type Door } from './door';
import type { Room } from './room';
import { TogetherBar } from './TogetherBar';
import './texts';

interface TogetherWorkProps extends Place {
  readonly door: Door;
  /** The room was left: the address is this page's own again. */
  onLeft(): void;
}

/** Ties the viewer to the room that this page is in, and says how things stand there. */
export default function TogetherWork({ door, ...rest }: TogetherWorkProps) {
  const room = useStore(door.inside, (inside) => inside.room);
  return room ? <Inside key={room.address.room} {...{ room, door }} {...rest} /> : null;
}

function Inside({ room, door, archive, views, engine, onLeft }: TogetherWorkProps & { room: Room }) {
  const isOpen = useStore(door.inside, (inside) => inside.isOpen === true);
  useEffect(() => bindViewer(room, { archive, views, engine }), [room, archive, views, engine]);
  const leave = () => {
    leaveRoom(door);
    onLeft();
  };
  const onOpen = (isOpen: boolean) => door.inside.setState({ isOpen });
  return <TogetherBar {...{ room, isOpen, onOpen }} onLeave={leave} />;
}
