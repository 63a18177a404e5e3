import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FrameTimes, type DrawnAs } from './frameTimes';
import { Sharpness } from './sharpness';

let nowMs = 0;
let callbacks: (() => void)[] = [];
beforeEach(() => {
  [nowMs, callbacks] = [0, []];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => callbacks.push(run));
  vi.stubGlobal('performance', { now: () => nowMs });
});
afterEach(() => vi.unstubAllGlobals());

interface Device {
  /** Script of a picture, ms. */
  readonly scriptMs: number;
  /** What the browser does with a picture once its frame's callbacks are over, ms. */
  readonly screenMs: number;
  /** Where pictures are drawn. */
  readonly where: 'event' | 'callback' | 'between';
}

/** Runs frames of a page at 60 a second at most; `draw` says what is drawn in the one that counts so. */
function run(
  { scriptMs, screenMs, where }: Device,
  frames: number,
  draw: (at: number) => DrawnAs | undefined,
  listener: Partial<{ told(tookMs: number, as: DrawnAs): void; rested(nowMs: number): void }> = {},
) {
  const told: (readonly [ms: number, as: DrawnAs])[] = [];
  const times = new FrameTimes(
    (ms, as) => {
      told.push([ms, as]);
      listener.told?.(ms, as);
    },
    (atMs) => listener.rested?.(atMs),
  );
  for (let at = 0; at < frames; at++) {
    const began = nowMs;
    const as = draw(at);
    const paint = () => {
      if (as === undefined) return;
      times.drew(as);
      nowMs += scriptMs;
    };
    if (where === 'event') paint();
    const due = callbacks;
    callbacks = [];
    for (const callback of due) callback();
    if (where === 'callback') paint();
    if (as !== undefined) nowMs += screenMs;
    if (where === 'between') paint();
    nowMs = Math.max(nowMs, began + 1000 / 60);
  }
  return told;
}
const round = (told: readonly (readonly [number, DrawnAs])[]) => told.map(([ms]) => Math.round(ms));

test('a frame takes what its script and the screen take, wherever in it pictures are drawn', () => {
  for (const where of ['event', 'callback', 'between'] as const) {
    const slow = run({ scriptMs: 12, screenMs: 40, where }, 10, () => 'all');
    expect(round(slow).length, where).toBeGreaterThan(6);
    expect(new Set(round(slow)), where).toEqual(new Set([52]));
    callbacks = [];
    // The screen alone is what is slow.
    const screen = run({ scriptMs: 1, screenMs: 60, where }, 10, () => 'all');
    expect(new Set(round(screen)), where).toEqual(new Set([61]));
    callbacks = [];
    const fast = run({ scriptMs: 3, screenMs: 5, where }, 10, () => 'all');
    expect(new Set(round(fast)), where).toEqual(new Set([17]));
    callbacks = [];
  }
});

test('frames after which the hand rests are not timed, nor are those of pictures of two kinds', () => {
  for (const where of ['event', 'callback', 'between'] as const) {
    const rare = run({ scriptMs: 3, screenMs: 5, where }, 30, (at) => (at % 4 === 0 ? 'all' : undefined));
    expect(rare, where).toEqual([]);
    const mixed = run({ scriptMs: 3, screenMs: 5, where }, 30, (at) => (at % 2 ? 'all' : 'less'));
    expect(mixed, where).toEqual([]);
  }
  const times = new FrameTimes(
    () => expect.unreachable(),
    () => undefined,
  );
  for (let at = 0; at < 5; at++) {
    times.drew('all');
    times.drew('own');
    expect(times.isFirst).toBe(false);
    for (const callback of callbacks.splice(0)) callback();
    expect(times.isFirst).toBe(true);
  }
});

test('a device slow in its script or on its screen is judged to be, and one that keeps up is not, wherever pictures are drawn', () => {
  for (const where of ['event', 'callback', 'between'] as const)
    for (const [scriptMs, screenMs, isSlow] of [
      [30, 20, true],
      [2, 48, true],
      [8, 20, false],
      [1, 30, false],
      // Each picture alone takes longer than a hand has to rest.
      [450, 20, true],
      [2, 450, true],
    ] as const) {
      const sharpness = new Sharpness();
      let isLess = false;
      run(
        { scriptMs, screenMs, where },
        12,
        () => {
          isLess = sharpness.isLess(nowMs);
          return 'all';
        },
        {
          told: (ms, as) => sharpness.note(ms, as === 'less'),
          rested: (atMs) => sharpness.rested(atMs),
        },
      );
      isLess = sharpness.isLess(nowMs);
      expect(isLess, `${where}, ${scriptMs} + ${screenMs}`).toBe(isSlow);
    }
});
