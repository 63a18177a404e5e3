import { CanvasWay } from './canvasWay';
import type { Way } from './drawing';
import { GlWay } from './glWay';
import { createHandRest, REST_MS, type HandRest } from './handRest';
import { isFaster } from './pace';
import type { Painter } from './painter';
import { isTrue } from './trial';

/** What is kept on a device: the name of a way to draw and when it was measured, and nothing else. */
type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'isocenter.painting';
/** Browsers and drivers are renewed: so long a measurement is believed. */
const BELIEVED_MS = 30 * 24 * 3_600_000;
/** A device is measured when the first series has had its time. */
const FIRST_MS = 5000;

type WayName = 'canvas' | 'gl';

function keptWay(shelf: Shelf | undefined, nowMs: number): WayName | undefined {
  try {
    const kept: unknown = JSON.parse(shelf?.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return undefined;
    const { way, atMs } = kept as Record<string, unknown>;
    if ((way !== 'canvas' && way !== 'gl') || typeof atMs !== 'number') return undefined;
    return nowMs - atMs > BELIEVED_MS ? undefined : way;
  } catch {
    return undefined; // Storage is forbidden, or what stands there is not ours.
  }
}

function keep(shelf: Shelf | undefined, way: WayName, atMs: number): void {
  try {
    shelf?.setItem(KEY, JSON.stringify({ way, atMs }));
  } catch {
    return; // Storage is forbidden or full: it is measured anew next time.
  }
}

/** What the choice is made with; the device's own, but for tests of the choice itself. */
export interface ChoiceParts {
  /** WebGL2 of this device; `isKept`: it was found to be fast before. `onLost`: it draws no more. */
  readonly start: (onLost: () => void, isKept: boolean) => (Way & { dispose(): void }) | undefined;
  readonly isTrue: (way: Way, pause: HandRest['pause']) => Promise<boolean>;
  readonly isFaster: (way: Way, pause: HandRest['pause']) => Promise<boolean>;
  /**
   * Listens to the hand: each piece of the measuring waits until it rests, so that no step of a scroll waits for one. A way
   * that was kept waits for idle moments alone: it is tried, not measured.
   */
  readonly listen: (isKept: boolean) => HandRest;
  /** Resolves when nothing is waited for any more. */
  readonly rest: () => Promise<unknown>;
  readonly nowMs: () => number;
}

const ownParts: ChoiceParts = {
  start: (onLost, isKept) => GlWay.start(onLost, isKept),
  isTrue,
  isFaster: (way, pause) => isFaster(way, new CanvasWay(), { pause, now: () => performance.now() }),
  listen: (isKept) => createHandRest(isKept ? 0 : REST_MS),
  rest: () => new Promise((done) => setTimeout(done, FIRST_MS)),
  nowMs: () => Date.now(),
};

/**
 * Gives a painter WebGL2 where that shows what it should on this device and draws faster than canvas 2D, as measured here: in
 * quiet moments, after a first picture stands; the outcome is kept. The result calls it off.
 */
export function chooseWay(
  painter: Pick<Painter, 'take' | 'leave'>,
  shelf: Shelf | undefined,
  parts = ownParts,
) {
  let isOver = false;
  const kept = keptWay(shelf, parts.nowMs());
  if (kept === 'canvas') return () => undefined;
  const { pause, stop } = parts.listen(kept === 'gl');
  const choose = async () => {
    if (kept === undefined) await parts.rest();
    await pause();
    if (isOver) return;
    let isLost = false;
    const onLost = () => {
      isLost = true;
      painter.leave();
    };
    const way = parts.start(onLost, kept === 'gl');
    const isWanted =
      way !== undefined &&
      (kept === 'gl' || (await parts.isFaster(way, pause))) &&
      (await parts.isTrue(way, pause));
    // What was cut off tells nothing of the device.
    if (!isOver && !isLost) {
      if (isWanted) painter.take(way);
      if (kept === undefined) keep(shelf, isWanted ? 'gl' : 'canvas', parts.nowMs());
    }
    if (!isWanted || isOver) way?.dispose();
  };
  // Whatever it was, canvas 2D draws.
  choose()
    .catch(() => painter.leave())
    .finally(stop);
  return () => {
    isOver = true;
    stop();
  };
}
