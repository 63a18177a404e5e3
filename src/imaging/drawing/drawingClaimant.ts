import type { PaneView } from '@/imaging/pane/paneView';
import type { Claim, Claimant, PointerAt, Press, Rest } from '@/imaging/pointer/claims';
import type { DrawingController } from './drawingController';
import type { DrawingHit } from './hits';
import { Loupe } from './loupe';
import type { Spot } from './plane2d';

type TwoIds = readonly [before: string | undefined, last: string | undefined];

const idOf = (hit: DrawingHit | undefined): string | undefined => hit?.drawn.mark.id;

/** Takes what a pointer does to drawings in one pane, and shows a finger what it hides. */
export class DrawingClaimant implements Claimant, Claim {
  private readonly view: PaneView;
  private readonly hand: DrawingController;
  private readonly onPress: () => void;
  private readonly loupe: Loupe;
  private isPressed = false;
  private isGone = false;
  private seen: Spot | undefined;
  /** What the last two presses took: both of a double click. */
  private taken: TwoIds = [undefined, undefined];
  /** What the last two taps tapped without moving it. */
  private tapped: TwoIds = [undefined, undefined];
  private lastHeld: DrawingHit | undefined;

  /** @param onPress A pointer is at work in this pane: the keys leave off. */
  constructor(view: PaneView, hand: DrawingController, onPress: () => void = () => undefined) {
    [this.view, this.hand, this.onPress] = [view, hand, onPress];
    this.loupe = new Loupe(view.element);
  }

  press({ button, kind, isOnPicture, at, ms }: Press): Claim | undefined {
    if (button !== 0 || !isOnPicture || this.isGone) return undefined;
    this.onPress();
    const { hand } = this;
    const isOurs = hand.press(this.view, at, ms, kind);
    this.taken = [this.taken[1], idOf(hand.held)];
    if (!isOurs) return undefined;
    this.isPressed = true;
    this.look(at);
    return this;
  }

  move({ at }: PointerAt, all: () => readonly PointerAt[]): void {
    if (this.isGone) return;
    for (const each of all()) this.hand.move(this.view, each.at, each.ms);
    this.look(at);
  }

  release({ at, ms }: PointerAt): void {
    if (this.isGone) return;
    const { held, hasPulled } = this.hand;
    this.letGo();
    this.lastHeld = held;
    this.tapped = [this.tapped[1], hasPulled ? undefined : idOf(held)];
    this.hand.release(this.view, at, ms);
  }

  cancel(): void {
    if (this.isGone) return;
    this.letGo();
    this.hand.cancelPress();
  }

  /** On a drawing it asks for its text; one that draws rests to be exact. */
  rest(): Rest {
    const { held } = this.hand;
    return held && !this.isGone ? () => this.hand.edit(held) : 'stay';
  }

  /** Of a drawing that is not chosen yet, which a finger does not take: a rest asks for its text, a tap chooses it. */
  hold({ kind, isOnPicture, at }: Press): (() => void) | undefined {
    const isFree = kind === 'touch' && isOnPicture && !this.isGone && !this.hand.isMeasuring;
    const hit = isFree ? this.hand.hit(this.view, at, kind) : undefined;
    return hit && (() => this.hand.edit(hit));
  }

  tap({ at }: PointerAt): boolean {
    const hit = this.isGone ? undefined : this.hand.tap(this.view, at);
    this.tapped = [this.tapped[1], idOf(hit)];
    this.lastHeld = hit;
    return hit !== undefined;
  }

  doubleTap(): void {
    const [before, last] = this.tapped;
    if (last !== undefined && last === before && this.lastHeld) this.hand.edit(this.lastHeld);
  }

  /** A double click that draws, or ends a path, is no question for the name of what it has drawn. */
  doublePress({ at, isOnPicture }: Press): boolean {
    if (!isOnPicture) return false;
    const { hand, taken } = this;
    const hit = hand.hit(this.view, at, 'mouse');
    if (hit && taken.every((id) => id !== undefined && id === idOf(hit))) hand.edit(hit);
    return hit !== undefined || hand.isMeasuring;
  }

  hover({ at, ms }: PointerAt): string {
    const { hand } = this;
    hand.move(this.view, at, ms);
    const hit = hand.hover(this.view, at);
    if (hit === undefined) return hand.isMeasuring ? 'crosshair' : '';
    return hit.on === 'handle' ? 'move' : 'pointer';
  }

  /** Another picture is on the screen, or the same one otherwise: what a finger sees of it follows. */
  pictureChanged(): void {
    this.hand.pictureChanged(this.view);
    if (this.seen) this.look(this.seen);
  }

  /** The pane's place on the page goes: what is in the hand there goes back. */
  end(): void {
    if (this.isPressed) this.cancel();
    this.isGone = true;
  }

  private look(spot: Spot): void {
    this.seen = spot;
    const { hand, loupe, view } = this;
    const { graphicsCanvas } = view;
    const layers = () => [view.sharpCanvas(), ...(graphicsCanvas ? [graphicsCanvas] : [])];
    if (hand.wantsLoupe) loupe.show(layers(), spot, hand.drawnIn(view, hand.inLoupe));
    else loupe.hide();
  }

  private letGo(): void {
    this.isPressed = false;
    this.seen = undefined;
    this.loupe.hide();
  }
}
