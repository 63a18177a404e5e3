import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Credentials } from '@/archive/contract/credentials';
import type { Room } from './room';

export interface Inside {
  readonly room?: Room;
  /** The list of people and the link are open. */
  readonly isOpen?: boolean;
}

/** Where rooms are, and as whom one goes in. */
export interface Rooms {
  /** Path of the relay on this origin. */
  readonly service: string;
  readonly credentials: Credentials;
}

/** Holds the room that this page is in: it outlives the viewer of one study. */
export interface RoomSession extends Rooms {
  readonly inside: StoreApi<Inside>;
}

export const createRoomSession = (service: string, credentials: Credentials): RoomSession => ({
  service,
  credentials,
  inside: createStore(() => ({})),
});

/** Leaves the room, where this page is in one. */
export function leaveRoom({ inside }: RoomSession): void {
  inside.getState().room?.leave();
  inside.setState({}, true);
}
