import { expect, test } from 'vitest';
import type { DicomElement, DicomJson, JsonValue } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { toInstance } from '@/dicom/normalise/normalise';
import { buildInstance } from '@/dicom/testing/build';
import { believedPlaces } from '@/dicom/sr/places';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { readReport } from '@/measurement/report/findings';
import { KEY_OBJECTS, readKeyImages } from './keyImages';

const el = (vr: string, ...Value: JsonValue[]): DicomElement => ({ vr, Value });
const code = (value: string, scheme: string, meaning: string) =>
  el('SQ', { '00080100': el('SH', value), '00080102': el('SH', scheme), '00080104': el('LO', meaning) });

const sop = (last: string) => toSopUid(`1.2.3.4.${last}`) as SopUid;
const slice = (last: string, frames = 1): Instance => ({
  ...buildInstance({
    Rows: 64,
    Columns: 64,
    PixelSpacing: [1, 1],
    ImagePositionPatient: [0, 0, 10],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    FrameOfReferenceUid: '1.2.3.9',
  }),
  sop: sop(last),
  frames,
});
const IMAGES = [slice('1'), slice('2'), slice('3', 4)];
const imageOf = (name: SopUid) => IMAGES.find((one) => one.sop === name);

/** An IMAGE item; `frames` as the document has them. */
const named = (uid: string, ...frames: JsonValue[]): DicomJson => ({
  '0040A010': el('CS', 'SELECTED FROM'),
  '0040A040': el('CS', 'IMAGE'),
  '00081199': el('SQ', {
    '00081150': el('UI', '1.2.840.10008.5.1.4.1.1.2'),
    '00081155': el('UI', uid),
    ...(frames.length > 0 ? { '00081160': el('IS', ...frames) } : {}),
  }),
});
const line = (points: readonly number[], image: DicomJson): DicomJson => ({
  '0040A040': el('CS', 'SCOORD'),
  '00700022': el('FL', ...points),
  '00700023': el('CS', 'POLYLINE'),
  '0040A730': el('SQ', image),
});
const inPatient = (frameOfReference: string | undefined, ...images: DicomJson[]): DicomJson => ({
  '0040A040': el('CS', 'SCOORD3D'),
  '00700022': el('FL', 5, 5, 10, 25, 5, 10),
  '00700023': el('CS', 'POLYLINE'),
  ...(frameOfReference === undefined ? {} : { '30060024': el('UI', frameOfReference) }),
  ...(images.length > 0 ? { '0040A730': el('SQ', ...images) } : {}),
});

function document(sopClass: string, content: DicomJson): Instance {
  const instance = toInstance({
    '00080016': el('UI', sopClass),
    '00080018': el('UI', '1.2.9'),
    '00080060': el('CS', 'SR'),
    '0020000D': el('UI', '1.2.3'),
    '0020000E': el('UI', '1.2.8'),
    '0040A040': el('CS', 'CONTAINER'),
    ...content,
  });
  if (!instance) throw new Error('no document');
  return instance;
}

/** What becomes of the one finding of a report with these graphics. */
function drawn(...graphics: DicomJson[]) {
  const report = document('1.2.840.10008.5.1.4.1.1.88.33', {
    '0040A730': el('SQ', {
      '0040A040': el('CS', 'CONTAINER'),
      '0040A043': code('125007', 'DCM', 'Measurement Group'),
      '0040A730': el('SQ', ...graphics),
    }),
  });
  const { findings, lines } = readReport(report);
  const made = findings[0]?.toMeasurement(imageOf, IMAGES);
  return {
    became: made && 'reason' in made ? made.reason : made && [made.sop, made.frame],
    ways: lines.flatMap(({ reference }) => (reference ? [reference.frame] : [])),
  };
}

const ROW = [5, 5, 25, 5];
const COLUMN = [15, 2, 15, 12];

