import { describe, expect, test } from 'vitest';
import type { SuvKind } from './bodySize';
import type { DicomElement } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { instantOf } from '@/dicom/values/instant';
import { firstAcquiredS, readSuv, type SeriesStart } from './suv';
import { build, buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';

type Content = Parameters<typeof build>[0];

interface Pet {
  readonly series?: string;
  readonly acquired?: string;
  readonly tracer?: Content | null;
  readonly more?: Content;
  readonly elements?: Readonly<Record<string, DicomElement>>;
}

const PET_CLASS = '1.2.840.10008.5.1.4.1.1.128';

/** 18F-FDG, 370 MBq to 70 kg an hour before the scan, changed by what is given. */
function pet({
  series = '100000',
  acquired = series,
  tracer = {},
  more = {},
  elements = {},
}: Pet = {}): Instance {
  const instance = buildInstance({
    SopClassUid: PET_CLASS,
    Modality: 'PT',
    Units: 'BQML',
    CorrectedImage: ['DECY', 'ATTN'],
    DecayCorrection: 'START',
    SeriesDate: '20260602',
    SeriesTime: series,
    AcquisitionDate: '20260602',
    AcquisitionTime: acquired,
    PatientWeight: 70,
    ...(tracer
      ? {
          RadiopharmaceuticalInformationSequence: build({
            RadiopharmaceuticalStartTime: '090000',
            RadionuclideTotalDose: 370e6,
            RadionuclideHalfLife: 6586.2,
            ...tracer,
          }),
        }
      : {}),
    ...more,
  });
  return { ...instance, dataset: { ...instance.dataset, ...elements } };
}

const factor = (instance: Instance, kind: SuvKind = 'bw', first?: SeriesStart): number => {
  const found = readSuv(instance, kind, first);
  if (!('factor' in found)) throw new Error(`refused: ${found.reason}`);
  return found.factor;
};
const reason = (instance: Instance, kind: SuvKind = 'bw', first?: SeriesStart) => {
  const found = readSuv(instance, kind, first);
  return 'reason' in found ? found.reason : undefined;
};

/** 70,000 g over 370 MBq after an hour. */
const ONE_HOUR = 70_000 / (370e6 * 2 ** (-3600 / 6586.2));

const PHILIPS = (suv?: string, activity?: string): Readonly<Record<string, DicomElement>> => ({
  '70530010': { vr: 'LO', Value: ['Philips PET Private Group'] },
  ...(suv ? { '70531000': { vr: 'DS', Value: [Number(suv)] } } : {}),
  ...(activity ? { '70531009': { vr: 'DS', Value: [Number(activity)] } } : {}),
});

// The factors published with @cornerstonejs/calculate-suv for scanners of three vendors (test/calculateSUV_SampleData), and
// what those scanners wrote. Read there within 1e-6.
describe('published vendor factors', () => {
  const fdg = (weight: number, dose: number, start: string, halfLife = 6586.2) => ({
    more: { PatientWeight: weight },
    tracer: {
      RadionuclideTotalDose: dose,
      RadionuclideHalfLife: halfLife,
      RadiopharmaceuticalStartTime: start,
    },
  });
  const siemens = fdg(67, 374e6, '083045.000000');
  const reset = fdg(65, 225e6, '114100.000000');
  const counts = fdg(47, 208_230_000, '123000', 6588);
  test.each([
    ['Siemens', { ...siemens, series: '104829.000000', acquired: '104830.351370' }, 0.00042748316187197236],
    [
      'GE',
      { ...fdg(52, 152_022_720, '084500.00', 6586.2001953125), series: '095621' },
      0.0005367387681819742,
    ],
    [
      'Philips in Bq/ml: its private factors are not for them',
      {
        ...fdg(64, 126e6, '100058', 6586.199707),
        series: '110155',
        acquired: '110156',
        elements: PHILIPS('0.003515736', '4.709921'),
      },
      0.0007463747013889488,
    ],
    [
      'Philips in counts, both factors',
      { ...counts, series: '093556', more: { Units: 'CNTS' }, elements: PHILIPS('0.000551', '1.602563') },
      0.000551,
    ],
    [
      'Philips in counts, the factor of SUV',
      { ...counts, series: '134551', more: { Units: 'CNTS' }, elements: PHILIPS('0.000728') },
      0.000728,
    ],
    [
      'Siemens, the series begun after its images',
      {
        ...reset,
        more: { ...reset.more, FrameReferenceTime: 59936.854672596, ActualFrameDuration: 120000 },
        series: '123515.000000',
        acquired: '123514.999995',
      },
      0.0004069156854009332,
    ],
    [
      'injection known by its time alone',
      { ...fdg(102, 412e6, '125000.000000'), series: '135431.843000', acquired: '141555.687000' },
      0.0003721089202818729,
    ],
  ])('%s', (_, parts, published) => {
    expect(Math.abs(factor(pet(parts)) - published)).toBeLessThan(1e-6);
  });

  test('CPS, the series processed later, the first image tells when', () => {
    const late = pet({
      ...fdg(69, 388e6, '120037.000000'),
      series: '134918.000000',
      acquired: '130348.234000',
    });
    expect(Math.abs(factor(late, 'bw', firstAcquiredS([late])) - 0.00026503312764157046)).toBeLessThan(1e-6);
    expect(reason(late)).toBe('no-scan-time');
  });

  // 75 kg, 1.85 m, male, nothing decayed: 750, 198.1376 and 609.1534 per 100 Bq (test/calculateSUVScalingFactors).
  const body = { PatientWeight: 75, PatientSize: 1.85, PatientSex: 'M', DecayCorrection: 'ADMIN' };
  const tall = (more: Content = {}) =>
    pet({ more: { ...body, ...more }, tracer: { RadionuclideTotalDose: 1e8 } });
  test.each([
    ['bw', 750],
    ['bsa', 198.13758427117767],
    ['lbm', 609.1533588651974],
  ] as const)('%s', (kind, per100Bq) => {
    expect(factor(tall(), kind) * 1e6).toBeCloseTo(per100Bq, 9);
  });
  // By hand: 1.10 * 75 - 128 * (75 / 185)² kg, and 1.07 * 75 - 148 * (75 / 185)² kg (James 1976).
  test.each([
    ['M', 61_462.747],
    ['F', 55_925.676],
  ])('lean body mass by James, %s', (sex, grams) => {
    expect(factor(tall({ PatientSex: sex }), 'lbmJames') * 1e8).toBeCloseTo(grams, 2);
  });
});

describe('decay', () => {
  test('START: from injection to the start of the scan', () => {
    expect(factor(pet())).toBeCloseTo(ONE_HOUR, 12);
  });

  test('ADMIN: none, and no times are asked for', () => {
    const admin = pet({
      more: { DecayCorrection: 'ADMIN' },
      tracer: { RadiopharmaceuticalStartTime: null, RadionuclideHalfLife: null },
    });
    expect(factor(admin)).toBeCloseTo(70_000 / 370e6, 12);
  });

  test('over midnight: injected at 23:30, scanned at 0:30', () => {
    const late = pet({ series: '003000', tracer: { RadiopharmaceuticalStartTime: '233000' } });
    expect(factor(late)).toBeCloseTo(ONE_HOUR, 12);
  });

  test('the full date of injection tells the day of the time alone', () => {
    const tracer = {
      RadiopharmaceuticalStartTime: '090000',
      RadiopharmaceuticalStartDateTime: '20260602090000.00',
    };
    expect(factor(pet({ tracer }))).toBeCloseTo(ONE_HOUR, 12);
  });

  test('two statements of one moment that differ, and offsets without a clock to count from, make no SUV', () => {
    const tracer = (more: Content) => ({ RadiopharmaceuticalStartTime: null, ...more });
    const zone = (value: string) => ({ '00080201': { vr: 'SH', Value: [value] } });
    const twice = {
      RadiopharmaceuticalStartTime: '010000',
      RadiopharmaceuticalStartDateTime: '20260602090000',
    };
    expect(reason(pet({ tracer: twice }))).toBe('times-disagree');
    // 08:30 in UTC+1, and a scan at 10:00 of an unknown clock: an hour and a half, or half an hour.
    const offset = tracer({ RadiopharmaceuticalStartDateTime: '20260602083000+0100' });
    expect(reason(pet({ tracer: offset }))).toBe('unknown-zone');
    expect(factor(pet({ tracer: offset, elements: zone('+0130') }))).toBeCloseTo(ONE_HOUR, 12);
    // The acquisition's own offset says which clock it is.
    const more = { AcquisitionDateTime: '20260602100000+0130' };
    expect(factor(pet({ tracer: offset, more }))).toBeCloseTo(ONE_HOUR, 12);
    // A time beside it that is the same shows that the offset is of that clock.
    const same = {
      RadiopharmaceuticalStartTime: '090000',
      RadiopharmaceuticalStartDateTime: '20260602090000+0100',
    };
    expect(factor(pet({ tracer: same }))).toBeCloseTo(ONE_HOUR, 12);
    const other = { AcquisitionDateTime: '20260602150000' };
    expect(reason(pet({ more: other }))).toBe('times-disagree');
    // A series of 10:00 whose first image is of 15:00 has one of them on another clock.
    const first = instantOf('20260602', '150000');
    expect(reason(pet({ acquired: '150000' }), 'bw', first)).toBe('times-disagree');
  });

  test('offsets from UTC count where both are known', () => {
    const elements = { '00080201': { vr: 'SH', Value: ['+0200'] } };
    const at = (dateTime: string) =>
      pet({ elements, tracer: { RadiopharmaceuticalStartDateTime: dateTime } });
    expect(factor(at('20260602070000+0000'))).toBeCloseTo(ONE_HOUR, 12);
    expect(factor(at('20260602090000'))).toBeCloseTo(ONE_HOUR, 12);
  });

  test('GE tells when it scanned, where the series was processed later', () => {
    const elements = {
      '00090010': { vr: 'LO', Value: ['GEMS_PETD_01'] },
      // As archives send what they have no dictionary for: bytes of '20260602100000.00 '.
      '0009100D': { vr: 'UN', InlineBinary: btoa('20260602100000.00 ') },
    };
    expect(factor(pet({ series: '150000', acquired: '100130', elements }))).toBeCloseTo(ONE_HOUR, 12);
  });

  test('a private element counts only in the block of its creator', () => {
    const moved = {
      '70530011': { vr: 'LO', Value: ['Philips PET Private Group'] },
      '70531100': { Value: ['0.5'] },
    };
    expect(factor(pet({ more: { Units: 'CNTS' }, elements: moved }))).toBe(0.5);
    const foreign = { '70530010': { vr: 'LO', Value: ['Somebody else'] }, '70531000': { Value: ['0.5'] } };
    expect(reason(pet({ more: { Units: 'CNTS' }, elements: foreign }))).toBe('no-factors');
  });

  test('Philips counts without a factor of SUV become Bq/ml first', () => {
    const counts = pet({ more: { Units: 'CNTS' }, elements: PHILIPS(undefined, '2') });
    expect(factor(counts)).toBeCloseTo(2 * ONE_HOUR, 12);
  });
});

test.each([
  ['weight', { more: { PatientWeight: null } }, 'bw', 'no-weight'],
  ['weight: zero', { more: { PatientWeight: 0 } }, 'bw', 'no-weight'],
  ['weight in grams', { more: { PatientWeight: 70_000 } }, 'bw', 'odd-weight'],
  ['height', { more: { PatientSex: 'M' } }, 'lbm', 'no-height'],
  ['height in cm', { more: { PatientSize: 175, PatientSex: 'M' } }, 'lbm', 'odd-height'],
  ['height for the body surface', {}, 'bsa', 'no-height'],
  ['sex', { more: { PatientSize: 1.75, PatientSex: 'O' } }, 'lbm', 'no-sex'],
  ['tracer', { tracer: null }, 'bw', 'no-dose'],
  ['dose', { tracer: { RadionuclideTotalDose: null } }, 'bw', 'no-dose'],
  ['dose in MBq', { tracer: { RadionuclideTotalDose: 370 } }, 'bw', 'odd-dose'],
  ['half-life', { tracer: { RadionuclideHalfLife: null } }, 'bw', 'no-half-life'],
  ['injection time', { tracer: { RadiopharmaceuticalStartTime: null } }, 'bw', 'no-injection-time'],
  ['injection date, 89Zr', { tracer: { RadionuclideHalfLife: 282_276 } }, 'bw', 'no-injection-date'],
  [
    'injection after the scan',
    {
      tracer: {
        RadiopharmaceuticalStartTime: '110000',
        RadiopharmaceuticalStartDateTime: '20260602110000',
      },
    },
    'bw',
    'odd-times',
  ],
  [
    'injection in another year',
    { tracer: { RadiopharmaceuticalStartDateTime: '20250602090000' } },
    'bw',
    'odd-times',
  ],
  ['acquisition time', { more: { AcquisitionTime: null } }, 'bw', 'no-scan-time'],
  ['attenuation correction', { more: { CorrectedImage: ['DECY'] } }, 'bw', 'not-attenuation-corrected'],
  ['decay correction', { more: { CorrectedImage: ['ATTN'] } }, 'bw', 'not-decay-corrected'],
  ['decay correction: NONE', { more: { DecayCorrection: 'NONE' } }, 'bw', 'not-decay-corrected'],
  ['decay correction: unsaid', { more: { DecayCorrection: null } }, 'bw', 'unknown-decay-correction'],
  ['units', { more: { Units: 'PROPCPS' } }, 'bw', 'units'],
  ['units: absent', { more: { Units: null } }, 'bw', 'units'],
  ['a formula: LBM alone names none', { more: { Units: 'GML', SuvType: 'LBM' } }, 'bw', 'units'],
] as const)('no SUV without %s', (_, parts, kind, refusal) => {
  expect(reason(pet(parts as Pet), kind)).toBe(refusal);
});

test('two tracers: no SUV', () => {
  const tracer = build({ RadionuclideTotalDose: 370e6 });
  const more = { RadiopharmaceuticalInformationSequence: [tracer, tracer] };
  expect(reason(pet({ tracer: null, more }))).toBe('several-tracers');
});

test('what is SUV by weight already stays so, and becomes another by the ratio of the body sizes', () => {
  const more = { Units: 'GML', PatientSize: 1.85, PatientSex: 'M', PatientWeight: 75 };
  const suv = pet({ tracer: null, more });
  expect(factor(suv)).toBe(1);
  expect(factor(suv, 'lbm')).toBeCloseTo(609.1533588651974 / 750, 9);
});

test('without acquisition dates nobody knows which image was first', () => {
  expect(firstAcquiredS([pet({ more: { AcquisitionTime: null } })])).toBeUndefined();
  expect(firstAcquiredS([pet(), pet({ acquired: '095900' })])).toBe(instantOf('20260602', '095900'));
});

// Real files. Their factors, by QIBA's rules, with a pocket calculator from what pydicom prints of them.
describe.skipIf(!hasSharedFiles)('real scanners', () => {
  test.each([
    // 74 kg, 221,596,288 Bq at 12:41:00, scanned 13:31:55 (GE).
    ['nm-pt/pet-ge', (74_000 / 221_596_288) * 2 ** (3055 / 6586.2001953125)],
    // 110 kg, 394 MBq at 10:48:30; 11:55:59 less 58.438 s, plus 59.6 s to the average rate (Siemens).
    ['nm-pt/pet-siemens', (110_000 / 394e6) * 2 ** (4050.2 / 6586.2)],
  ])('%s', (folder, expected) => {
    const [instance] = readSharedFiles(folder);
    if (!instance) throw new Error('no file');
    expect(factor(instance) / expected).toBeCloseTo(1, 3);
  });

  test('one that was not corrected for attenuation is refused', () => {
    const [instance] = readSharedFiles('nm-pt/pet-ge-modality-lut');
    if (!instance) throw new Error('no file');
    expect(reason(instance)).toBe('not-attenuation-corrected');
  });
});

test('images of one series on clocks of different zones are not compared', () => {
  const zoned = (zone: string, acquired: string) =>
    pet({ series: '100000', acquired, elements: { '00080201': { vr: 'SH', Value: [zone] } } });
  const [one, other] = [zoned('-0500', '100000'), zoned('-0400', '110000')];
  expect(readSuv(other, 'bw', firstAcquiredS([one, other]))).toEqual({ reason: 'times-disagree' });
  expect(readSuv(one, 'bw', firstAcquiredS([one, zoned('-0500', '100500')]))).toHaveProperty('factor');
});

test.each([
  ['weight', { more: { PatientWeight: 35 } }],
  ['height', { more: { PatientSize: 1.2 } }],
  ['sex', { more: { PatientSex: 'M' } }],
  ['units', { more: { Units: 'GML' } }],
  ['decay correction', { more: { DecayCorrection: 'ADMIN' } }],
  ['dose', { tracer: { RadionuclideTotalDose: 185e6 } }],
  ['half-life', { tracer: { RadionuclideHalfLife: 6000 } }],
  ['injection', { tracer: { RadiopharmaceuticalStartTime: '083000' } }],
  ['series time', { series: '093000' }],
] as const)('images of one series that state another %s have no SUV', (_, other: Pet) => {
  const own = { PatientSize: 1.7, PatientSex: 'F' };
  const [one, two] = [pet({ more: own }), pet({ ...other, more: { ...own, ...other.more } })];
  for (const image of [one, two])
    expect(reason(image, 'bw', firstAcquiredS([one, two]))).toBe('images-disagree');
  expect(reason(one, 'bw', firstAcquiredS([one, one]))).toBeUndefined();
});

test('what one image of a series leaves out, or rounds to the minute, is no contradiction', () => {
  const [one, two] = [pet(), pet({ series: '100030', acquired: '100100', more: { PatientSize: 1.7 } })];
  expect(firstAcquiredS([one, two])).toBe(instantOf('20260602', '100000'));
});
