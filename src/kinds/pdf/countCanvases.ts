import { isPing, type WorkerNotice } from './watch';

const BYTES_PER_PIXEL = 4;

/**
 * Bounds, in a worker, what the canvases of one page hold; groups and patterns have their own, and can be nested without end. Beyond it the worker says `heavy`, and what asked for more breaks off. Counting begins anew where it is asked whether it rests: what
 * is still held then belongs to nobody.
 */
export function boundCanvases(mostBytes: number): void {
  let liveBytes = 0;
  const hold = (width: number, height: number) => {
    liveBytes = Math.max(0, liveBytes + width * height * BYTES_PER_PIXEL);
    if (liveBytes <= mostBytes) return;
    postMessage({ notice: 'heavy' } satisfies WorkerNotice);
    throw new RangeError('the canvases of this page are too large');
  };
  globalThis.OffscreenCanvas = class extends OffscreenCanvas {
    constructor(width: number, height: number) {
      hold(width, height);
      super(width, height);
    }
    override get width(): number {
      return super.width;
    }
    override set width(width: number) {
      hold(width - super.width, this.height);
      super.width = width;
    }
    override get height(): number {
      return super.height;
    }
    override set height(height: number) {
      hold(this.width, height - super.height);
      super.height = height;
    }
  };
  addEventListener('message', ({ data }) => {
    if (!isPing(data)) return;
    liveBytes = 0;
    postMessage({ notice: 'rests' } satisfies WorkerNotice);
  });
}
