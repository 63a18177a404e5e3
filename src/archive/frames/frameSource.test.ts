import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FrameKey, StreamState, VerifiedFrame } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import { phantom } from '@/archive/testing/phantomFile';
import { createFrameSource } from './frameSource';
import { toPlain, type WorkerOrder, type WorkerReport } from './protocol';
import type { FramePort } from './workerLine';

const phantoms = [phantom(0), phantom(1), phantom(2)];
const instances = phantoms.map(({ instance }) => instance);
const QUIET = new AbortController().signal;

const keyOf = (slice: number): FrameKey => {
  const { study, series, sop } = instances[slice] ?? phantom(slice).instance;
  return { study, series, sop, frame: 1 };
};
const frameOf = (slice: number): VerifiedFrame => ({
  ...keyOf(slice),
  form: 'values',
  values: new Int16Array(8),
  min: 0,
  max: 0,
  slope: 1,
  intercept: 0,
  transferSyntax: '1.2.840.10008.1.2.1',
});

/** A worker that only listens; the test speaks for it. Everything handed over at once, without waiting for a picture. */
function start() {
  const orders: WorkerOrder[] = [];
  const ears: { message: (event: { data: WorkerReport }) => void; error: () => void } = {
    message: () => undefined,
    error: () => undefined,
  };
  let made = 0;
  const createPort = (): FramePort => {
    made += 1;
    return {
      postMessage: (order) => void orders.push(order),
      addEventListener: (type: string, heard: never) => void Object.assign(ears, { [type]: heard }),
      terminate: () => undefined,
    };
  };
  const later: (() => void)[] = [];
  const source = createFrameSource('http://archive/dicom-web', createPort, {
    later: (run) => void later.push(run),
  });
  return {
    source,
    orders,
    made: () => made,
    say: (data: WorkerReport) => ears.message({ data }),
    die: () => ears.error(),
    paint: () => later.splice(0).forEach((run) => run()),
  };
}

function listen() {
  const told: string[] = [];
  const listener = {
    frame: (frame: VerifiedFrame) => void told.push(`frame ${frame.sop}`),
    failed: (key: FrameKey, error: ArchiveError) => void told.push(`failed ${key.sop} ${error.fault}`),
    state: (state: StreamState) => void told.push(state.phase),
  };
  return { told, listener };
}

test('the worker is made on first use, once', () => {
  const { source, made, orders } = start();
  expect(made()).toBe(0);
  source.warm();
  source.warm();
  expect(made()).toBe(1);
  expect(orders).toEqual([{ order: 'open', root: 'http://archive/dicom-web' }]);
});

test('frames, failures and states come in the order they were sent, with the next picture', () => {
  const { source, say, paint, orders } = start();
  const { told, listener } = listen();
  source.stream(instances, () => false, listener, QUIET);
  const id = 1;
  say({ report: 'frames', id, frames: [frameOf(0), frameOf(1)] });
  say({ report: 'failed', id, key: keyOf(2), error: { fault: 'malformed', message: '', details: {} } });
  say({ report: 'state', id, state: { phase: 'done' } });
  expect(told).toEqual([]);
  paint();
  const sops = phantoms.map(({ sop }) => sop);
  expect(told).toEqual([`frame ${sops[0]}`, `frame ${sops[1]}`, `failed ${sops[2]} malformed`, 'done']);
  expect(orders.at(-1)).toEqual({ order: 'taken', id, bytes: 32 });
});

test('frames had meanwhile are not told of again', () => {
  const { source, say, paint } = start();
  const { told, listener } = listen();
  const had = new Set<string>();
  source.stream(instances, ({ sop }) => had.has(sop), listener, QUIET);
  had.add(keyOf(0).sop);
  say({ report: 'frames', id: 1, frames: [frameOf(0), frameOf(1)] });
  paint();
  expect(told).toEqual([`frame ${keyOf(1).sop}`]);
});

test('a frame that the stream brings answers a pending request for it, which is stopped', async () => {
  const { source, say, orders } = start();
  source.stream(instances, () => false, listen().listener, QUIET);
  const asked = source.one(keyOf(1), instances[1] ?? phantom(1).instance, QUIET);
  say({ report: 'frames', id: 1, frames: [frameOf(1)] });
  await expect(asked).resolves.toMatchObject({ sop: keyOf(1).sop });
  expect(orders.at(-1)).toEqual({ order: 'stop', id: 2 });
});

test('a frame that waits in a stream to be handed over is not asked for again', async () => {
  const { source, say, orders, paint } = start();
  const { told, listener } = listen();
  source.stream(instances, () => false, listener, QUIET);
  say({ report: 'frames', id: 1, frames: [frameOf(1)] });
  await expect(source.one(keyOf(1), phantom(1).instance, QUIET)).resolves.toMatchObject(keyOf(1));
  expect(orders.filter(({ order }) => order === 'one')).toEqual([]);
  paint();
  expect(told).toEqual([`frame ${keyOf(1).sop}`]);
});

