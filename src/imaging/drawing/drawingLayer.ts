import { KINDS } from '@/measurement/kinds';
import type { Adopted } from '@/measurement/measurement';
import { drawingColour } from '@/view/palette';
import type { Measures } from '@/imaging/contract';
import type { PaneView } from '@/imaging/pane/paneView';
import type { Projection } from '@/imaging/projection/paneCamera';
import type { StackFrame } from '@/imaging/stack/stack';
import { DrawingNodes } from './drawingNodes';
import { layOut, placementOf, type LaidDrawing } from './layout';
import { apart, type Spot } from './plane2d';
import { Pen, SELECTED_COLOUR, SVG, type PenLook, type Ruler } from './pen';
import { isBent } from './shapes';
import { widestLabelPx, wrapLines } from './wrapLines';

/** What the layer asks of those who draw and read. */
export interface LayerSource {
  readonly measures: () => Measures;
  /** The lines of text beside a drawing. */
  lines(mark: Adopted, frame: StackFrame): readonly string[];
  /** What is being drawn and is no measurement yet. */
  draft(): Adopted | undefined;
  /** The measurement whose handles are shown beside the selected one: under the pointer, or in the hand. */
  inHand(): string | undefined;
  /** The drawing whose numbers stand above the loupe, and not beside it too. */
  inLoupe(): string | undefined;
  /** Fingers need larger handles. */
  isTouch(): boolean;
  /** Measures the lines. */
  readonly ruler: Ruler;
}

/** Yellow at rest, or in a colour of its own; blue when selected. Labels and lines have a dark edge of their own. */
const AT_REST: PenLook = { colour: 'rgb(255, 213, 74)', widthPx: 1.75 };
const SELECTED: PenLook = { colour: SELECTED_COLOUR, widthPx: 2 };

/** A line this far from its label leads to it. */
const FAR_PX = 40;

/** All that decides where drawings lie: as long as each is the same, they lie where they lay. */
interface Sight {
  readonly measures: Measures;
  readonly draft: Adopted | undefined;
  readonly frame: StackFrame;
  readonly projection: Projection;
  readonly size: PaneView['extent'];
}

/** How drawings lie on an image. `placement` is that of the image, as the projection has it. */
interface Laid {
  readonly sight: Sight;
  readonly placement: readonly number[];
  readonly drawn: readonly LaidDrawing[];
}

/** Draws every measurement on a pane's image: shape, handles and label, as SVG above the picture. */
export class DrawingLayer {
  private readonly view: PaneView;
  private readonly source: LayerSource;
  private readonly svg = document.createElementNS(SVG, 'svg');
  private readonly nodes = new DrawingNodes<LaidDrawing>(this.svg);
  private laid: Laid | undefined;
  /** How drawings lay on the images that were seen since the measurements last changed. */
  private readonly laidBefore = new Map<StackFrame, Laid>();

  constructor(view: PaneView, source: LayerSource) {
    this.view = view;
    this.source = source;
    this.svg.dataset['layer'] = 'drawings';
    Object.assign(this.svg.style, {
      position: 'absolute',
      inset: '0',
      width: '100%',
      height: '100%',
      pointerEvents: 'none',
      // An empty layer over the whole pane costs the compositor as much as the picture.
      display: 'none',
    });
    // Above the picture and what the file draws over it.
    (view.element.querySelector('.viewport-element') ?? view.element).append(this.svg);
  }

  /**
   * What lies on the image that the pane shows at this moment, topmost last. Drawing waits for the next frame, a pointer
   * does not: it would miss what has just come, or take what lies on the image before.
   */
  get drawn(): readonly LaidDrawing[] {
    // Without a picture there is no projection.
    const frame = this.view.shown?.frame;
    if (!frame) return [];
    const { projection, extent: size } = this.view;
    const sight: Sight = {
      measures: this.source.measures(),
      draft: this.source.draft(),
      frame,
      projection,
      size,
    };
    if (this.laid && isSameSight(this.laid.sight, sight)) return this.laid.drawn;
    this.laid = this.layOutOrKeep(sight);
    return this.laid.drawn;
  }

