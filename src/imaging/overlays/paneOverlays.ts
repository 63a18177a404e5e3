import type { PaneOverlay } from '@/imaging/contract/overlays';
import type { PaneView } from '@/imaging/pane/paneView';
import { toPlacement } from '@/imaging/projection/paneCamera';
import type { Stack, StackFrame } from '@/imaging/stack/stack';
import { toWholePixels, type Placement } from '@/painting/placement';
import { whenRestored } from '@/painting/whenRestored';
import type { Overlay } from '@/view/viewState';
import { drawPiece } from './drawnPiece';
import type { OverlayObject } from './overlayObject';
import { piecesOn, type Piece } from './pieces';
import { saidOf } from './relation';

/** Images whose pieces are kept for each pane: the way back is as quick as the way there. */
const MOST_KEPT = 48;

/** What an object has on an image, as it was drawn last. */
interface Kept {
  readonly key: string;
  readonly pieces: readonly Piece[];
}

export interface PaneOverlaysParts {
  readonly view: PaneView;
  /** All images of the series on the screen. */
  readonly frames: () => Stack['frames'];
  /** What the view asks for, in the order it is drawn. */
  readonly asked: () => readonly Overlay[];
  readonly objectOf: (overlay: Overlay) => OverlayObject | undefined;
  /** What is said of overlays beside the images may be otherwise. */
  readonly onSaid: () => void;
}

/** The canvas above a pane's picture with segments and structures; painted with the picture, by the same placement. */
export class PaneOverlays {
  private readonly parts: PaneOverlaysParts;
  private canvas: HTMLCanvasElement | undefined;
  private readonly kept = new Map<string, Kept>();
  private readonly said = new Map<
    string,
    { readonly key: string; readonly frames: unknown; readonly told: PaneOverlay | undefined }
  >();

  constructor(parts: PaneOverlaysParts) {
    this.parts = parts;
  }

  hide(): void {
    // An empty layer over the whole pane costs the compositor as much as the picture.
    if (this.canvas) this.canvas.hidden = true;
  }

  /** What is said of overlays beside the images on the screen. */
  status(): readonly PaneOverlay[] {
    const { view, frames, asked } = this.parts;
    if (!view.shown) return [];
    return asked().flatMap((overlay) => this.saidOf(overlay, frames()) ?? []);
  }

  draw(): void {
    const { view, asked } = this.parts;
    const { shown, extent } = view;
    if (!shown || extent.width === 0 || asked().length === 0) return this.hide();
    const drawn = asked().map((overlay) => ({ overlay, pieces: this.piecesOf(overlay, shown.frame) }));
    this.parts.onSaid();
    if (drawn.every(({ pieces }) => pieces.length === 0)) return this.hide();
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(extent.width * ratio), Math.round(extent.height * ratio)];
    const canvas = this.made();
    canvas.hidden = false;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d');
    if (!context) return undefined;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    const perCss = width / extent.width;
    const place = placedWith(toPlacement(view.projection, shown.drawn.plane, perCss));
    for (const { overlay, pieces } of drawn)
      for (const piece of pieces)
        drawPiece(context, piece, place(toPlacement(view.projection, piece.plane, perCss)), overlay, ratio);
    return undefined;
  }

  dispose(): void {
    this.kept.clear();
    this.canvas?.remove();
  }

  private piecesOf(overlay: Overlay, image: StackFrame): readonly Piece[] {
    const object = this.parts.objectOf(overlay);
    const content = object?.drawable;
    if (!object || !content || overlay.study !== image.study) return [];
    const name = `${overlay.sop}/${image.imageId}`;
    const { version } = object;
    const key = JSON.stringify([version, overlay.outline, overlay.hidden, overlay.shown]);
    const known = this.kept.get(name);
    if (known?.key === key) return known.pieces;
    const pieces = piecesOn(content, overlay, image, this.parts.frames());
    this.kept.delete(name);
    this.kept.set(name, { key, pieces });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return pieces;
  }

  private saidOf(overlay: Overlay, frames: readonly StackFrame[]): PaneOverlay | undefined {
    const object = this.parts.objectOf(overlay);
    const content = object?.drawable;
    const [first] = frames;
    if (!content || !object || !first || first.study !== overlay.study) return undefined;
    const known = this.said.get(overlay.sop);
    const key = object.facts.state;
    if (known?.key === key && known.frames === frames) return known.told;
    const said = saidOf(content, frames);
    const told = said && { sop: overlay.sop, ...said };
    this.said.set(overlay.sop, { key, frames, told });
    return told;
  }

  private made(): HTMLCanvasElement {
    if (this.canvas) return this.canvas;
    const canvas = document.createElement('canvas');
    canvas.dataset['layer'] = 'overlays';
    canvas.setAttribute('aria-hidden', 'true');
    Object.assign(canvas.style, {
      position: 'absolute',
      inset: '0',
      width: '100%',
      height: '100%',
      pointerEvents: 'none',
    });
    const { element } = this.parts.view;
    const inside = element.querySelector('.viewport-element') ?? element;
    inside.insertBefore(canvas, inside.querySelector('svg'));
    whenRestored(canvas, () => this.draw());
    this.canvas = canvas;
    return canvas;
  }
}

/** The picture may lie on whole pixels, a part of one off: what lies over it is moved with it. */
function placedWith(picture: Placement): (own: Placement) => Placement {
  const whole = toWholePixels(picture);
  const [byX, byY] = [whole[4] - picture[4], whole[5] - picture[5]];
  return ([a, b, c, d, e, f]) => toWholePixels([a, b, c, d, e + byX, f + byY]);
}
