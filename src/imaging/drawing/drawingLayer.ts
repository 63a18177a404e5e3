import { AnnotationTool, type Types as ToolTypes } from '@cornerstonejs/tools';
import type { Types } from '@cornerstonejs/core';
import { annotation as annotations } from '@cornerstonejs/tools';
import { kindOf } from '@/imaging/annotationKinds';
import { pixelToCanvas, type Projection } from '@/imaging/paneCamera';
import { drawnPlane } from '@/imaging/planes';
import type { StackFrame } from '@/imaging/stack';
import { pointsPxOf, type FindFrame } from '@/imaging/annotationStore';
import { apart, boxAround, placeLabel, type Box, type Spot } from './plane2d';
import { isBent, strokesOf, type PixelShape } from './shapes';
import { Pen, Ruler, type Look } from './pen';

type Annotation = ToolTypes.Annotation;
type Helper = ConstructorParameters<typeof Pen>[0];

/** What the layer asks of those who draw and read. */
export interface LayerSource {
  readonly find: FindFrame;
  /** The lines of text beside an annotation. */
  lines(annotation: Annotation): readonly string[];
  /** What is being drawn and is no annotation yet. */
  draft(): Annotation | undefined;
  /** The annotation whose handles are shown beside the selected one: under the pointer, or in the hand. */
  inHand(): string | undefined;
  /** Fingers need larger handles. */
  isTouch(): boolean;
}

/** Where a pane's drawings lie on the screen, for whoever must hit them. */
export interface Drawn {
  readonly annotation: Annotation;
  readonly frame: StackFrame;
  readonly handles: readonly Spot[];
  readonly strokes: readonly { readonly spots: readonly Spot[]; readonly closed: boolean }[];
  readonly pen: Pen;
  label: Box | undefined;
}

export const shapeOf = ({ instance, frame }: StackFrame): PixelShape => {
  const { plane } = drawnPlane(instance, frame);
  return [plane.rowSpacingMm, plane.columnSpacingMm];
};

/** A line this far from its label leads to it. */
const FAR_PX = 40;

/** Draws every measurement of a pane's image: shape, handles and label. Cornerstone says when. */
export class DrawingLayer extends AnnotationTool {
  static override toolName = 'drawings';
  /** Set once, before any viewport is drawn: Cornerstone makes the instance itself. */
  source: LayerSource | undefined;
  private readonly ruler = new Ruler();
  private readonly drawn = new Map<string, readonly Drawn[]>();

  constructor(toolProps: ConstructorParameters<typeof AnnotationTool>[0] = {}) {
    super(toolProps, { supportedInteractionTypes: [], configuration: {} });
  }

  /** What was drawn on a viewport, topmost last. */
  drawnOn(viewportId: string): readonly Drawn[] {
    return this.drawn.get(viewportId) ?? [];
  }

  override renderAnnotation = ({ viewport, viewportId }: Types.IEnabledElement, helper: Helper): boolean => {
    const { source } = this;
    const imageId = (viewport as unknown as { getCurrentImageId?(): string }).getCurrentImageId?.();
    if (!source || imageId === undefined) return false;
    const draft = source.draft();
    const all = [...(annotations.state.getAllAnnotations() as Annotation[]), ...(draft ? [draft] : [])];
    const projection: Projection = {
      worldToCanvas: (world) => viewport.worldToCanvas(world) as [number, number],
      canvasToWorld: (canvas) => viewport.canvasToWorld(canvas) as [number, number, number],
    };
    const { clientWidth: width, clientHeight: height } = viewport.element;
    const taken: Box[] = [];
    const drawn = all
      .filter((one) => one.metadata?.referencedImageId === imageId && one.isVisible !== false)
      .map((one) => this.drawShape(one, source, projection, helper, viewportId, one === draft))
      .filter((one) => one !== undefined);
    const boxes = drawn.map(({ handles, strokes }) =>
      boxAround([...handles, ...strokes.flatMap(({ spots }) => spots)]),
    );
    for (const [i, shape] of drawn.entries()) {
      const others = boxes.filter((_, at) => at !== i);
      shape.label = this.drawLabel(shape, source, projection, { width, height }, taken, others);
      if (shape.label) taken.push(shape.label);
    }
    this.drawn.set(viewportId, drawn);
    return drawn.length > 0;
  };

