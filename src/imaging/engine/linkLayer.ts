import type { PointPx } from '@/dicom/geometry/pointPx';
import { pixelToCanvas } from '@/imaging/projection/paneCamera';
import type { PaneView } from '@/imaging/pane/paneView';

const SVG = 'http://www.w3.org/2000/svg';
/** Told from drawings (yellow) and from what the file lays over its picture by colour and by dashes. */
const COLOUR = 'rgb(92, 219, 255)';
/** They are seen on bone too. */
const EDGE = 'rgba(0, 0, 0, 0.7)';

/** What is seen of the other panes on a pane's picture, in its pixels. */
export interface LinkMarks {
  /** Where the image of the active pane cuts this one. */
  readonly line?: readonly [PointPx, PointPx] | undefined;
  /** The point in the patient that is marked. */
  readonly point?: PointPx | undefined;
}

const isEmpty = ({ line, point }: LinkMarks): boolean => !line && !point;

/** Arms of the cross, CSS pixels from its middle, which stays free: what is pointed at is seen. */
const [NEAR_PX, FAR_PX] = [5, 16];
const cross = ([x, y]: readonly [number, number]): string =>
  [
    ...[-1, 1].map((side) => `M${x + side * NEAR_PX} ${y}L${x + side * FAR_PX} ${y}`),
    ...[-1, 1].map((side) => `M${x} ${y + side * NEAR_PX}L${x} ${y + side * FAR_PX}`),
  ].join('');

/** Draws what other panes have to do with a pane's picture, as SVG above it. Pointers pass through. */
export class LinkLayer {
  private readonly view: PaneView;
  private made: SVGSVGElement | undefined;

  constructor(view: PaneView) {
    this.view = view;
  }

  draw(marks: LinkMarks): void {
    const plane = this.view.shown?.drawn.plane;
    if (isEmpty(marks) || !plane) {
      // An empty layer over the whole pane costs the compositor as much as the picture.
      if (this.made) this.made.style.display = 'none';
      return;
    }
    const svg = (this.made ??= this.make());
    const place = ([column, row]: PointPx) => pixelToCanvas(this.view.projection, plane, column, row);
    const [from, to] = marks.line ?? [];
    const paths = {
      line: from && to ? `M${place(from).join(' ')}L${place(to).join(' ')}` : '',
      point: marks.point ? cross(place(marks.point)) : '',
    };
    for (const path of svg.querySelectorAll('path')) {
      const d = paths[path.dataset['mark'] === 'point' ? 'point' : 'line'];
      if (path.getAttribute('d') !== d) path.setAttribute('d', d);
    }
    svg.style.display = '';
  }

  private make(): SVGSVGElement {
    const svg = document.createElementNS(SVG, 'svg');
    svg.dataset['layer'] = 'links';
    svg.setAttribute('aria-hidden', 'true');
    Object.assign(svg.style, {
      position: 'absolute',
      inset: '0',
      width: '100%',
      height: '100%',
      pointerEvents: 'none',
    });
    for (const [mark, colour, strokeWidth, strokeDasharray] of [
      ['line', EDGE, '3.5', 'none'],
      ['line', COLOUR, '1.5', '7 4'],
      ['point', EDGE, '4', 'none'],
      ['point', COLOUR, '2', 'none'],
    ] as const) {
      const path = document.createElementNS(SVG, 'path');
      path.dataset['mark'] = mark;
      Object.assign(path.style, { stroke: colour, strokeWidth, strokeDasharray, fill: 'none' });
      svg.append(path);
    }
    const place = this.view.element.querySelector('.viewport-element') ?? this.view.element;
    place.append(svg);
    return svg;
  }
}
