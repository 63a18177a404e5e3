import { describe, expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import type { PlacedImage } from '@/dicom/geometry/planesTogether';
import { buildInstance } from '@/dicom/testing/build';
import { bitFrames, sharedPixelBytes } from '@/dicom/testing/pixelBytes';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';
import { amountOf, countOf, fractionalMask, levelAt, masksByValue, visitEdges } from './mask';
import { masksOf } from './masksOf';
import { readSegmentation, type Segmentation } from './readSegmentation';
import { sampleSegments } from './sampleSegments';
import { amounts, framesAt, framesFrom, layersOf, stacksOf, type Masks } from './segmentLayers';

const must = (read: ReturnType<typeof readSegmentation>): Segmentation => {
  if ('refused' in read) throw new Error(read.refused);
  return read;
};

/** A real segmentation of one bit a pixel, with what it marks. */
function real(folder: string, name: string, which = 0) {
  const instance = readSharedFiles(folder).filter(({ modality }) => modality === 'SEG')[which];
  if (!instance) throw new Error(`no segmentation in ${folder}`);
  const of = must(readSegmentation(instance));
  const frames = bitFrames(sharedPixelBytes(folder, name), of.rows * of.columns, instance.frames);
  const masks: Masks = new Map(
    of.frames.map((one) => [one.frame, masksOf(of, one, frames[one.frame - 1] ?? [])] as const),
  );
  return { of, masks, frames };
}

const voxels = ({ of, masks }: { of: Segmentation; masks: Masks }) => {
  const all = amounts(of, masks);
  return of.segments.map((one) => all.get(one.number)?.voxels);
};

// Counts and millilitres were measured on these files before, by other code than this.
describe.runIf(hasSharedFiles)('real segmentations', () => {
  test('liver: one segment, counted by its number', () => {
    const found = readSharedFiles('seg/liver-ct').filter(({ modality }) => modality === 'SEG');
    const at = found.findIndex((one) => one.frames === 3);
    expect(voxels(real('seg/liver-ct', 'liver.dcm', at))).toEqual([107_098]);
  });

  test('five segments lie over each other in part', () => {
    const found = readSharedFiles('seg/liver-ct').filter(({ modality }) => modality === 'SEG');
    const overlapping = real(
      'seg/liver-ct',
      'partial_overlaps',
      found.findIndex((one) => one.frames === 7),
    );
    expect(voxels(overlapping)).toEqual([9602, 11_888, 10_743, 6693, 4713]);
    const layers = layersOf(overlapping.of)?.layers ?? [];
    const marked = layers.map(({ frames }) => {
      const sum = new Uint8Array(overlapping.of.rows * overlapping.of.columns);
      for (const { frame } of frames)
        overlapping.frames[frame - 1]?.forEach((bit, at) => (sum[at] = (sum[at] ?? 0) + bit));
      return sum.filter((count) => count > 1).length;
    });
    expect(marked.reduce((sum, count) => sum + count, 0)).toBe(3106);
  });

  test('fractional: 0, 64 and 128 of 255 are parts of a pixel', () => {
    const instance = readSharedFiles('seg/fractional').find((one, _, all) => {
      const same = all.filter((other) => other.sop === one.sop);
      return same.length === 1 && 'most' in readSegmentation(one) && must(readSegmentation(one)).most === 255;
    });
    const bytes = sharedPixelBytes('seg/fractional', 'true_fractional');
    expect(new Set(bytes)).toEqual(new Set([0, 64, 128]));
    const of = must(readSegmentation(instance ?? buildInstance()));
    const mask = masksOf(of, { segment: 1 }, bytes.subarray(0, 256)).get(1);
    const at = bytes.indexOf(64);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(mask && levelAt(mask, at % 16, Math.floor(at / 16), 16, 255)).toBe(at < 256 ? 64 : 0);
  });

  test.each([
    ['100-SEG-segmentation', [602_948, 576_543], [1880.3, 1798]],
    ['100-SEG-pt-segmentation', [2548, 23_730], [183.1, undefined]],
    ['100-SEG-pt-2-segmentation', [118_130], [undefined]],
  ])('%s: voxels and millilitres', (folder, counts, ml) => {
    const one = real(`petct/acrin-nsclc-042/${folder}`, '.dcm');
    expect(voxels(one)).toEqual(counts);
    const all = amounts(one.of, one.masks);
    one.of.segments.forEach(({ number }, at) => {
      const expected = ml[at];
      if (expected !== undefined) expect(all.get(number)?.ml).toBeCloseTo(expected, 0);
    });
  });

  test('a frame lies in its layer though its place is rounded', () => {
    const { of } = real(
      'seg/liver-ct',
      'liver.dcm',
      readSharedFiles('seg/liver-ct')
        .filter(({ modality }) => modality === 'SEG')
        .findIndex((one) => one.frames === 3),
    );
    const layers = layersOf(of);
    const [first] = layers?.layers ?? [];
    expect(layers?.layers).toHaveLength(3);
    expect(layers && first && framesAt(layers, first.distanceMm + 0.0128)).toBe(first?.frames);
    expect(layers && first && framesAt(layers, first.distanceMm - layers.gapMm)).toEqual([]);
  });
});

const SHARED = '52009229';
const PER_FRAME = '52009230';
const sequence = (...items: DicomJson[]) => ({ vr: 'SQ', Value: items });
const values = (vr: string, ...all: (string | number)[]) => ({ vr, Value: all });

interface Built {
  readonly segments: number;
  readonly frames: readonly {
    readonly segment: number;
    readonly zMm: number;
    readonly source?: string;
    readonly preserved?: string;
  }[];
  readonly type?: string;
  readonly bits?: number;
}

/** A segmentation of 4 x 4 pixels of 1 mm, axial. */
function built({ segments, frames, type = 'BINARY', bits = 1 }: Built): Instance {
  const instance = buildInstance({
    Modality: 'SEG',
    Rows: 4,
    Columns: 4,
    BitsAllocated: bits,
    BitsStored: bits,
    HighBit: bits - 1,
    NumberOfFrames: frames.length,
  });
  const dataset: DicomJson = {
    ...instance.dataset,
    '00620001': values('CS', type),
    '00620002': sequence(
      ...Array.from({ length: segments }, (_, at): DicomJson => ({
        '00620004': values('US', 3 * at + 2),
        '00620005': values('LO', `S${at}`),
      })),
    ),
    [SHARED]: sequence({
      '00209116': sequence({ '00200037': values('DS', 1, 0, 0, 0, 1, 0) }),
      '00289110': sequence({ '00280030': values('DS', 1, 1), '00180050': values('DS', 2) }),
    }),
    [PER_FRAME]: sequence(
      ...frames.map(({ segment, zMm, source, preserved }): DicomJson => ({
        '00209113': sequence({ '00200032': values('DS', 0, 0, zMm) }),
        '0062000A': sequence({ '0062000B': values('US', segment) }),
        ...(source === undefined
          ? {}
          : {
              '00089124': sequence({
                '00082112': sequence({
                  '00081155': values('UI', source),
                  ...(preserved === undefined ? {} : { '0028135A': values('CS', preserved) }),
                }),
              }),
            }),
      })),
    ),
  };
  return { ...instance, sopClass: '1.2.840.10008.5.1.4.1.1.66.4', frames: frames.length, dataset };
}

test('numbers of segments may have gaps', () => {
  const of = must(
    readSegmentation(
      built({
        segments: 2,
        frames: [
          { segment: 5, zMm: 0 },
          { segment: 2, zMm: 2 },
          { segment: 5, zMm: 4 },
        ],
      }),
    ),
  );
  expect(of.segments.map((one) => one.number)).toEqual([2, 5]);
  expect(of.frames.map((one) => one.segment)).toEqual([5, 2, 5]);
  const masks: Masks = new Map([[1, masksOf(of, { segment: 5 }, Uint8Array.of(0, 1, 1, 0))]]);
  expect(amounts(of, masks).get(5)).toMatchObject({ voxels: 2, ml: 0.004, atLps: [1.5, 0, 0] });
  expect(amounts(of, masks).get(2)).toEqual({ voxels: 0, ml: 0 });
});

/** All 16 pixels of 1 mm2 of each frame marked. */
const full = (of: Segmentation): Masks =>
  new Map(of.frames.map((one) => [one.frame, masksOf(of, one, new Uint8Array(16).fill(1))] as const));
const unstated = (of: Segmentation): Segmentation => {
  const { thicknessMm: _, ...rest } = of;
  return rest;
};

test('a frame is as thick as the file says, not as far as the next one that has something', () => {
  const frames = [15, 69].map((zMm) => ({ segment: 2, zMm }));
  const of = must(readSegmentation(built({ segments: 1, frames })));
  expect(amounts(of, full(of)).get(2)?.ml).toBeCloseTo(2 * 16 * 2 * 1e-3, 9);
  const stack = layersOf(of);
  const drawn = Array.from({ length: 90 }, (_, z) => z).filter((z) => stack && framesAt(stack, z).length > 0);
  expect(drawn).toEqual([14, 15, 16, 68, 69, 70]);
});

test('nothing says how thick a frame is, and there are gaps: no volume, and why', () => {
  const at = (...places: number[]) =>
    unstated(
      must(readSegmentation(built({ segments: 1, frames: places.map((zMm) => ({ segment: 2, zMm })) }))),
    );
  for (const of of [at(15, 69), at(0, 3, 6, 30), at(4)]) {
    expect(amounts(of, full(of)).get(2)).toMatchObject({ noVolume: 'thickness' });
    expect(amounts(of, full(of)).get(2)?.ml).toBeUndefined();
  }
  const even = at(0, 3, 6);
  expect(amounts(even, full(even)).get(2)?.ml).toBeCloseTo(3 * 16 * 3 * 1e-3, 9);
});

test('segments whose places are 0.01 mm apart lie in the same layers', () => {
  const frames = [0, 2, 4].flatMap((zMm) => [
    { segment: 2, zMm },
    { segment: 5, zMm: zMm + 0.01 },
  ]);
  const stated = must(readSegmentation(built({ segments: 2, frames })));
  for (const of of [stated, unstated(stated)]) {
    expect(amounts(of, full(of)).get(2)?.ml).toBeCloseTo(0.096, 3);
    expect(amounts(of, full(of)).get(5)?.ml).toBeCloseTo(0.096, 3);
    expect(layersOf(of)?.layers.map((layer) => layer.frames.map((one) => one.segment))).toEqual(
      [0, 1, 2].map(() => [2, 5]),
    );
  }
});

test('two grids that are shifted against each other do not hide each other', () => {
  // Voxels of 2 mm: of segment 2 from -1 to 5, of segment 5 from -0.4 to 5.6.
  const frames = [0, 2, 4].flatMap((zMm) => [
    { segment: 2, zMm },
    { segment: 5, zMm: zMm + 0.6 },
  ]);
  const of = must(readSegmentation(built({ segments: 2, frames })));
  const stack = layersOf(of);
  if (!stack) throw new Error('no layers');
  const frameAt = (zMm: number, segment: number) =>
    framesAt(stack, zMm).flatMap((one) => (one.segment === segment ? [one.frame] : []));
  // Frames 1, 3, 5 are those of segment 2: at each place the one whose voxel it is.
  expect([-1.1, -0.9, 0.9, 1.1, 2.9, 3.1, 4.9, 5.1].map((zMm) => frameAt(zMm, 2))).toEqual([
    ...[[], [1], [1], [3], [3], [5], [5], []],
  ]);
  expect([-0.5, -0.3, 1.5, 1.7, 3.5, 3.7, 5.5, 5.7].map((zMm) => frameAt(zMm, 5))).toEqual([
    ...[[], [2], [2], [4], [4], [6], [6], []],
  ]);
  // Across them, rows of 0.1 mm: 6 mm of each.
  const plane = must(readSegmentation(built({ segments: 1, frames: [{ segment: 2, zMm: 0 }] }))).frames[0]
    ?.plane;
  if (!plane) throw new Error('no plane');
  const on = {
    ...{ columns: 4, rows: 80 },
    plane: {
      ...{ ...plane, positionLps: [0, 1, -1.45] as const, columnDirection: [0, 0, 1] as const },
      ...{ normal: [0, -1, 0] as const, rowSpacingMm: 0.1 },
    },
  };
  const cut = sampleSegments(of, stack, full(of), new Set([2, 5]), on);
  expect([2, 5].map((segment) => countOf(cut.get(segment) ?? { runs: new Uint32Array() }))).toEqual([
    240, 240,
  ]);
});

test('frames of another direction are a stack of their own', () => {
  const of = must(
    readSegmentation(built({ segments: 1, frames: [0, 2, 4, 6].map((zMm) => ({ segment: 2, zMm })) })),
  );
  const turned = of.frames.map((one): Segmentation['frames'][number] =>
    one.frame > 2 && one.plane
      ? {
          ...one,
          plane: {
            ...one.plane,
            columnDirection: [0, 0, -1],
            normal: [0, 1, 0],
            positionLps: [0, one.frame, 9],
          },
        }
      : one,
  );
  const stacks = stacksOf({ ...of, frames: turned });
  expect(stacks.map(({ layers }) => layers.map((layer) => layer.distanceMm))).toEqual([
    [0, 2],
    [3, 4],
  ]);
});

test('a label map has all segments in each frame; what it does not list is not drawn', () => {
  const of = must(
    readSegmentation(built({ segments: 2, frames: [{ segment: 1, zMm: 0 }], type: 'LABELMAP', bits: 16 })),
  );
  const masks = masksOf(of, {}, Uint16Array.of(0, 2, 2, 5, 300, 5, 0, 0));
  expect([...masks].map(([number, mask]) => [number, countOf(mask)])).toEqual([
    [2, 2],
    [5, 2],
  ]);
});

test.each([
  ['100,000 segments', { segments: 100_000, frames: [{ segment: 2, zMm: 0 }] }, 'too-many-segments'],
  ['none', { segments: 0, frames: [{ segment: 2, zMm: 0 }] }, 'no-segments'],
  [
    'frames of segments that it does not list',
    { segments: 1, frames: [{ segment: 9, zMm: 0 }] },
    'no-frames',
  ],
  ['parts in bits', { segments: 1, frames: [{ segment: 2, zMm: 0 }], type: 'FRACTIONAL' }, 'kind'],
  ['a kind that is not known', { segments: 1, frames: [{ segment: 2, zMm: 0 }], type: 'SURFACE' }, 'kind'],
] as const)('refused: %s', (_, what, refused) => {
  expect(readSegmentation(built(what))).toEqual({ refused });
});

test('refused: another number of frames than described', () => {
  const one = built({ segments: 1, frames: [{ segment: 2, zMm: 0 }] });
  const dataset = { ...one.dataset, '00280008': values('IS', 19_999) };
  expect(readSegmentation({ ...one, dataset, frames: 19_999 })).toEqual({ refused: 'frames-differ' });
});

test('sizes that cannot be are refused', () => {
  const one = built({ segments: 1, frames: [{ segment: 2, zMm: 0 }] });
  const lying = { ...one, dataset: { ...one.dataset, '00280010': values('US', 70_000) } };
  expect(readSegmentation(lying)).toEqual({ refused: 'pixels' });
});

test('frames go by the images they were made from only where their places are preserved', () => {
  const frames = [
    { segment: 2, zMm: 0, source: '1.2.7', preserved: 'YES' },
    { segment: 2, zMm: 2, source: '1.2.8', preserved: 'NO' },
    { segment: 2, zMm: 4, source: '1.2.9' },
  ];
  const of = must(readSegmentation(built({ segments: 1, frames })));
  expect(['1.2.7', '1.2.8', '1.2.9'].map((sop) => framesFrom(of.frames, sop, 1).length)).toEqual([1, 0, 0]);
});

test('runs say which pixels are marked, and how much', () => {
  const mask = fractionalMask(Uint8Array.of(0, 64, 128, 0, 0, 0, 255, 255), 4);
  expect(mask && [...mask.runs]).toEqual([1, 3, 6, 8]);
  expect(
    mask && [0, 1, 2, 3, 4, 5, 6, 7].map((at) => levelAt(mask, at % 4, Math.floor(at / 4), 4, 255)),
  ).toEqual([0, 64, 128, 0, 0, 0, 255, 255]);
  expect(mask && amountOf(mask, 255)).toBeCloseTo((64 + 128) / 255 + 2, 9);
  expect(mask?.box).toEqual({ left: 1, right: 3, top: 0, bottom: 1 });
});

test('a run that goes on in the next row is two', () => {
  const mask = masksByValue(Uint8Array.of(0, 0, 1, 1, 1, 0), 3).get(1);
  expect(mask?.box).toEqual({ left: 0, right: 2, top: 0, bottom: 1 });
  expect(
    mask && [...Array.from({ length: 6 }, (_, at) => levelAt(mask, at % 3, Math.floor(at / 3), 3, 1))],
  ).toEqual([0, 0, 255, 255, 255, 0]);
});

test('the edge of what is marked is closed: each corner has an even number of ends', () => {
  // A ring of eight pixels.
  const mask = masksByValue(Uint8Array.of(1, 1, 1, 1, 0, 1, 1, 1, 1), 3).get(1);
  if (!mask) throw new Error('nothing is marked');
  const ends = new Map<string, number>();
  let length = 0;
  visitEdges(mask, 3, 1, (...[x1, y1, x2, y2]) => {
    length += Math.abs(x2 - x1) + Math.abs(y2 - y1);
    for (const end of [`${x1},${y1}`, `${x2},${y2}`]) ends.set(end, (ends.get(end) ?? 0) + 1);
  });
  expect(length).toBe(12 + 4);
  expect([...ends.values()].every((count) => count % 2 === 0 || count === 1)).toBe(true);
});

test('across its frames a segmentation is seen voxel by voxel', () => {
  const frames = [0, 2, 4].map((zMm) => ({ segment: 2, zMm }));
  const of = must(readSegmentation(built({ segments: 1, frames })));
  const layers = layersOf(of);
  if (!layers) throw new Error('it lies nowhere');
  // The second frame has one voxel: column 1, row 2, 1 x 1 x 2 mm about (1, 2, 2).
  const marked = new Uint8Array(16);
  marked[2 * 4 + 1] = 1;
  const masks: Masks = new Map([[2, masksOf(of, { segment: 2 }, marked)]]);
  const coronal: PlacedImage = {
    plane: {
      ...{ rowSpacingMm: 0.5, columnSpacingMm: 1 },
      rowDirection: [1, 0, 0],
      columnDirection: [0, 0, -1],
      normal: [0, 1, 0],
      positionLps: [0, 2.2, 4.9],
    },
    ...{ rows: 12, columns: 4 },
  };
  const [mask] = [...sampleSegments(of, layers, masks, new Set([2]), coronal).values()];
  // z from 1 to 3 mm: rows 4 to 7 of steps of 0.5 mm from 4.9 mm downwards.
  expect(mask?.box).toEqual({ left: 1, right: 1, top: 4, bottom: 7 });
  expect(
    sampleSegments(of, layers, masks, new Set([2]), {
      ...coronal,
      plane: { ...coronal.plane, positionLps: [0, 2.6, 4.9] },
    }).size,
  ).toBe(0);
});
