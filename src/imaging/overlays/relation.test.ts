import { expect, test } from 'vitest';
import type { SegmentFrame, Segmentation } from '@/dicom/segments/readSegmentation';
import { stacksOf } from '@/dicom/segments/segmentLayers';
import type { Contour, Structure } from '@/dicom/structures/readStructures';
import { buildInstance } from '@/dicom/testing/build';
import type { StackFrame } from '@/imaging/stack/stack';
import type { Segments, Structures } from './overlayObject';
import { contradictedBy, saidOf } from './relation';

const HERE = '1.2.77';
const patient = { PatientId: 'P1', PatientName: { Alphabetic: 'Alpha^Anna' } };

const image = (at: number): StackFrame => {
  const instance = buildInstance({
    ...patient,
    ...{ SopInstanceUid: `1.2.5.${at}`, FrameOfReferenceUid: HERE, PixelSpacing: [1, 1] },
    ...{
      ImagePositionPatient: [0, 0, 3 * at],
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      Rows: 4,
      Columns: 4,
    },
  });
  const { study, series, sop } = instance;
  return { study, series, sop, frame: 1, instance, imageId: String(at), rows: 4, columns: 4 };
};
const images = Array.from({ length: 30 }, (_, at) => image(at));
const ofSeries = images.slice(0, 1).map((one) => one.series);

const square = (zMm: number): Contour => ({
  shape: 'closed',
  pointsLps: Float64Array.of(0, 0, zMm, 3, 0, zMm, 3, 3, zMm),
});
const roi = (number: number, name: string, frameOfReference: string): Structure => ({
  ...{ number, name, frameOfReference, lost: 0, contours: [square(30), square(33)] },
});
const structures = (who: object, ...all: Structure[]): Structures => ({
  is: 'structures',
  of: { structures: all, ofSeries, framesOfReference: all.flatMap((one) => one.frameOfReference ?? []) },
  ...{ dataset: buildInstance({ ...patient, ...who }).dataset, colours: new Map() },
});

const frame = (at: number, zMm: number, source?: number): SegmentFrame => ({
  ...{ frame: at, segment: 1, isPreserved: source !== undefined },
  sources: source === undefined ? [] : [{ sop: `1.2.5.${source}` }],
  plane: {
    ...{ positionLps: [0, 0, zMm], rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], normal: [0, 0, 1] },
    ...{ rowSpacingMm: 1, columnSpacingMm: 1 },
  },
});
const segments = (...frames: SegmentFrame[]): Segments => {
  const of: Segmentation = {
    ...{
      kind: 'binary',
      rows: 4,
      columns: 4,
      most: 1,
      segments: [{ number: 1, label: 'a', rgb: [1, 2, 3] }],
    },
    ...{ frames, ofSeries, frameOfReference: HERE, thicknessMm: 3 },
  };
  return {
    is: 'segments',
    of,
    stacks: stacksOf(of),
    ...{ masks: new Map(), colours: new Map() },
    dataset: buildInstance(patient).dataset,
  };
};

test('a structure of another frame of reference is told by name, the others are drawn', () => {
  const set = structures({}, roi(1, 'here', HERE), roi(2, 'elsewhere', '1.2.99'));
  expect(saidOf(set, images)).toEqual({ said: 'drawn', beside: 0, planes: 2, apart: ['elsewhere'] });
  expect(saidOf(structures({}, roi(2, 'elsewhere', '1.2.99')), images)?.said).toBe('other-frame');
});

test('what is another person’s is not drawn', () => {
  const other = { PatientId: 'P2', PatientName: { Alphabetic: 'Beta^Bert' } };
  expect(saidOf(structures(other, roi(1, 'here', HERE)), images)?.said).toBe('other-patient');
});

test('a frame that names an image elsewhere than its place contradicts itself', () => {
  const [wrong, right] = [frame(1, 15, 20), frame(2, 30, 10)];
  const content = segments(wrong, right, frame(3, 45));
  expect([...contradictedBy(content, images)]).toEqual([wrong]);
  expect(saidOf(content, images)).toEqual({ said: 'drawn', beside: 0, planes: 3, against: 1 });
});
