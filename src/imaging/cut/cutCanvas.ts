import type { Look } from '@/painting/look';
import { ONE_TO_ONE, type Placement } from '@/painting/placement';
import type { Drawing } from '@/painting/drawing';
import { halved, reslicePlane } from '@/imaging/volume/reslice';
import type { CutPlane, ReslicedPlane, VolumeFrames } from '@/imaging/volume/planeSource';

/** A plane that takes longer while a hand moves it is drawn with a quarter of its pixels first. */
const SLOW_MS = 14;
/** So long after its last move it is drawn with all of them. */
const REST_MS = 120;

interface Resliced {
  readonly key: string;
  readonly values: VolumeFrames['values'];
  readonly plane: ReslicedPlane;
  readonly isCoarse: boolean;
}

const keyOf = (plane: CutPlane): string => JSON.stringify(plane);

/** The canvas of a plane: resliced when it moves or more of it comes, else only shown otherwise. */
export class CutCanvas {
  readonly canvas = document.createElement('canvas');
  private readonly draw: (canvas: HTMLCanvasElement, drawing: Drawing) => void;
  private readonly sharpen: () => void;
  private last: Resliced | undefined;
  private tookMs = 0;
  private movedAtMs = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param sharpen The hand rests: what was drawn coarse is drawn whole. */
  constructor(host: HTMLElement, draw: CutCanvas['draw'], sharpen: () => void) {
    [this.draw, this.sharpen] = [draw, sharpen];
    const { canvas } = this;
    canvas.dataset['layer'] = 'cut';
    canvas.setAttribute('aria-hidden', 'true');
    Object.assign(canvas.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' });
    host.append(canvas);
  }

  hide(): void {
    this.canvas.style.visibility = 'hidden';
  }

  /** Shows a plane; what was resliced for it, whether any of it waits for images. */
  show(frames: VolumeFrames, plane: CutPlane, look: Look): ReslicedPlane {
    const { canvas } = this;
    const { plane: resliced, isCoarse } = this.resliced(frames, plane);
    if (canvas.width !== plane.widthPx || canvas.height !== plane.heightPx)
      Object.assign(canvas, { width: plane.widthPx, height: plane.heightPx });
    canvas.style.visibility = 'visible';
    this.draw(canvas, {
      picture: resliced.picture,
      look,
      placement: isCoarse ? doubled(plane, resliced) : ONE_TO_ONE,
      isSmooth: true,
    });
    return resliced;
  }

  /** What is on the canvas, whole; undefined while it is coarse. */
  get picture(): ReslicedPlane['picture'] | undefined {
    return this.last?.isCoarse === false ? this.last.plane.picture : undefined;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.canvas.remove();
    // At once: the garbage of a page that rests is not looked after.
    Object.assign(this.canvas, { width: 0, height: 0 });
  }

  private resliced(frames: VolumeFrames, plane: CutPlane): Resliced {
    const key = keyOf(plane);
    const { last } = this;
    const now = performance.now();
    const isSame = last?.key === key && last.values === frames.values;
    if (isSame && (!last.isCoarse || now - this.movedAtMs < REST_MS)) return last;
    if (last !== undefined && last.key !== key) {
      // One step by itself is drawn whole; of many that follow each other the first may be coarse.
      const isMoving = now - this.movedAtMs < REST_MS * 2;
      this.movedAtMs = now;
      if (isMoving && this.tookMs > SLOW_MS) return this.coarse(frames, plane, key);
    }
    const next = { key, values: frames.values, plane: reslicePlane(frames, plane), isCoarse: false };
    this.tookMs = performance.now() - now;
    return (this.last = next);
  }

  private coarse(frames: VolumeFrames, plane: CutPlane, key: string): Resliced {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.sharpen, REST_MS + 10);
    const next = { key, values: frames.values, plane: reslicePlane(frames, halved(plane)), isCoarse: true };
    return (this.last = next);
  }
}

/** A picture of half as many pixels each way in the place of the whole one: their middles are one. */
const doubled = (whole: CutPlane, { picture }: ReslicedPlane): Placement => [
  ...([2, 0, 0, 2] as const),
  whole.widthPx / 2 - picture.columns,
  whole.heightPx / 2 - picture.rows,
];