  private lookOf(annotation: Annotation, viewportId: string): Look {
    const style = this.getAnnotationStyle({
      annotation,
      styleSpecifier: {
        toolGroupId: this.toolGroupId,
        toolName: annotation.metadata?.toolName ?? '',
        viewportId,
        ...(annotation.annotationUID === undefined ? {} : { annotationUID: annotation.annotationUID }),
      },
    });
    return { colour: String(style.color ?? 'currentColor'), widthPx: Number(style.lineWidth ?? 1.75) };
  }

  private drawShape(
    annotation: Annotation,
    source: LayerSource,
    projection: Projection,
    helper: Helper,
    viewportId: string,
    isDraft: boolean,
  ): Drawn | undefined {
    const kind = kindOf(annotation.metadata?.toolName);
    const frame = source.find(annotation.metadata?.referencedImageId ?? '');
    const id = annotation.annotationUID;
    if (!kind || !frame || id === undefined) return undefined;
    const { plane } = drawnPlane(frame.instance, frame.frame);
    const points = pointsPxOf(annotation, frame);
    const toSpot = ([column, row]: readonly [number, number]): Spot =>
      pixelToCanvas(projection, plane, column, row);
    const pen = new Pen(helper, id, this.lookOf(annotation, viewportId));
    const strokes = strokesOf(kind, points, shapeOf(frame), isDraft).map((stroke) => ({
      spots: stroke.points.map(toSpot),
      closed: stroke.closed === true,
      thin: stroke.thin === true,
    }));
    for (const { spots, closed, thin } of strokes) pen.line(spots, { closed, thin });
    const handles = isBent(kind) && !isDraft ? [] : points.map(toSpot);
    const [first, second] = handles;
    if (kind === 'arrow' && first && second) pen.head(first, second);
    if (kind === 'probe' && first) pen.cross(first);
    const isHeld = isDraft || annotation.isSelected === true || id === source.inHand();
    if (isHeld && annotation.isLocked !== true && kind !== 'probe' && !isBent(kind)) {
      for (const spot of handles) pen.handle(spot, source.isTouch() ? 7 : 4.5);
    }
    return { annotation, frame, handles, strokes, pen, label: undefined };
  }

  private drawLabel(
    { annotation, frame, handles, strokes, pen }: Drawn,
    source: LayerSource,
    projection: Projection,
    pane: { readonly width: number; readonly height: number },
    taken: readonly Box[],
    others: readonly Box[],
  ): Box | undefined {
    const lines = source.lines(annotation);
    if (lines.length === 0) return undefined;
    const size = this.ruler.sizeOf(lines);
    const spots = [...handles, ...strokes.flatMap((stroke) => stroke.spots)];
    if (spots.length === 0) return undefined;
    const moved = movedTo(annotation);
    const { plane } = drawnPlane(frame.instance, frame.frame);
    const [left, top] = moved ? pixelToCanvas(projection, plane, ...moved) : [0, 0];
    const box = moved ? { left, top, ...size } : placeLabel(size, spots, pane, taken, others);
    const centre: Spot = [box.left + box.width / 2, box.top + box.height / 2];
    const nearest = spots.reduce((best, spot) => (apart(spot, centre) < apart(best, centre) ? spot : best));
    if (moved || apart(nearest, centre) > FAR_PX + box.width / 2) pen.lead(nearest, box);
    pen.text(lines, box);
    return box;
  }

  // All that Cornerstone would do with a pointer is done by Hand: the tool is only ever enabled, never active.
  override addNewAnnotation(): null {
    return null;
  }
  override cancel(): undefined {
    return undefined;
  }
  override handleSelectedCallback(): void {}
  override toolSelectedCallback(): void {}
  override isPointNearTool(): boolean {
    return false;
  }
}

/** Where a person put the label, in image pixels. */
const movedTo = ({ data }: Annotation): readonly [number, number] | undefined =>
  (data as { labelPx?: readonly [number, number] }).labelPx;
