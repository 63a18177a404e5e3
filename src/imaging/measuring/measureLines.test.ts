import { expect, test } from 'vitest';
import { measureLines } from './measureLines';

test.each([
  [[{ name: 'length', value: 44.9499, unit: 'mm' }], ['44.9 mm']],
  [[{ name: 'length', value: 12.04, unit: 'px' }], ['12.0 px']],
  [
    [
      { name: 'length', value: 30, unit: 'mm' },
      { name: 'width', value: 20.25, unit: 'mm' },
    ],
    ['30.0 mm × 20.3 mm'],
  ],
  [[{ name: 'angle', value: 90, unit: 'deg' }], ['90.0°']],
  [
    [
      { name: 'mean', value: 40.46, unit: 'HU' },
      { name: 'sd', value: 11, unit: 'HU' },
      { name: 'min', value: 6.9, unit: 'HU' },
      { name: 'max', value: 71.2, unit: 'HU' },
      { name: 'area', value: 256.4, unit: 'mm2' },
      { name: 'pixels', value: 523, unit: '' },
    ],
    ['40.5 ± 11.0 HU', '2.56 cm²'],
  ],
  [[{ name: 'value', value: -1000, unit: 'HU' }], ['−1000.0 HU']],
] as const)('%j reads %j', (readings, lines) => {
  expect(measureLines({ readings })).toEqual(lines);
});

const length = [{ name: 'length', value: 13.333, unit: 'mm' }] as const;
test.each([
  [{ readings: length, basis: { source: 'pixel' } }, ['13.3 mm']],
  [{ readings: length, basis: { source: 'imager' } }, ['13.3 mm', 'mm at detector']],
  [
    { readings: length, basis: { source: 'imager', note: 'magnified', magnification: 1.5 } },
    ['13.3 mm', 'mm ÷ 1.5 for magnification'],
  ],
  [{ readings: length, basis: { source: 'hand' } }, ['13.3 mm', 'mm calibrated by hand']],
  [{ readings: [], refusal: 'rendered' }, ['Rendered by the archive: not measured']],
  [{ readings: [], refusal: 'crossing' }, ['Crosses ultrasound regions: no length']],
  [
    {
      readings: [
        { name: 'time', value: 0.5, unit: 's' },
        { name: 'velocity', value: 40, unit: 'cm/s' },
      ],
    },
    ['0.50 s', '40.0 cm/s'],
  ],
  [{ readings: [{ name: 'value', value: 5.004, unit: 'SUVbw' }] }, ['5.00 SUVbw']],
] as const)('%j reads %j', (read, lines) => {
  expect(measureLines(read)).toEqual(lines);
});
