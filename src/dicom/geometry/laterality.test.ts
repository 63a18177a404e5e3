import { describe, expect, test } from 'vitest';
import { laterality, sideConflict } from './laterality';
import { build, buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';

test('the side is the frame’s, else the image’s, else the series’', () => {
  expect(laterality(buildInstance({ ImageLaterality: 'L', Laterality: 'R' }))).toBe('L');
  expect(laterality(buildInstance({ Laterality: 'R' }))).toBe('R');
  expect(laterality(buildInstance({ Laterality: 'left' }))).toBeUndefined();
  const framed = build({ FrameAnatomySequence: build({ FrameLaterality: 'B' }) });
  expect(laterality(buildInstance({ ImageLaterality: 'L', PerFrameFunctionalGroups: [framed] }), 1)).toBe(
    'B',
  );
});

/** 512 axial pixels of 0.2 mm from an x (LPS mm) on: 102 mm wide. */
const from = (x: number) => ({
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  ImagePositionPatient: [x, 0, 0],
  PixelSpacing: [0.2, 0.2],
});
const mlo = (ImageLaterality: string, ...PatientOrientation: string[]) => ({
  ViewPosition: 'MLO',
  ImageLaterality,
  PatientOrientation,
});

// Patient Orientation as the IHE Mammography Image profile hangs mammograms: right MLO P\FL, left MLO A\FR.
test.each([
  [{ ImageLaterality: 'L', Laterality: 'R' }, 'attributes'],
  [{ ImageLaterality: 'L', Laterality: 'B' }, undefined],
  [{ ImageLaterality: 'L' }, undefined],
  [{ ImageLaterality: 'L', ...from(30) }, undefined],
  [{ ImageLaterality: 'R', ...from(30) }, 'position'],
  [{ ImageLaterality: 'R', ...from(10) }, undefined],
  [{ ImageLaterality: 'L', ...from(-150) }, 'position'],
  [{ ImageLaterality: 'R', ...from(-150) }, undefined],
  [{ ImageLaterality: 'B', ...from(-150) }, undefined],
  [mlo('R', 'P', 'FL'), undefined],
  [mlo('R', 'P', 'FR'), 'directions'],
  [mlo('L', 'A', 'FR'), undefined],
  [mlo('L', 'A', 'FL'), 'directions'],
  [mlo('L', 'A', 'HL'), undefined],
  [mlo('R', 'P', 'HL'), 'directions'],
  [mlo('R', 'P', 'F'), undefined],
  [{ ...mlo('R', 'P', 'R'), ViewPosition: 'CC' }, undefined],
])('%j contradicts itself by %s', (content, kind) => {
  expect(sideConflict(buildInstance(content))?.kind).toBe(kind);
});

const region = (...codes: readonly string[]) => [
  build({
    AnatomicRegionModifierSequence: codes.map((code) => ({ '00080100': { vr: 'SH', Value: [code] } })),
  }),
];

test.each([
  [{ ImageLaterality: 'R' }, ['7771000'], ['R', 'L']],
  [{ ImageLaterality: 'R' }, ['G-A101'], ['R', 'L']],
  [{ Laterality: 'L' }, ['24028007'], ['L', 'R']],
  [{ ImageLaterality: 'L' }, ['G-A100'], ['L', 'R']],
  [{ ImageLaterality: 'R' }, ['24028007'], undefined],
  [{ ImageLaterality: 'L' }, ['7771000', 'other'], undefined],
  // Both sides contradict neither, and one side no picture of both; no code names a side where no attribute does.
  [{ ImageLaterality: 'R' }, ['7771000', '24028007'], undefined],
  [{ ImageLaterality: 'R' }, ['51440002'], undefined],
  [{ ImageLaterality: 'B' }, ['7771000'], undefined],
  [{}, ['7771000'], undefined],
])('%j with a region coded %j: sides %j', (content, codes, sides) => {
  const instance = buildInstance({ ...content, AnatomicRegionSequence: region(...codes) });
  expect(sideConflict(instance)).toEqual(sides && { kind: 'attributes', sides });
  expect(laterality(instance)).toBe(laterality(buildInstance(content)));
});

test('the region of a frame goes before that of the whole', () => {
  const of = (code: string) => ({
    ImageLaterality: 'R',
    AnatomicRegionSequence: region(code),
    SharedFunctionalGroups: [
      build({ FrameAnatomySequence: build({ AnatomicRegionSequence: region('24028007') }) }),
    ],
  });
  expect(sideConflict(buildInstance(of('7771000')))).toBeUndefined();
});

describe.skipIf(!hasSharedFiles)('real files', () => {
  test('the right oblique mammogram is right by its directions too', () => {
    const [mammogram] = readSharedFiles('xray/mg-screening');
    if (!mammogram) throw new Error('no mammogram');
    expect(laterality(mammogram)).toBe('R');
    expect(sideConflict(mammogram)).toBeUndefined();
  });
});

test('a view that only its code names contradicts its side like one that View Position names', () => {
  const coded = (code: string, directions: readonly string[]) =>
    sideConflict(
      buildInstance({
        ImageLaterality: 'L',
        PatientOrientation: directions,
        ViewCodeSequence: [{ '00080100': { vr: 'SH', Value: [code] } }],
      }),
    );
  expect(coded('399368009', ['P', 'FL'])).toEqual({ kind: 'directions', side: 'L' });
  expect(coded('R-10226', ['A', 'FR'])).toBeUndefined();
  // A craniocaudal view may be stored with either side of the body down.
  expect(coded('399162004', ['A', 'L'])).toBeUndefined();
});
