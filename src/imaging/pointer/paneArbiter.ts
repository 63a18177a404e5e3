import {
  firstOf,
  type Claim,
  type Claimant,
  type PairMove,
  type PanePoint,
  type PointerAt,
  type PointerKind,
  type Press,
  type WheelTurn,
} from './claims';

export interface ArbiterParts {
  /** In the order in which they are asked. */
  readonly claimants: readonly Claimant[];
  /** Calls back once a finger has rested for a long press, unless the result is called before. */
  readonly awaitRest: (onRest: () => void) => () => void;
  /** A pointer went down on the picture, before anybody is asked; each is released once. */
  readonly onPress: () => void;
  readonly onRelease: () => void;
}

/** A pointer that is down. */
interface Pressed {
  readonly press: Press;
  last: PanePoint;
  /** The furthest that it was from where it came down, CSS pixels. */
  farPx: number;
}

interface Taken {
  readonly by: Claimant;
  readonly claim: Claim;
  readonly press: Press;
}

/** A press that moves no further is a click of the right button, or a finger that rests. */
const STILL_PX: Readonly<Record<PointerKind, number>> = { mouse: 4, pen: 4, touch: 10 };
/** Two taps within this are a double tap. */
const DOUBLE_MS = 350;
const DOUBLE_PX = 30;
/** A finger lifted no further from where it came down than this tapped. */
const TAP_PX = 6;

const away = ([ax, ay]: PanePoint, [bx, by]: PanePoint) => Math.hypot(bx - ax, by - ay);

/**
 * Reads what the pointers in one pane do, once, and says whose it is: the only place that knows what a drag, a rest, two fingers, a
 * double tap or a click of the right button is. Knows neither the page nor what any of it leads to.
 */
export class PaneArbiter {
  private readonly parts: ArbiterParts;
  private readonly pressed = new Map<number, Pressed>();
  private taken: Taken | undefined;
  private pair: PairMove | undefined;
  private lastTap: (PointerAt & { readonly by: Claimant }) | undefined;
  private lastKind: PointerKind = 'mouse';
  private stopAwaitingRest = () => {};

  constructor(parts: ArbiterParts) {
    this.parts = parts;
  }

  /** `isPrimary` as PointerEvent's: the first finger on the glass. */
  down(press: Press, isPrimary: boolean): void {
    const { id, kind, isOnPicture } = press;
    this.disturb();
    this.lastKind = kind;
    // The first finger on the glass: of one that is still held nobody heard how it left. A mouse has one button at a time.
    this.leave(({ press: old }) => old.id === id || (isPrimary && old.kind === kind));
    // The hand that rests on the glass beside a pen, whichever of them comes first.
    if (kind === 'touch' && this.has('pen')) return;
    if (kind === 'pen') this.leave(({ press: old }) => old.kind === 'touch');
    const isAlone = this.pressed.size === 0;
    this.pressed.set(id, { press, last: press.at, farPx: 0 });
    if (isOnPicture) this.parts.onPress();
    if (isAlone) this.begin(press);
    else this.beginPair();
  }

  /** Whether a pointer is down here, whoever has it. */
  holds(id: number): boolean {
    return this.pressed.has(id);
  }

  /** `all` as of Claim.move. */
  move(id: number, now: PointerAt, all: () => readonly PointerAt[]): void {
    const pressed = this.pressed.get(id);
    if (!pressed) return;
    const before = this.fingers();
    this.note(pressed, now.at);
    const after = this.fingers();
    if (this.pair) {
      if (before && after) this.pair(before, after);
    } else if (this.taken?.press.id === id) this.taken.claim.move(now, all);
  }

  up(id: number, now: PointerAt): void {
    const pressed = this.pressed.get(id);
    if (!pressed) return;
    this.note(pressed, now.at);
    this.disturb();
    const { taken } = this;
    const { press, farPx } = pressed;
    if (taken?.press.id === id) {
      this.taken = undefined;
      taken.claim.release(now);
      if (press.kind === 'touch' && away(press.at, now.at) < TAP_PX) this.tap(taken, now);
    }
    this.forget(id);
    if (press.button === 0 || farPx > STILL_PX[press.kind]) return;
    if (press.button === 2) this.contextMenu({ ...press, ...now });
    else firstOf(this.parts.claimants, (one) => one.click?.({ ...press, ...now }));
  }

  /** The system took a pointer away, or its capture was lost. */
  cancel(id: number): void {
    this.leave(({ press }) => press.id === id);
  }

