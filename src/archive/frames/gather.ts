import type { VerifiedFrame } from '@/archive/contract/archive';
import type { Clock } from '@/archive/http/clock';
import { frameBytes } from './protocol';

/** A message to the page costs both threads as much for one frame as for several: what comes faster than it is painted goes together. */
const GATHER_MS = 12;
const GATHER_BYTES = 4 * 2 ** 20;

export interface Gathered {
  add(frames: readonly VerifiedFrame[]): void;
  /** Sends what is here now, so that what is said next is said after it. */
  flush(): void;
}

/** Frames of a stream on their way to one message: sent when there are enough of them, or after a moment. */
export function gather(clock: Clock, send: (frames: readonly VerifiedFrame[]) => void): Gathered {
  let frames: VerifiedFrame[] = [];
  let bytes = 0;
  let cancel: (() => void) | undefined;
  const flush = () => {
    cancel?.();
    cancel = undefined;
    const here = frames;
    [frames, bytes] = [[], 0];
    if (here.length > 0) send(here);
  };
  return {
    add(more) {
      frames.push(...more);
      bytes += more.reduce((sum, each) => sum + frameBytes(each), 0);
      if (bytes >= GATHER_BYTES) flush();
      else cancel ??= clock.after(GATHER_MS, flush);
    },
    flush,
  };
}
