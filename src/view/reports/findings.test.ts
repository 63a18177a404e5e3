import { expect, test } from 'vitest';
import type { Instance } from '@/dicom/dataset/instance';
import { toInstance } from '@/dicom/normalise/normalise';
import type { WrittenObject } from '@/dicom/objects/written';
import { readReport } from '@/measurement/report/findings';
import { KINDS } from '@/measurement/kinds';
import { readKeyImages } from './keyImages';
import { cine, image, imageOf, keyImages, measurements, report } from './testing/writtenReport';

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
    if ('reason' in one || !drawn) throw new Error(`finding ${i} is not drawn`);
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
  expect(first?.toMeasurement(() => undefined)).toEqual({ reason: 'noImage' });
});

test('every kind says its shape in standard graphics, closed ones closed', () => {
  expect(
    KINDS.rectangle.report.graphics([
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
    KINDS.ellipse.report.graphics([
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
    KINDS.ellipse.report.graphics([
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