  /** Draws what lies there now; nothing is touched where there is nothing to draw and was nothing. */
  render(): void {
    const { drawn, nodes, svg, source } = this;
    if (drawn.length === 0 && nodes.isEmpty) return;
    nodes.show(
      drawn.map((of) => ({ id: of.mark.id, of, how: howDrawn(of, source).join() })),
      ({ id, of }, keeper) => {
        const pen = new Pen(keeper, id, lookOf(of));
        drawShape(of, source, pen);
        if (id !== source.inLoupe()) drawLabel(of, pen);
      },
    );
    const display = nodes.isEmpty ? 'none' : '';
    if (svg.style.display !== display) svg.style.display = display;
  }

  dispose(): void {
    this.svg.remove();
  }

  /** As it was laid out when the image was last seen, where nothing that decides it is another. */
  private layOutOrKeep(sight: Sight): Laid {
    const { laidBefore } = this;
    const { measures, draft, frame, projection } = sight;
    const all: readonly Adopted[] = draft ? [...measures.list, draft] : measures.list;
    const marks = all.filter((one) => isOn(one, frame) && !one.isHidden);
    if (marks.length === 0) return { sight, drawn: [], placement: [] };
    const placement = placementOf(frame, projection);
    const before = laidBefore.get(frame);
    if (before && isSamePage(before.sight, sight) && before.placement.every((one, i) => one === placement[i]))
      return { ...before, sight };
    // What has changed once is not kept for each image that it lay on.
    if (this.laid?.sight.measures !== measures) laidBefore.clear();
    const laid = { sight, drawn: this.layOut(marks, sight), placement };
    laidBefore.set(frame, laid);
    return laid;
  }

  private layOut(
    marks: readonly Adopted[],
    { measures, draft, frame, projection, size }: Sight,
  ): readonly LaidDrawing[] {
    const { source } = this;
    const { selected, labelsPx = {} } = measures;
    return layOut({
      marks,
      frame,
      // What is being drawn is what is at work: until it is done nothing else is.
      selected: draft?.id ?? selected,
      draft,
      projection,
      size,
      lines: (one) => wrapLines(source.lines(one, frame), one.label, widestLabelPx(size.width), source.ruler),
      sizeOf: (lines) => source.ruler.sizeOf(lines),
      labelPx: ({ id }) => labelsPx[id],
    });
  }
}

const isOn = (one: Adopted, { study, series, sop, frame }: StackFrame): boolean =>
  one.sop === sop && one.frame === frame && one.series === series && one.study === study;

/** All but where the image lies in the pane. */
const isSamePage = (one: Sight, other: Sight): boolean =>
  one.measures === other.measures &&
  one.draft === other.draft &&
  one.frame === other.frame &&
  one.size.width === other.size.width &&
  one.size.height === other.size.height;

const isSameSight = (one: Sight, other: Sight): boolean =>
  one.projection === other.projection && isSamePage(one, other);

function lookOf({ mark, isSelected }: LaidDrawing): PenLook {
  if (isSelected) return SELECTED;
  return { ...AT_REST, colour: drawingColour(mark.colour) ?? AT_REST.colour };
}

/** What decides how it is drawn beside where it lies. */
const howDrawn = ({ mark: { id } }: LaidDrawing, source: LayerSource): readonly boolean[] => [
  id === source.inHand(),
  id === source.inLoupe(),
  source.isTouch(),
];

function drawShape(
  { mark: { id, kind, isLocked }, handles, strokes, isDraft, isSelected }: LaidDrawing,
  source: LayerSource,
  pen: Pen,
): void {
  for (const { spots, closed, thin } of strokes) pen.line(spots, { closed, thin });
  const [first, second] = handles;
  const { tip } = KINDS[kind];
  if (tip === 'head' && first && second) pen.head(first, second);
  if (tip === 'cross' && first) pen.cross(first);
  const isHeld = isDraft || isSelected || id === source.inHand();
  if (isHeld && isLocked !== true && tip !== 'cross' && !isBent(kind)) {
    for (const spot of handles) pen.handle(spot, source.isTouch() ? 7 : 4.5);
  }
}

function drawLabel({ handles, strokes, lines, label: box, isMoved }: LaidDrawing, pen: Pen): void {
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
