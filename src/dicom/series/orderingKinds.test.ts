import { describe, expect, test } from 'vitest';
import type { Instance } from '@/dicom/dataset/instance';
import { orderFrames, type OrderWarning } from './ordering';
import { TAG } from '@/dicom/dataset/tags';
import { buildInstance } from '@/dicom/testing/build';

type Content = Parameters<typeof buildInstance>[0];
const AXIAL = [1, 0, 0, 0, 1, 0];

const slice = (n: number, z: number, content: Content = {}): Instance =>
  buildInstance({
    SopInstanceUid: `1.2.3.${n}`,
    InstanceNumber: n,
    ImageOrientationPatient: AXIAL,
    ImagePositionPatient: [-100, -100, z],
    ...content,
  });

const sops = (instances: readonly Instance[]) =>
  orderFrames(instances).frames.map(({ instance }) => instance.sop);
const kinds = (instances: readonly Instance[]) => orderFrames(instances).warnings.map(({ kind }) => kind);
const last = (sop: string) => Number(sop.split('.').at(-1));

function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

/** The same order whatever the archive's; gives that order. */
function stable(instances: readonly Instance[]): string[] {
  const expected = orderFrames(instances).frames.map(({ instance, frame }) => `${instance.sop}/${frame}`);
  for (const seed of [1, 2, 3, 4, 5]) {
    const again = orderFrames(shuffled(instances, seed));
    expect(again.frames.map(({ instance, frame }) => `${instance.sop}/${frame}`)).toEqual(expected);
    expect(again.warnings).toEqual(orderFrames(instances).warnings);
  }
  return expected;
}

