import type { PaneOverlay } from '@/imaging/contract/overlays';
import { PAGE_TURNS } from '@/imaging/pane/turns';
import type { CutPlane } from '@/imaging/volume/planeSource';
import type { Placement } from '@/painting/placement';
import { whenRestored } from '@/painting/whenRestored';
import type { Overlay } from '@/view/viewState';
import { drawPiece } from './drawnPiece';
import type { OverlayObject } from './overlayObject';
import { OverlayWork, type OverlayTask, type Worked } from './overlayWork';
import { piecesOnPlane, type PlanePieces } from './planePieces';
import { saidOnPlanes, type PlaneGround } from './planeRelation';

export interface PlaneOverlaysParts {
  readonly host: HTMLElement;
  /** The volume whose planes are shown; undefined: it is not known yet. */
  readonly ground: () => PlaneGround | undefined;
  /** What the view asks for, in the order it is drawn. */
  readonly asked: () => readonly Overlay[];
  readonly objectOf: (overlay: Overlay) => OverlayObject | undefined;
  /** What is said of overlays beside the planes may be otherwise. */
  readonly onSaid: () => void;
  /** The pane shows planes no more. */
  readonly onGone: () => void;
}

/** What all objects have on a plane, by SOP Instance UID. */
type All = ReadonlyMap<string, PlanePieces>;

/** What a drawing is of: the plane, how it is drawn, and how much of the objects was here. */
interface Asked {
  readonly place: string;
  readonly how: string;
  readonly versions: string;
}

interface Kept extends Worked<All> {
  readonly asked: Asked;
  readonly plane: CutPlane;
}

/** A plane of fewer pixels in the same place. */
const coarser = (plane: CutPlane, by: number): CutPlane => ({
  ...plane,
  mmPerPixel: plane.mmPerPixel * by,
  widthPx: Math.ceil(plane.widthPx / by),
  heightPx: Math.ceil(plane.heightPx / by),
});

/** Its picture in the place of the whole one: their middles are one. */
function placementOf(plane: CutPlane, by: number): Placement {
  const { widthPx, heightPx } = coarser(plane, by);
  return [by, 0, 0, by, (plane.widthPx - by * widthPx) / 2, (plane.heightPx - by * heightPx) / 2];
}

/** The canvas above a plane with segments and structures: never of another place than the plane's. */
export class PlaneOverlays {
  private readonly parts: PlaneOverlaysParts;
  private readonly work: OverlayWork<All>;
  private canvas: HTMLCanvasElement | undefined;
  /** The plane on the screen. */
  private plane: CutPlane | undefined;
  private begun: Omit<Kept, keyof Worked<All>> | undefined;
  private kept: Kept | undefined;

  constructor(parts: PlaneOverlaysParts) {
    this.parts = parts;
    this.work = new OverlayWork(PAGE_TURNS, (whole) => {
      this.keep(whole);
      // More may have come while it was worked out.
      this.draw();
    });
  }

  /** Another plane, or the same again, is on the screen. */
  show(plane: CutPlane): void {
    this.plane = plane;
    this.draw();
  }

  /** There is no plane on the screen. */
  hide(): void {
    this.plane = undefined;
    this.clear();
  }

  /** What is on the screen, whole, at once. */
  finish(): void {
    this.work.finish();
  }

  dispose(): void {
    this.hide();
    this.parts.onGone();
    this.canvas?.remove();
    // At once: the garbage of a page that rests is not looked after.
    if (this.canvas) Object.assign(this.canvas, { width: 0, height: 0 });
  }

  /** Objects, or how they are drawn, may be otherwise. */
  draw(): void {
    const { plane, parts } = this;
    const ground = parts.ground();
    if (!plane || !ground || parts.asked().length === 0) return this.clear();
    const asked = this.askedOn(plane, ground);
    const work = this.workOn(plane, ground);
    const { begun } = this;
    const isPlace = begun?.asked.place === asked.place && begun.asked.how === asked.how;
    if (isPlace && begun.asked.versions === asked.versions) return this.paint();
    // While frames come, what is here stands until it is worked out with more of them; each one would begin it anew.
    if (isPlace && this.work.isBusy) return this.paint();
    this.begun = { asked, plane };
    if (isPlace && this.kept) this.work.renew(work);
    else this.keep(this.work.begin(work));
    this.paint();
  }

