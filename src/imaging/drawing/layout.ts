import type { Adopted } from '@/measurement/measurement';
import { toPlacement, type Projection } from '@/imaging/projection/paneCamera';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import type { Placement } from '@/painting/placement';
import type { StackFrame } from '@/imaging/stack/stack';
import { boundsOfSpots, placeLabel, type PaneBox, type Obstacle, type Spot } from './plane2d';
import type { PixelShape } from '@/measurement/kinds/kind';
import { KINDS } from '@/measurement/kinds';
import { CROSS_REACH_PX } from './pen';
import { isBent, strokesOf } from './shapes';

/** Where one of a pane's drawings lies on the screen. */
export interface LaidDrawing {
  readonly mark: Adopted;
  readonly frame: StackFrame;
  readonly isSelected: boolean;
  readonly isDraft: boolean;
  readonly handles: readonly Spot[];
  readonly strokes: readonly {
    readonly spots: readonly Spot[];
    readonly closed: boolean;
    readonly thin: boolean;
  }[];
  readonly lines: readonly string[];
  /** Of the lines; absent where there is nothing to say. */
  readonly label: PaneBox | undefined;
  /** A person put the label where it is. */
  readonly isMoved: boolean;
}

/** What is drawn, and where. */
export interface LayoutInput {
  /** What lies on the image and is not hidden, topmost last. */
  readonly marks: readonly Adopted[];
  readonly frame: StackFrame;
  readonly selected: string | undefined;
  /** One of the marks, which is no measurement yet. */
  readonly draft: Adopted | undefined;
  readonly projection: Projection;
  /** Of the pane, in CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
  lines(mark: Adopted): readonly string[];
  sizeOf(lines: readonly string[]): { readonly width: number; readonly height: number };
  /** Where a person put the label, in image pixels. */
  labelPx(mark: Adopted): readonly [column: number, row: number] | undefined;
}

export const pixelShapeOf = ({ instance, frame }: StackFrame): PixelShape => {
  const { plane } = drawnPlane(instance, frame);
  return [plane.rowSpacingMm, plane.columnSpacingMm];
};

/** Lays out what lies on one image: shapes, handles, and labels beside them. */
export function layOut(ground: LayoutInput): readonly LaidDrawing[] {
  const toSpot = toSpotOn(ground);
  const shapes = ground.marks.map((one) => layShape(one, ground, toSpot));
  const obstacles = shapes.map(obstacleOf);
  const written = shapes.map((shape) => writeLabel(shape, ground, toSpot));
  // Where a person put a label it stays: the others keep away from it.
  const taken = written.flatMap(({ label }) => label ?? []);
  return shapes.map((shape, i) => {
    const { lines, label, isMoved } = written[i] ?? { lines: [], label: undefined, isMoved: false };
    if (label || lines.length === 0) return { ...shape, lines, label, isMoved };
    const others = obstacles.filter((_, at) => at !== i);
    const placed = placeLabel(ground.sizeOf(lines), inkOf(shape), ground.size, taken, others);
    taken.push(placed);
    return { ...shape, lines, label: placed, isMoved };
  });
}

type Shape = Omit<LaidDrawing, 'lines' | 'label' | 'isMoved'>;
type ToSpot = (point: readonly [column: number, row: number]) => Spot;

/** Where an image lies in its pane: its pixels (outer corner of the first at 0, 0) to CSS pixels. */
export const placementOf = ({ instance, frame }: StackFrame, projection: Projection): Placement =>
  toPlacement(projection, drawnPlane(instance, frame).plane, 1);

/** The projection is asked once, not for each point: of a contour there are hundreds. */
function toSpotOn({ frame, projection }: LayoutInput): ToSpot {
  const [xPerColumn, yPerColumn, xPerRow, yPerRow, x, y] = placementOf(frame, projection);
  return ([column, row]) => [
    x + xPerColumn * (column + 0.5) + xPerRow * (row + 0.5),
    y + yPerColumn * (column + 0.5) + yPerRow * (row + 0.5),
  ];
}

function layShape(mark: Adopted, { draft, frame, selected }: LayoutInput, toSpot: ToSpot): Shape {
  const { id, kind, pointsPx } = mark;
  const isDraft = mark === draft;
  const strokes = strokesOf(kind, pointsPx, pixelShapeOf(frame), isDraft).map((stroke) => ({
    spots: stroke.points.map(toSpot),
    closed: stroke.closed === true,
    thin: stroke.thin === true,
  }));
  const handles = isBent(kind) && !isDraft ? [] : pointsPx.map(toSpot);
  return { mark, frame, isDraft, isSelected: id === selected, strokes, handles };
}

/** Points of all that is drawn: a cross has arms about its one point, and one that touched a number would be its sign. */
function inkOf({ mark, handles, strokes }: Shape): readonly Spot[] {
  const arms = KINDS[mark.kind].tip === 'cross' ? handles.slice(0, 1).flatMap(armsOf) : [];
  return [...handles, ...strokes.flatMap(({ spots }) => spots), ...arms];
}

const armsOf = ([x, y]: Spot): readonly Spot[] => [
  [x + CROSS_REACH_PX, y],
  [x - CROSS_REACH_PX, y],
  [x, y + CROSS_REACH_PX],
  [x, y - CROSS_REACH_PX],
];

/** A closed contour is kept clear with all that it encloses, lines are where they run. */
function obstacleOf(shape: Shape): Obstacle {
  const box = boundsOfSpots(inkOf(shape));
  if (shape.strokes.some(({ closed }) => closed) || KINDS[shape.mark.kind].tip === 'cross') return { box };
  return { box, lines: shape.strokes.map(({ spots }) => spots) };
}

/** What a label says, and where a person put it. */
function writeLabel(
  shape: Shape,
  { lines: linesOf, sizeOf, labelPx }: LayoutInput,
  toSpot: ToSpot,
): Pick<LaidDrawing, 'lines' | 'label' | 'isMoved'> {
  const moved = labelPx(shape.mark);
  const isMoved = moved !== undefined;
  const lines = inkOf(shape).length === 0 ? [] : linesOf(shape.mark);
  if (lines.length === 0 || !moved) return { lines, label: undefined, isMoved };
  const [left, top] = toSpot(moved);
  return { lines, label: { left, top, ...sizeOf(lines) }, isMoved };
}