test('nothing is told after an abort, and the worker hears of it', async () => {
  const { source, say, paint, orders } = start();
  const { told, listener } = listen();
  const stopper = new AbortController();
  source.stream(instances, () => false, listener, stopper.signal);
  const asked = source.one(keyOf(0), instances[0] ?? phantom(0).instance, stopper.signal);
  say({ report: 'frames', id: 1, frames: [frameOf(2)] });
  stopper.abort();
  paint();
  expect(told).toEqual([]);
  await expect(asked).rejects.toMatchObject({ fault: 'aborted' });
  expect(orders.filter(({ order }) => order === 'stop').map((order) => 'id' in order && order.id)).toEqual([
    1, 2,
  ]);
});

test('errors keep their fault, status and details on the way from the worker', async () => {
  const { source, say } = start();
  const asked = source.one(keyOf(0), instances[0] ?? phantom(0).instance, QUIET);
  const error = { fault: 'malformed', message: 'short', status: 200, details: { received: 3 } } as const;
  say({ report: 'one-failed', id: 1, error });
  await expect(asked).rejects.toMatchObject({ name: 'ArchiveError', ...error });
});

test('when the worker dies, requests are told, streams go on in another, and at last are given up', async () => {
  const { source, die, orders, made } = start();
  const { told, listener } = listen();
  source.stream(instances, ({ sop }) => sop === keyOf(0).sop, listener, QUIET);
  const asked = source.one(keyOf(1), instances[1] ?? phantom(1).instance, QUIET);
  die();
  await expect(asked).rejects.toMatchObject({ fault: 'malformed', details: { what: 'worker' } });
  expect(made()).toBe(2);
  expect(orders.at(-1)).toMatchObject({ order: 'stream', id: 1, had: [`${keyOf(0).sop}/1`] });
  expect(told).toEqual([]);
  die();
  die();
  expect(told).toEqual([`failed ${keyOf(1).sop} malformed`, `failed ${keyOf(2).sop} malformed`, 'done']);
});

