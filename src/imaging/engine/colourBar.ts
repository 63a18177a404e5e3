import { layerEnds } from '@/imaging/pane/layerEnds';
import type { LayerFacts } from '@/imaging/pane/paneStore';
import { COLOUR_TABLES } from '@/painting/colourTables';

/** CSS pixels, as beside the planes of the page. */
const [LEFT, WIDTH, LEAST, MOST, TEXT, GAP] = [8, 12, 40, 140, 12, 4];
/** Of the height of the picture. */
const PART = 0.24;

type Canvas = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'strokeStyle' | 'lineWidth' | 'font' | 'textBaseline' | 'fillRect' | 'strokeRect'
> &
  Pick<CanvasRenderingContext2D, 'fillText' | 'strokeText'>;

/**
 * Draws the colours of what is laid over a plane into a picture of `heightPx`, the greatest value at the top, with both ends and their
 * unit: colours without them say nothing once the page is gone. Nothing where it is not seen. `ratio`: pixels to a CSS pixel.
 */
export function drawColourBar(
  context: Canvas,
  layer: Pick<LayerFacts, 'state' | 'window' | 'unit' | 'colours'> | undefined,
  heightPx: number,
  ratio: number,
): void {
  const ends = layer?.state === 'shown' ? layerEnds(layer) : undefined;
  if (!layer || !ends) return;
  const height = Math.round(Math.min(MOST * ratio, Math.max(LEAST * ratio, PART * heightPx)));
  const [left, width, top] = [LEFT * ratio, WIDTH * ratio, Math.round((heightPx - height) / 2)];
  const { red, green, blue } = COLOUR_TABLES[layer.colours];
  for (let row = 0; row < height; row++) {
    const level = Math.round((255 * (height - 1 - row)) / Math.max(1, height - 1));
    const colour = [red, green, blue].map(({ entries }) => entries[level] ?? 0);
    context.fillStyle = `rgb(${colour.join(' ')})`;
    context.fillRect(left, top + row, width, 1);
  }
  context.lineWidth = ratio;
  context.strokeStyle = '#bcc4ce';
  context.strokeRect(left, top, width, height);
  context.font = `${TEXT * ratio}px sans-serif`;
  context.lineWidth = 3 * ratio;
  context.strokeStyle = '#000';
  context.fillStyle = '#e3e7ec';
  const write = (text: string, y: number, from: 'bottom' | 'top') => {
    context.textBaseline = from;
    context.strokeText(text, left, y);
    context.fillText(text, left, y);
  };
  write(`${ends.to} ${ends.unit}`.trim(), top - GAP * ratio, 'bottom');
  write(ends.from, top + height + GAP * ratio, 'top');
}
