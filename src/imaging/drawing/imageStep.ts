import type { PointPx } from '@/dicom/geometry/pointPx';
import type { PaneView } from '@/imaging/pane/paneView';
import { pixelToCanvas } from '@/imaging/projection/paneCamera';

/** A step towards sides of the screen as one of whole image pixels; undefined where no picture is seen. */
export function imageStep({ seen, projection }: PaneView, right: number, down: number): PointPx | undefined {
  if (!seen) return undefined;
  const { plane } = seen.drawn;
  const [ox, oy] = pixelToCanvas(projection, plane, 0, 0);
  const [cx, cy] = pixelToCanvas(projection, plane, 1, 0);
  const [rx, ry] = pixelToCanvas(projection, plane, 0, 1);
  const size = Math.max(Math.abs(cx - ox), Math.abs(cy - oy), 1e-9);
  const height = Math.max(Math.abs(rx - ox), Math.abs(ry - oy), 1e-9);
  // Quarter turns only: each axis of the image is one of the screen's.
  return [
    Math.round((right * (cx - ox) + down * (cy - oy)) / size),
    Math.round((right * (rx - ox) + down * (ry - oy)) / height),
  ];
}
