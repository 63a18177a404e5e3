import { describe, expect, test } from 'vitest';
import { orderFrames } from '@/dicom/series/ordering';
import { buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';
import { readRescale } from '@/dicom/transforms/rescale';
import { readVolumes, type Volume } from './readVolumes';
import { lpsToVoxel, voxelToLps } from './volumeGrid';

type Content = Parameters<typeof buildInstance>[0];

/** Axial slices of 64 x 64, one for each content. */
const series = (contents: readonly Content[]) =>
  orderFrames(
    contents.map((content, at) =>
      buildInstance({
        SopInstanceUid: `1.2.3.${at + 1}`,
        InstanceNumber: at + 1,
        Rows: 64,
        Columns: 64,
        ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
        PixelSpacing: [1, 1],
        FrameOfReferenceUid: '1.2.9',
        ...content,
      }),
    ),
  ).frames;

const slices = (count: number, content: (at: number) => Content) =>
  series(Array.from({ length: count }, (_, at) => content(at)));

const at = (x: number, y: number, z: number) => ({ ImagePositionPatient: [x, y, z] });
const deg = Math.PI / 180;

function volumesOf(frames: Parameters<typeof readVolumes>[0]): readonly Volume[] {
  const reading = readVolumes(frames);
  if ('refused' in reading) throw new Error(`refused: ${reading.refused}`);
  return reading.volumes;
}

const only = (frames: Parameters<typeof readVolumes>[0]): Volume => {
  const [volume, ...others] = volumesOf(frames);
  if (!volume || others.length > 0) throw new Error('more than one volume');
  return volume;
};

/** The table of traps of volumes: where a voxel of each lies, and what a volume made of the usual numbers says instead. */
describe('where a voxel lies', () => {
  test.each([
    {
      name: 'tilted by 15 degrees: 15.5 mm from where an upright stack has it',
      frames: slices(40, (k) => ({
        ImageOrientationPatient: [1, 0, 0, 0, Math.cos(15 * deg), Math.sin(15 * deg)],
        ...at(0, 0, 2 * k),
      })),
      voxel: [20, 30, 30],
      lps: [20, 28.978, 67.765],
    },
    {
      name: 'a gap of 6 mm more behind slice 20',
      frames: slices(40, (k) => at(0, 0, 2 * k + (k > 20 ? 6 : 0))),
      voxel: [0, 0, 30],
      lps: [0, 0, 66],
    },
    {
      name: 'reversed: the index counts from the other end',
      frames: slices(40, (k) => at(0, 0, 2 * (39 - k))),
      voxel: [3, 4, 30],
      lps: [3, 4, 60],
    },
    {
      name: 'pixels of 2 by 1',
      frames: slices(40, (k) => ({ PixelSpacing: [2, 1], ...at(0, 0, 2 * k) })),
      voxel: [20, 30, 10],
      lps: [20, 60, 20],
    },
    {
      name: 'slices of 2 and 5 mm by turns',
      frames: slices(9, (k) => at(0, 0, 3.5 * k - (k % 2) * 1.5)),
      voxel: [0, 0, 2.5],
      lps: [0, 0, 8],
    },
  ])('$name', ({ frames, voxel: [i = 0, j = 0, k = 0], lps }) => {
    const { grid } = only(frames);
    const found = voxelToLps(grid, [i, j, k]);
    found.forEach((part, axis) => expect(part).toBeCloseTo(lps[axis] ?? Number.NaN, 2));
    lpsToVoxel(grid, found).forEach((part, axis) => expect(part).toBeCloseTo([i, j, k][axis] ?? 0, 9));
  });

  test('time points at one place are a volume each, and the slices of both lie where they lie', () => {
    const twice = series(
      Array.from({ length: 40 }, (_, n) => ({
        TemporalPositionIdentifier: Math.floor(n / 20) + 1,
        ...at(0, 0, 2 * (n % 20)),
      })),
    );
    const volumes = volumesOf(twice);
    expect(volumes.map(({ told }) => told)).toEqual([
      { by: 'time', value: 1 },
      { by: 'time', value: 2 },
    ]);
    for (const [point, { grid, places }] of volumes.entries()) {
      expect(voxelToLps(grid, [0, 0, 15])).toEqual([0, 0, 30]);
      const numbers = places.map((place) => twice[place]?.instance.sop);
      expect(numbers).toEqual(Array.from({ length: 20 }, (_, k) => `1.2.3.${20 * point + k + 1}`));
    }
  });

  test('a time point that lacks a slice has the others where they lie', () => {
    const contents = Array.from({ length: 20 }, (_, n) => ({
      TriggerTime: n < 10 ? 0 : 350,
      ...at(0, 0, 2 * (n % 10)),
    }));
    const volumes = volumesOf(series(contents.filter((_, n) => n !== 14)));
    expect(volumes.map(({ told, grid }) => [told?.value, grid.slices])).toEqual([
      [0, 10],
      [350, 9],
    ]);
    expect(voxelToLps(volumes[1]?.grid ?? expect.fail(), [0, 0, 4])).toEqual([0, 0, 10]);
  });
});

test('images that name no frame of reference are a volume of their own', () => {
  const { grid } = only(slices(12, (k) => ({ FrameOfReferenceUid: [], ...at(0, 0, 2 * k) })));
  expect(grid.frameOfReference).toBe('1.2.3.4');
});

describe('what is no volume says why', () => {
  const even = (content: (k: number) => Content) =>
    slices(12, (k) => ({ ...at(0, 0, 2 * k), ...content(k) }));
  test.each([
    ['too-few-slices', slices(2, (k) => at(0, 0, k))],
    ['impossible-size', slices(4, (k) => ({ ...at(0, 0, k), PixelSpacing: [1, 1e9] }))],
    ['impossible-size', slices(4, (k) => at(0, 0, 3_000 * k))],
    ['projection', even(() => ({ Modality: 'DX' }))],
    ['projection', even(() => ({ Modality: 'PT', ImageType: ['DERIVED', 'SECONDARY', 'MIP'] }))],
    ['localizer', even(() => ({ ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }))],
    [
      'colour',
      even(() => ({
        SamplesPerPixel: 3,
        PhotometricInterpretation: 'RGB',
        BitsAllocated: 8,
        BitsStored: 8,
        HighBit: 7,
        PlanarConfiguration: 0,
      })),
    ],
    ['ultrasound', even(() => ({ Modality: 'US' }))],
    ['no-picture', even(() => ({ Modality: 'RTDOSE' }))],
    ['no-position', slices(12, () => ({}))],
    ['no-position', even(() => ({ PixelSpacing: [] }))],
    ['other-frame-of-reference', even((k) => (k < 6 ? {} : { FrameOfReferenceUid: [] }))],
    ['other-frame-of-reference', even((k) => ({ FrameOfReferenceUid: k < 6 ? '1.2.9' : '1.2.8' }))],
    ['mixed-orientation', even((k) => (k < 6 ? {} : { ImageOrientationPatient: [0, 1, 0, 0, 0, -1] }))],
    [
      'turned',
      even((k) => ({
        ImageOrientationPatient: [
          Math.cos(k * 1e-4),
          Math.sin(k * 1e-4),
          0,
          -Math.sin(k * 1e-4),
          Math.cos(k * 1e-4),
          0,
        ],
      })),
    ],
    ['mixed-size', even((k) => ({ Rows: k < 6 ? 64 : 32 }))],
    ['mixed-spacing', even((k) => ({ PixelSpacing: k < 6 ? [1, 1] : [1.01, 1] }))],
    ['shifted', even((k) => at(k === 5 ? 3 : 0, 0, 2 * k))],
    ['repeated', slices(24, (n) => at(0, 0, 2 * (n >> 1)))],
  ])('%s', (refused, frames) => {
    expect(readVolumes(frames)).toEqual({ refused });
  });
});

describe.skipIf(!hasSharedFiles)('real files', () => {
  const framesOf = (folder: string) => orderFrames(readSharedFiles(folder)).frames;

  test('PET: from edge to edge of the field, and no slice is moved to make them even', () => {
    const { grid } = only(framesOf('petct/acrin-nsclc-042/1-PT-pet-ac'));
    expect([grid.columns, grid.rows, grid.slices]).toEqual([128, 128, 135]);
    expect(voxelToLps(grid, [-0.5, -0.5, 0]).slice(0, 2)).toEqual([-300, -300]);
    expect(voxelToLps(grid, [127.5, 127.5, 0]).slice(0, 2)).toEqual([300, 300]);
  });

  test('PET: 135 slices, each with its own slope, 3.27 and 3.29 mm apart', () => {
    const frames = framesOf('petct/acrin-nsclc-042/1-PT-pet-ac');
    const { grid, places } = only(frames);
    const slopes = places.map((place) => {
      const { instance, frame } = frames[place] ?? expect.fail();
      return readRescale(instance, frame).slope;
    });
    expect(new Set(slopes).size).toBe(135);
    expect([Math.min(...slopes), Math.max(...slopes)]).toEqual([0.209003, 3.70281]);
    const gaps = Array.from({ length: 134 }, (_, k) => {
      const [here, next] = [voxelToLps(grid, [0, 0, k]), voxelToLps(grid, [0, 0, k + 1])];
      return Math.round((next[2] - here[2]) * 1000) / 1000;
    });
    expect(new Set(gaps)).toEqual(new Set([3.27, 3.29]));
  });

  test('MR: oblique slices of one frame of reference with sagittal ones', () => {
    const transverse = only(framesOf('mr/prostatex-0207/4-MR-t2-tse-tra')).grid;
    const sagittal = only(framesOf('mr/prostatex-0207/3-MR-t2-tse-sag')).grid;
    const length = Math.hypot(...transverse.sliceStep);
    expect(transverse.sliceStep.map((part) => Math.round((part / length) * 1000) / 1000 + 0)).toEqual([
      0, 0.158, 0.987,
    ]);
    expect(transverse.frameOfReference).toBe(sagittal.frameOfReference);
  });

  test('CT: the outer edge of the first pixel', () => {
    const { grid } = only(framesOf('petct/acrin-nsclc-042/2-CT-ct-images'));
    expect(voxelToLps(grid, [-0.5, -0.5, 0])[0]).toBeCloseTo(-250.488, 3);
  });

  test('diffusion: 57 images at 19 places are three volumes, named by their b-values', () => {
    const volumes = volumesOf(framesOf('mr/prostatex-0207/8-MR-ep2d-diff-tra-dyndist'));
    expect(volumes.map(({ told, grid }) => [told?.by, told?.value, grid.slices])).toEqual([
      ['bValue', 50, 19],
      ['bValue', 400, 19],
      ['bValue', 800, 19],
    ]);
  });

  test.each([
    ['enhanced/mr-fmri-philips', [1, 2, 3, 4], [64, 64, 8]],
    ['mr/ge-fmri', [1, 2], [64, 64, 4]],
  ])('%s: time points in one series', (folder, points, size) => {
    const volumes = volumesOf(framesOf(folder));
    expect(volumes.map(({ told }) => told?.value)).toEqual(points);
    for (const { grid } of volumes) expect([grid.columns, grid.rows, grid.slices]).toEqual(size);
  });

  test('a tilted gantry: each slice lies where its position says', () => {
    const frames = framesOf('geometry/gantry-tilt');
    const { grid, places } = only(frames);
    expect(Math.hypot(...grid.sliceStep)).toBeGreaterThan(0);
    for (const [slice, place] of places.entries()) {
      const said = frames[place]?.instance.dataset['00200032']?.Value as number[];
      voxelToLps(grid, [0, 0, slice]).forEach((part, axis) =>
        expect(part).toBeCloseTo(Number(said[axis]), 1),
      );
    }
  });
});
