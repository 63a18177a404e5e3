import type { Triple } from '@/dicom/geometry/geometry';
import type { VolumeGrid } from '@/dicom/volume/volumeGrid';
import type { CutPlane, ReslicedPlane, VolumeFrames } from './planeSource';

/** A plane that is being worked out: band after band of rows, in any order, each once. */
export interface Reslicing {
  /** What there is so far; `picture` is the same object from the beginning, its rows that were not drawn yet are `nothing`. */
  readonly plane: ReslicedPlane;
  /** Works out rows from `fromRow` to before `toRow`. */
  draw(fromRow: number, toRow: number): void;
}

/** Begins a plane. Costs nothing until rows are drawn. */
export function beginReslice(_frames: VolumeFrames, _plane: CutPlane): Reslicing {
  throw new Error('not yet');
}

/** A plane through a volume, whole. */
export function reslicePlane(frames: VolumeFrames, plane: CutPlane): ReslicedPlane {
  const reslicing = beginReslice(frames, plane);
  reslicing.draw(0, plane.heightPx);
  return reslicing.plane;
}

/** The same plane with half as many pixels each way: what is drawn while a hand moves it. */
export const halved = (plane: CutPlane): CutPlane => ({
  ...plane,
  mmPerPixel: plane.mmPerPixel * 2,
  widthPx: Math.ceil(plane.widthPx / 2),
  heightPx: Math.ceil(plane.heightPx / 2),
});

/** Slices that a plane is made of, those nearest to its middle first. */
export function slicesNeeded(_grid: VolumeGrid, _plane: CutPlane): readonly number[] {
  throw new Error('not yet');
}

/**
 * The value with fractions at a patient point, as a plane shows it (of a slab: what the slab shows there); undefined where there is
 * nothing, or not yet.
 */
export function valueAt(
  _frames: VolumeFrames,
  _plane: Pick<CutPlane, 'right' | 'down' | 'mmPerPixel' | 'slab'>,
  _pointLps: Triple,
): number | undefined {
  throw new Error('not yet');
}