describe('a stream begun ahead', () => {
  const NONE = () => false;
  const orderNames = (orders: readonly WorkerOrder[]) =>
    orders.map((order) => ('id' in order ? `${order.order} ${order.id}` : order.order));
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is overheard while it waits, and after; its frames stay', () => {
    const { source, say, paint, orders } = start();
    source.ahead(instances, NONE);
    say({ report: 'frames', id: 1, frames: [frameOf(0)] });
    const heard: string[] = [];
    const refused: string[] = [];
    const refusal = toPlain(new ArchiveError('wrong-object', 'frame: other bytes'));
    say({ report: 'failed', id: 1, key: keyOf(3), error: refusal });
    const stop = source.overhear?.({
      frame: ({ sop }) => void heard.push(sop),
      failed: ({ sop }, { fault }) => void refused.push(`${sop} ${fault}`),
    });
    say({ report: 'frames', id: 1, frames: [frameOf(1)] });
    expect(heard).toEqual([keyOf(0).sop, keyOf(1).sop]);
    say({ report: 'failed', id: 1, key: keyOf(4), error: refusal });
    expect(refused).toEqual([3, 4].map((at) => `${keyOf(at).sop} wrong-object`));
    // The worker is held back still.
    expect(orderNames(orders)).toEqual(['open', 'stream 1']);
    const { told, listener } = listen();
    source.stream(instances, NONE, listener, QUIET);
    paint();
    expect(told.slice(0, 2)).toEqual([`frame ${keyOf(0).sop}`, `frame ${keyOf(1).sop}`]);
    say({ report: 'frames', id: 1, frames: [frameOf(2)] });
    expect(heard).toHaveLength(3);
    stop?.();
    say({ report: 'frames', id: 1, frames: [frameOf(2)] });
    expect(heard).toHaveLength(3);
  });

  test('keeps its frames and holds the worker back until somebody takes it over, in whatever order of images', () => {
    const { source, say, paint, orders } = start();
    source.ahead(instances, ({ sop }) => sop === keyOf(0).sop);
    say({ report: 'frames', id: 1, frames: [frameOf(1)] });
    paint();
    expect(orderNames(orders)).toEqual(['open', 'stream 1']);
    const { told, listener } = listen();
    source.stream([...instances].reverse(), ({ sop }) => sop === keyOf(0).sop, listener, QUIET);
    paint();
    expect(told).toEqual([`frame ${keyOf(1).sop}`]);
    expect(orderNames(orders)).toEqual(['open', 'stream 1', 'taken 1']);
    say({ report: 'state', id: 1, state: { phase: 'done' } });
    paint();
    expect(told.at(-1)).toBe('done');
  });

  test.each([
    ['other images', instances.slice(1), NONE],
    ['a frame that it was told is had', instances, NONE],
  ])('ends when %s are wanted, and another begins', (_, wanted, has) => {
    const { source, orders } = start();
    source.ahead(instances, ({ sop }) => sop === keyOf(0).sop);
    source.stream(wanted, has, listen().listener, QUIET);
    expect(orderNames(orders)).toEqual(['open', 'stream 1', 'stop 1', 'stream 2']);
  });

  test('ends where it was refused for want of a sign-in, and is asked for anew by whoever takes it over', () => {
    const { source, say, paint, orders } = start();
    source.ahead(instances, NONE);
    const error = toPlain(new ArchiveError('unauthorised', 'sign in', { status: 401 }));
    say({ report: 'failed', id: 1, key: keyOf(0), error });
    say({ report: 'state', id: 1, state: { phase: 'done' } });
    const { told, listener } = listen();
    source.stream(instances, NONE, listener, QUIET);
    paint();
    expect(orderNames(orders)).toEqual(['open', 'stream 1', 'stop 1', 'stream 2']);
    expect(told).toEqual([]);
    say({ report: 'frames', id: 2, frames: [frameOf(0)] });
    paint();
    expect(told).toEqual([`frame ${keyOf(0).sop}`]);
  });

  test('is not begun of a series that may be read a part at a time; a part says that it is one', () => {
    const { source, orders } = start();
    const [first = phantom(0).instance] = instances;
    source.ahead([{ ...first, frames: 2 ** 26 }], NONE);
    expect(orderNames(orders)).toEqual([]);
    source.stream(instances, NONE, listen().listener, QUIET, true);
    expect(orders.at(-1)).toMatchObject({ order: 'stream', isPart: true });
  });

  test('comes whole where it is small, before anybody takes it over; else as much as a window holds', () => {
    const { source, orders } = start();
    source.ahead(instances, NONE, 2 ** 30);
    expect(orders.at(-1)).toMatchObject({ order: 'stream', windowBytes: 2 ** 30 });
    source.ahead(instances, NONE, 1);
    expect(orders.at(-1)).toMatchObject({ order: 'stream', id: 2 });
    expect(orders.at(-1)).not.toHaveProperty('windowBytes');
  });

  test('ends when nobody comes', () => {
    const { source, orders } = start();
    source.ahead(instances, NONE);
    vi.advanceTimersByTime(60_000);
    expect(orderNames(orders)).toEqual(['open', 'stream 1', 'stop 1']);
  });

  test('goes on past that time once taken over, and stops with the signal of who took it', () => {
    const { source, orders } = start();
    const stopper = new AbortController();
    source.ahead(instances, NONE);
    source.stream(instances, NONE, listen().listener, stopper.signal);
    vi.advanceTimersByTime(60_000);
    expect(orderNames(orders)).toEqual(['open', 'stream 1']);
    stopper.abort();
    expect(orderNames(orders)).toEqual(['open', 'stream 1', 'stop 1']);
  });

  test('is forgotten when the worker dies', () => {
    const { source, die, orders } = start();
    const { told, listener } = listen();
    source.ahead(instances, NONE);
    die();
    source.stream(instances, NONE, listener, QUIET);
    expect(orderNames(orders)).toEqual(['open', 'stream 1', 'open', 'stream 2']);
    expect(told).toEqual([]);
  });
});

test('what came of an object that is described in two ways is handed to nobody, and it is asked for as such', () => {
  const { source, say, paint, orders } = start();
  const { told, listener } = listen();
  source.stream(instances, () => false, listener, QUIET);
  say({ report: 'frames', id: 1, frames: [frameOf(0), frameOf(1)] });
  const [, second] = instances;
  if (!second) throw new Error('no object');
  const heard = listen();
  source.overhear?.(heard.listener);
  source.contradict(second);
  paint();
  say({ report: 'frames', id: 1, frames: [frameOf(1), frameOf(2)] });
  paint();
  const [first, other, third] = [0, 1, 2].map((at) => keyOf(at).sop);
  expect(told).toEqual([`frame ${first}`, `frame ${third}`]);
  expect(heard.told).toEqual([`failed ${other} malformed`, `frame ${third}`]);
  // The worker goes on: all that it sent was taken.
  expect(orders.filter(({ order }) => order === 'taken')).toHaveLength(2);
  void source.one(keyOf(1), second, QUIET);
  expect(orders.at(-1)).toMatchObject({ order: 'one', wanted: { doubt: 'duplicate' } });
});