  /** What is said of overlays beside the planes. */
  status(): readonly PaneOverlay[] {
    const ground = this.plane && this.parts.ground();
    if (!ground) return [];
    return this.parts.asked().flatMap((overlay) => {
      const content = this.parts.objectOf(overlay)?.drawable;
      const said = content && saidOnPlanes(content, overlay, ground);
      if (!said) return [];
      const names = this.kept?.is.get(overlay.sop)?.notAcross ?? [];
      const notAcross = said.said === 'drawn' && names.length > 0 ? { notAcross: names } : {};
      return [{ sop: overlay.sop, ...said, ...notAcross, beside: 0, planes: 0 }];
    });
  }

  private askedOn(plane: CutPlane, ground: PlaneGround): Asked {
    const { centreLps, right, down, mmPerPixel, widthPx, heightPx } = plane;
    const place = [centreLps, right, down, mmPerPixel, widthPx, heightPx];
    const asked = this.parts.asked();
    const ways = ground.registrations?.map(({ from, to, matrix }) => [from, to, matrix]);
    return {
      place: JSON.stringify(place),
      how: JSON.stringify([
        ...[ground.volume.grid.frameOfReference, ways],
        asked.map(({ sop, outline, hidden, shown }) => [sop, outline, hidden, shown]),
      ]),
      versions: asked.map((overlay) => this.parts.objectOf(overlay)?.version ?? -1).join(' '),
    };
  }

  private workOn(plane: CutPlane, ground: PlaneGround): OverlayTask<All> {
    const { asked, objectOf } = this.parts;
    return function* (coarseness) {
      const all = new Map<string, PlanePieces>();
      const cut = coarser(plane, coarseness);
      for (const overlay of asked()) {
        const content = objectOf(overlay)?.drawable;
        if (!content || saidOnPlanes(content, overlay, ground)?.said !== 'drawn') continue;
        all.set(overlay.sop, yield* piecesOnPlane(content, overlay, ground, cut));
      }
      return all;
    };
  }

  private keep(worked: Worked<All> | undefined): void {
    const { begun } = this;
    this.kept = worked && begun && { ...worked, ...begun };
    this.parts.onSaid();
  }

  private clear(): void {
    const isNews = this.begun !== undefined;
    this.work.drop();
    [this.begun, this.kept] = [undefined, undefined];
    // An empty layer over the whole pane costs the compositor as much as the picture.
    if (this.canvas) this.canvas.hidden = true;
    if (isNews) this.parts.onSaid();
  }

  private paint(): void {
    const { kept, plane } = this;
    const pieces = [...(kept?.is.values() ?? [])].flatMap((one) => one.pieces);
    if (!kept || !plane || pieces.length === 0) {
      if (this.canvas) this.canvas.hidden = true;
      return undefined;
    }
    const canvas = this.made();
    canvas.hidden = false;
    canvas.dataset['isCoarse'] = String(kept.coarseness > 1);
    const { widthPx: width, heightPx: height } = plane;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d');
    if (!context) return undefined;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    const placement = placementOf(kept.plane, kept.coarseness);
    const ratio = window.devicePixelRatio || 1;
    for (const overlay of this.parts.asked())
      for (const piece of kept.is.get(overlay.sop)?.pieces ?? [])
        drawPiece(context, piece, placement, overlay, ratio);
    return undefined;
  }

  private made(): HTMLCanvasElement {
    if (this.canvas) return this.canvas;
    const canvas = document.createElement('canvas');
    canvas.dataset['layer'] = 'plane-overlays';
    canvas.setAttribute('aria-hidden', 'true');
    Object.assign(canvas.style, {
      position: 'absolute',
      inset: '0',
      width: '100%',
      height: '100%',
      zIndex: '1',
      pointerEvents: 'none',
    });
    this.parts.host.append(canvas);
    whenRestored(canvas, () => this.paint());
    this.canvas = canvas;
    return canvas;
  }
}
