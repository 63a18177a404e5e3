import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Instance } from '@/dicom/instance';
import { toInstance } from '@/dicom/normalise';
import { toPart10 } from '@/dicom/objects/part10';
import type { WrittenObject } from '@/dicom/objects/written';
import { buildInstance } from '@/dicom/testing/build';
import { toSeriesUid, toSopUid, type SeriesUid, type SopUid } from '@/dicom/uid';
import { readReport, writeReport } from './findings';
import { shapeOf, type PointPx } from './findingShapes';
import { readKeyImages, writeKeyImages } from './keyImages';
import type { Measurement, MeasurementKind, Reading } from './measurement';

const image = buildInstance({
  PatientName: { Alphabetic: 'Doe^Jane' },
  PatientId: 'P1',
  StudyDate: '20261101',
});
const cine: Instance = {
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
const measurements = DRAWN.map(toMeasurement);
const imageOf = (sop: SopUid): Instance | undefined => [image, cine].find((instance) => instance.sop === sop);
const before = {
  study: image.study,
  series: toSeriesUid('1.2.9') as SeriesUid,
  sop: toSopUid('1.2.9.1') as SopUid,
  sopClass: '1.2.840.10008.5.1.4.1.1.88.34',
};
const report = writeReport(
  { source: image, author: { name: 'Röntgen^Wilhelm', id: 'wcr' }, at: new Date(2026, 10, 27, 9, 8, 7) },
  measurements,
  ({ sop }) => imageOf(sop),
  [before],
);
const keyImages = writeKeyImages(
  { source: image, at: new Date(2026, 10, 27, 9, 8, 7) },
  [
    { instance: image, frame: 1 },
    { instance: cine, frame: 7 },
  ],
  [],
);

/** What an archive gives back: the same dataset as JSON. */
function stored(object: WrittenObject): Instance {
  const instance = toInstance(JSON.parse(JSON.stringify(object.dataset)));
  if (!instance) throw new Error('the object does not read back');
  return instance;
}

test('measurements come back as they were: kind, points to the last bit, words, codes, colour, lock', () => {
  const content = readReport(stored(report));
  expect(content).toMatchObject({
    title: 'Imaging Measurement Report',
    author: 'Röntgen, Wilhelm',
    at: '2026-11-27T09:08:07',
    isVerified: false,
    predecessors: ['1.2.9.1'],
  });
  const again = content.findings.map((finding) => finding.toMeasurement(imageOf));
  expect(again).toMatchObject(
    measurements.map((drawn) => ({
      ...Object.fromEntries(Object.entries(drawn).filter(([key]) => key !== 'id' && key !== 'readings')),
      origin: { sop: report.sop },
    })),
  );
  expect(
    content.findings.map(({ readings }) => readings.map(({ name, value, unit }) => ({ name, value, unit }))),
  ).toEqual(measurements.map(({ readings }) => readings));
});

test('an archive that drops private elements costs a rounding, not a finding', () => {
  const dataset = JSON.parse(
    JSON.stringify(stored(report).dataset, (key, value: unknown) =>
      key.startsWith('0073') ? undefined : value,
    ),
  ) as Instance['dataset'];
  const again = readReport({ ...stored(report), dataset }).findings.map((finding) =>
    finding.toMeasurement(imageOf),
  );
  again.forEach((one, i) => {
    const drawn = measurements[i];
    if ('because' in one || !drawn) throw new Error(`finding ${i} is not drawn`);
    expect(one.kind).toBe(drawn.kind);
    expect(one.pointsPx.flat().map((value) => Math.round(value * 1e4))).toEqual(
      drawn.pointsPx.flat().map((value) => Math.round(value * 1e4)),
    );
  });
});

test('graphics changed by another program count; the handles beside them do not', () => {
  const { dataset } = stored(report);
  const moved = JSON.parse(
    JSON.stringify(dataset).replaceAll('10.600000381469727', '99.5'),
  ) as typeof dataset;
  const [first] = readReport({ ...stored(report), dataset: moved }).findings;
  expect(first?.toMeasurement(imageOf)).toMatchObject({ pointsPx: [[99, 20.25], expect.anything()] });
});

test('a finding whose image is not here says so', () => {
  const [first] = readReport(stored(report)).findings;
  expect(first?.toMeasurement(() => undefined)).toEqual({ because: 'noImage' });
});

test('every kind says its shape in standard graphics, closed ones closed', () => {
  expect(
    shapeOf('rectangle').graphics([
      [0, 0],
      [4, 0],
      [0, 3],
      [4, 3],
    ]),
  ).toEqual([
    {
      type: 'POLYLINE',
      pointsPx: [
        [0, 0],
        [4, 0],
        [4, 3],
        [0, 3],
        [0, 0],
      ],
    },
  ]);
  // The longer axis first, PS3.3 C.18.6.1.1.
  expect(
    shapeOf('ellipse').graphics([
      [5, 9],
      [5, 1],
      [4, 5],
      [6, 5],
    ]),
  ).toEqual([
    {
      type: 'ELLIPSE',
      pointsPx: [
        [5, 9],
        [5, 1],
        [4, 5],
        [6, 5],
      ],
    },
  ]);
  expect(
    shapeOf('ellipse').graphics([
      [5, 6],
      [5, 4],
      [1, 5],
      [9, 5],
    ]),
  ).toEqual([
    {
      type: 'ELLIPSE',
      pointsPx: [
        [1, 5],
        [9, 5],
        [5, 6],
        [5, 4],
      ],
    },
  ]);
});

test('key images come back with their places and frames', () => {
  const content = readKeyImages(stored(keyImages));
  expect(content).toMatchObject({
    title: 'Of Interest',
    author: 'Isocenter',
    images: [
      { study: image.study, series: image.series, sop: image.sop, frame: 1 },
      { study: image.study, series: image.series, sop: cine.sop, frame: 7 },
    ],
  });
});

const folder = mkdtempSync(join(tmpdir(), 'findings-'));
const paths = [report, keyImages].map((object) => {
  const path = join(folder, `${object.kind}.dcm`);
  writeFileSync(path, toPart10(object));
  return path;
});

/** A program of the machine, or undefined with a word about it. */
function tool(path: string): string | undefined {
  if (existsSync(path)) return path;
  process.stdout.write(`skipped: no ${path}\n`);
  return undefined;
}

const DCIODVFY = tool('/usr/bin/dciodvfy');
test.runIf(DCIODVFY)('dciodvfy finds no error in what is written', () => {
  for (const path of paths) {
    const { stderr, stdout } = spawnSync(DCIODVFY ?? '', [path], { encoding: 'utf8' });
    expect(`${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
  }
});

const DSRDUMP = tool('/usr/bin/dsrdump');
test.runIf(DSRDUMP)('DCMTK reads the report without complaint', () => {
  const said = execFileSync(DSRDUMP ?? '', ['+U8', paths[0] ?? ''], { encoding: 'utf8' });
  for (const word of ['Röntgen^Wilhelm', 'Länge', '病変 Ελ', '"8.4" (mm,UCUM,"millimeter")'])
    expect(said).toContain(word);
});

const READ_BY_PYDICOM = `
import json, sys, pydicom
def numbers(item, tracking=None):
    found = []
    for child in item.get('ContentSequence', []):
        if child.ValueType == 'UIDREF' and child.ConceptNameCodeSequence[0].CodeValue == '112040': tracking = child.UID
    for child in item.get('ContentSequence', []):
        if child.ValueType == 'NUM':
            value = child.MeasuredValueSequence[0]
            exact = value.get('FloatingPointValue')
            found.append([tracking, float(value.NumericValue) if exact is None else exact, value.MeasurementUnitsCodeSequence[0].CodeValue])
        found += numbers(child, tracking)
    return found
print(json.dumps(numbers(pydicom.dcmread(sys.argv[1]))))
`;
const hasPydicom = spawnSync('/usr/bin/python3', ['-c', 'import pydicom']).status === 0;
if (!hasPydicom) process.stdout.write('skipped: no pydicom\n');
test.runIf(hasPydicom)('pydicom reads every value, unit and tracking UID', () => {
  const said = execFileSync('/usr/bin/python3', ['-c', READ_BY_PYDICOM, paths[0] ?? ''], {
    encoding: 'utf8',
  });
  const ucum: Record<string, string> = {
    HU: "[hnsf'U]",
    SUVbw: '{SUVbw}g/ml',
    '': '1',
    px: '{pixels}',
    px2: '{pixels2}',
  };
  expect(JSON.parse(said)).toEqual(
    measurements.flatMap(({ tracking, readings }) =>
      readings.map(({ value, unit }) => [tracking, value, ucum[unit] ?? unit]),
    ),
  );
});
