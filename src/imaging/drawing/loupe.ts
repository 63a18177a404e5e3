import type { LaidDrawing } from './layout';
import { LOUPE_PX, loupePlace, type LoupePlace } from './loupePlace';
import { DARK, FONT, FONT_PX, LINE_PX, pathOf, SELECTED_COLOUR, SVG } from './pen';
import type { Spot } from './plane2d';

const MAGNIFIED = 2.5;
/** Of the cross: where its arms begin and end, from the middle, in CSS pixels. */
const CROSS_PX = [5, 17] as const;
const HALF = LOUPE_PX / 2;
/** Between the loupe and the text above it. */
const GAP_PX = 6;

/** Shows what a finger hides, magnified, with the line in it and its numbers above; the cross marks the point itself. */
export class Loupe {
  private readonly host: HTMLElement;
  private parts: ReturnType<typeof make> | undefined;
  private place: LoupePlace | undefined;

  constructor(host: HTMLElement) {
    this.host = host;
  }

  /**
   * `layers` fill the pane, from the lowest up; `at` in CSS pixels of the pane.
   *
   * @param drawn What the finger draws or moves, as it lies in the pane.
   */
  show(layers: readonly HTMLCanvasElement[], at: Spot, drawn: LaidDrawing | undefined): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === 0) return;
    const { box, canvas, ink } = (this.parts ??= make(this.host));
    const lines = drawn?.lines ?? [];
    const textPx = lines.length === 0 ? 0 : lines.length * LINE_PX + GAP_PX;
    this.place = loupePlace(at, { width, height }, drawn?.handles ?? [], textPx, this.place?.way);
    const [x, y] = this.place.middle;
    box.style.transform = `translate(${x - HALF}px, ${y - HALF}px)`;
    magnify(canvas, layers, at, { width, height });
    ink.replaceChildren(...(drawn ? inkOf(drawn, at) : []), ...cross(), ...written(lines));
    box.hidden = false;
  }

  hide(): void {
    if (this.parts) this.parts.box.hidden = true;
    this.place = undefined;
  }
}

function magnify(
  canvas: HTMLCanvasElement,
  layers: readonly HTMLCanvasElement[],
  [x, y]: Spot,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  const side = Math.round(LOUPE_PX * (window.devicePixelRatio || 1));
  if (canvas.width !== side) Object.assign(canvas, { width: side, height: side });
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = 'black';
  context.fillRect(0, 0, side, side);
  const seen = LOUPE_PX / MAGNIFIED;
  for (const layer of layers) {
    const [sx, sy] = [layer.width / width, layer.height / height];
    const from = [(x - seen / 2) * sx, (y - seen / 2) * sy, seen * sx, seen * sy] as const;
    context.drawImage(layer, ...from, 0, 0, side, side);
  }
}

function element(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** A line with a dark edge, seen on any ground. */
const twice = (d: string, colour: string, widthPx: number): readonly SVGElement[] =>
  [[DARK, widthPx + 2], [colour, widthPx] as const].map(([stroke, width]) =>
    element('path', { d, fill: 'none', stroke: String(stroke), 'stroke-width': String(width) }),
  );

/** The line as it runs under the finger, magnified, in the round. */
function inkOf({ strokes }: LaidDrawing, [atX, atY]: Spot): readonly SVGElement[] {
  const round = element('g', { 'clip-path': `circle(${HALF - 2}px at ${HALF}px ${HALF}px) view-box` });
  round.dataset['part'] = 'line';
  for (const { spots, closed, thin } of strokes) {
    const grown = spots.map(([x, y]): Spot => [HALF + (x - atX) * MAGNIFIED, HALF + (y - atY) * MAGNIFIED]);
    round.append(...twice(pathOf(grown, closed), SELECTED_COLOUR, thin ? 1 : 2));
  }
  return [round];
}

function cross(): readonly SVGElement[] {
  const [from, to] = CROSS_PX;
  const arms = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const;
  const d = arms
    .map(([x, y]) => `M${HALF + x * from} ${HALF + y * from}L${HALF + x * to} ${HALF + y * to}`)
    .join('');
  return twice(d, 'white', 1.2);
}

function written(lines: readonly string[]): readonly SVGElement[] {
  return lines.map((line, i) => {
    const text = element('text', {
      x: String(HALF),
      y: String(-GAP_PX - (lines.length - 1 - i) * LINE_PX),
      'text-anchor': 'middle',
      fill: SELECTED_COLOUR,
      stroke: DARK,
      'stroke-width': '3',
      'stroke-linejoin': 'round',
      'paint-order': 'stroke',
      'font-family': FONT,
      'font-size': String(FONT_PX + 2),
      'font-weight': '600',
    });
    text.textContent = line;
    return text;
  });
}

function make(host: HTMLElement) {
  const box = document.createElement('div');
  box.setAttribute('aria-hidden', 'true');
  Object.assign(box.style, {
    position: 'absolute',
    left: '0',
    top: '0',
    zIndex: '3',
    width: `${LOUPE_PX}px`,
    height: `${LOUPE_PX}px`,
    pointerEvents: 'none',
  });
  const canvas = document.createElement('canvas');
  canvas.dataset['layer'] = 'loupe';
  Object.assign(canvas.style, {
    display: 'block',
    width: '100%',
    height: '100%',
    borderRadius: '50%',
    border: `2px solid ${SELECTED_COLOUR}`,
    boxShadow: '0 2px 12px rgb(0 0 0 / 0.7)',
    boxSizing: 'border-box',
  });
  const ink = element('svg', { viewBox: `0 0 ${LOUPE_PX} ${LOUPE_PX}` });
  ink.dataset['layer'] = 'loupe-ink';
  Object.assign(ink.style, { position: 'absolute', inset: '0', overflow: 'visible' });
  box.append(canvas, ink);
  host.append(box);
  return { box, canvas, ink };
}
