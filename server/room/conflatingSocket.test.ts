import { expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { ConflatingSocket } from './conflatingSocket';

/** A line that takes nothing until `drains` is called. */
function line() {
  const sent: string[] = [];
  const taken: (() => void)[] = [];
  const socket = {
    bufferedAmount: 0,
    send: (text: string, done: () => void) => {
      sent.push(text);
      taken.push(done);
      socket.bufferedAmount += text.length;
    },
    close: vi.fn<(code: number) => void>(),
    terminate: vi.fn<() => void>(),
  };
  const drains = () => {
    socket.bufferedAmount = 0;
    for (const done of taken.splice(0)) done();
  };
  return { socket: socket as unknown as WebSocket, sent, drains };
}

test('a line that is behind gets the newest of each kind, and of too many kinds or too much it is told', () => {
  const { socket, sent, drains } = line();
  const exceeded = vi.fn<() => void>();
  const sender = new ConflatingSocket(socket, 0, { messages: 2, chars: 60, exceeded });
  for (const n of [1, 2, 3]) sender.send('a', { n });
  expect(sent).toEqual(['{"n":1}']);
  drains();
  expect(sent).toEqual(['{"n":1}', '{"n":3}']);
  for (let n = 0; n < 50; n += 1) sender.send('a', { n });
  sender.send('b', { n: 1 });
  expect(exceeded).not.toHaveBeenCalled();
  sender.send('c', { n: 1 });
  expect(exceeded).toHaveBeenCalledTimes(1);
  drains();
  drains();
  drains();
  expect(sender.waitingCount).toBe(0);
  sender.send('a', { n: 'x'.repeat(10) });
  sender.send('a', { n: 'x'.repeat(80) });
  expect(exceeded).toHaveBeenCalledTimes(2);
});

test('nothing waits for a line that is being closed', () => {
  const { socket } = line();
  const sender = new ConflatingSocket(socket, -1);
  sender.send('a', {});
  expect(sender.waitingCount).toBe(1);
  sender.close(1000);
  sender.send('b', {});
  expect(sender.waitingCount).toBe(0);
});
