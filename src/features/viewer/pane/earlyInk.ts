import type { WaitingHand } from '@/imaging/contract';
import type { EarlyPictures } from '@/imaging/early/earlyPictures';
import type { DrawingStep } from '@/imaging/contract';
import { toolSpec, type ToolId } from '@/imaging/pointer/tools';
import { KINDS } from '@/measurement/kinds';
import styles from '@/features/viewer/styles/panes.module.css';

type Point = readonly [x: number, y: number];

/** Whether a tool draws the way of the pointer itself; others go straight from where it was pressed. */
const isOfWays = (tool: ToolId): boolean => {
  const { measures } = toolSpec(tool);
  return measures !== undefined && KINDS[measures].hand.by !== 'points';
};

const SVG = 'http://www.w3.org/2000/svg';
const DOT_PX = 3;

export interface Ink {
  /** The hand made a step of a drawing. */
  draw(step: DrawingStep): void;
  end(): void;
}

/** A stroke as a line, with a dot at either end. */
function shapesOf(points: readonly Point[]): readonly SVGElement[] {
  const line = document.createElementNS(SVG, 'polyline');
  line.setAttribute('points', points.map((point) => point.join(',')).join(' '));
  const dots = [points[0], points.at(-1)].flatMap((point) => {
    if (!point) return [];
    const dot = document.createElementNS(SVG, 'circle');
    const [cx, cy] = point;
    for (const [name, value] of Object.entries({ cx, cy, r: DOT_PX })) dot.setAttribute(name, String(value));
    return [dot];
  });
  return [line, ...dots];
}

/**
 * Shows under the hand what it draws as long as there is nothing to draw with: the way of the pointer, bound to the pixels that it went
 * over. It goes when the drawing itself comes, or nobody will make it.
 */
export function createInk(
  element: HTMLElement,
  pane: number,
  { hand, early }: { readonly hand: WaitingHand; readonly early: EarlyPictures },
): Ink {
  const layer = document.createElementNS(SVG, 'svg');
  layer.setAttribute('class', styles['ink'] ?? '');
  layer.setAttribute('aria-hidden', 'true');
  layer.dataset['layer'] = 'ink';
  /** Of each stroke the pixels of the image. */
  let strokes: Point[][] = [];
  const pointsOf = (pixels: readonly Point[]): Point[] => {
    const gestures = early.gestures(pane);
    return pixels.flatMap((pixel) => {
      const point = gestures?.pointAt(...pixel);
      return point ? [point] : [];
    });
  };
  const paint = () => {
    layer.replaceChildren(...strokes.flatMap((pixels) => shapesOf(pointsOf(pixels))));
    if (strokes.length === 0) layer.remove();
    else if (!layer.isConnected) element.append(layer);
  };
  const look = () => {
    if (strokes.length === 0) return;
    if (!hand.waitsForEngine(pane)) strokes = [];
    paint();
  };
  const stops = [hand.subscribe(look), early.facts.subscribe(look)];
  return {
    draw({ does, tool, at }) {
      const pixel = hand.pixelAt(pane, at);
      const stroke = strokes.at(-1);
      if (does === 'cancel') strokes = strokes.slice(0, -1);
      else if (!pixel || tool === 'erase') return;
      else if (does === 'press') strokes = [...strokes, [pixel]];
      else if (stroke) {
        if (!isOfWays(tool)) stroke.length = 1;
        stroke.push(pixel);
      }
      paint();
    },
    end() {
      for (const stop of stops) stop();
      layer.remove();
    },
  };
}
