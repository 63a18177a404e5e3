import type { Instance } from '@/dicom/dataset/instance';
import { buildInstance } from '@/dicom/testing/build';
import { toSeriesUid, toSopUid, type SeriesUid, type SopUid } from '@/dicom/dataset/uid';
import { writeReport } from '@/measurement/report/findings';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { writeKeyImages } from '@/view/reports/keyImages';
import { KINDS, MEASUREMENT_KINDS, type MeasurementKind } from '@/measurement/kinds';
import type { Measurement, Reading } from '@/measurement/measurement';

export const image = buildInstance({
  PatientName: { Alphabetic: 'Doe^Jane' },
  PatientId: 'P1',
  StudyDate: '20261101',
});
export const cine: Instance = {
  ...image,
  sop: toSopUid('1.2.3.4.6') as SopUid,
  sopClass: '1.2.840.10008.5.1.4.1.1.3.1',
  modality: 'US',
  frames: 20,
};

const DRAWN: readonly [MeasurementKind, readonly PointPx[], readonly Reading[], string][] = [
  [
    'length',
    [
      [10.1, 20.25],
      [30.7, 40],
    ],
    [{ name: 'length', value: 50.0234567890123, unit: 'mm' }],
    'Länge',
  ],
  [
    'angle',
    [
      [1, 2],
      [3, 4],
      [9, 1 / 3],
    ],
    [{ name: 'angle', value: 90.5, unit: 'deg' }],
    '',
  ],
  [
    'bidirectional',
    [
      [1, 1],
      [11, 1],
      [5, -2],
      [5, 4],
    ],
    [
      { name: 'length', value: 8.4, unit: 'mm' },
      { name: 'width', value: 6.1, unit: 'mm' },
    ],
    '病変 Ελ',
  ],
  [
    'ellipse',
    [
      [5, 9],
      [5, 1],
      [4, 5],
      [6, 5],
    ],
    [
      { name: 'mean', value: -12.25, unit: 'HU' },
      { name: 'sd', value: 3.5, unit: 'HU' },
      { name: 'min', value: -20, unit: 'HU' },
      { name: 'max', value: 0, unit: 'HU' },
      { name: 'area', value: 25.1327412, unit: 'mm2' },
      { name: 'pixels', value: 25, unit: '' },
    ],
    'liver',
  ],
  [
    'rectangle',
    [
      [0, 0],
      [4, 0],
      [0, 3],
      [4, 3],
    ],
    [{ name: 'mean', value: 2.5, unit: 'SUVbw' }],
    'box',
  ],
  ['probe', [[7.3, 8.1]], [{ name: 'value', value: 41, unit: 'HU' }], ''],
  [
    'cobb',
    [
      [1, 1],
      [9, 2],
      [1, 8],
      [9, 9.5],
    ],
    [{ name: 'angle', value: 3.7, unit: 'deg' }],
    '',
  ],
  [
    'circle',
    [
      [5, 5],
      [5, 9.25],
    ],
    [
      { name: 'area', value: 56.745, unit: 'px2' },
      { name: 'diameter', value: 8.5, unit: 'px' },
    ],
    'ring',
  ],
  [
    'freehand',
    [
      [1, 1],
      [8, 1.5],
      [6, 7],
      [2, 6],
    ],
    [{ name: 'perimeter', value: 21.5, unit: 'mm' }],
    'free',
  ],
  [
    'spline',
    [
      [1, 1],
      [8, 1.5],
      [6, 7],
      [2, 6],
    ],
    [{ name: 'area', value: 30.5, unit: 'mm2' }],
    '',
  ],
  [
    'livewire',
    [
      [1, 1],
      [8, 1.5],
      [6, 7],
      [2, 6],
    ],
    [],
    'wire',
  ],
  [
    'polyline',
    [
      [1, 1],
      [8, 1.5],
      [6, 7],
    ],
    [{ name: 'length', value: 12.3, unit: 'mm' }],
    '',
  ],
  [
    'ratio',
    [
      [3, 4],
      [9, 4],
      [0, 6],
      [12, 6],
    ],
    [
      { name: 'ratio', value: 0.5, unit: '' },
      { name: 'heart', value: 6, unit: 'mm' },
      { name: 'thorax', value: 12, unit: 'mm' },
    ],
    '',
  ],
  [
    'region',
    [
      [1, 1],
      [2, 1],
      [2, 2],
      [1, 2],
    ],
    [{ name: 'mean', value: 2.25, unit: '' }],
    'grown',
  ],
  [
    'arrow',
    [
      [7, 8],
      [1.5, 2.5],
    ],
    [],
    'here',
  ],
];

/** Kinds that came later, so that the tools which judge reports see them too. */
const DRAWN_LATER = MEASUREMENT_KINDS.filter((kind) => !DRAWN.some(([drawn]) => drawn === kind)).map(
  (kind): (typeof DRAWN)[number] => [
    kind,
    Array.from({ length: KINDS[kind].link.least }, (_, i) => [2 * i + 1, (i * i) % 7]),
    [],
    kind,
  ],
);

const toMeasurement = (
  [kind, pointsPx, readings, label]: (typeof DRAWN)[number],
  i: number,
): Measurement => ({
  id: `m${i}`,
  kind,
  study: image.study,
  series: image.series,
  sop: i === 1 ? cine.sop : image.sop,
  frame: i === 1 ? 3 : 1,
  pointsPx,
  tracking: `2.25.${100 + i}`,
  label,
  readings,
  ...(i === 0
    ? {
        finding: { value: '52988006', scheme: 'SCT', meaning: 'Lesion' },
        site: { value: '39607008', scheme: 'SCT', meaning: 'Lung' },
        laterality: { value: '7771000', scheme: 'SCT', meaning: 'Left' },
        colour: 3,
        isLocked: true,
      }
    : {}),
});
export const measurements = [...DRAWN, ...DRAWN_LATER].map(toMeasurement);
export const imageOf = (sop: SopUid): Instance | undefined =>
  [image, cine].find((instance) => instance.sop === sop);
export const before = {
  study: image.study,
  series: toSeriesUid('1.2.9') as SeriesUid,
  sop: toSopUid('1.2.9.1') as SopUid,
  sopClass: '1.2.840.10008.5.1.4.1.1.88.34',
};
export const report = writeReport(
  { source: image, author: { name: 'Röntgen^Wilhelm', id: 'wcr' }, at: new Date(2026, 10, 27, 9, 8, 7) },
  measurements,
  ({ sop }) => imageOf(sop),
  [before],
);
export const keyImages = writeKeyImages(
  { source: image, at: new Date(2026, 10, 27, 9, 8, 7) },
  [
    { instance: image, frame: 1 },
    { instance: cine, frame: 7 },
  ],
  [],
);
