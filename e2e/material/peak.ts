import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeFile } from '../../server/samples/encode';
import {
  describeGrey16,
  describeInstance,
  describePlane,
  samplePath,
  sampleUid,
  type SampleStudyFacts,
} from '../../server/samples/study';

type Vector = readonly [x: number, y: number, z: number];

export const PEAK_FACTS: SampleStudyFacts = {
  number: 231,
  folder: 'peak',
  patientName: 'Test^Peak',
  patientId: 'TEST-PEAK',
  sex: 'O',
  birthDate: '19700101',
  date: '20260604',
  time: '141000',
  description: 'One voxel above a slope',
};
const CT = '1.2.840.10008.5.1.4.1.1.2';
const [COLUMNS, ROWS, SLICES] = [60, 32, 20];
/** Pixels are twice as high as wide, slices thicker than both. */
const [COLUMN_MM, ROW_MM, SLICE_MM] = [1, 2, 3];
const ORIGIN: Vector = [-29.5, -31, -30];

/** A volume whose values rise evenly to the left and to the head, and one voxel far above them. */
export const PEAK = {
  study: sampleUid(PEAK_FACTS.number),
  series: sampleUid(PEAK_FACTS.number, 1),
  /** Two slices alone, of which there are no planes. */
  tooFew: sampleUid(PEAK_FACTS.number, 2),
  frame: sampleUid(PEAK_FACTS.number, 0, 1),
  slices: SLICES,
  value: 3000,
  /** LPS mm of the middle of voxel (40, 10, 7). */
  atLps: [ORIGIN[0] + 40 * COLUMN_MM, ORIGIN[1] + 10 * ROW_MM, ORIGIN[2] + 7 * SLICE_MM] as const,
  voxelMm: [COLUMN_MM, ROW_MM, SLICE_MM] as const,
  /** The value between the middles of voxels, away from the peak; undefined outside of them. */
  valueAt([x, y, z]: Vector): number | undefined {
    const [column, row, slice] = [
      (x - ORIGIN[0]) / COLUMN_MM,
      (y - ORIGIN[1]) / ROW_MM,
      (z - ORIGIN[2]) / SLICE_MM,
    ];
    const isInside = (at: number, count: number) => at >= 0 && at <= count - 1;
    const areInside = isInside(column, COLUMNS) && isInside(row, ROWS) && isInside(slice, SLICES);
    return areInside ? 100 + 10 * slice + 3 * column : undefined;
  },
};

function pixelsOf(slice: number): Int16Array {
  const pixels = new Int16Array(COLUMNS * ROWS);
  for (let at = 0; at < pixels.length; at++) pixels[at] = 100 + 10 * slice + 3 * (at % COLUMNS);
  if (slice === 7) pixels[10 * COLUMNS + 40] = PEAK.value;
  return pixels;
}

/** Writes the volume, and a series of two slices. */
export function writePeak(folder: string): void {
  for (const [place, slices] of [SLICES, 2].entries())
    for (let slice = 0; slice < slices; slice++) {
      const geometry = describePlane(PEAK_FACTS, {
        row: [1, 0, 0],
        column: [0, 1, 0],
        positionLps: [ORIGIN[0], ORIGIN[1], ORIGIN[2] + slice * SLICE_MM],
        spacingMm: [ROW_MM, COLUMN_MM],
        thicknessMm: SLICE_MM,
      });
      const facts = { number: place + 1, modality: 'CT', description: place === 0 ? 'Peak' : 'Two slices' };
      const path = join(folder, samplePath(PEAK_FACTS, place + 1, slice + 1));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(
        path,
        encodeFile({
          ...describeInstance(PEAK_FACTS, facts, slice + 1, CT),
          ...geometry,
          ...describeGrey16(COLUMNS, pixelsOf(slice)),
          WindowCenter: 250,
          WindowWidth: 500,
        }),
      );
    }
}
