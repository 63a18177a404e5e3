import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDicom } from 'dicom-parser';
import type { DataSet } from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CT_ANSWERS as CT,
  DX_ANSWERS as DX,
  PATTERN_ANSWERS,
  PET_ANSWERS,
  US_ANSWERS as US,
} from './answers';
import { isUid } from '@/dicom/dataset/uid';
import { SAMPLE_STUDIES, removeSamples, writeSamples } from './writeSamples';

const folder = mkdtempSync(join(tmpdir(), 'isocenter-samples-'));
const samples = join(folder, 'samples');
const lines: string[] = [];
let written = { studies: 0, files: 0 };
let paths: readonly string[] = [];

beforeAll(async () => {
  mkdirSync(join(folder, '.samples-unfinished', 'of-a-killed-start'), { recursive: true });
  writeFileSync(join(folder, 'own.dcm'), 'not ours');
  written = await writeSamples(folder, (line) => lines.push(line));
  paths = readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.dcm'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string): DataSet => parseDicom(readFileSync(join(samples, path)));

/** Pixels of 16 bits with a sign, read without the code that wrote them. */
const readPixels = (path: string): { dataset: DataSet; pixelAt: (column: number, row: number) => number } => {
  const bytes = readFileSync(join(samples, path));
  const dataset = parseDicom(bytes);
  const offset = dataset.elements['x7fe00010']?.dataOffset ?? Number.NaN;
  const columns = dataset.uint16('x00280011') ?? Number.NaN;
  const slope = dataset.floatString('x00281053') ?? 1;
  const intercept = dataset.floatString('x00281052') ?? 0;
  return {
    dataset,
    pixelAt: (column, row) => bytes.readInt16LE(offset + 2 * (row * columns + column)) * slope + intercept,
  };
};

const ctSlice = (slice: number): string => `ct-phantom/01/${String(slice + 1).padStart(4, '0')}.dcm`;

describe('the samples folder', () => {
  test('holds at least eight studies, one line said for each, and no leftovers of a killed start', () => {
    expect(written.studies).toBeGreaterThanOrEqual(8);
    expect(lines).toHaveLength(SAMPLE_STUDIES.length);
    expect(written.files).toBe(paths.length);
    expect(readdirSync(folder).sort()).toEqual(['own.dcm', 'samples']);
  });

  test('takes less than 160 MB', () => {
    const bytes = paths.reduce((sum, path) => sum + readFileSync(join(samples, path)).length, 0);
    expect(bytes).toBeLessThan(160e6);
  });

  test('names every instance as a sample, with unique valid UIDs that agree with the file meta information', () => {
    const sops = new Set<string>();
    const seriesToStudy = new Map<string, string>();
    for (const path of paths) {
      const dataset = read(path);
      expect(dataset.string('x00100010')).toMatch(/^Sample\^/);
      expect(dataset.string('x00100020')).toMatch(/^SAMPLE-/);
      expect(dataset.string('x00081030')).toMatch(/^Sample: /);
      const [sop, series, study] = ['x00080018', 'x0020000e', 'x0020000d'].map(
        (tag) => dataset.string(tag) ?? '',
      );
      for (const uid of [sop, series, study]) expect(isUid(uid) && uid.startsWith('2.25.')).toBe(true);
      expect(dataset.string('x00020003')).toBe(sop);
      expect(dataset.string('x00020002')).toBe(dataset.string('x00080016'));
      expect(seriesToStudy.get(series ?? '') ?? study).toBe(study);
      seriesToStudy.set(series ?? '', study ?? '');
      sops.add(sop ?? '');
    }
    expect(sops.size).toBe(paths.length);
    expect(new Set(seriesToStudy.values()).size).toBe(written.studies);
  });

  test('keeps its UIDs from version to version, so that old links still open', () => {
    expect(read(ctSlice(0)).string('x0020000d')).toBe('2.25.208446858340299680337554868996652662784');
    expect(read(ctSlice(100)).string('x00080018')).toBe('2.25.208446858340299680337554868996652728421');
  });

  test('shows several modalities', () => {
    const modalities = new Set(paths.map((path) => read(path).string('x00080060')));
    for (const modality of ['CT', 'MR', 'PT', 'US', 'DX', 'OT', 'XA']) expect(modalities).toContain(modality);
  });

  test('is made of the same bytes when made again', () => {
    for (const study of SAMPLE_STUDIES) {
      const hashes: string[][] = [];
      for (const { path, bytes } of study.files()) {
        const again = createHash('sha256').update(bytes).digest('hex');
        const first = createHash('sha256')
          .update(readFileSync(join(samples, path)))
          .digest('hex');
        hashes.push([path, first, again]);
        // The first slices tell; the cube's last series is the one that computes with cosines.
        if (study.folder !== 'lettered-cube' && hashes.length === 12) break;
      }
      for (const [path, first, again] of hashes) expect(again, path).toBe(first);
    }
  }, 30_000);
});

describe('the CT phantom', () => {
  test('has 200 slices of 512 x 512, a millimetre apart, each different', () => {
    const hashes = new Set<string>();
    for (let slice = 0; slice < CT.slices; slice += 1) {
      const bytes = readFileSync(join(samples, ctSlice(slice)));
      const dataset = parseDicom(bytes);
      expect(dataset.floatString('x00200032', 2)).toBe(slice - 100);
      const pixels = dataset.elements['x7fe00010'];
      expect(pixels?.length).toBe(512 * 512 * 2);
      hashes.add(createHash('sha256').update(bytes.subarray(pixels?.dataOffset)).digest('hex'));
    }
    expect(hashes.size).toBe(200);
  });

  test.each([10, 60, 100, 189])('reads the known HU within 0.2 in every insert of slice %i', (slice) => {
    const { pixelAt } = readPixels(ctSlice(slice));
    for (const { valueHu, centre, radiusPx } of CT.inserts) {
      const values: number[] = [];
      for (let y = -radiusPx; y <= radiusPx; y += 1)
        for (let x = -radiusPx; x <= radiusPx; x += 1)
          if (x * x + y * y <= radiusPx ** 2) values.push(pixelAt(centre[0] + x, centre[1] + y));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const sigma = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      expect(Math.abs(mean - valueHu)).toBeLessThan(0.2);
      expect(Math.abs(sigma - CT.noiseSigmaHu)).toBeLessThan(0.6);
    }
  });

  test('has rods whose ends lie on centres of pixels, as far apart as they are long', () => {
    const { pixelAt, dataset } = readPixels(ctSlice(100));
    expect(dataset.string('x00280030')).toBe('0.5\\0.5');
    for (const { from, to, lengthMm } of CT.rods) {
      expect(Math.hypot(to[0] - from[0], to[1] - from[1]) * CT.spacingMm).toBe(lengthMm);
      const step = [Math.sign(to[0] - from[0]), Math.sign(to[1] - from[1])] as const;
      for (const end of [from, to]) expect(pixelAt(...end)).toBe(CT.endMarkHu);
      expect(pixelAt(Math.round((from[0] + to[0]) / 2), Math.round((from[1] + to[1]) / 2))).toBe(CT.rodHu);
      // Beyond an end there is no rod, and inside there is.
      expect(pixelAt(from[0] - 2 * step[0], from[1] - 2 * step[1])).toBeLessThan(CT.rodHu);
      expect(pixelAt(to[0] + 2 * step[0], to[1] + 2 * step[1])).toBeLessThan(CT.rodHu);
    }
    for (const [slice, isThere] of [
      [89, false],
      [90, true],
      [110, true],
      [111, false],
    ] as const)
      expect(readPixels(ctSlice(slice)).pixelAt(206, 200) === CT.endMarkHu).toBe(isThere);
  });

  test('has a rod along z of 40 mm', () => {
    const { at, slices, lengthMm } = CT.throughRod;
    const lit = Array.from({ length: CT.slices }, (_, slice) => slice).filter(
      (slice) => readPixels(ctSlice(slice)).pixelAt(...at) === CT.rodHu,
    );
    expect([lit[0], lit.at(-1), lit.length]).toEqual([...slices, slices[1] - slices[0] + 1]);
    expect((slices[1] - slices[0]) * CT.sliceSpacingMm).toBe(lengthMm);
  });

  test('is air outside and carries two windows', () => {
    const { pixelAt, dataset } = readPixels(ctSlice(100));
    expect(pixelAt(2, 256)).toBe(CT.airHu);
    expect(dataset.string('x00281050')).toBe('40\\300');
    expect(dataset.string('x00281051')).toBe('400\\1500');
  });
});

describe('the other phantoms', () => {
  test.each(PET_ANSWERS.spheres)('PET reads SUV $suv in its sphere', ({ centreLps: [x, y, z], suv }) => {
    const { pixelAt } = readPixels(`pet-ct/02/${String(z / 4 + 21).padStart(4, '0')}.dcm`);
    // SUVbw by the QIBA pseudocode: Bq/ml times grams over the dose decayed to the series time.
    const decayed = 370e6 * Math.exp((-Math.LN2 * 3600) / 6586.2);
    const measured = (pixelAt(x / 4 + 48, y / 4 + 48) * 70_000) / decayed;
    expect(measured).toBeCloseTo(suv, 2);
  });

  test('the ultrasound pins are 20 mm apart in a region of known spacing', () => {
    const dataset = read('ultrasound/01/0001.dcm');
    const region = dataset.elements['x00186011']?.items?.[0]?.dataSet;
    expect(region?.double('x0018602c')).toBe(US.spacingMm / 10);
    expect(dataset.intString('x00280008')).toBe(US.frames);
    const { from, to, lengthMm } = US.pins;
    expect((to[0] - from[0]) * (region?.double('x0018602c') ?? Number.NaN) * 10).toBe(lengthMm);
    const offset = dataset.elements['x7fe00010']?.dataOffset ?? 0;
    for (const [x, y] of [from, to]) expect(dataset.byteArray[offset + (y * US.columns + x) * 3]).toBe(255);
  });

  test('the radiograph knows distances at the detector only', () => {
    const dataset = read('radiograph/01/0001.dcm');
    expect(dataset.string('x00181164')).toBe('0.4\\0.2');
    expect(dataset.elements['x00280030']).toBeUndefined();
    for (const { from, to, lengthMm } of DX.bars)
      expect(Math.hypot((to[0] - from[0]) * 0.2, (to[1] - from[1]) * 0.4)).toBeCloseTo(lengthMm, 9);
  });

  test('the MONOCHROME1 twin is the inverse in stored values, so that both look the same', () => {
    const [two, one] = ['patterns/01/0001.dcm', 'patterns/02/0001.dcm'].map((path) => read(path));
    expect([two?.string('x00280004'), one?.string('x00280004')]).toEqual(['MONOCHROME2', 'MONOCHROME1']);
    const pixels = [two, one].map((dataset) =>
      dataset?.byteArray.slice(dataset.elements['x7fe00010']?.dataOffset),
    );
    expect(pixels[0]).toHaveLength(512 * 512);
    expect(pixels[0]?.every((value, index) => value + (pixels[1]?.[index] ?? 0) === 255)).toBe(true);
    PATTERN_ANSWERS.stepValues.forEach((value, step) => expect(pixels[0]?.[step * 46 + 20]).toBe(value));
  });
});

describe('independent tools', () => {
  const hasDcmdump = spawnSync('dcmdump', ['--version']).status === 0;
  const hasPydicom = spawnSync('/usr/bin/python3', ['-c', 'import pydicom, numpy']).status === 0;

  test('DCMTK reads one file of each series without a warning', (context) => {
    if (!hasDcmdump) context.skip('dcmdump is not installed');
    for (const path of paths.filter((path) => path.endsWith('0001.dcm'))) {
      const { status, stderr } = spawnSync('dcmdump', ['+L', join(samples, path)], { maxBuffer: 2 ** 30 });
      expect([path, status, stderr.toString()]).toEqual([path, 0, '']);
    }
  });

  test('pydicom finds the 40 HU insert at 40 HU and decodes both colour pictures alike', (context) => {
    if (!hasPydicom) context.skip('pydicom is not installed');
    const program = `
import sys, json, numpy, pydicom
folder, x, y = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
ct = pydicom.dcmread(folder + '/ct-phantom/01/0101.dcm')
hu = ct.pixel_array * float(ct.RescaleSlope) + float(ct.RescaleIntercept)
bars = [pydicom.dcmread(folder + '/patterns/0%d/0001.dcm' % series).pixel_array for series in (3, 4)]
print(json.dumps({'mean': float(hu[y-10:y+11, x-10:x+11].mean()), 'same': bool((bars[0] == bars[1]).all()),
  'shape': bars[0].shape, 'bars': [bars[0][10, 32 + 64 * i].tolist() for i in range(8)]}))`;
    const insert = CT.inserts.find(({ valueHu }) => valueHu === 40);
    const [x, y] = insert?.centre ?? [0, 0];
    const answer: unknown = JSON.parse(
      execFileSync('/usr/bin/python3', ['-c', program, samples, String(x), String(y)], { encoding: 'utf8' }),
    );
    expect(answer).toMatchObject({ same: true, shape: [512, 512, 3], bars: PATTERN_ANSWERS.bars });
    expect(answer).toHaveProperty('mean', expect.closeTo(40, 0));
  });
});

describe('removal', () => {
  test('takes the samples and nothing else, and counts them', async () => {
    expect(await removeSamples(folder)).toBe(written.files);
    expect(readdirSync(folder)).toEqual(['own.dcm']);
    expect(await removeSamples(folder)).toBe(0);
    expect(existsSync(samples)).toBe(false);
  });
});