test.each([
  [[], [sop('3'), 1], undefined],
  [[4], [sop('3'), 4], 4],
  [['3'], [sop('3'), 3], 3],
  [[5], 'noImage', 5],
  // What can be no frame is not the first one.
  [[0], 'noImage', 'unreadable'],
  [[-2], 'noImage', 'unreadable'],
  [['1.5'], 'noImage', 'unreadable'],
  [['two'], 'noImage', 'unreadable'],
] as const)(
  'a finding on frame %j of an image of four is drawn there, or not at all',
  (frames, became, way) => {
    expect(drawn(line(ROW, named(sop('3'), ...frames)))).toEqual({ became, ways: [way] });
  },
);

test('axes that lie on two images are drawn on neither', () => {
  expect(drawn(line(ROW, named(sop('1'))), line(COLUMN, named(sop('1')))).became).toEqual([sop('1'), 1]);
  expect(drawn(line(ROW, named(sop('1'))), line(COLUMN, named(sop('2')))).became).toBe('severalImages');
  expect(drawn(line(ROW, named(sop('3'), 1)), line(COLUMN, named(sop('3'), 2))).became).toBe('severalImages');
});

test('a drawing that lies wholly beside its image was made on another picture', () => {
  expect(drawn(line([60, 60, 90, 60], named(sop('1')))).became).toEqual([sop('1'), 1]);
  expect(drawn(line([300, 300, 400, 300], named(sop('1')))).became).toBe('beside');
});

test('a place in the patient that does not say in whose coordinates is no place on images that it does not name', () => {
  expect(drawn(inPatient('1.2.3.9')).became).toEqual([sop('1'), 1]);
  expect(drawn(inPatient('1.2.3.8')).became).toBe('noPlane');
  expect(drawn(inPatient(undefined)).became).toBe('noPlane');
  expect(drawn(inPatient(undefined, named(sop('2')))).became).toEqual([sop('2'), 1]);
  expect(drawn(inPatient('1.2.3.9'), inPatient('1.2.3.8')).became).toBe('noPlane');
});

test('key images: what a document names and does not place is counted, and no other takes its place', () => {
  const key = (...images: DicomJson[]) =>
    readKeyImages(
      document(KEY_OBJECTS, {
        '0040A730': el('SQ', ...images),
        '0040A375': el('SQ', {
          '0020000D': el('UI', '1.2.3'),
          '00081115': el('SQ', {
            '0020000E': el('UI', '1.2.3.4'),
            '00081199': el('SQ', { '00081155': el('UI', sop('1')) }, { '00081155': el('UI', sop('3')) }),
          }),
        }),
      }),
    );
  const seen = ({ images, unmet }: ReturnType<typeof key>) => [
    images.map(({ sop: at, frame }) => [at, frame]),
    unmet,
  ];
  expect(seen(key(named(sop('3'), 2, 4), named(sop('1'))))).toEqual([
    [
      [sop('3'), 2],
      [sop('3'), 4],
      [sop('1'), 1],
    ],
    0,
  ]);
  // Not in the evidence; a frame that can be none; a UID that is none. The evidence's own images are not shown for them.
  expect(seen(key(named(sop('7')), named(sop('3'), 'x'), named('gone')))).toEqual([[], 3]);
  // Nothing is named: the evidence is all there is.
  expect(seen(key())).toEqual([
    [
      [sop('1'), 1],
      [sop('3'), 1],
    ],
    0,
  ]);
});

test('evidence in a series that the study does not have is not believed: the image is looked for', () => {
  const [study, other] = ['1.2.3', '1.2.5'].map((uid) => toStudyUid(uid) as StudyUid);
  const [here, gone] = ['1.2.3.4', '1.2.3.7'].map((uid) => toSeriesUid(uid) as SeriesUid);
  if (!study || !other || !here || !gone) throw new Error('no UIDs');
  const places = new Map([
    [sop('1'), { study, series: here }],
    [sop('2'), { study, series: gone }],
    [sop('3'), { study: other, series: gone }],
  ]);
  expect([...believedPlaces(places, study, new Set([here])).keys()]).toEqual([sop('1'), sop('3')]);
  expect(believedPlaces(places, study, undefined)).toBe(places);
});
