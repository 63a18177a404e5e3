import { dot, lpsToPixel, pixelToLps, type Plane, type Triple } from '@/dicom/geometry/geometry';
import { fractionalMask, levelAt, type Mask } from './mask';
import type { Segmentation } from './readSegmentation';
import { framesAt, type Masks, type SegmentLayers } from './segmentLayers';

const less = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** A frame's pixel of a pixel of another plane: linear, so that a row is steps of the same length. */
function stepsInto(plane: Plane, origin: Triple, step: Triple) {
  const [column, row] = lpsToPixel(plane, origin);
  const [nextColumn, nextRow] = lpsToPixel(plane, [
    origin[0] + step[0],
    origin[1] + step[1],
    origin[2] + step[2],
  ]);
  return { column, row, perColumn: nextColumn - column, perRow: nextRow - row };
}

/**
 * What segments have on a plane across their own frames, or any plane: each pixel of `on` is of the voxel that its middle lies in, levels
 * from 0 to 255, all of a pixel being 255. Only segments of `wanted` are looked at.
 */
export function sampleSegments(
  { columns, rows, most }: Pick<Segmentation, 'columns' | 'rows' | 'most'>,
  layers: SegmentLayers,
  masks: Masks,
  wanted: ReadonlySet<number>,
  on: { readonly plane: Plane; readonly rows: number; readonly columns: number },
): ReadonlyMap<number, Mask> {
  const found = new Map<number, Uint8Array>();
  const step = less(pixelToLps(on.plane, 1, 0), pixelToLps(on.plane, 0, 0));
  const alongMm = dot(step, layers.normal);
  for (let row = 0; row < on.rows; row++) {
    const origin = pixelToLps(on.plane, 0, row);
    const fromMm = dot(origin, layers.normal);
    const into = new Map<Plane, ReturnType<typeof stepsInto>>();
    for (let column = 0; column < on.columns; column++) {
      for (const { frame, plane } of framesAt(layers, fromMm + column * alongMm)) {
        const marked = masks.get(frame);
        if (!plane || !marked) continue;
        const steps = into.get(plane) ?? stepsInto(plane, origin, step);
        into.set(plane, steps);
        const [c, r] = [
          Math.round(steps.column + column * steps.perColumn),
          Math.round(steps.row + column * steps.perRow),
        ];
        if (c < 0 || r < 0 || c >= columns || r >= rows) continue;
        for (const [segment, mask] of marked) {
          if (!wanted.has(segment)) continue;
          const level = levelAt(mask, c, r, columns, most);
          if (level === 0) continue;
          const levels = found.get(segment) ?? new Uint8Array(on.rows * on.columns);
          levels[row * on.columns + column] = level;
          found.set(segment, levels);
        }
      }
    }
  }
  return new Map(
    [...found].flatMap(([segment, levels]) => {
      const mask = fractionalMask(levels, on.columns);
      return mask ? [[segment, mask] as const] : [];
    }),
  );
}
