import type { Rgb } from '@/dicom/transforms/cielab';
import type {
  DisplayedArea,
  GraphicObject,
  GraphicPoint,
  GraphicUnits,
  PresentationState,
  TextObject,
} from '@/dicom/ps/state';
import type { Placement } from '@/painting/placement';
import { edgesOf } from './presentedFrame';

/** A graphic annotation of a state, ready to draw. */
export interface DrawnAnnotation {
  readonly graphics: readonly GraphicObject[];
  readonly texts: readonly TextObject[];
  readonly colour: Rgb;
}

/** What annotations are drawn in where their layer says nothing: that of overlays. */
export const GRAPHIC_COLOUR: Rgb = [0x7f, 0xe8, 0xd6];

const DARK = 'rgb(0 0 0 / 75%)';
const LINE_PX = 2;
const TEXT_PX = 14;
const POINT_PX = 5;
/** Straight pieces between two points of a curve. */
const PIECES = 12;

/** The annotations of a state for an image, lowest layer first. */
export function drawnAnnotations(
  { layers, annotations }: PresentationState,
  isHere: (annotation: PresentationState['annotations'][number]) => boolean,
): readonly DrawnAnnotation[] {
  const place = (name: string) => layers.findIndex((layer) => layer.name === name);
  return annotations
    .filter(isHere)
    .sort((a, b) => place(a.layer) - place(b.layer))
    .map(({ layer, graphics, texts }) => ({
      graphics,
      texts,
      colour: layers[place(layer)]?.colour ?? GRAPHIC_COLOUR,
    }));
}

type ToCanvas = (units: GraphicUnits, point: GraphicPoint) => GraphicPoint;

/** Canvas pixels of points of either kind; fractions are of the displayed area as it lies on the screen. */
function mapping([a, b, c, d, e, f]: Placement, area: DisplayedArea | undefined, size: Size): ToCanvas {
  const ofPixel = ([x, y]: GraphicPoint): GraphicPoint => [a * x + c * y + e, b * x + d * y + f];
  const edges = area ? edgesOf(area) : { left: 0, top: 0, right: size.columns, bottom: size.rows };
  const [one, other] = [ofPixel([edges.left, edges.top]), ofPixel([edges.right, edges.bottom])];
  const [left, top] = [Math.min(one[0], other[0]), Math.min(one[1], other[1])];
  const [width, height] = [Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1])];
  return (units, point) =>
    units === 'pixel' ? ofPixel(point) : [left + point[0] * width, top + point[1] * height];
}

interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** A curve through all points (Catmull-Rom), closed where its ends meet. */
function smooth(points: readonly GraphicPoint[]): GraphicPoint[] {
  const [first, last] = [points[0], points.at(-1)];
  const isClosed = first && last && points.length > 2 && first[0] === last[0] && first[1] === last[1];
  const at = (i: number): GraphicPoint => {
    const count = points.length - 1;
    const index = isClosed ? (i + count) % count : Math.min(count, Math.max(0, i));
    return points[index] ?? [0, 0];
  };
  const out: GraphicPoint[] = first ? [first] : [];
  for (let i = 0; i < points.length - 1; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      const along = (axis: 0 | 1) =>
        0.5 *
        (2 * p1[axis] +
          (p2[axis] - p0[axis]) * t +
          (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t ** 2 +
          (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t ** 3);
      out.push([along(0), along(1)]);
    }
  }
  return out;
}

/** Circle (middle, a point on it) and ellipse (ends of the major axis, then of the minor one) as outlines. */
function around({ type, points }: GraphicObject): GraphicPoint[] {
  const [p0 = [0, 0], p1 = [0, 0], p2 = [0, 0], p3 = [0, 0]] = points;
  const isCircle = type === 'CIRCLE';
  const centre = isCircle ? p0 : [(p0[0] + p1[0]) / 2, (p0[1] + p1[1]) / 2];
  const radius = Math.hypot(p1[0] - p0[0], p1[1] - p0[1]);
  const major = isCircle ? [radius, 0] : [(p1[0] - p0[0]) / 2, (p1[1] - p0[1]) / 2];
  const minor = isCircle ? [0, radius] : [(p3[0] - p2[0]) / 2, (p3[1] - p2[1]) / 2];
  const [x = 0, y = 0] = centre;
  return Array.from({ length: 97 }, (_, i): GraphicPoint => {
    const [cos, sin] = [Math.cos((i / 48) * Math.PI), Math.sin((i / 48) * Math.PI)];
    return [
      x + cos * (major[0] ?? 0) + sin * (minor[0] ?? 0),
      y + cos * (major[1] ?? 0) + sin * (minor[1] ?? 0),
    ];
  });
}

function outline(graphic: GraphicObject): readonly GraphicPoint[] {
  if (graphic.type === 'POLYLINE') return graphic.points;
  return graphic.type === 'INTERPOLATED' ? smooth(graphic.points) : around(graphic);
}

/** Draws annotations over an image that lies at `placement`; `ratio` device pixels a CSS pixel. */
export function paintAnnotations(
  context: CanvasRenderingContext2D,
  annotations: readonly DrawnAnnotation[],
  on: {
    readonly placement: Placement;
    readonly area?: DisplayedArea | undefined;
    readonly size: Size;
    readonly ratio: number;
  },
): void {
  const toCanvas = mapping(on.placement, on.area, on.size);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.lineJoin = 'round';
  for (const { graphics, texts, colour } of annotations) {
    const ink = `rgb(${colour.join(' ')})`;
    for (const graphic of graphics) paintGraphic(context, graphic, toCanvas, ink, on.ratio);
    for (const text of texts) paintText(context, text, toCanvas, ink, on.ratio);
  }
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, ink: string, ratio: number): void {
  for (const [style, width] of [
    [DARK, LINE_PX + 2],
    [ink, LINE_PX],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width * ratio;
    context.stroke(path);
  }
}

function paintGraphic(
  context: CanvasRenderingContext2D,
  graphic: GraphicObject,
  toCanvas: ToCanvas,
  ink: string,
  ratio: number,
): void {
  const path = new Path2D();
  if (graphic.type === 'POINT') {
    for (const point of graphic.points) {
      const [x, y] = toCanvas(graphic.units, point);
      const arm = POINT_PX * ratio;
      path.moveTo(x - arm, y);
      path.lineTo(x + arm, y);
      path.moveTo(x, y - arm);
      path.lineTo(x, y + arm);
    }
    stroke(context, path, ink, ratio);
    return;
  }
  outline(graphic)
    .map((point) => toCanvas(graphic.units, point))
    .forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  if (graphic.isFilled) {
    context.fillStyle = ink;
    context.fill(path);
  }
  stroke(context, path, ink, ratio);
}

/** Upright whatever way the picture is turned, each line on its own. */
function paintText(
  context: CanvasRenderingContext2D,
  { text, box, anchor }: TextObject,
  toCanvas: ToCanvas,
  ink: string,
  ratio: number,
): void {
  const lines = text.split(/\r\n|\r|\n/);
  const line = TEXT_PX * 1.25 * ratio;
  const target = anchor && toCanvas(anchor.units, anchor.point);
  const corners = box && [toCanvas(box.units, box.from), toCanvas(box.units, box.to)];
  const [one, other] = corners ?? [];
  const gap = 6 * ratio;
  const edges = { LEFT: 'left', RIGHT: 'right', CENTER: 'center' } as const;
  const align = box ? edges[box.align] : 'left';
  const reach =
    one && other ? ([Math.min(one[0], other[0]), Math.max(one[0], other[0])] as const) : undefined;
  const top =
    one && other ? Math.min(one[1], other[1]) : target ? target[1] - gap - line * lines.length : undefined;
  if (top === undefined) return;
  const [left, right] = reach ?? [(target?.[0] ?? 0) + gap, (target?.[0] ?? 0) + gap];
  const x = align === 'left' ? left : align === 'right' ? right : (left + right) / 2;
  if (anchor?.isShown && target && reach) {
    const path = new Path2D();
    path.moveTo(...target);
    path.lineTo(
      Math.min(right, Math.max(left, target[0])),
      top + (target[1] < top ? 0 : line * lines.length),
    );
    stroke(context, path, ink, ratio);
  }
  context.font = `${TEXT_PX * ratio}px system-ui, sans-serif`;
  context.textAlign = align;
  context.textBaseline = 'top';
  lines.forEach((words, i) => {
    context.strokeStyle = DARK;
    context.lineWidth = 3 * ratio;
    context.strokeText(words, x, top + i * line);
    context.fillStyle = ink;
    context.fillText(words, x, top + i * line);
  });
}
