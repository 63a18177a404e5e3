import { expect, test } from 'vitest';
import type { JsonValue } from '@/dicom/dataset/dicomJson';
import { buildInstance } from '@/dicom/testing/build';
import { TAG } from '@/dicom/dataset/tags';
import { assumedOf, unreadableOf } from './unreadable';

test('what is there and cannot be read is named with what stands there', () => {
  const instance = buildInstance({
    PixelSpacing: ['0.5', 'NaN'],
    WindowCenter: ['40,5,1'],
    WindowWidth: ['80,0'],
    RescaleIntercept: '',
  });
  expect(unreadableOf(instance, 1)).toEqual([
    { name: 'Pixel Spacing', raw: '0.5\\NaN' },
    { name: 'Window Center', raw: '40,5,1' },
  ]);
});

type Content = JsonValue | readonly JsonValue[];
const found = (keyword: string, value: Content) =>
  unreadableOf(buildInstance({ [keyword]: value }), 1).map(
    ({ name, raw, isImpossible }) => `${name} ${raw}${isImpossible === true ? ' impossible' : ''}`,
  );

test.each<[keyof typeof TAG, Content, string | undefined]>([
  ['PixelSpacing', [0, 0], 'Pixel Spacing 0\\0 impossible'],
  ['PixelSpacing', [-0.5, 0.5], 'Pixel Spacing -0.5\\0.5 impossible'],
  ['PixelSpacing', [0.5], 'Pixel Spacing 0.5 impossible'],
  ['PixelSpacing', [0.5, 0.5], undefined],
  ['ImagerPixelSpacing', [0, 0.1], 'Imager Pixel Spacing 0\\0.1 impossible'],
  ['SliceThickness', '-1', 'Slice Thickness -1 impossible'],
  ['SliceThickness', 0, undefined],
  ['SpacingBetweenSlices', -3, undefined], // Against the normal, in nuclear medicine
  ['ImagePositionPatient', [1, 2], 'Image Position (Patient) 1\\2 impossible'],
  ['ImageOrientationPatient', [0, 0, 0, 0, 0, 0], 'Image Orientation (Patient) 0\\0\\0\\0\\0\\0 impossible'],
  ['ImageOrientationPatient', [1, 0, 0, 1, 0, 0], 'Image Orientation (Patient) 1\\0\\0\\1\\0\\0 impossible'],
  ['RescaleSlope', 0, 'Rescale Slope 0 impossible'],
  ['RescaleSlope', 'NaN', 'Rescale Slope NaN'],
  ['WindowWidth', 0, 'Window Width 0 impossible'],
  ['WindowWidth', [400, -1500], 'Window Width 400\\-1500 impossible'],
  ['VoiLutFunction', 'LOG', 'VOI LUT Function LOG'],
  ['VoiLutFunction', 'Sigmoid', undefined],
  ['BitsStored', 20, 'Bits Stored 20 impossible'],
  ['BitsStored', 0, 'Bits Stored 0 impossible'],
  ['HighBit', 3, 'High Bit 3 impossible'],
  ['PixelRepresentation', 2, 'Pixel Representation 2 impossible'],
  ['PixelAspectRatio', [0, 1], 'Pixel Aspect Ratio 0\\1 impossible'],
  ['InstanceNumber', 'one', 'Instance Number one'],
  ['TriggerTime', '1.2.3', 'Trigger Time 1.2.3'],
  ['PatientWeight', -80, "Patient's Weight -80 impossible"],
  ['PatientAge', '45', "Patient's Age 45"],
  ['PatientAge', '045Y', undefined],
  ['PatientBirthDate', '19800231', "Patient's Birth Date 19800231"],
  ['PatientBirthDate', '1980.02.28', undefined],
  ['StudyDate', '2024', 'Study Date 2024'],
  ['AcquisitionTime', '256000', 'Acquisition Time 256000'],
  ['AcquisitionTime', '10', undefined],
  ['AcquisitionDateTime', '20241301', 'Acquisition DateTime 20241301'],
  ['TimezoneOffsetFromUtc', '+2500', 'Timezone Offset From UTC +2500'],
])('%s %j: %s', (keyword, value, expected) => {
  const others = keyword === 'BitsStored' ? ['High Bit'] : [];
  const named = found(keyword, value).filter((line) => !others.some((other) => line.startsWith(other)));
  expect(named).toEqual(expected === undefined ? [] : [expected]);
});

test('a group of a frame is read in the place of the frame', () => {
  const measures = (mm: number) => ({
    [TAG.PixelMeasuresSequence]: { Value: [{ [TAG.PixelSpacing]: { Value: [mm, mm] } }] },
  });
  const instance = buildInstance({
    NumberOfFrames: 2,
    PerFrameFunctionalGroups: [measures(1), measures(0)],
  });
  expect(unreadableOf(instance, 1)).toEqual([]);
  expect(unreadableOf(instance, 2)).toMatchObject([{ name: 'Pixel Spacing', raw: '0\\0' }]);
});

test('what a picture rests on and its file does not say is named', () => {
  expect(assumedOf(buildInstance())).toEqual([]);
  const silent = { PhotometricInterpretation: null, BitsStored: null, SamplesPerPixel: null };
  expect(assumedOf(buildInstance(silent))).toEqual([
    'Samples per Pixel',
    'Photometric Interpretation',
    'Bits Stored',
  ]);
  // A report has none of these to say.
  expect(assumedOf({ ...buildInstance(silent), frames: 0 })).toEqual([]);
});

test('a table of greys that is shorter than it says is named, not left out in silence', () => {
  const table = (count: number): JsonValue => ({
    '00283002': { vr: 'US', Value: [count, 0, 8] },
    '00283006': { vr: 'US', Value: [0, 80, 160, 255] },
  });
  const of = (...tables: JsonValue[]) => ({
    ...buildInstance(),
    dataset: { ...buildInstance().dataset, '00283010': { vr: 'SQ', Value: tables } },
  });
  expect(unreadableOf(of(table(4)), 1)).toEqual([]);
  expect(unreadableOf(of(table(4), table(64)), 1)).toEqual([{ name: 'VOI LUT', raw: '64\\0\\8' }]);
});

test.each<[Content, Content | null, string[]]>([
  [40, 0.5, []],
  [[40, -600], [400, 1500], []],
  [[40, -600], 400, ['400']],
  [40, [400, 1500], ['400\\1500']],
  [null, 400, ['400']],
])('centres %j and widths %j: a half of a window that is alone is named', (centres, widths, expected) => {
  const instance = buildInstance({ WindowCenter: centres, WindowWidth: widths });
  expect(unreadableOf(instance, 1)).toEqual(
    expected.map((raw) => ({ name: 'Window Width', raw, isImpossible: true })),
  );
});
