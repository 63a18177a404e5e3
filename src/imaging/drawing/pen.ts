import { MARGIN_PX, type PaneBox, type Spot } from './plane2d';

/** The nodes of one drawing: what it does not ask for goes at its end. */
export interface NodeKeeper {
  /** The node of the last drawing under this key, or a new one. */
  node(key: string, make: () => SVGElement, sheet: PenSheet): SVGElement;
}

/** Labels lie above the lines of all drawings: a line through a number makes another number of it. */
export type PenSheet = 'lines' | 'labels';

export interface PenLook {
  readonly colour: string;
  readonly widthPx: number;
}

/** What is selected or being drawn. */
export const SELECTED_COLOUR = 'rgb(90, 182, 255)';
export const SVG = 'http://www.w3.org/2000/svg';
export const FONT = 'Inter, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';
export const FONT_PX = 13;
export const LINE_PX = 17;
export const DARK = 'rgb(0 0 0 / 0.85)';
/** Below a label: dims what runs beneath it and lets the picture through. */
const BACKING = 'rgb(0 0 0 / 0.7)';
const CROSS_ARM_PX = 10;
/** From the point that a cross marks to the ends of its arms, which are round and have a dark edge. */
export const CROSS_REACH_PX = CROSS_ARM_PX + 2;

/** Measures texts, each once. */
export class Ruler {
  private readonly widths = new Map<string, number>();
  private readonly context = document.createElement('canvas').getContext('2d');

  constructor() {
    if (this.context) this.context.font = `600 ${FONT_PX}px ${FONT}`;
  }

  /** In CSS pixels. */
  widthOf(text: string): number {
    const known = this.widths.get(text);
    if (known !== undefined) return known;
    const width = this.context?.measureText(text).width ?? text.length * 8;
    if (this.widths.size > 2000) this.widths.clear();
    this.widths.set(text, width);
    return width;
  }

  sizeOf(lines: readonly string[]): { readonly width: number; readonly height: number } {
    return {
      width: Math.ceil(Math.max(...lines.map((line) => this.widthOf(line)))) + 4,
      height: lines.length * LINE_PX,
    };
  }
}

/** The `d` of a path through spots. */
export const pathOf = (spots: readonly Spot[], closed: boolean): string =>
  spots.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`).join('') +
  (closed ? 'Z' : '');

/** Draws one measurement: every line twice, dark and wide below, so that it is seen on any ground. */
export class Pen {
  private readonly keeper: NodeKeeper;
  private readonly id: string;
  private readonly look: PenLook;
  /** How many of each sort were drawn: what comes before in one sort moves none of another out of its place. */
  private readonly counts = new Map<string, number>();

  constructor(keeper: NodeKeeper, id: string, look: PenLook) {
    this.keeper = keeper;
    this.id = id;
    this.look = look;
  }

  line(spots: readonly Spot[], { closed, thin }: { readonly closed: boolean; readonly thin: boolean }): void {
    const path = pathOf(spots, closed);
    if (!thin) this.path(path, { stroke: DARK, 'stroke-width': String(this.look.widthPx + 2) });
    this.path(path, {
      stroke: this.look.colour,
      'stroke-width': String(thin ? 1 : this.look.widthPx),
      ...(thin ? { 'stroke-dasharray': '2 4' } : {}),
    });
  }

  /** The head of an arrow, at its first point. */
  head(tip: Spot, tail: Spot): void {
    const angle = Math.atan2(tail[1] - tip[1], tail[0] - tip[0]);
    const side = (turn: number): Spot => [
      tip[0] + 12 * Math.cos(angle + turn),
      tip[1] + 12 * Math.sin(angle + turn),
    ];
    this.line([side(0.45), tip, side(-0.45)], { closed: false, thin: false });
  }

  /** A point: a cross that leaves the point itself free. */
  cross([x, y]: Spot): void {
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      this.line(
        [
          [x + 3 * dx, y + 3 * dy],
          [x + CROSS_ARM_PX * dx, y + CROSS_ARM_PX * dy],
        ],
        { closed: false, thin: false },
      );
    }
  }

  handle([x, y]: Spot, radius: number): void {
    for (const [stroke, width] of [
      [DARK, this.look.widthPx + 2],
      [this.look.colour, this.look.widthPx],
    ] as const) {
      this.node('circle', {
        cx: x.toFixed(2),
        cy: y.toFixed(2),
        r: String(radius),
        fill: 'none',
        stroke,
        'stroke-width': String(width),
      });
    }
  }

  /** Leads from a drawing to its label, and ends before it. */
  lead(from: Spot, { left, top, width, height }: PaneBox): void {
    const to: Spot = [
      Math.min(Math.max(from[0], left - MARGIN_PX), left + width + MARGIN_PX),
      Math.min(Math.max(from[1], top), top + height),
    ];
    this.line([from, to], { closed: false, thin: true });
  }

  text(lines: readonly string[], { left, top, width, height }: PaneBox): void {
    this.node(
      'rect',
      {
        x: (left - MARGIN_PX).toFixed(1),
        y: top.toFixed(1),
        width: (width + 2 * MARGIN_PX).toFixed(1),
        height: height.toFixed(1),
        rx: '3',
        fill: BACKING,
        'pointer-events': 'none',
      },
      'labels',
    );
    lines.forEach((line, i) => {
      const node = this.node(
        'text',
        {
          x: (left + 2).toFixed(1),
          y: (top + (i + 1) * LINE_PX - 4).toFixed(1),
          fill: this.look.colour,
          stroke: DARK,
          'stroke-width': '3',
          'stroke-linejoin': 'round',
          'paint-order': 'stroke',
          'font-family': FONT,
          'font-size': String(FONT_PX),
          'font-weight': '600',
          'pointer-events': 'none',
        },
        'labels',
      );
      if (node.textContent !== line) node.textContent = line;
    });
  }

  private path(path: string, attributes: Readonly<Record<string, string>>): void {
    this.node('path', {
      d: path,
      fill: 'none',
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
      ...attributes,
    });
  }

  /** The node of this place in the drawing: kept from the last time, if it was of the same sort. */
  private node(
    sort: string,
    attributes: Readonly<Record<string, string>>,
    sheet: PenSheet = 'lines',
  ): SVGElement {
    const count = this.counts.get(sort) ?? 0;
    this.counts.set(sort, count + 1);
    const key = `${this.id}:${sort}:${count}`;
    const node = this.keeper.node(
      key,
      () => {
        const made = document.createElementNS(SVG, sort);
        made.dataset['measurement'] = this.id;
        return made;
      },
      sheet,
    );
    for (const [name, value] of Object.entries(attributes)) {
      if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    }
    return node;
  }
}
