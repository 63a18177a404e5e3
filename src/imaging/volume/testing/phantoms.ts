import type { Triple } from '@/dicom/geometry/geometry';
import { orderFrames } from '@/dicom/series/ordering';
import { buildInstance } from '@/dicom/testing/build';
import { readVolumes } from '@/dicom/volume/readVolumes';
import type { VolumeGrid } from '@/dicom/volume/volumeGrid';
import type { FrameValues, VolumeFrames } from '@/imaging/volume/planeSource';

/** How a phantom lies and was taken: as scripts/resampled.py has it. */
export interface Setup {
  readonly row: Triple;
  readonly column: Triple;
  /** From a slice to the next, a unit vector: not the normal where the gantry is tilted. */
  readonly stack: Triple;
  readonly rowSpacingMm: number;
  readonly columnSpacingMm: number;
  /** Where the slices lie along `stack`, mm. */
  readonly at: readonly number[];
}

export const SIZE = { columns: 24, rows: 20, slices: 18 };
const GAP_MM = 2.5;
const TILT_RAD = (15 * Math.PI) / 180;
const ORIGIN: Triple = [-11.25, 7.5, 40.125];

const crossed = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const AXES: readonly Triple[] = [0, 1, 2].flatMap((axis) =>
  [1, -1].map((sign): Triple => [axis === 0 ? sign : 0, axis === 1 ? sign : 0, axis === 2 ? sign : 0]),
);
const ORIENTATIONS = AXES.flatMap((row) =>
  AXES.filter((column) => Math.hypot(...crossed(row, column)) > 0).map((column) => [row, column] as const),
);

const BOTH = [false, true];

/** 24 orientations, each upright and tilted, even and uneven, with square pixels and with 2:1. */
export const SETUPS: readonly Setup[] = ORIENTATIONS.flatMap(([row, straight]) =>
  BOTH.flatMap((isTilted) =>
    BOTH.flatMap((isUneven) =>
      BOTH.map((isOblong): Setup => {
        const stack = crossed(row, straight);
        const [cos, sin] = isTilted ? [Math.cos(TILT_RAD), Math.sin(TILT_RAD)] : [1, 0];
        const part = (axis: 0 | 1 | 2) => cos * straight[axis] + sin * stack[axis];
        return {
          row,
          column: [part(0), part(1), part(2)],
          stack,
          rowSpacingMm: isOblong ? 2 : 1,
          columnSpacingMm: 1,
          at: Array.from({ length: SIZE.slices }, (_, k) => GAP_MM * k + (isUneven && k % 2 === 1 ? 0.8 : 0)),
        };
      }),
    ),
  ),
);

/** The patient point of a place in a phantom, with `mm` along its stack: by its setup alone. */
export function pointOf(setup: Setup, column: number, row: number, mm: number): Triple {
  const [across, down] = [column * setup.columnSpacingMm, row * setup.rowSpacingMm];
  const part = (axis: 0 | 1 | 2) =>
    ORIGIN[axis] + across * setup.row[axis] + down * setup.column[axis] + mm * setup.stack[axis];
  return [part(0), part(1), part(2)];
}

/** The grid that is read from what the instances of a phantom say. */
export function gridOf(setup: Setup): VolumeGrid {
  const instances = setup.at.map((mm, k) =>
    buildInstance({
      SopInstanceUid: `1.2.3.${k + 1}`,
      InstanceNumber: k + 1,
      Rows: SIZE.rows,
      Columns: SIZE.columns,
      FrameOfReferenceUid: '1.2.9',
      PixelSpacing: [setup.rowSpacingMm, setup.columnSpacingMm],
      ImageOrientationPatient: [...setup.row, ...setup.column],
      ImagePositionPatient: [...pointOf(setup, 0, 0, mm)],
    }),
  );
  const reading = readVolumes(orderFrames(instances).frames);
  if ('refused' in reading) throw new Error(reading.refused);
  return reading.volumes[0].grid;
}

/** Noise: the value of each voxel from -1024 to 3071, by its indices alone. */
export const noiseAt = (column: number, row: number, slice: number): number =>
  // Each product is below 2^31; the sign of what becomes of them does not matter to the last 12 bits.
  (((column * 73_856_093) ^ (row * 19_349_663) ^ (slice * 83_492_791)) & 4095) - 1024;

/** Frames of a grid, of which `value` says each voxel. */
export function framesOf(
  grid: VolumeGrid,
  value: (column: number, row: number, slice: number) => number,
  type: (slice: number) => new (length: number) => FrameValues = () => Int16Array,
): VolumeFrames {
  const { columns, rows, slices } = grid;
  const values = Array.from({ length: slices }, (_, slice) => {
    const frame = new (type(slice))(columns * rows);
    for (let at = 0; at < frame.length; at++)
      frame[at] = value(at % columns, Math.floor(at / columns), slice);
    return frame;
  });
  return { grid, values };
}

/** An upright volume of voxels of 1 mm, its first one at LPS (0, 0, 0). */
export const cube = (columns: number, rows: number, slices: number): VolumeGrid => ({
  frameOfReference: '1.2.9',
  columns,
  rows,
  slices,
  originLps: [0, 0, 0],
  columnStep: [1, 0, 0],
  rowStep: [0, 1, 0],
  sliceStep: [0, 0, 1],
});
