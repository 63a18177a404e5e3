import type { ToolId } from './tools';
import type { Window } from '@/view/viewState';
import { createWheelCounter } from './gestureMath';
import { listenToWheel } from './wheelInput';

/** What a drag does. */
export type Drag = 'window' | 'pan' | 'zoom' | 'scroll';

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
  /** A measurement under the pointer takes the drag itself. */
  isOnMeasurement(x: number, y: number, isTouch: boolean): boolean;
  /** A second finger came: what the first began to draw is taken back. */
  cancelDrawing(): void;
  /** A step of a drawing that was made before there was anything to draw with. */
  draw(step: DrawingStep): void;
}

/** What the gestures of a pane lead to; everything in CSS pixels of the pane. */
export interface GestureTarget
  extends DrawingGestures, Omit<PictureGestures, 'dragStart' | 'drag' | 'pixelAt' | 'pointAt'> {
  /** The tool of the primary button or finger. */
  tool(): ToolId;
  touched(): void;
  dragStart(drag: Drag): void;
  drag(drag: Drag, move: DragMove): void;
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

const DRAGS: Partial<Record<ToolId, Drag>> = { window: 'window', pan: 'pan', zoom: 'zoom', scroll: 'scroll' };

/** Mouse buttons as PointerEvent.button: middle pans, right windows, whatever the tool. */
const BUTTON_DRAGS: Record<number, Drag> = { 1: 'pan', 2: 'window' };

type Point = readonly [x: number, y: number];
const distance = ([ax, ay]: Point, [bx, by]: Point) => Math.max(1, Math.hypot(bx - ax, by - ay));
const middle = ([ax, ay]: Point, [bx, by]: Point): Point => [(ax + bx) / 2, (ay + by) / 2];

const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_PX = 30;

/**
 * View gestures of one pane: they change the ViewState and nothing else. Drawing listens apart
 * (`drawing/drawingEvents.ts`); this stays out of its way where a measuring tool is active or a measurement is under the pointer. The result takes the listeners back.
 */
export function listenToGestures(element: HTMLElement, target: GestureTarget): () => void {
  const pointers = new Map<number, Point>();
  const wheel = createWheelCounter();
  const life = new AbortController();
  let active: { drag: Drag; id: number; start: Point; last: Point } | undefined;
  let pen: number | undefined;
  let tap: { at: number; point: Point } | undefined;

  const at = (event: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const pair = (): readonly [Point, Point] | undefined => {
    const [first, second] = [...pointers.values()];
    return first && second ? [first, second] : undefined;
  };
  const end = () => {
    active = undefined;
  };

  const down = (event: PointerEvent) => {
    const point = at(event);
    const isTouch = event.pointerType === 'touch';
    // The hand that rests on the glass beside a pen.
    if (isTouch && pen !== undefined) return;
    if (event.pointerType === 'pen') pen = event.pointerId;
    target.touched();
    pointers.set(event.pointerId, point);
    if (isTouch && pointers.size === 2) {
      end();
      target.cancelDrawing();
      return;
    }
    if (pointers.size > 1) return;
    const drag = event.button === 0 ? DRAGS[target.tool()] : BUTTON_DRAGS[event.button];
    if (!drag || (event.button === 0 && target.isOnMeasurement(...point, isTouch))) return;
    element.setPointerCapture(event.pointerId);
    active = { drag, id: event.pointerId, start: point, last: point };
    target.dragStart(drag);
  };

  const move = (event: PointerEvent) => {
    if (!pointers.has(event.pointerId)) return;
    const point = at(event);
    const before = pair();
    pointers.set(event.pointerId, point);
    const after = pair();
    if (before && after) {
      const [from, to] = [middle(...before), middle(...after)];
      target.pinch(distance(...after) / distance(...before), to, [to[0] - from[0], to[1] - from[1]]);
      return;
    }
    if (active?.id !== event.pointerId) return;
    const { start, last, drag } = active;
    active.last = point;
    target.drag(drag, {
      start,
      total: [point[0] - start[0], point[1] - start[1]],
      step: [point[0] - last[0], point[1] - last[1]],
    });
  };

  const up = (event: PointerEvent) => {
    if (event.pointerId === pen) pen = undefined;
    if (!pointers.has(event.pointerId)) return;
    const point = at(event);
    pointers.delete(event.pointerId);
    const wasStill = !active || distance(active.start, point) < 6;
    if (active?.id === event.pointerId) end();
    if (event.pointerType !== 'touch' || event.type !== 'pointerup' || !wasStill || pointers.size > 0) return;
    const isDouble =
      tap && event.timeStamp - tap.at < DOUBLE_TAP_MS && distance(tap.point, point) < DOUBLE_TAP_PX;
    tap = isDouble ? undefined : { at: event.timeStamp, point };
    if (isDouble && DRAGS[target.tool()] && !target.isOnMeasurement(...point, true))
      target.doubleTap(...point);
  };

  const turn = (event: WheelEvent) => {
    target.touched();
    if (event.ctrlKey) target.pinch(2 ** (-event.deltaY / 400), at(event), [0, 0]);
    else {
      const images = wheel(event);
      if (images !== 0) target.scroll(images);
    }
  };

  const { signal } = life;
  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  // On the window: a drawing drag, which is not captured here, may end outside the pane.
  window.addEventListener('pointerup', up, { signal, capture: true });
  window.addEventListener('pointercancel', up, { signal, capture: true });
  const unwheel = listenToWheel(element.parentElement ?? element, turn);
  // `touch-action: none` keeps the page still, but Chromium lets an unseen fling run on after a flick and swallows the
  // next tap, wherever it lands.
  element.addEventListener('touchmove', (event) => event.preventDefault(), { signal, passive: false });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  return () => {
    end();
    unwheel();
    life.abort();
  };
}
