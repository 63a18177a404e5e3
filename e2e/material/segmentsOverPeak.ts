import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeFile, type SampleDataset } from '../../server/samples/encode';
import { describeInstance, samplePath, sampleUid } from '../../server/samples/study';
import { PEAK, PEAK_FACTS } from './peak';

const SEG = '1.2.840.10008.5.1.4.1.1.66.4';
const NUMBER = 5;
/** Voxels of 2 x 2 x 3 mm, that is of another size than those of the peak's images. */
const [COLUMNS, ROWS] = [24, 24];
const [PIXEL_MM, FRAME_MM] = [2, 3];
const ORIGIN = [-23, -23, -18] as const;

type Span = readonly [from: number, to: number];

/** What each segment has: columns, rows and frames from the first to the one before the last. */
const BOXES: readonly { readonly columns: Span; readonly rows: Span; readonly frames: Span }[] = [
  { columns: [2, 14], rows: [3, 15], frames: [4, 9] },
  { columns: [9, 22], rows: [8, 21], frames: [3, 12] },
];

const holds = ([from, to]: Span, at: number): boolean => at >= from && at < to;

/** Two segments over the peak's images: boxes that lie over each other in part. */
export const SEGMENTS_OVER_PEAK = {
  study: PEAK.study,
  series: sampleUid(PEAK_FACTS.number, NUMBER),
  sop: sampleUid(PEAK_FACTS.number, NUMBER, 1),
  names: ['Left box', 'Right box'],
  /** How far a point (LPS mm) lies inside the box of a segment, from 0; negative: outside. */
  depthIn(segment: number, at: readonly number[]): number {
    const { columns, rows, frames } = BOXES[segment] ?? { columns: [0, 0], rows: [0, 0], frames: [0, 0] };
    const sizes = [PIXEL_MM, PIXEL_MM, FRAME_MM];
    const inside = [columns, rows, frames].map(([from, to], axis) => {
      const voxel = ((at[axis] ?? 0) - (ORIGIN[axis] ?? 0)) / (sizes[axis] ?? 1) + 0.5;
      return Math.min(voxel - from, to - voxel) * (sizes[axis] ?? 1);
    });
    return Math.min(...inside);
  },
} as const;

function bitsOf(): Uint8Array {
  const bits: number[] = [];
  for (const { columns, rows, frames } of BOXES)
    for (let frame = frames[0]; frame < frames[1]; frame++)
      for (let row = 0; row < ROWS; row++)
        for (let column = 0; column < COLUMNS; column++)
          bits.push(holds(columns, column) && holds(rows, row) ? 1 : 0);
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  // The first pixel is the lowest bit (PS3.5 8.1.1).
  bits.forEach((bit, at) => {
    const byte = at >> 3;
    bytes[byte] = (bytes[byte] ?? 0) | (bit << (at & 7));
  });
  return bytes;
}

const groupsOf = (): readonly SampleDataset[] =>
  BOXES.flatMap(({ frames }, segment) =>
    Array.from({ length: frames[1] - frames[0] }, (_, at) => ({
      SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment + 1 }],
      PlanePositionSequence: [
        { ImagePositionPatient: [ORIGIN[0], ORIGIN[1], ORIGIN[2] + FRAME_MM * (frames[0] + at)] },
      ],
    })),
  );

/** Writes a segmentation (PS3.3 A.51) beside the peak. */
export function writeSegmentsOverPeak(folder: string): void {
  const facts = { number: NUMBER, modality: 'SEG', description: 'Two boxes' };
  const path = join(folder, samplePath(PEAK_FACTS, NUMBER, 1));
  const groups = groupsOf();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    encodeFile({
      ...describeInstance(PEAK_FACTS, facts, 1, SEG),
      FrameOfReferenceUID: PEAK.frame,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: ROWS,
      Columns: COLUMNS,
      BitsAllocated: 1,
      BitsStored: 1,
      HighBit: 0,
      PixelRepresentation: 0,
      NumberOfFrames: groups.length,
      SegmentationType: 'BINARY',
      ContentLabel: 'BOXES',
      SegmentSequence: SEGMENTS_OVER_PEAK.names.map((label, at) => ({
        SegmentNumber: at + 1,
        SegmentLabel: label,
        SegmentAlgorithmType: 'MANUAL',
      })),
      ReferencedSeriesSequence: [{ SeriesInstanceUID: PEAK.series }],
      SharedFunctionalGroupsSequence: [
        {
          PlaneOrientationSequence: [{ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }],
          PixelMeasuresSequence: [
            {
              SliceThickness: FRAME_MM,
              SpacingBetweenSlices: FRAME_MM,
              PixelSpacing: [PIXEL_MM, PIXEL_MM],
            },
          ],
        },
      ],
      PerFrameFunctionalGroupsSequence: groups,
      PixelData: bitsOf(),
    }),
  );
}
