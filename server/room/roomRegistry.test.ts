import { expect, test } from 'vitest';
import { CLOSED } from '@/protocol/room';
import { ROOM_LIMITS } from './limits';
import { RelayRoom } from './room';
import { RoomRegistry } from './roomRegistry';

const registry = (limits: Partial<typeof ROOM_LIMITS | Record<string, number>>) =>
  new RoomRegistry({ ...ROOM_LIMITS, ...limits });

test('one person opens so many rooms, and others still open theirs', () => {
  const rooms = registry({ roomsEach: 1 });
  expect(rooms.enter('a', { key: 'one' })).toBeInstanceOf(RelayRoom);
  expect(rooms.enter('b', { key: 'one' })).toBe(CLOSED.crowded);
  expect(rooms.enter('b', { key: 'other' })).toBeInstanceOf(RelayRoom);
  // A room that is there is entered by whoever may.
  expect(rooms.enter('b', { key: 'one' })).toBe(rooms.find('b'));
});

test('a place given back is free again', () => {
  const rooms = registry({ linesEach: 1 });
  rooms.enter('a', { key: 'one' });
  expect(rooms.enter('a', { key: 'one' })).toBe(CLOSED.full);
  rooms.leave({ key: 'one' });
  expect(rooms.enter('a', { key: 'one' })).toBeInstanceOf(RelayRoom);
});
