import type { Types as ToolTypes } from '@cornerstonejs/tools';
import { kindOf } from '@/imaging/measuring/annotationKinds';
import { pointsPxOf, type FindFrame } from '@/imaging/measuring/annotationStore';
import { pixelToCanvas, type Projection } from '@/imaging/projection/paneCamera';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import type { StackFrame } from '@/imaging/stack/stack';
import { boxAround, placeLabel, type Box, type Spot } from './plane2d';
import type { PixelShape } from '@/measurement/kinds/kind';
import { isBent, strokesOf } from './shapes';

type Annotation = ToolTypes.Annotation;

/** Where one of a pane's drawings lies on the screen. */
export interface Drawn {
  readonly annotation: Annotation;
  readonly frame: StackFrame;
  readonly handles: readonly Spot[];
  readonly strokes: readonly {
    readonly spots: readonly Spot[];
    readonly closed: boolean;
    readonly thin: boolean;
  }[];
  readonly lines: readonly string[];
  /** Of the lines; absent where there is nothing to say. */
  readonly label: Box | undefined;
  /** A person put the label where it is. */
  readonly isMoved: boolean;
}

/** What is drawn, and where. */
export interface Ground {
  /** Topmost last. */
  readonly annotations: readonly Annotation[];
  readonly draft: Annotation | undefined;
  readonly imageId: string;
  readonly projection: Projection;
  /** Of the pane, in CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
  readonly find: FindFrame;
  lines(annotation: Annotation): readonly string[];
  sizeOf(lines: readonly string[]): { readonly width: number; readonly height: number };
}

export const shapeOf = ({ instance, frame }: StackFrame): PixelShape => {
  const { plane } = drawnPlane(instance, frame);
  return [plane.rowSpacingMm, plane.columnSpacingMm];
};

/** Lays out what lies on one image: shapes, handles, and labels beside them. */
export function layOut(ground: Ground): readonly Drawn[] {
  const shapes = ground.annotations
    .filter((one) => one.metadata?.referencedImageId === ground.imageId && one.isVisible !== false)
    .map((one) => layShape(one, ground))
    .filter((one) => one !== undefined);
  const boxes = shapes.map(({ handles, strokes }) =>
    boxAround([...handles, ...strokes.flatMap(({ spots }) => spots)]),
  );
  const taken: Box[] = [];
  return shapes.map((shape, i) => {
    const others = boxes.filter((_, at) => at !== i);
    const placed = layLabel(shape, ground, taken, others);
    if (placed.label) taken.push(placed.label);
    return { ...shape, ...placed };
  });
}

type Shape = Pick<Drawn, 'annotation' | 'frame' | 'handles' | 'strokes'>;

function layShape(annotation: Annotation, { draft, projection, find }: Ground): Shape | undefined {
  const kind = kindOf(annotation.metadata?.toolName);
  const frame = find(annotation.metadata?.referencedImageId ?? '');
  if (!kind || !frame || annotation.annotationUID === undefined) return undefined;
  const isDraft = annotation === draft;
  const { plane } = drawnPlane(frame.instance, frame.frame);
  const points = pointsPxOf(annotation, frame);
  const toSpot = ([column, row]: readonly [number, number]): Spot =>
    pixelToCanvas(projection, plane, column, row);
  const strokes = strokesOf(kind, points, shapeOf(frame), isDraft).map((stroke) => ({
    spots: stroke.points.map(toSpot),
    closed: stroke.closed === true,
    thin: stroke.thin === true,
  }));
  return { annotation, frame, strokes, handles: isBent(kind) && !isDraft ? [] : points.map(toSpot) };
}

function layLabel(
  { annotation, frame, handles, strokes }: Shape,
  { projection, size: pane, lines: linesOf, sizeOf }: Ground,
  taken: readonly Box[],
  others: readonly Box[],
): Pick<Drawn, 'lines' | 'label' | 'isMoved'> {
  const lines = linesOf(annotation);
  const spots = [...handles, ...strokes.flatMap((stroke) => stroke.spots)];
  const moved = movedTo(annotation);
  const isMoved = moved !== undefined;
  if (lines.length === 0 || spots.length === 0) return { lines: [], label: undefined, isMoved };
  const size = sizeOf(lines);
  if (!moved) return { lines, label: placeLabel(size, spots, pane, taken, others), isMoved };
  const { plane } = drawnPlane(frame.instance, frame.frame);
  const [left, top] = pixelToCanvas(projection, plane, ...moved);
  return { lines, label: { left, top, ...size }, isMoved };
}

/** Where a person put the label, in image pixels. */
const movedTo = ({ data }: Annotation): readonly [number, number] | undefined =>
  (data as { labelPx?: readonly [number, number] }).labelPx;
