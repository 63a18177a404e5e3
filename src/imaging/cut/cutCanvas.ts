import type { Look } from '@/painting/look';
import { ONE_TO_ONE, type Placement } from '@/painting/placement';
import type { Drawing, Over } from '@/painting/drawing';
import type { CutPlane, ReslicedPlane, VolumeFrames } from '@/imaging/volume/planeSource';
import { PAGE_TURNS } from '@/imaging/pane/turns';
import { PlaneWork, type Shown } from './planeWork';

/** What is laid over a plane: its volume, and how its values are shown. */
export type Overlaid = Omit<Over, 'picture'> & { readonly frames: VolumeFrames };

/** Segments and structures above a plane, drawn with it. */
export interface LaidAbove {
  show(plane: CutPlane): void;
  hide(): void;
  /** What is on the screen, whole, at once. */
  finish(): void;
  dispose(): void;
}

/** What a plane's canvas is drawn with. */
export interface CutCanvasParts {
  readonly draw: (canvas: HTMLCanvasElement, drawing: Drawing) => void;
  /** What is laid over the plane now. */
  readonly over: () => Overlaid | undefined;
  /** Lays segments and structures above the planes of a pane. */
  readonly layAbove: (host: HTMLElement) => LaidAbove;
}

/** The canvas of a plane: resliced when it moves or more of it comes, else only shown otherwise. */
export class CutCanvas {
  readonly canvas = document.createElement('canvas');
  private readonly parts: CutCanvasParts;
  private readonly work: PlaneWork;
  private last: Shown | undefined;
  private readonly laid: LaidAbove;

  /** @param sharpen What was drawn coarse is there as a whole: it is to be shown again. */
  constructor(host: HTMLElement, parts: CutCanvasParts, sharpen: () => void) {
    this.parts = parts;
    this.work = new PlaneWork(PAGE_TURNS, sharpen);
    const { canvas } = this;
    canvas.dataset['layer'] = 'cut';
    canvas.setAttribute('aria-hidden', 'true');
    // Above what Cornerstone lays there, whenever that comes.
    host.style.isolation = 'isolate';
    Object.assign(canvas.style, {
      position: 'absolute',
      inset: '0',
      width: '100%',
      height: '100%',
      zIndex: '1',
    });
    host.append(canvas);
    this.laid = parts.layAbove(host);
  }

  hide(): void {
    this.canvas.style.visibility = 'hidden';
    this.laid.hide();
  }

  /** Shows a plane; what was resliced for it, whether any of it waits for images. */
  show(frames: VolumeFrames, plane: CutPlane, look: Look): ReslicedPlane {
    const { canvas } = this;
    const above = this.parts.over();
    const { plane: resliced, over, isCoarse } = (this.last = this.work.ask(frames, plane, above?.frames));
    if (canvas.width !== plane.widthPx || canvas.height !== plane.heightPx)
      Object.assign(canvas, { width: plane.widthPx, height: plane.heightPx });
    canvas.style.visibility = 'visible';
    canvas.dataset['isCoarse'] = String(isCoarse);
    this.parts.draw(canvas, {
      picture: resliced.picture,
      look,
      over: over && above && { picture: over.picture, look: above.look, opacity: above.opacity },
      placement: isCoarse ? doubled(plane, resliced) : ONE_TO_ONE,
      isSmooth: true,
    });
    this.laid.show(plane);
    return resliced;
  }

  /** What is on the canvas, whole; undefined while it is coarse. */
  get picture(): ReslicedPlane['picture'] | undefined {
    return this.last?.isCoarse === false ? this.last.plane.picture : undefined;
  }

  /** What is coarse is drawn whole at once: somebody is about to copy it. */
  finish(): void {
    this.work.finish();
    this.laid.finish();
  }

  dispose(): void {
    this.work.drop();
    this.laid.dispose();
    this.canvas.remove();
    // At once: no garbage is collected in a page that rests.
    Object.assign(this.canvas, { width: 0, height: 0 });
  }
}

/** A picture of half as many pixels each way in the place of the whole one: their middles are one. */
const doubled = (whole: CutPlane, { picture }: ReslicedPlane): Placement => [
  ...([2, 0, 0, 2] as const),
  whole.widthPx / 2 - picture.columns,
  whole.heightPx / 2 - picture.rows,
];
