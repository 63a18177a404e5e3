import type { Drawing, Way } from './drawing';

/** As many pictures one after the other, each at twice its size. */
const PICTURES = 6;
const SIDE = 256;
/** A way that takes so many times as long is given up at its first picture. */
const HOPELESS = 4;

/** When the next picture may be drawn, and what time it is, in milliseconds. */
export interface PaintClock {
  readonly pause: () => Promise<unknown>;
  readonly now: () => number;
}

const drawing = (at: number): Drawing => ({
  picture: {
    kind: 'grey',
    columns: SIDE,
    rows: SIDE,
    values: Int16Array.from({ length: SIDE * SIDE }, (_, i) => (i * (at + 3)) % 256),
  },
  look: { window: { center: 128, width: 256, curve: 'LINEAR' }, isInverted: false },
  placement: [2, 0, 0, 2, 0.3, 0.3],
  isSmooth: true,
});

/** Milliseconds a picture until it is on the canvas; Infinity where it never is, or where the first takes longer than given. */
async function paceMs(way: Way, { pause, now }: PaintClock, mostMs = Infinity): Promise<number> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 2 * SIDE;
  const context = canvas.getContext('2d');
  if (!context) return Infinity;
  let spentMs = 0;
  // One before them makes programs and room ready, and does not count.
  for (let at = 0; at <= PICTURES; at++) {
    await pause();
    const next = drawing(at);
    const beganMs = now();
    if (way.draw(context, next) !== 'drawn') return Infinity;
    // Drawing is only asked for until somebody looks.
    if (at === PICTURES) context.getImageData(0, 0, 1, 1);
    const tookMs = now() - beganMs;
    if (at === 1 && tookMs > mostMs) return Infinity;
    if (at > 0) spentMs += tookMs;
  }
  return spentMs / PICTURES;
}

/** What takes this share of the other's time is faster; nearer than that, the two are alike and noise decides. */
const CLEARLY = 0.7;

/**
 * Whether a way draws clearly faster than another on this device, by the clock: some pictures each, one at a time. The other is
 * timed before and after: what made it slow for a moment counts for neither.
 */
export async function isFaster(way: Way, than: Way, clock: PaintClock): Promise<boolean> {
  const beforeMs = await paceMs(than, clock);
  const ownMs = await paceMs(way, clock, HOPELESS * beforeMs);
  if (ownMs >= CLEARLY * beforeMs) return false;
  return ownMs < CLEARLY * (await paceMs(than, clock));
}
