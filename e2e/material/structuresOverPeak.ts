import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeFile } from '../../server/samples/encode';
import { describeInstance, samplePath, sampleUid } from '../../server/samples/study';
import { PEAK, PEAK_FACTS } from './peak';

const RTSTRUCT = '1.2.840.10008.5.1.4.1.1.481.3';
const NUMBER = 6;

interface Rectangle {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}
const TUBE: Rectangle = { x: [-14, -2], y: [-12, 4] };
const HOLE: Rectangle = { x: [-10, -6], y: [-6, 0] };
const LONE: Rectangle = { x: [6, 14], y: [8, 14] };
const TUBE_MM = Array.from({ length: 10 }, (_, at) => -15 + 3 * at);

/** How far a point lies inside a rectangle; negative: outside. */
const depthIn = ({ x, y }: Rectangle, at: readonly number[]): number => {
  const [px = 0, py = 0] = at;
  return Math.min(px - x[0], x[1] - px, py - y[0], y[1] - py);
};

/** Two structures over the peak's images: a tube with a hole on ten planes, and a rectangle on one. */
export const STRUCTURES_OVER_PEAK = {
  study: PEAK.study,
  series: sampleUid(PEAK_FACTS.number, NUMBER),
  sop: sampleUid(PEAK_FACTS.number, NUMBER, 1),
  names: ['Tube', 'Lone'],
  /** Whether a point is in the tube, and how far it is from where it would be the other. */
  tubeAt(at: readonly number[]): { readonly isIn: boolean; readonly awayMm: number } {
    const [, , z = 0] = at;
    const inside = [depthIn(TUBE, at), -depthIn(HOLE, at), Math.min(z + 16.5, 13.5 - z)];
    return { isIn: Math.min(...inside) > 0, awayMm: Math.min(...inside.map(Math.abs)) };
  },
  /** Likewise of the lone rectangle, on its own plane. */
  loneAt(at: readonly number[]) {
    const depth = depthIn(LONE, at);
    return { isIn: depth > 0, awayMm: Math.abs(depth) };
  },
} as const;

const contourOf = ({ x, y }: Rectangle, mm: number) => ({
  ContourGeometricType: 'CLOSED_PLANAR',
  NumberOfContourPoints: 4,
  ContourData: [x[0], y[0], mm, x[1], y[0], mm, x[1], y[1], mm, x[0], y[1], mm],
});

/** Writes a structure set (PS3.3 A.19) beside the peak. */
export function writeStructuresOverPeak(folder: string): void {
  const facts = { number: NUMBER, modality: 'RTSTRUCT', description: 'Tube and rectangle' };
  const path = join(folder, samplePath(PEAK_FACTS, NUMBER, 1));
  const contours = [
    TUBE_MM.flatMap((mm) => [contourOf(TUBE, mm), contourOf(HOLE, mm)]),
    [contourOf(LONE, 0)],
  ];
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    encodeFile({
      ...describeInstance(PEAK_FACTS, facts, 1, RTSTRUCT),
      StructureSetLabel: 'SHAPES',
      ReferencedFrameOfReferenceSequence: [{ FrameOfReferenceUID: PEAK.frame }],
      StructureSetROISequence: STRUCTURES_OVER_PEAK.names.map((name, at) => ({
        ROINumber: at + 1,
        ReferencedFrameOfReferenceUID: PEAK.frame,
        ROIName: name,
        ROIGenerationAlgorithm: 'MANUAL',
      })),
      ROIContourSequence: contours.map((ContourSequence, at) => ({
        ReferencedROINumber: at + 1,
        ContourSequence,
      })),
    }),
  );
}
