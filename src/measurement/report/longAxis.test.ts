import { expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { buildInstance } from '@/dicom/testing/build';
import type { PointPx } from '@/dicom/geometry/pointPx';
import type { Measurement } from '@/measurement/measurement';
import { readMeasurement } from '@/measurement/readMeasurement';
import { readReport, writeReport } from './findings';

const image = buildInstance({ Rows: 200, Columns: 200 });
const ACROSS: readonly PointPx[] = [
  [10, 50],
  [40, 50],
];
const DOWN: readonly PointPx[] = [
  [20, 10],
  [20, 90],
];

const valuesOf = (item: DicomJson, tag: string) => (item[tag]?.Value ?? []) as readonly unknown[];
const itemsOf = (item: DicomJson): readonly DicomJson[] =>
  (valuesOf(item, '0040A730') as readonly DicomJson[]).flatMap((child) => [child, ...itemsOf(child)]);

/** Of each number of a report: what it is called, its value, and the line it was inferred from. */
function numbersOf(dataset: DicomJson) {
  return itemsOf(dataset)
    .filter((item) => valuesOf(item, '0040A040')[0] === 'NUM')
    .map((item) => {
      const [name] = valuesOf(item, '0040A043') as readonly DicomJson[];
      const [measured] = valuesOf(item, '0040A300') as readonly DicomJson[];
      const line = itemsOf(item).find((child) => valuesOf(child, '0040A040')[0] === 'SCOORD');
      return [
        name && valuesOf(name, '00080100')[0],
        Number(measured && valuesOf(measured, '0040A30A')[0]),
        line && valuesOf(line, '00700022'),
      ];
    });
}

const LONG = '103339001';
const SHORT = '103340004';
// SCOORD counts from the corner of the first pixel: half a pixel more.
const lineAcross = [10.5, 50.5, 40.5, 50.5];
const lineDown = [20.5, 10.5, 20.5, 90.5];

test.each([
  [
    'the first line',
    [...DOWN, ...ACROSS],
    [
      [LONG, 80, lineDown],
      [SHORT, 30, lineAcross],
    ],
  ],
  [
    'the second line',
    [...ACROSS, ...DOWN],
    [
      [SHORT, 30, lineAcross],
      [LONG, 80, lineDown],
    ],
  ],
] as const)(
  'the Long Axis of TID 1501 is the longer one, here %s, inferred from it',
  (_, points, numbers) => {
    const readings = readMeasurement('bidirectional', points, {
      rows: 200,
      columns: 200,
      unit: 'HU',
      spacing: { rowMm: 1, columnMm: 1 },
    });
    const lesion: Measurement = {
      id: 'a',
      tracking: '2.25.7',
      label: '',
      kind: 'bidirectional',
      study: image.study,
      series: image.series,
      sop: image.sop,
      frame: 1,
      pointsPx: points,
      readings,
    };
    const { dataset } = writeReport({ source: image, at: new Date(2026, 10, 30) }, [lesion], () => image, []);
    expect(numbersOf(dataset)).toEqual(numbers);
    // And the drawing comes back as it was drawn.
    const [finding] = readReport({ ...image, dataset }).findings;
    expect(finding?.toMeasurement(() => image, [image])).toMatchObject({
      kind: 'bidirectional',
      pointsPx: points,
    });
  },
);