describe('images without a place and with one number', () => {
  const still = (n: number, content: Content): Instance =>
    buildInstance({ Modality: 'MR', SopInstanceUid: `1.2.3.${n}`, InstanceNumber: 1, ...content });
  const day = { AcquisitionDate: '20240115' };

  test.each<[string, (n: number) => Content]>([
    ['Slice Location', (n) => ({ SliceLocation: `${10 * n}.0` })],
    ['acquisition time', (n) => ({ ...day, AcquisitionTime: `1015${10 + n}` })],
    ['acquisition time without a day', (n) => ({ AcquisitionTime: `10:15:${10 + n}` })],
    ['acquisition date and time in one', (n) => ({ AcquisitionDateTime: `202401151015${10 + n}.5+0100` })],
    ['content time', (n) => ({ ContentTime: `1015${10 + n}` })],
    ['trigger time', (n) => ({ TriggerTime: 40 * n })],
    ['temporal position', (n) => ({ TemporalPositionIdentifier: n })],
  ])('go by %s before their UIDs', (_, content) => {
    // UIDs run the other way.
    const series = range(6).map((n) => still(7 - n, content(n)));
    stable(series);
    expect(sops(shuffled(series, 3)).map(last)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(kinds(series)).toEqual([]);
  });

  test('the number comes first', () => {
    const series = range(4).map((n) => still(n, { InstanceNumber: n, SliceLocation: -n }));
    expect(sops(series).map(last)).toEqual([1, 2, 3, 4]);
  });

  test('where only the UID decides, it is said', () => {
    const series = [...range(3).map((n) => still(n, {})), still(9, { InstanceNumber: 2 })];
    expect(orderFrames(series).warnings).toEqual([{ kind: 'unknown-order', count: 3 }]);
    stable(series);
  });
});

describe('views from all round', () => {
  const turned = (n: number, degrees: number, content: Content = {}): Instance => {
    const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    return slice(n, 0, {
      Modality: 'MR',
      ImageOrientationPatient: [c, s, 0, 0, 0, -1],
      ImagePositionPatient: [-16 * c, -16 * s, 16],
      ...content,
    });
  };
  const MIP = { ImageType: ['DERIVED', 'SECONDARY', 'PROJECTION IMAGE', 'MIP'] };

  test.each([
    ['projections', MIP, 30, 12],
    ['projections that turn half round', MIP, 15, 12],
    ['few projections', MIP, 60, 3],
    ['a full circle, the first view again', MIP, 30, 13],
    ['radial slices', {}, 15, 12],
  ])('%s are one stack in the order of their numbers', (_, content, step, count) => {
    const series = range(count).map((n) => turned(n, step * n, content));
    const { stacks } = orderFrames(shuffled(series, 4));
    expect(stacks.map(({ frames }) => frames.length)).toEqual([count]);
    expect(sops(shuffled(series, 4)).map(last)).toEqual(range(count));
    expect(kinds(series)).toEqual([]);
    stable(series);
  });

  test.each<[string, Instance[], number]>([
    [
      'three planes of a scout',
      [
        [1, 0, 0, 0, 1, 0],
        [1, 0, 0, 0, 0, -1],
        [0, 1, 0, 0, 0, -1],
      ].map((directions, i) => slice(i + 1, 0, { ImageOrientationPatient: directions })),
      3,
    ],
    ['thick slabs, parallel', range(8).map((n) => slice(n, 5 * n, MIP)), 1],
    ['two stacks of slabs', range(8).map((n) => (n < 5 ? slice(n, 5 * n, MIP) : turned(n, 0, MIP))), 2],
    ['three directions of slices', [0, 30, 60].map((degrees, i) => turned(i + 1, degrees)), 3],
  ])('%s are as many stacks as before', (_, series, count) => {
    expect(orderFrames(series).stacks).toHaveLength(count);
  });
});

describe('b-values', () => {
  const dwi = (values: readonly (number | null)[], content: (b: number | null) => Content) =>
    range(4).flatMap((place) =>
      values.map((b, i) => slice(place * 10 + i, place * 5, { Modality: 'MR', ...content(b) })),
    );
  const standard = (b: number | null): Content => ({ DiffusionBValue: b });

  test('whole stacks at the same places are told apart', () => {
    const { stacks } = orderFrames(shuffled(dwi([0, 500, 1000], standard), 2));
    expect(stacks.map(({ bValue, frames }) => [bValue, frames.length])).toEqual([
      [0, 4],
      [500, 4],
      [1000, 4],
    ]);
    expect(kinds(dwi([0, 500, 1000], standard))).toEqual([]);
  });

  test('directions of one b-value, a little apart, stay together', () => {
    const { stacks } = orderFrames(dwi([0, 995, 1000, 1005], standard));
    expect(stacks.map(({ bValue, frames }) => [bValue, frames.length])).toEqual([
      [0, 4],
      [995, 12],
    ]);
  });

  test.each<[string, Instance[]]>([
    ['one image lacks a place', dwi([0, 800], standard).slice(1)],
    ['one image does not say', dwi([0, 800, null], standard)],
    ['there is one b-value', dwi([800], standard)],
    [
      'each place has its own',
      range(4).map((n) => slice(n, n, { Modality: 'MR', DiffusionBValue: n * 500 })),
    ],
  ])('nothing is split where %s', (_, series) => {
    expect(orderFrames(series).stacks).toHaveLength(1);
  });
});

describe('segmentations', () => {
  /** Segment numbers, and where there are frames of them, mm. */
  const seg = (marked: Readonly<Record<number, readonly number[]>>, sopClass = '66.4'): Instance => {
    const frames = Object.entries(marked).flatMap(([segment, at]) => at.map((z) => ({ segment, z })));
    return {
      ...buildInstance({
        Modality: 'SEG',
        SopClassUid: `1.2.840.10008.5.1.4.1.1.${sopClass}`,
        NumberOfFrames: frames.length,
        SharedFunctionalGroups: { [TAG.PlaneOrientationSequence]: of(TAG.ImageOrientationPatient, AXIAL) },
        PerFrameFunctionalGroups: frames.map(({ segment, z }) => ({
          [TAG.PlanePositionSequence]: of(TAG.ImagePositionPatient, [0, 0, z]),
          '0062000A': of('0062000B', [Number(segment)]),
        })),
      }),
    };
  };
  const of = (tag: string, value: number[]) => ({ Value: [{ [tag]: { Value: value } }] });

  test('have frames where a segment is, and nothing is missing where none is', () => {
    const one = seg({ 1: [0, 3, 6, 9, 12, 18], 2: [6, 9], 3: [9, 12, 15.5] });
    const { frames, warnings } = orderFrames([one]);
    expect(warnings).toEqual([]);
    // At one place by segment.
    expect(frames.map(({ frame }) => frame)).toEqual([1, 2, 3, 7, 4, 8, 9, 5, 10, 11, 6]);
    expect(kinds([seg({ 1: [0, 3, 6, 9, 15] }, '66.7')])).toEqual([]);
  });
});

test.each<[string, Content, OrderWarning[]]>([
  ['no position', { ImagePositionPatient: null }, [{ kind: 'without-place', count: 1 }]],
  ['two parts of a position', { ImagePositionPatient: [1, 2] }, [{ kind: 'without-place', count: 1 }]],
  [
    'directions of zeros',
    { ImageOrientationPatient: [0, 0, 0, 0, 0, 0] },
    [{ kind: 'without-place', count: 1 }],
  ],
  [
    'no place, of another class',
    { ImagePositionPatient: null, SopClassUid: '1.2.840.10008.5.1.4.1.1.7' },
    [],
  ],
  ['no place, of another size', { ImagePositionPatient: null, Rows: 64 }, []],
  ['a place', {}, []],
])('a slice beside others with %s', (_, content, expected) => {
  const { warnings, frames } = orderFrames([...range(5).map((n) => slice(n, n * 3)), slice(6, 18, content)]);
  expect(warnings).toEqual(expected);
  expect(frames).toHaveLength(6);
});
