import { describe, expect, test } from 'vitest';
import type { StudySummary } from '@/archive/contract/archive';
import { text } from '@/dicom/dataset/dicomJson';
import { toStudyUid, type SeriesUid } from '@/dicom/dataset/uid';
import { buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';
import { en } from '@/i18n/en';
import { identityOf } from '@/features/viewer/patient/identity';
import { firstPart, imageWarnings, orderWarning, warningText } from './imageWarnings';
import { dayWarning, differingFields } from './studyPatients';
import {
  patientKeys,
  patientNumbers,
  rowDataset,
  seriesRow,
  type PatientClue,
} from '@/features/viewer/patient/whose';

/** As i18next fills marks; plurals by 'one' and 'other'. */
const t = (key: string, values: Readonly<Record<string, string | number>> = {}) => {
  const form = values['count'] === 1 ? `${key}_one` : `${key}_other`;
  const texts: Readonly<Record<string, string>> = en;
  const text = texts[form] ?? texts[key] ?? key;
  return text.replace(/{{(\w+)}}/g, (_, name: string) => String(values[name] ?? ''));
};
const image = (content: Parameters<typeof buildInstance>[0], syntax?: string) =>
  imageWarnings(buildInstance(content), 1, syntax).map((warning) => warningText(t, warning));

test.each([
  [1, undefined],
  [
    2,
    en['imageWarning.moreFrames_one']
      .replace('{{count}}', '1')
      .replace('{{held}}', '2')
      .replace('{{said}}', '1'),
  ],
  [1.5, en['imageWarning.morePixels']],
  [1.001, en['imageWarning.morePixels']],
])('a file of one frame that holds %d says: %s', (held, said) => {
  const told = imageWarnings(buildInstance({ Rows: 4, Columns: 4, BitsAllocated: 8 }), 1, undefined, held);
  expect(told.map((warning) => warningText(t, warning)).filter((one) => /frame|rows/.test(one))).toEqual(
    said ? [said] : [],
  );
});

test.each([
  [{}, undefined, []],
  [{ LossyImageCompression: '01' }, undefined, ['Lossy']],
  [
    {
      LossyImageCompression: '01',
      LossyImageCompressionRatio: 12.26,
      LossyImageCompressionMethod: 'ISO_15444_1',
    },
    undefined,
    ['Lossy 12:1 JPEG 2000'],
  ],
  [{ LossyImageCompressionRatio: 4.5 }, '1.2.840.10008.1.2.4.50', ['Lossy 4.5:1 JPEG Baseline']],
  [{ ImageLaterality: 'R', Laterality: 'L' }, undefined, ['Side doubtful: the image says R, L']],
  [
    { PixelSpacing: [0, 0], PatientAge: '45', PhotometricInterpretation: null },
    undefined,
    [
      "In the file, but cannot be read: Patient's Age “45”",
      'In the file, but cannot be meant: Pixel Spacing “0\\0”',
      'Not in the file, so taken as usual: Photometric Interpretation',
    ],
  ],
  [
    { PixelPresentation: 'MIXED' },
    undefined,
    ['Shown in grey only: the file brings colours for it that are not shown'],
  ],
  [{ ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'MOSAIC'] }, undefined, ['Mosaic: many slices in one picture']],
])('%j stored in %s says %j', (content, syntax, expected) => {
  expect(image(content, syntax)).toEqual(expected);
});

test('what is doubtful about the order, in words', () => {
  const slice = () => 5;
  const say = (warning: Parameters<typeof orderWarning>[0]) => warningText(t, orderWarning(warning, slice));
  const after = { sop: '1.2.3' as never, frame: 1 };
  expect(say({ kind: 'missing-slices', count: 1, after })).toBe('1 slice missing after slice 5');
  expect(say({ kind: 'missing-slices', count: 3, after })).toBe('3 slices missing, the first after slice 5');
  expect(say({ kind: 'tilted', degrees: 14.0000001 })).toBe('Tilted gantry: slices sheared by 14°');
  expect(say({ kind: 'turned', degrees: 0.057 })).toBe('Slices turned against each other by 0.06°');
  expect(say({ kind: 'uneven-spacing', leastMm: 2, mostMm: 5.004 })).toBe('Uneven slices, 2 to 5 mm apart');
});

test.each([
  ['No SUV: the values are no activity', 'No SUV'],
  ['Kein SUV: die Werte sind keine Aktivität', 'Kein SUV'],
  ['Not linked. The planes are not parallel', 'Not linked'],
  ['Lossy 19:1 JPEG', undefined],
  ['Slices turned against each other by 0.06°', undefined],
])('where it has no room, %j is said as %j', (text, expected) => {
  expect(firstPart(text)).toBe(expected);
});

