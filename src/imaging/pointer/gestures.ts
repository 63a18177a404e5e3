import type { Window } from '@/view/viewState';
import type { Claimant } from './claims';
import type { Drag, ToolId } from './tools';

/** A drag's movement since it began and since the last call, in CSS pixels of the pane. */
export interface DragMove {
  readonly start: readonly [x: number, y: number];
  readonly total: readonly [dx: number, dy: number];
  readonly step: readonly [dx: number, dy: number];
}

/** How things stood when a drag began: each of its moves counts from there, whoever serves it by then. */
export interface DragOrigin {
  /** Undefined: nothing that can be windowed was shown. */
  readonly window: Window | undefined;
  readonly zoom: number;
  /** Place of the image that was asked for, from 0. */
  readonly index: number;
}

/** What is done to the picture of a pane, and leads to another ViewState; in CSS pixels of the pane. */
export interface PictureGestures {
  dragStart(): DragOrigin;
  drag(drag: Drag, move: DragMove, from: DragOrigin): void;
  /** Zoom by a factor about a point, and move. */
  pinch(factor: number, about: readonly [x: number, y: number], by: readonly [dx: number, dy: number]): void;
  scroll(images: number): void;
  doubleTap(x: number, y: number): void;
  /** The pixel of the image under a point, the middle of the first at 0, 0; undefined where none stands. */
  pixelAt(x: number, y: number): readonly [column: number, row: number] | undefined;
  /** The mirror image of pixelAt. */
  pointAt(column: number, row: number): readonly [x: number, y: number] | undefined;
}

/** What is done to drawings on the picture of a pane. */
export interface DrawingGestures {
  /** Takes what grabs, begins or goes on with a drawing. */
  readonly drawing: Claimant;
  /** A pointer went down on the picture: what it does until it is released is one step of undo. */
  pressed(): void;
  released(): void;
  /** A step of a drawing that was made before there was anything to draw with. */
  draw(step: DrawingStep): void;
}

/** What the gestures of a pane lead to; everything in CSS pixels of the pane. */
export interface GestureTarget extends Omit<PictureGestures, 'dragStart' | 'drag' | 'pixelAt' | 'pointAt'> {
  /** The tool of the primary button or finger. */
  tool(): ToolId;
  dragStart(drag: Drag): void;
  drag(drag: Drag, move: DragMove): void;
  /** A step of a drawing: done at once, or as soon as there is something to draw with. */
  draw(step: DrawingStep): void;
}

/** What a pointer did with a measuring tool in hand. */
export interface DrawingStep {
  readonly does: 'press' | 'move' | 'release' | 'cancel';
  readonly tool: ToolId;
  readonly at: readonly [x: number, y: number];
  /** Of the event. */
  readonly ms: number;
  /** As PointerEvent.pointerType. */
  readonly pointer: string;
}
