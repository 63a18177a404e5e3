import { items, number, numbers } from './dicomJson';
import { readPlane } from './geometry';
import type { Instance } from './instance';

export interface Spacing {
  readonly rowMm: number;
  readonly columnMm: number;
  readonly source: 'pixel' | 'imager' | 'ultrasound' | 'none';
}

const PROJECTION = new Set(['CR', 'DX', 'MG', 'XA', 'RF', 'IO', 'RG', 'PX']);
const NONE: Spacing = { rowMm: 1, columnMm: 1, source: 'none' };

export function readSpacing(
  instance: Instance,
  frame: number,
  pointPx?: readonly [column: number, row: number],
): Spacing {
  const { dataset, modality } = instance;
  const plane = readPlane(instance, frame);
  if (plane) return { rowMm: plane.rowSpacingMm, columnMm: plane.columnSpacingMm, source: 'pixel' };
  if (modality === 'US') {
    const regions = items(dataset, '00186011');
    const region = regions.find((one) => {
      const [x0, y0, x1, y1] = ['00186018', '0018601A', '0018601C', '0018601E'].map((tag) =>
        number(one, tag),
      );
      if (!pointPx) return regions.length === 1;
      return (
        pointPx[0] >= (x0 ?? Infinity) &&
        pointPx[0] <= (x1 ?? -1) &&
        pointPx[1] >= (y0 ?? Infinity) &&
        pointPx[1] <= (y1 ?? -1)
      );
    });
    const [dx, dy] = [number(region, '0018602C'), number(region, '0018602E')];
    const isCm = number(region, '00186024') === 3 && number(region, '00186026') === 3;
    return isCm && dx && dy
      ? { rowMm: Math.abs(dy) * 10, columnMm: Math.abs(dx) * 10, source: 'ultrasound' }
      : NONE;
  }
  const [row = 0, column = 0] = numbers(dataset, '00280030');
  if (row > 0 && column > 0 && modality !== 'SM') return { rowMm: row, columnMm: column, source: 'pixel' };
  const [imagerRow = 0, imagerColumn = 0] = numbers(dataset, '00181164');
  if (PROJECTION.has(modality) && imagerRow > 0 && imagerColumn > 0) {
    const magnified = number(dataset, '00181114') ?? 1;
    return { rowMm: imagerRow / magnified, columnMm: imagerColumn / magnified, source: 'imager' };
  }
  return NONE;
}
