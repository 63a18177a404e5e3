import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  createDecoders,
  DecodeError,
  DecoderDeath,
  DecoderMissing,
  type DecodeApi,
  type DecodePort,
} from './decoders';

/** A worker in words: what it does with a task is up to the test. */
function createWorkers(decode: (task: unknown, worker: number) => Promise<unknown>) {
  const made: { ended: boolean; heard: Record<string, () => void> }[] = [];
  const spawn = () => {
    const state = { ended: false, heard: {} as Record<string, () => void>, number: made.length };
    made.push(state);
    return {
      ...state,
      addEventListener: (event: string, listener: () => void) => (state.heard[event] = listener),
      terminate: () => (state.ended = true),
    } as unknown as DecodePort & { number: number };
  };
  const connect = (port: DecodePort & { number: number }): DecodeApi => ({
    ready: Promise.resolve(),
    decodeTask: (task) => decode(task, port.number),
  });
  return { made, spawn, connect };
}

const NEVER = new Promise<never>(() => undefined);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a codec that hangs is stopped before 10 s are over, and the jobs behind it are done by another worker', async () => {
  const { made, spawn, connect } = createWorkers((task) => (task === 'hang' ? NEVER : Promise.resolve(task)));
  const decoders = createDecoders({ spawn, connect, most: 1 });
  const hung = decoders.run('hang').catch((error: unknown) => error);
  const behind = decoders.run('sound');
  await vi.advanceTimersByTimeAsync(8_999);
  expect(made.map(({ ended }) => ended)).toEqual([false]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await hung).toBeInstanceOf(DecoderDeath);
  expect(await behind).toBe('sound');
  expect(made.map(({ ended }) => ended)).toEqual([true, false]);
});

test('a worker that ends by itself fails its one job at once', async () => {
  const { made, spawn, connect } = createWorkers((task) => (task === 'die' ? NEVER : Promise.resolve(task)));
  const decoders = createDecoders({ spawn, connect, most: 2 });
  const dead = decoders.run('die').catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(0);
  made[0]?.heard['error']?.();
  expect(await dead).toBeInstanceOf(DecoderDeath);
  expect(await decoders.run('sound')).toBe('sound');
});

test('a worker whose codec threw is not trusted with the next frame', async () => {
  // 99400 is what OpenJPEG's C++ exception looks like from outside (notes: security-interop.md 4.3).
  const { made, spawn, connect } = createWorkers((task) =>
    task === 'bad' ? Promise.reject(99400) : Promise.resolve(task),
  );
  const decoders = createDecoders({ spawn, connect, most: 1 });
  const refused = await decoders.run('bad').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DecodeError);
  expect((refused as Error).message).not.toContain('99400');
  expect(await decoders.run('sound')).toBe('sound');
  expect(made.map(({ ended }) => ended)).toEqual([true, false]);
});

test('each worker has one job at a time, and no more workers are made than allowed', async () => {
  const busy = [0, 0];
  let most = 0;
  const { made, spawn, connect } = createWorkers(async (task, worker) => {
    busy[worker] = (busy[worker] ?? 0) + 1;
    most = Math.max(most, ...busy);
    await new Promise((resolve) => setTimeout(resolve, 5));
    busy[worker] = (busy[worker] ?? 0) - 1;
    return task;
  });
  const decoders = createDecoders({ spawn, connect, most: 2, first: [spawn()] });
  const all = Promise.all(Array.from({ length: 9 }, (_, i) => decoders.run(i)));
  await vi.advanceTimersByTimeAsync(100);
  expect(await all).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect([made.length, most]).toEqual([2, 1]);
});

test('after a very large frame a worker is replaced: its memory would stay', async () => {
  const { made, spawn, connect } = createWorkers(() =>
    Promise.resolve({ pixelData: { byteLength: 2 ** 27 } }),
  );
  const decoders = createDecoders({ spawn, connect, most: 1 });
  await decoders.run('large');
  expect(made.map(({ ended }) => ended)).toEqual([true]);
});

test('code that never comes over the line is missing, and the frame is not blamed', async () => {
  const { spawn } = createWorkers(() => NEVER);
  const connect = (): DecodeApi => ({ ready: NEVER, decodeTask: () => NEVER });
  const decoders = createDecoders({ spawn, connect, most: 1, startMs: 50 });
  const late = decoders.run('any').catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(50);
  expect(await late).toBeInstanceOf(DecoderMissing);
});

test('a worker whose own file does not come is missing, and so is a codec that it cannot load', async () => {
  const { made, spawn } = createWorkers(() => NEVER);
  const connect = (): DecodeApi => ({ ready: NEVER, decodeTask: () => NEVER });
  const decoders = createDecoders({ spawn, connect, most: 1 });
  const lost = decoders.run('any').catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(0);
  made[0]?.heard['error']?.();
  expect(await lost).toBeInstanceOf(DecoderMissing);
  for (const words of [
    'Failed to fetch dynamically imported module: https://here/assets/a.js',
    'Aborted(both async and sync fetching of the wasm failed)',
    'Aborted(TypeError: Failed to fetch). Build with -sASSERTIONS for more info.',
    'Importing a module script failed.',
  ]) {
    const other = createWorkers(() => Promise.reject(new Error(words)));
    const refused = await createDecoders({ ...other, most: 1 })
      .run('any')
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DecoderMissing);
    // Asked for again, another worker tries.
    expect(other.made.map(({ ended }) => ended)).toEqual([true]);
  }
});
