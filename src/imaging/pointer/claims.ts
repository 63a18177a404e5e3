/** In CSS pixels from the corner of a pane's picture. */
export type PanePoint = readonly [x: number, y: number];

export type PointerKind = 'mouse' | 'pen' | 'touch';

/** Of PointerEvent.pointerType. */
export const pointerKind = (type: string): PointerKind =>
  type === 'touch' ? 'touch' : type === 'pen' ? 'pen' : 'mouse';

/** Where a pointer was, and when (Event.timeStamp). */
export interface PointerAt {
  readonly at: PanePoint;
  readonly ms: number;
}

/** Keys that are held beside a pointer; `mod` is Ctrl or Cmd. */
export interface HeldKeys {
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** A pointer that went down in a pane. */
export interface Press extends PointerAt {
  /** PointerEvent.pointerId. */
  readonly id: number;
  readonly kind: PointerKind;
  /** PointerEvent.button: 0 the first, of a finger and a pen's tip too; 1 the middle, 2 the right one, 3 back, 4 forward. */
  readonly button: number;
  /** Absent: none. */
  readonly held?: HeldKeys;
  /** On the picture, not on the words about it. */
  readonly isOnPicture: boolean;
  /** CSS pixels of the page. */
  readonly page: readonly [x: number, y: number];
}

/** What a finger does that rests where it came down: its gesture goes on, whoever wants a rest may have it, or it means this. */
export type Rest = 'stay' | 'yield' | (() => void);

/** A press that somebody took: all that follows of it is his until it is released or cancelled, one of which always comes. */
export interface Claim {
  /** `all`: every place since the last move, oldest first; `now` is the last of them. */
  move(now: PointerAt, all: () => readonly PointerAt[]): void;
  release(now: PointerAt): void;
  /** It leads to nothing: a second finger, a pen beside a hand, a rest, the system or the end of the pane took it. */
  cancel(): void;
  /** Absent: 'yield'. */
  rest?(): Rest;
  /** After the release: the second of two taps of a finger that the same claimant took. */
  doubleTap?(now: PointerAt): void;
}

/** Two fingers on the picture: each move of one of them, as both were and as both are. */
export type PairMove = (
  before: readonly [PanePoint, PanePoint],
  after: readonly [PanePoint, PanePoint],
) => void;

/** A turn of the wheel, or two fingers on a trackpad. */
export interface WheelTurn {
  readonly ctrlKey: boolean;
  /** Absent: none. */
  readonly held?: HeldKeys;
  /** MouseEvent.buttons: which are down; absent: none. */
  readonly buttons?: number;
  readonly deltaY: number;
  readonly deltaMode: number;
  /** Asked for only where it matters: the page may have to be laid out for it. */
  at(): PanePoint;
}

/**
 * Who may take what pointers do in a pane. The arbiter asks claimants in the order of its list; the first that says yes has it, and the
 * others do not hear of it.
 */
export interface Claimant {
  /** A pointer went down, the only one in the pane. */
  press?(press: Press): Claim | undefined;
  /** A second finger came down on the picture. */
  pair?(): PairMove | undefined;
  /** A finger rests, and whoever has its press yields: what is to be done. */
  hold?(press: Press): (() => void) | undefined;
  /** A finger tapped, and somebody else had its press: true, and the tap is his who says so. */
  tap?(now: PointerAt): boolean;
  /** The right button was pressed and released at one place, or what stands for that. */
  contextMenu?(press: Press): boolean;
  /** Likewise another button than the left and the right one. */
  click?(press: Press): boolean;
  /** A mouse or pen was pressed twice at one place. */
  doublePress?(press: Press): boolean;
  /** `held`: taken, and with it the button that is held meanwhile, which is no click and no drag then. */
  wheel?(turn: WheelTurn): boolean | 'held';
  /** A mouse or pen passes over the picture with nothing pressed: the cursor to show, '' for the usual one. */
  hover?(now: PointerAt): string | undefined;
}

/** The first answer that is one. */
export function firstOf<T>(
  claimants: readonly Claimant[],
  ask: (claimant: Claimant) => T | undefined,
): { readonly by: Claimant; readonly what: T } | undefined {
  for (const by of claimants) {
    const what = ask(by);
    if (what !== undefined && what !== false) return { by, what };
  }
  return undefined;
}
