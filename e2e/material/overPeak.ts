import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeFile } from '../../server/samples/encode';
import {
  describeGrey16,
  describeInstance,
  describePlane,
  samplePath,
  sampleUid,
} from '../../server/samples/study';
import { PEAK_FACTS } from './peak';

const PT = '1.2.840.10008.5.1.4.1.1.128';
/** Coarser than what it lies over, and only over a part of it. */
const [COLUMNS, ROWS, SLICES] = [10, 8, 8];
const [STEP_MM, SLICE_MM] = [4, 7];
const ORIGIN = [-18, -14, -24] as const;

/** A volume in the frame of reference of the peak, and one in another: uniform, so that every pixel of it is known. */
export const OVER_PEAK = {
  series: sampleUid(PEAK_FACTS.number, 3),
  apart: sampleUid(PEAK_FACTS.number, 4),
  value: 500,
  isInside: ([x, y, z]: readonly [x: number, y: number, z: number], marginMm: number): boolean =>
    [
      [x, ORIGIN[0], STEP_MM, COLUMNS],
      [y, ORIGIN[1], STEP_MM, ROWS],
      [z, ORIGIN[2], SLICE_MM, SLICES],
    ].every(
      ([at = 0, from = 0, step = 1, count = 0]) =>
        at > from - step / 2 + marginMm && at < from + (count - 0.5) * step - marginMm,
    ),
};

/** Writes both beside the peak. */
export function writeOverPeak(folder: string): void {
  for (const [number, frame] of [
    [3, undefined],
    [4, sampleUid(PEAK_FACTS.number, 0, 99)],
  ] as const)
    for (let slice = 0; slice < SLICES; slice++) {
      const geometry = describePlane(PEAK_FACTS, {
        row: [1, 0, 0],
        column: [0, 1, 0],
        positionLps: [ORIGIN[0], ORIGIN[1], ORIGIN[2] + slice * SLICE_MM],
        spacingMm: [STEP_MM, STEP_MM],
        thicknessMm: SLICE_MM,
      });
      const facts = { number, modality: 'PT', description: frame === undefined ? 'Over' : 'Elsewhere' };
      const path = join(folder, samplePath(PEAK_FACTS, number, slice + 1));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(
        path,
        encodeFile({
          ...describeInstance(PEAK_FACTS, facts, slice + 1, PT),
          ...geometry,
          ...(frame === undefined ? {} : { FrameOfReferenceUID: frame }),
          ...describeGrey16(COLUMNS, new Int16Array(COLUMNS * ROWS).fill(OVER_PEAK.value)),
          Units: 'CNTS',
          WindowCenter: 500,
          WindowWidth: 1000,
        }),
      );
    }
}