describe('whose image it is', () => {
  const study = toStudyUid('1.2.3');
  if (!study) throw new Error('no UID');
  const dataset = buildInstance({
    PatientId: 'A1',
    PatientBirthDate: '19700101',
    PatientSex: 'F',
    StudyDate: '20240203',
  }).dataset;
  const named = { ...dataset, '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^Jane^^' }] } };
  const row = (more: Partial<StudySummary>): StudySummary => ({ study, modalities: [], ...more });

  test.each([
    [{ patientId: 'A1', patientName: 'DOE^JANE', birthDate: '19700101' }, []],
    [{ patientId: 'A2', patientName: 'Doe^Jane' }, ['id']],
    [{ patientName: 'Roe^Jane' }, ['name']],
    [{ birthDate: '19710101' }, ['birthDate']],
    [{ sex: 'M' }, ['sex']],
    [{ sex: 'f ' }, []],
    [{ sex: 'O' }, []],
    [{}, []],
    // Orthanc's default character set writes ^ for what it cannot: no other patient (security-interop.md 1.1).
    [{ patientName: '山田^太郎' }, []],
  ])('the list says %j: %j differ', (more, expected) => {
    expect(differingFields(named, row(more))).toEqual(expected);
  });

  test.each([
    ['20240203', undefined],
    ['2024.02.03', undefined],
    [undefined, undefined],
    ['20240231', undefined], // No day: said as unreadable
    ['20230203', 'Day of the study doubtful: the image says 3 Feb 2024, the list 3 Feb 2023'],
  ])('the list has %s as the day of the study: %s', (date, expected) => {
    const warning = dayWarning(dataset, row(date === undefined ? {} : { date }));
    expect(warning && warningText(t, warning)).toBe(expected);
  });

  test('patients are counted in the order of the panes', () => {
    const [jane, john] = [buildInstance({ PatientId: 'A1' }), buildInstance({ PatientId: 'A2' })];
    const panes = [{ own: jane.dataset }, {}, { own: john.dataset }, { own: jane.dataset }];
    expect(patientNumbers(patientKeys(panes))).toEqual([1, undefined, 2, 1]);
    expect(patientNumbers([])).toEqual([]);
  });

  test('a list of series says whose its study is, and never when it was: its dates are of series', () => {
    const one = {
      study,
      series: '1.2.3.4' as SeriesUid,
      modality: 'CT',
      patientName: 'Doe^Jane',
      patientId: 'A1',
      date: '20261129',
      time: '0340',
    };
    const found = seriesRow([{ study, series: [one] }], study);
    const dataset = found && rowDataset(found);
    expect(text(dataset, '00100020')).toBe('A1');
    expect(text(dataset, '00080020')).toBeUndefined();
    expect(text(dataset, '00080030')).toBeUndefined();
  });

  test('a pane without an object of its own is of the patient of its study', () => {
    const issued = { ...named, '00100021': { vr: 'LO', Value: ['Ward 3'] } };
    const listed = rowDataset(row({ patientId: 'A1', patientName: 'Doe^Jane', birthDate: '19700101' }));
    const other = rowDataset(row({ patientId: 'A2', patientName: 'Roe^Jane' }));
    const otherStudy = toStudyUid('1.2.4');
    const number = (...clues: readonly PatientClue[]) => patientNumbers(patientKeys(clues));
    // Of a study with an object on screen; of another study of the same patient; of another patient; not known yet.
    expect(number({ study, own: issued }, { study })).toEqual([1, 1]);
    expect(number({ study, own: issued }, { study: otherStudy, listed })).toEqual([1, 1]);
    expect(number({ study, own: issued }, { study: otherStudy, listed: other })).toEqual([1, 2]);
    expect(number({ study: otherStudy, listed: other }, { study, listed })).toEqual([1, 2]);
    expect(number({ study, own: issued }, { study: otherStudy })).toEqual([1, undefined]);
    expect(identityOf(listed)).toMatchObject({ name: 'Doe, Jane', id: 'A1', about: '1 Jan 1970' });
  });
});

describe.skipIf(!hasSharedFiles)('real files', () => {
  test('a Siemens mosaic is said to be one', () => {
    const [mosaic] = readSharedFiles('mr/siemens-mosaic');
    if (!mosaic) throw new Error('no mosaic');
    expect(imageWarnings(mosaic, 1, undefined).map(({ key }) => key)).toEqual(['imageWarning.mosaic']);
  });
});

test.each([
  [2, undefined, []],
  [2, 2, []],
  [2, 3, ['1 frame is not shown: the file holds 3 and announces 2']],
  [5, 2, ['3 frames are missing: the file announces 5 and holds 2']],
])('of %s frames announced, %s held: %j', (NumberOfFrames, held, expected) => {
  const warnings = imageWarnings(buildInstance({ NumberOfFrames }), 1, undefined, held);
  expect(warnings.map((warning) => warningText(t, warning))).toEqual(expected);
});

test('frames that are described one by one, and not as many as there are, may stand in places of others', () => {
  const warnings = imageWarnings(
    buildInstance({ NumberOfFrames: 6, PerFrameFunctionalGroups: [{}, {}, {}, {}, {}] }),
    1,
    undefined,
  );
  expect(warnings).toMatchObject([{ tone: 'bad' }]);
  expect(warnings.map((warning) => warningText(t, warning))).toEqual([
    'Places of the frames not known: 5 are described, and the file announces 6',
  ]);
});
