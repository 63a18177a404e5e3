import { CLOSED } from '@/protocol/room';
import type { RoomLimits } from './limits';
import { RelayRoom, type Admission } from './room';

/** The rooms of one relay, who opened each, and how many lines each person or share has. */
export class RoomRegistry {
  private readonly limits: RoomLimits;
  private readonly rooms = new Map<string, { readonly room: RelayRoom; readonly opener: string }>();
  private readonly lines = new Map<string, number>();

  constructor(limits: RoomLimits) {
    this.limits = limits;
  }

  find(id: string): RelayRoom | undefined {
    return this.rooms.get(id)?.room;
  }

  /** Gives somebody a place in a room, which is opened where it is not there; or the code of why there is none (CLOSED). */
  enter(id: string, { key }: Pick<Admission, 'key'>): RelayRoom | number {
    const { rooms, roomsEach, linesEach } = this.limits;
    const known = this.find(id);
    if (!known) {
      const opened = [...this.rooms.values()].filter(({ opener }) => opener === key).length;
      if (this.rooms.size >= rooms || opened >= roomsEach) return CLOSED.crowded;
    }
    const room = known ?? new RelayRoom();
    const count = this.lines.get(key) ?? 0;
    if (room.isFull || count >= linesEach) return CLOSED.full;
    this.lines.set(key, count + 1);
    if (!known) this.rooms.set(id, { room, opener: key });
    return room;
  }

  /** Gives one place back. */
  leave({ key }: Pick<Admission, 'key'>): void {
    const left = (this.lines.get(key) ?? 1) - 1;
    if (left > 0) this.lines.set(key, left);
    else this.lines.delete(key);
  }

  /** Time passes: rooms that nobody comes back to are closed. */
  tick(nowMs: number): void {
    for (const [id, { room }] of this.rooms) {
      room.tick(nowMs);
      if (room.isOver(nowMs)) this.rooms.delete(id);
    }
  }
}
