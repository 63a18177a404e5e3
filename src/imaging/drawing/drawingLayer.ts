import { annotation as annotations, AnnotationTool, type Types as ToolTypes } from '@cornerstonejs/tools';
import type { Types } from '@cornerstonejs/core';
import { kindOf } from '@/imaging/measuring/annotationKinds';
import type { FindFrame } from '@/imaging/measuring/annotationStore';
import type { PaneView } from '@/imaging/pane/paneView';
import { layOut, type Drawn } from './layout';
import { apart, type Spot } from './plane2d';
import { isBent } from './shapes';
import { Pen, Ruler, type Look } from './pen';

type Annotation = ToolTypes.Annotation;
type Helper = ConstructorParameters<typeof Pen>[0];

/** What the layer asks of those who draw and read. */
export interface LayerSource {
  readonly find: FindFrame;
  /** The pane of a viewport. */
  viewOf(viewportId: string): PaneView | undefined;
  /** The lines of text beside an annotation. */
  lines(annotation: Annotation): readonly string[];
  /** What is being drawn and is no annotation yet. */
  draft(): Annotation | undefined;
  /** The annotation whose handles are shown beside the selected one: under the pointer, or in the hand. */
  inHand(): string | undefined;
  /** Fingers need larger handles. */
  isTouch(): boolean;
}

/** A viewport as it is now: which image, where it lies, how large it is. */
type Sight = Pick<PaneView, 'viewportId' | 'projection' | 'extent'> & { readonly imageId: string };

/** A line this far from its label leads to it. */
const FAR_PX = 40;

/** Draws every measurement of a pane's image: shape, handles and label. Cornerstone says when. */
export class DrawingLayer extends AnnotationTool {
  static override toolName = 'drawings';
  /** Set once, before any viewport is drawn: Cornerstone makes the instance itself. */
  source: LayerSource | undefined;
  private readonly ruler = new Ruler();
  /** What was laid out last, by viewport, and for which sight of it. */
  private readonly laid = new Map<string, { readonly sight: string; readonly drawn: readonly Drawn[] }>();

  /** Viewports in which something is drawn. */
  private readonly full = new Set<string>();

  constructor(toolProps: ConstructorParameters<typeof AnnotationTool>[0] = {}) {
    super(toolProps, { supportedInteractionTypes: [], configuration: {} });
  }

  /**
   * What lies on the image that a pane shows at this moment, topmost last. Drawing waits for the next frame, a pointer
   * does not: it would miss what has just come, or take what lies on the image before.
   */
  drawnOn(view: PaneView): readonly Drawn[] {
    // Without a picture there is no projection.
    if (!view.shown) return [];
    const { viewportId, projection, extent, shown } = view;
    return this.lay({ viewportId, projection, extent, imageId: shown.frame.imageId });
  }

  /** Whether something is drawn in a pane, or lies on the image that it shows at this moment. */
  isConcerned(view: PaneView): boolean {
    if (this.full.has(view.viewportId)) return true;
    const imageId = view.shown?.frame.imageId;
    const all = [...(annotations.state.getAllAnnotations() as Annotation[]), this.source?.draft()];
    return all.some((one) => imageId !== undefined && one?.metadata?.referencedImageId === imageId);
  }

  /** Something was drawn, moved, chosen or taken away. */
  changed(): void {
    this.laid.clear();
  }

  override renderAnnotation = ({ viewport, viewportId }: Types.IEnabledElement, helper: Helper): boolean => {
    const { source } = this;
    const imageId = (viewport as unknown as { getCurrentImageId?(): string }).getCurrentImageId?.();
    const view = source?.viewOf(viewportId);
    if (!source || imageId === undefined || !view?.shown) return false;
    const { projection, extent } = view;
    // Values that a label tells come with the pixels: drawn as they are now.
    this.laid.delete(viewportId);
    const drawn = this.lay({ viewportId, projection, extent, imageId });
    for (const one of drawn) {
      const pen = new Pen(
        helper,
        one.annotation.annotationUID ?? '',
        this.lookOf(one.annotation, viewportId),
      );
      this.drawShape(one, source, pen);
      drawLabel(one, pen);
    }
    if (drawn.length > 0) this.full.add(viewportId);
    else this.full.delete(viewportId);
    return drawn.length > 0;
  };

  private lay({ viewportId, projection, extent, imageId }: Sight): readonly Drawn[] {
    const { source, ruler } = this;
    if (!source) return [];
    const { width, height } = extent;
    const sight = [
      imageId,
      width,
      height,
      ...AXES.map((world) => projection.worldToCanvas([...world])),
    ].join();
    const known = this.laid.get(viewportId);
    if (known?.sight === sight) return known.drawn;
    const draft = source.draft();
    const drawn = layOut({
      annotations: [...(annotations.state.getAllAnnotations() as Annotation[]), ...(draft ? [draft] : [])],
      draft,
      imageId,
      projection,
      size: { width, height },
      find: source.find,
      lines: (one) => source.lines(one),
      sizeOf: (lines) => ruler.sizeOf(lines),
    });
    this.laid.set(viewportId, { sight, drawn });
    return drawn;
  }

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

  private drawShape({ annotation, handles, strokes }: Drawn, source: LayerSource, pen: Pen): void {
    const kind = kindOf(annotation.metadata?.toolName);
    if (!kind) return;
    const isDraft = annotation === source.draft();
    for (const { spots, closed, thin } of strokes) pen.line(spots, { closed, thin });
    const [first, second] = handles;
    if (kind === 'arrow' && first && second) pen.head(first, second);
    if (kind === 'probe' && first) pen.cross(first);
    const isHeld = isDraft || annotation.isSelected === true || annotation.annotationUID === source.inHand();
    if (isHeld && annotation.isLocked !== true && kind !== 'probe' && !isBent(kind)) {
      for (const spot of handles) pen.handle(spot, source.isTouch() ? 7 : 4.5);
    }
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

/** Four points of space tell where a projection puts all others. */
const AXES = [
  [0, 0, 0],
  [1000, 0, 0],
  [0, 1000, 0],
  [0, 0, 1000],
] as const satisfies readonly (readonly [number, number, number])[];

function drawLabel({ handles, strokes, lines, label: box, isMoved }: Drawn, pen: Pen): void {
  if (!box) return;
  const spots = [...handles, ...strokes.flatMap((stroke) => stroke.spots)];
  const centre: Spot = [box.left + box.width / 2, box.top + box.height / 2];
  const [first] = spots;
  if (!first) return;
  const nearest = spots.reduce(
    (best, spot) => (apart(spot, centre) < apart(best, centre) ? spot : best),
    first,
  );
  if (isMoved || apart(nearest, centre) > FAR_PX + box.width / 2) pen.lead(nearest, box);
  pen.text(lines, box);
}
