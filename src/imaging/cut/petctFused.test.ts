import { describe, expect, test } from 'vitest';
import type { Instance } from '@/dicom/dataset/instance';
import { numbers } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { orderFrames } from '@/dicom/series/ordering';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';
import { planeDirections } from '@/dicom/volume/planeDirections';
import { readVolumes } from '@/dicom/volume/readVolumes';
import { lpsToVoxel } from '@/dicom/volume/volumeGrid';
import type { FrameValues } from '@/imaging/volume/planeSource';
import { valueAt } from '@/imaging/volume/reslice';
import type { StackFrame } from '@/imaging/stack/stack';
import { seriesUnit } from './layerUnit';

const STUDY = 'petct/acrin-nsclc-042';
const [PET, NAC, CT] = ['1-PT-pet-ac', '2-PT-pet-nac', '2-CT-ct-images'].map((one) => `${STUDY}/${one}`);

function volumeIn(folder = '') {
  const instances = readSharedFiles(folder);
  const { frames } = orderFrames(instances);
  const reading = readVolumes(frames);
  if ('refused' in reading) throw new Error(reading.refused);
  const [{ grid, places }] = reading.volumes;
  return { grid, instances, slices: places.map((at) => frames[at]?.instance) };
}
const asFrames = (all: readonly Instance[]) => all.map((instance) => ({ instance, frame: 1 }) as StackFrame);

describe.runIf(hasSharedFiles)('the PET over the CT of ACRIN-NSCLC', () => {
  const [pet, ct] = [volumeIn(PET), volumeIn(CT)];

  test('lies in its frame of reference, its field from exactly -300.0 to +300.0 mm; that of the CT from -250.488', () => {
    expect(pet.grid.frameOfReference).toBe(ct.grid.frameOfReference);
    const [middle] = pet.grid.originLps.slice(2);
    const columnAt = (x: number) => lpsToVoxel(pet.grid, [x, 0, middle ?? NaN])[0];
    expect([columnAt(-300), columnAt(300)]).toEqual([expect.closeTo(-0.5, 9), expect.closeTo(127.5, 9)]);
    const [ctColumn] = lpsToVoxel(ct.grid, [-250.488, 0, ct.grid.originLps[2]]);
    expect(Math.abs(ctColumn + 0.5)).toBeLessThan(1e-3);
  });

  test('is told in uptake values by one factor, by hand from its elements; what is not corrected is not', () => {
    // 588.802304 MBq at 07:21:00, half-life 6588 s, scanned at 09:59:47, 91 kg.
    const factor = 91_000 / (588_802_304 * 2 ** (-9_527 / 6_588));
    const unit = seriesUnit(asFrames(pet.instances));
    expect(unit.unit).toBe('SUVbw');
    expect(unit.factor / factor).toBeCloseTo(1, 4);
    expect(seriesUnit(asFrames(pet.instances), 'file')).toEqual({ unit: 'Bq/ml', factor: 1 });
    expect(seriesUnit(asFrames(readSharedFiles(NAC ?? '')))).toMatchObject({ factor: 1, reason: 'units' });
    // One image of another weight: no scale is laid over.
    const [first, ...others] = pet.instances;
    if (!first) throw new Error('no image');
    const other = { ...first, dataset: { ...first.dataset, [TAG.PatientWeight]: { vr: 'DS', Value: [70] } } };
    const mixed = seriesUnit(asFrames([other as Instance, ...others]));
    expect(mixed).toEqual({ unit: 'Bq/ml', factor: 1, reason: 'images-disagree' });
  });

  test('each voxel of a slice is seen where its position says, on the planes of the CT', () => {
    const slice = 53;
    const instance = pet.slices[slice];
    if (!instance) throw new Error('no slice');
    const values = Float32Array.from({ length: 128 * 128 }, (_, at) => (at * 7919) % 30_011);
    const all: (FrameValues | undefined)[] = pet.slices.map((_, at) => (at === slice ? values : undefined));
    const [x = NaN, y = NaN, z = NaN] = numbers(instance.dataset, TAG.ImagePositionPatient);
    const plane = { ...planeDirections('axial'), mmPerPixel: 1 };
    for (let at = 0; at < values.length; at += 37) {
      const point = [x + 4.6875 * (at % 128), y + 4.6875 * Math.floor(at / 128), z] as const;
      expect(valueAt({ grid: pet.grid, values: all }, plane, point)).toBeCloseTo(values[at] ?? NaN, 0);
    }
  });
});