  /** Something else happens in the pane: no finger rests now. */
  disturb(): void {
    this.stopAwaitingRest();
    this.stopAwaitingRest = () => {};
  }

  contextMenu(press: Press): void {
    firstOf(this.parts.claimants, (one) => one.contextMenu?.(press));
  }

  /** The browser's double click; of fingers it is found here. */
  doublePress(press: Press): void {
    if (this.lastKind !== 'touch') firstOf(this.parts.claimants, (one) => one.doublePress?.(press));
  }

  wheel(turn: WheelTurn): void {
    const by = firstOf(this.parts.claimants, (one) => one.wheel?.(turn));
    if (by?.what === 'held') this.spendHeld();
  }

  /** Passes over the picture with nothing pressed; the cursor to show, undefined: as it was. */
  hover(now: PointerAt): string | undefined {
    if (this.pressed.size > 0) return undefined;
    return firstOf(this.parts.claimants, (one) => one.hover?.(now))?.what;
  }

  /** The pane goes: whatever is under way in it is cancelled. */
  stop(): void {
    this.leave(() => true);
  }

  private begin(press: Press): void {
    const taken = firstOf(this.parts.claimants, (one) => one.press?.(press));
    this.taken = taken && { by: taken.by, claim: taken.what, press };
    if (press.kind === 'touch') this.stopAwaitingRest = this.parts.awaitRest(() => this.rest(press));
  }

  private beginPair(): void {
    if (this.pair || !this.fingers()) return;
    this.cancelTaken();
    this.pair = firstOf(this.parts.claimants, (one) => one.pair?.())?.what;
  }

  private rest(press: Press): void {
    const wish = this.taken?.claim.rest?.() ?? 'yield';
    if (wish === 'stay') return;
    const then = wish === 'yield' ? firstOf(this.parts.claimants, (one) => one.hold?.(press))?.what : wish;
    if (!then) return;
    // It is over for the finger: what was begun does not go on below what opens.
    this.cancel(press.id);
    then();
  }

  private tap({ by: taker, claim }: Taken, now: PointerAt): void {
    const { lastTap } = this;
    const others = this.parts.claimants.filter((one) => one !== taker);
    const by = firstOf(others, (one) => one.tap?.(now))?.by ?? taker;
    const isDouble =
      lastTap?.by === by && now.ms - lastTap.ms < DOUBLE_MS && away(lastTap.at, now.at) < DOUBLE_PX;
    this.lastTap = isDouble ? undefined : { ...now, by };
    if (isDouble && by === taker) claim.doubleTap?.(now);
  }

  /** A button that was held for the wheel has done what it was pressed for. */
  private spendHeld(): void {
    const held = [...this.pressed.values()].filter(({ press }) => press.kind !== 'touch' && press.button > 0);
    if (held.some(({ press }) => press.id === this.taken?.press.id)) this.cancelTaken();
    for (const pressed of held) pressed.farPx = Infinity;
  }

  private note(pressed: Pressed, at: PanePoint): void {
    const { press } = pressed;
    pressed.last = at;
    pressed.farPx = Math.max(pressed.farPx, away(press.at, at));
    if (pressed.farPx > STILL_PX[press.kind]) this.disturb();
  }

  /** Lets go of pointers that will not be heard of again, or are not listened to. */
  private leave(isGone: (pressed: Pressed) => boolean): void {
    for (const [id, pressed] of [...this.pressed]) {
      if (!isGone(pressed)) continue;
      this.disturb();
      if (this.taken?.press.id === id) this.cancelTaken();
      this.forget(id);
    }
  }

  private cancelTaken(): void {
    const { taken } = this;
    this.taken = undefined;
    this.lastTap = undefined;
    taken?.claim.cancel();
  }

  private forget(id: number): void {
    const isOnPicture = this.pressed.get(id)?.press.isOnPicture === true;
    this.pressed.delete(id);
    if (!this.fingers()) this.pair = undefined;
    if (isOnPicture) this.parts.onRelease();
  }

  private has(kind: PointerKind): boolean {
    return [...this.pressed.values()].some(({ press }) => press.kind === kind);
  }

  /** The two that came first of those on the picture. */
  private fingers(): readonly [PanePoint, PanePoint] | undefined {
    if (this.pressed.size < 2) return undefined;
    const [one, other] = [...this.pressed.values()].filter(
      ({ press }) => press.kind === 'touch' && press.isOnPicture,
    );
    return one && other && [one.last, other.last];
  }
}
