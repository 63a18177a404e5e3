import { expect, test } from 'vitest';
import { t } from '@/i18n/t';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import type { Measurement } from '@/measurement/measurement';
import { groupsOf } from './groups';
import { sentenceOf, tableOf } from './measurementText';
import { totalsOf } from './totals';

const sct = (value: string, meaning: string) => ({ value, scheme: 'SCT', meaning });
const nodule = sct('27925004', 'Nodule');
const lung = sct('39607008', 'Lung');
const right = sct('24028007', 'Right');

let made = 0;
const measurement = (more: Partial<Measurement>): Measurement => ({
  id: String(++made),
  tracking: `2.25.${made}`,
  label: '',
  kind: 'length',
  study: toStudyUid('1.2') as StudyUid,
  series: toSeriesUid('1.3') as SeriesUid,
  sop: toSopUid('1.4') as SopUid,
  frame: 1,
  pointsPx: [],
  readings: [],
  ...more,
});

const mm = (name: 'length' | 'width', value: number) => ({ name, value, unit: 'mm' });
const across = measurement({
  kind: 'bidirectional',
  readings: [mm('length', 8.41), mm('width', 6.08)],
  basis: { source: 'pixel' },
});
const region = measurement({
  kind: 'ellipse',
  label: 'Aorta reference',
  readings: [
    { name: 'mean', value: 40.53, unit: 'HU' },
    { name: 'sd', value: 11, unit: 'HU' },
    { name: 'min', value: 6.9, unit: 'HU' },
    { name: 'max', value: 71.2, unit: 'HU' },
    { name: 'area', value: 256, unit: 'mm2' },
    { name: 'pixels', value: 400, unit: '' },
  ],
});
const place = { series: 3, image: 41, slice: 41, word: 'slice' } as const;

test.each([
  [across, place, '8.4 × 6.1 mm, series 3 image 41'],
  [
    { ...across, finding: nodule, site: lung, laterality: right },
    place,
    'Nodule, right Lung: 8.4 × 6.1 mm, series 3 image 41',
  ],
  [
    { ...across, label: 'Target 1', finding: nodule },
    place,
    'Target 1 (Nodule): 8.4 × 6.1 mm, series 3 image 41',
  ],
  [region, place, 'Aorta reference: mean 40.5 ± 11.0 HU, area 2.56 cm², series 3 image 41'],
  [across, { series: 1, image: 1, frame: 12 }, '8.4 × 6.1 mm, series 1 image 1 frame 12'],
  [across, { slice: 4, word: 'slice' }, '8.4 × 6.1 mm, slice 4'],
  // The place is not the number: the screen says the one, other programs the other.
  [across, { ...place, slice: 12 }, '8.4 × 6.1 mm, series 3 slice 12 (image 41)'],
  [across, { ...place, slice: 12, word: 'image' }, '8.4 × 6.1 mm, series 3 image 12 (image 41)'],
] as const)('sentence %#', (one, at, said) => {
  expect(sentenceOf(one, at, t)).toBe(said);
});

test('a sentence tells where millimetres that are not plain come from, and why a number is missing', () => {
  const detector = measurement({ readings: [mm('length', 120)], basis: { source: 'imager' } });
  expect(sentenceOf(detector, place, t)).toBe(`120.0 mm (${t('basis.imager')}), series 3 image 41`);
  const refused = measurement({ refusal: 'rendered' });
  expect(sentenceOf(refused, place, t)).toBe(`(${t('refusal.rendered')}), series 3 image 41`);
});

test('the table has a column for each reading and unit, with the numbers that are on the screen', () => {
  const px = measurement({ readings: [{ name: 'length', value: 30.5, unit: 'px' }] });
  const [head = [], ...rows] = tableOf([across, region, px], () => place, t);
  const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
  expect(column('Length (mm)')).toEqual([8.4, undefined, undefined]);
  expect(column('Length (px)')).toEqual([undefined, undefined, 30.5]);
  expect(column('Mean (HU)')).toEqual([undefined, 40.5, undefined]);
  expect(column('Area (mm²)')).toEqual([undefined, 256, undefined]);
  expect(column('Pixels')).toEqual([undefined, 400, undefined]);
  expect(column('Tracking UID')).toEqual([across.tracking, region.tracking, px.tracking]);
  expect(rows.every((row) => row.length === head.length)).toBe(true);
});

test('totals never mix units, nor millimetres of different kinds', () => {
  const line = (value: number, more: Partial<Measurement>) =>
    measurement({ readings: [mm('length', value)], basis: { source: 'pixel' }, ...more });
  const list = [
    line(10, {}),
    line(30, {}),
    line(100, { basis: { source: 'imager' } }),
    measurement({ readings: [{ name: 'length', value: 7, unit: 'px' }] }),
    region,
  ];
  expect(totalsOf(list)).toEqual([
    {
      kind: 'length',
      count: 4,
      sums: [
        { of: 'length', unit: 'mm', count: 2, sum: 40, basis: { source: 'pixel' } },
        { of: 'length', unit: 'mm', count: 1, sum: 100, basis: { source: 'imager' } },
        { of: 'length', unit: 'px', count: 1, sum: 7 },
      ],
    },
    {
      kind: 'ellipse',
      count: 1,
      sums: [
        { of: 'mean', unit: 'HU', count: 1, sum: 40.53 },
        { of: 'area', unit: 'mm2', count: 1, sum: 256 },
      ],
    },
  ]);
});

test('the list is arranged newest first, by image or by finding; what has none stands last', () => {
  const [a, b, c] = [
    measurement({}),
    measurement({ finding: nodule, sop: toSopUid('1.5') as SopUid }),
    measurement({ finding: nodule }),
  ];
  const ids = (arrangement: 'all' | 'image' | 'finding') =>
    groupsOf([a, b, c], arrangement).map(({ members }) => members.map(({ id }) => id));
  expect(ids('all')).toEqual([[c.id, b.id, a.id]]);
  expect(ids('image')).toEqual([[c.id, a.id], [b.id]]);
  expect(groupsOf([c, a], 'finding').map(({ key }) => key)).toEqual(['SCT 27925004', '']);
});
