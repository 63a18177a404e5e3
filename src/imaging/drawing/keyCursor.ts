import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PointPx } from '@/dicom/geometry/pointPx';
import type { KeyCursorState } from '@/imaging/contract';
import type { PaneView } from '@/imaging/pane/paneView';
import { canvasToPixel, pixelToCanvas } from '@/imaging/projection/paneCamera';
import { KINDS } from '@/measurement/kinds';
import type { DrawingController } from './drawingController';
import { imageStep } from './imageStep';
import type { Spot } from './plane2d';

/** Two presses of a key are never one double click, however fast they follow each other. */
const BETWEEN_MS = 1000;

/** Where the crosshair is: a pixel of an image, in a pane. */
interface Aim {
  readonly view: PaneView;
  readonly px: PointPx;
}

/**
 * Draws by keys alone: a crosshair on the picture that moves by pixels, and presses as a pointer would there. So it draws
 * every kind as its row says: points one after the other, strokes and regions from one press to the next.
 */
export class KeyCursor {
  readonly state: StoreApi<KeyCursorState> = createStore<KeyCursorState>(() => ({}));
  private readonly hand: DrawingController;
  private readonly paint: (view: PaneView, spot: Spot | undefined) => void;
  private aim: Aim | undefined;
  private isHolding = false;
  private ms = 0;

  /** @param paint Shows the crosshair at a place of a pane, or takes it away. */
  constructor(hand: DrawingController, paint: (view: PaneView, spot: Spot | undefined) => void) {
    this.hand = hand;
    this.paint = paint;
  }

  /** Shows the crosshair, in the middle of what is seen of the image; where it is shown, sets a point there. False: no tool measures. */
  press(view: PaneView): boolean {
    if (!this.hand.isMeasuring || !view.seen) return false;
    if (this.aim?.view !== view) return this.show(view);
    const spot = this.spotOf(this.aim);
    this.ms += BETWEEN_MS;
    if (this.isHolding) this.hand.release(view, spot, this.ms);
    else this.hand.press(view, spot, this.ms, 'mouse');
    this.isHolding = !this.isHolding && this.mustHold();
    if (!this.isHolding) this.hand.release(view, spot, this.ms);
    this.tell(this.isHolding ? 'held' : this.hand.draft ? 'set' : 'done');
    return true;
  }

  /** Moves the crosshair towards sides of the screen, by image pixels, as far as the image and the pane go; false where it is not shown. */
  steer(view: PaneView, right: number, down: number): boolean {
    const { aim } = this;
    const by = aim?.view === view ? imageStep(view, right, down) : undefined;
    const frame = view.seen?.frame;
    if (!aim || !by || !frame) return false;
    const within = (value: number, count: number) => Math.min(Math.max(value, 0), count - 1);
    const px: PointPx = [within(aim.px[0] + by[0], frame.columns), within(aim.px[1] + by[1], frame.rows)];
    const spot = this.spotOf({ view, px });
    const { width, height } = view.extent;
    const isInSight = spot[0] >= 0 && spot[1] >= 0 && spot[0] <= width && spot[1] <= height;
    if (isInSight) {
      this.aim = { view, px };
      this.ms += BETWEEN_MS;
      this.hand.move(view, spot, this.ms);
      this.follow(view);
      this.tell('moved');
    }
    return true;
  }

  /** What is drawn from one press of a key to the next is under way: no pointer holds it. */
  get holds(): boolean {
    return this.isHolding;
  }

  /** Whether it is shown in a pane. */
  isIn(view: PaneView): boolean {
    return this.aim?.view === view;
  }

  /** Takes the crosshair away; false where none was shown. */
  hide(): boolean {
    const { aim } = this;
    if (!aim) return false;
    this.aim = undefined;
    this.isHolding = false;
    this.paint(aim.view, undefined);
    this.state.setState({}, true);
    return true;
  }

  /** What was being drawn was given up. */
  cancelled(): void {
    this.isHolding = false;
    if (this.aim) this.tell('given-up');
  }

  /** The picture of a pane changed, or lies elsewhere: the crosshair stays on its pixel, where there is one. */
  follow(view: PaneView): void {
    if (this.aim?.view !== view) return;
    const frame = view.seen?.frame;
    const [column, row] = this.aim.px;
    if (!frame || column >= frame.columns || row >= frame.rows) return void this.hide();
    if (this.isHolding && !this.hand.draft && !this.hand.held) this.isHolding = false;
    this.paint(view, this.spotOf(this.aim));
  }

  private show(view: PaneView): boolean {
    const { seen, projection, extent } = view;
    if (!seen) return false;
    this.hide();
    const { columns, rows } = seen.frame;
    const middle = canvasToPixel(projection, seen.drawn.plane, extent.width / 2, extent.height / 2);
    const [column, row] = middle.map(Math.round);
    const px: PointPx = [
      Math.min(Math.max(column ?? 0, 0), columns - 1),
      Math.min(Math.max(row ?? 0, 0), rows - 1),
    ];
    this.aim = { view, px };
    this.follow(view);
    this.tell('shown');
    return true;
  }

  private spotOf({ view, px }: Aim): Spot {
    const { seen, projection } = view;
    return seen ? pixelToCanvas(projection, seen.drawn.plane, ...px) : [0, 0];
  }

  /** A stroke, a region that grows and what is moved go on to the next press. */
  private mustHold(): boolean {
    const { draft, held } = this.hand;
    const by = draft && KINDS[draft.kind].hand.by;
    return held !== undefined || by === 'stroke' || by === 'grow';
  }

  private tell(said: NonNullable<KeyCursorState['said']>): void {
    const { aim } = this;
    if (aim) this.state.setState({ said, at: { column: aim.px[0] + 1, row: aim.px[1] + 1 } }, true);
  }
}
