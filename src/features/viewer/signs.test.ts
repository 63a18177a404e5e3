import { describe, expect, test } from 'vitest';
import type { StudySummary } from '@/archive/archive';
import { toStudyUid } from '@/dicom/uid';
import { buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';
import { en } from '@/i18n/en';
import { patientOf } from './patients';
import { imageSigns, orderSign, signText } from './signs';
import { differingFields } from './studyPatients';

/** As i18next fills marks; plurals by 'one' and 'other'. */
const t = (key: string, values: Readonly<Record<string, string | number>> = {}) => {
  const form = values['count'] === 1 ? `${key}_one` : `${key}_other`;
  const texts: Readonly<Record<string, string>> = en;
  const text = texts[form] ?? texts[key] ?? key;
  return text.replace(/{{(\w+)}}/g, (_, name: string) => String(values[name] ?? ''));
};
const image = (content: Parameters<typeof buildInstance>[0], syntax?: string) =>
  imageSigns(buildInstance(content), 1, syntax).map((sign) => signText(t, sign));

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
  [{ ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'MOSAIC'] }, undefined, ['Mosaic: many slices in one picture']],
])('%j stored in %s says %j', (content, syntax, expected) => {
  expect(image(content, syntax)).toEqual(expected);
});

test('what is doubtful about the order, in words', () => {
  const slice = () => 5;
  const say = (warning: Parameters<typeof orderSign>[0]) => signText(t, orderSign(warning, slice));
  const after = { sop: '1.2.3' as never, frame: 1 };
  expect(say({ kind: 'missing-slices', count: 1, after })).toBe('1 slice missing after slice 5');
  expect(say({ kind: 'missing-slices', count: 3, after })).toBe('3 slices missing, the first after slice 5');
  expect(say({ kind: 'tilted', degrees: 14.0000001 })).toBe('Tilted gantry: slices sheared by 14°');
  expect(say({ kind: 'turned', degrees: 0.057 })).toBe('Slices turned against each other by 0.06°');
  expect(say({ kind: 'uneven-spacing', leastMm: 2, mostMm: 5.004 })).toBe('Uneven slices, 2 to 5 mm apart');
});

describe('whose image it is', () => {
  const study = toStudyUid('1.2.3');
  if (!study) throw new Error('no UID');
  const dataset = buildInstance({ PatientId: 'A1', PatientBirthDate: '19700101' }).dataset;
  const named = { ...dataset, '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^Jane^^' }] } };
  const row = (more: Partial<StudySummary>): StudySummary => ({ study, modalities: [], ...more });

  test.each([
    [{ patientId: 'A1', patientName: 'DOE^JANE', birthDate: '19700101' }, []],
    [{ patientId: 'A2', patientName: 'Doe^Jane' }, ['id']],
    [{ patientName: 'Roe^Jane' }, ['name']],
    [{ birthDate: '19710101' }, ['birthDate']],
    [{}, []],
    // Orthanc's default character set writes ^ for what it cannot: no other patient (security-interop.md 1.1).
    [{ patientName: '山田^太郎' }, []],
  ])('the list says %j: %j differ', (more, expected) => {
    expect(differingFields(named, row(more))).toEqual(expected);
  });

  test('patients are counted in the order of the panes', () => {
    const [jane, john] = [buildInstance({ PatientId: 'A1' }), buildInstance({ PatientId: 'A2' })];
    const panes = [{ instance: jane }, {}, { instance: john }, { instance: jane }];
    expect(panes.map((_, at) => patientOf(panes, at)?.number)).toEqual([1, undefined, 2, 1]);
    expect(patientOf([{ instance: jane }, { instance: jane }], 0)).toBeUndefined();
    expect(patientOf([{ instance: jane }], 0)).toBeUndefined();
  });
});

describe.skipIf(!hasSharedFiles)('real files', () => {
  test('a Siemens mosaic is said to be one', () => {
    const [mosaic] = readSharedFiles('mr/siemens-mosaic');
    if (!mosaic) throw new Error('no mosaic');
    expect(imageSigns(mosaic, 1, undefined).map(({ key }) => key)).toEqual(['signs.mosaic']);
  });
});
