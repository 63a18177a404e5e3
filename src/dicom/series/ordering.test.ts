import { describe, expect, test } from 'vitest';
import { number } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { orderFrames } from './ordering';
import { build, buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';

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

describe('a stack goes along its normal', () => {
  test.each([
    ['numbered upwards', (i: number) => i],
    ['numbered downwards', (i: number) => 100 - i],
    ['all of number 1', () => 1],
    ['not numbered', () => null],
  ])('%s', (_, InstanceNumber) => {
    const series = range(12).map((i) => slice(i, i * 2.5, { InstanceNumber: InstanceNumber(i) }));
    stable(series);
    expect(sops(shuffled(series, 7)).map(last)).toEqual(range(12));
    expect(kinds(series)).toEqual([]);
  });

  test('also when oblique: only the part along the normal counts', () => {
    const tilted = [1, 0, 0, 0, 0.8, 0.6]; // Normal 0, -0.6, 0.8.
    const series = range(5).map((i) =>
      slice(i, 0, {
        ImageOrientationPatient: tilted,
        ImagePositionPatient: [9 - i, -0.6 * i, 0.8 * i],
        InstanceNumber: 9 - i,
      }),
    );
    expect(sops(shuffled(series, 3)).map(last)).toEqual(range(5));
  });
});

describe('several images at one place', () => {
  test('go by time at each place, and are no duplicates', () => {
    const series = range(3).flatMap((z) =>
      range(4).map((t) =>
        slice(z * 10 + t, z, { TemporalPositionIdentifier: 5 - t, InstanceNumber: t * 3 + z }),
      ),
    );
    stable(series);
    expect(sops(series).map(last)).toEqual([14, 13, 12, 11, 24, 23, 22, 21, 34, 33, 32, 31]);
    expect(kinds(series)).toEqual([]);
  });

  test.each([['AcquisitionNumber'], ['TriggerTime'], ['DiffusionBValue'], ['EchoTime']] as const)(
    'go by %s',
    (keyword) => {
      const series = range(2).flatMap((z) =>
        range(3).map((t) => slice(z * 10 + t, z, { [keyword]: 900 - t, InstanceNumber: 1 })),
      );
      expect(sops(series).map(last)).toEqual([13, 12, 11, 23, 22, 21]);
      expect(kinds(series)).toEqual([]);
    },
  );

  test('that nothing tells apart are said to be doubled', () => {
    const series = [...range(6).map((i) => slice(i, i)), slice(99, 3.004)];
    stable(series);
    expect(sops(series).map(last)).toEqual([1, 2, 3, 99, 4, 5, 6]);
    expect(orderFrames(series).warnings).toEqual([
      { kind: 'duplicate-position', count: 1, first: { sop: '1.2.3.3', frame: 1 } },
    ]);
  });
});

describe('what is doubtful is told', () => {
  test('a missing slice, and where', () => {
    const series = range(20)
      .map((i) => slice(i, i * 3))
      .filter((_, i) => i !== 7 && i !== 8);
    expect(orderFrames(series).warnings).toEqual([
      { kind: 'missing-slices', count: 2, after: { sop: '1.2.3.7', frame: 1 } },
    ]);
  });

  test('distances that vary by no more than 1 % or 0.01 mm are even', () => {
    expect(kinds(range(20).map((i) => slice(i, i * 3 + (i % 2) * 0.014)))).toEqual([]);
    expect(kinds(range(20).map((i) => slice(i, i * 0.5 + (i % 2) * 0.004)))).toEqual([]);
  });

  test('one time point short of a slice', () => {
    const series = range(4).flatMap((z) =>
      range(3).map((t) => slice(z * 10 + t, z, { TemporalPositionIdentifier: t })),
    );
    expect(orderFrames(series.filter(({ sop }) => sop !== '1.2.3.22')).warnings).toEqual([
      { kind: 'incomplete-places', least: 2, most: 3 },
    ]);
  });

  test('images at one place that only their numbers tell apart: time points, when numbered round by round', () => {
    const rounds = (count: number) =>
      range(3).flatMap((t) =>
        range(count).map((z) => slice(t * 100 + z, z, { InstanceNumber: t * 100 + z })),
      );
    expect(kinds(rounds(5))).toEqual([]);
    expect(kinds([...rounds(5), slice(999, 3, { InstanceNumber: 999 })])).toEqual(['duplicate-position']);
    expect(kinds(range(5).flatMap((z) => [slice(z, z), slice(z + 10, z, { InstanceNumber: z })]))).toEqual([
      'duplicate-position',
    ]);
  });

  test('an instance sent twice is shown once, the same one whatever came first', () => {
    const [a, b] = [slice(1, 1), slice(1, 1, { WindowCenter: 5 })];
    expect(orderFrames([a, b, slice(2, 2)]).frames).toEqual(orderFrames([b, slice(2, 2), a]).frames);
    expect(orderFrames([a, b]).warnings).toEqual([{ kind: 'duplicate-instance', sops: ['1.2.3.1'] }]);
  });
});

describe('groups', () => {
  const coronal = { ImageOrientationPatient: [1, 0, 0, 0, 0, -1] };

  test('directions stay together, in the order of the lowest number', () => {
    const series = [
      slice(1, 5, coronal),
      slice(2, 20),
      slice(3, 6, coronal),
      slice(4, 10),
      slice(5, 7, coronal),
    ];
    stable(series);
    // The coronal normal is +y: all lie at one y, so the numbers decide.
    expect(sops(series).map(last)).toEqual([1, 3, 5, 4, 2]);
    expect(orderFrames(series).warnings).toContainEqual({ kind: 'mixed-orientation', groups: 2 });
  });

  test('sizes stay together', () => {
    const series = [slice(1, 3), slice(2, 2, { Rows: 64 }), slice(3, 1)];
    expect(sops(series).map(last)).toEqual([3, 1, 2]);
    expect(kinds(series)).toEqual(['mixed-size']);
  });

  test('a screenshot does not fall between the slices', () => {
    const shot = slice(2, 0, { SopClassUid: '1.2.840.10008.5.1.4.1.1.7', ImagePositionPatient: null });
    expect(sops([slice(1, 3), shot, slice(3, 1)]).map(last)).toEqual([3, 1, 2]);
  });
});

describe('images without a place in the patient', () => {
  const still = (n: number, content: Content = {}) =>
    buildInstance({ Modality: 'US', SopInstanceUid: `1.2.3.${n}`, ...content });

  test('go by Instance Number, also between clips', () => {
    const series = [
      still(1, { InstanceNumber: '3' }),
      still(2, { InstanceNumber: '10' }),
      still(3, { InstanceNumber: 2, NumberOfFrames: 2 }),
    ];
    expect(stable(series)).toEqual(['1.2.3.3/1', '1.2.3.3/2', '1.2.3.1/1', '1.2.3.2/1']);
  });

  test('stills stay between the clips that their numbers stand between; each clip is a stack', () => {
    const series = [
      still(1, { InstanceNumber: 1 }),
      still(2, { InstanceNumber: 2 }),
      still(3, { InstanceNumber: 3, NumberOfFrames: 2 }),
      still(4, { InstanceNumber: 4, Rows: 64 }),
    ];
    expect(stable(series)).toEqual(['1.2.3.1/1', '1.2.3.2/1', '1.2.3.3/1', '1.2.3.3/2', '1.2.3.4/1']);
    const { stacks, warnings } = orderFrames(series);
    expect(stacks.map(({ frames }) => frames.length)).toEqual([2, 2, 1]);
    expect(warnings).toEqual([]);
  });

  test('without numbers go by UID, component by component', () => {
    expect(sops([still(10), still(9), still(100)]).map(last)).toEqual([9, 10, 100]);
  });
});

describe('multi-frame instances', () => {
  const enhanced = (n: number, zs: readonly number[]) =>
    buildInstance({
      SopInstanceUid: `1.2.3.${n}`,
      InstanceNumber: n,
      NumberOfFrames: zs.length,
      SharedFunctionalGroups: build({ PlaneOrientationSequence: build({ ImageOrientationPatient: AXIAL }) }),
      PerFrameFunctionalGroups: zs.map((z) =>
        build({ PlanePositionSequence: build({ ImagePositionPatient: [0, 0, z] }) }),
      ),
    });

  test('frames in any order are put along the normal', () => {
    expect(stable([enhanced(1, [30, 10, 20])])).toEqual(['1.2.3.1/2', '1.2.3.1/3', '1.2.3.1/1']);
  });

  test('frames at one place keep the order of their makers', () => {
    expect(stable([enhanced(1, [30, 10, 30, 10])])).toEqual(range(4).map((i) => `1.2.3.1/${i}`));
  });

  test('frames at one place go by time, else by the dimensions of their makers', () => {
    const framed = (times: readonly (readonly [z: number, content: Content])[]) =>
      buildInstance({
        NumberOfFrames: times.length,
        SharedFunctionalGroups: build({
          PlaneOrientationSequence: build({ ImageOrientationPatient: AXIAL }),
        }),
        PerFrameFunctionalGroups: times.map(([z, content]) =>
          build({
            PlanePositionSequence: build({ ImagePositionPatient: [0, 0, z] }),
            FrameContentSequence: build(content ?? {}),
          }),
        ),
      });
    const frames = (instance: Instance) => orderFrames([instance]).frames.map(({ frame }) => frame);
    const at = (TemporalPositionIndex: number) => ({ TemporalPositionIndex });
    expect(
      frames(
        framed([
          [20, at(2)],
          [10, at(2)],
          [20, at(1)],
          [10, at(1)],
        ]),
      ),
    ).toEqual([4, 2, 3, 1]);
    const by = (...DimensionIndexValues: number[]) => ({ DimensionIndexValues });
    expect(
      frames(
        framed([
          [10, by(1, 1, 2)],
          [10, by(1, 1, 1)],
          [20, by(1, 2, 1)],
          [20, by(1, 2, 2)],
        ]),
      ),
    ).toEqual([2, 1, 3, 4]);
  });

  test('stacks of one instance stand one after the other, each along its own normal', () => {
    const frame = (StackId: string, cosines: readonly number[], position: readonly number[]) =>
      build({
        FrameContentSequence: build({ StackId }),
        PlaneOrientationSequence: build({ ImageOrientationPatient: cosines }),
        PlanePositionSequence: build({ ImagePositionPatient: position }),
      });
    const coronal = [1, 0, 0, 0, 0, -1];
    const instance = buildInstance({
      NumberOfFrames: 6,
      PerFrameFunctionalGroups: [
        frame('1', AXIAL, [0, 0, 30]),
        frame('2', coronal, [0, 5, 0]),
        frame('1', AXIAL, [0, 0, 10]),
        frame('3', AXIAL, [0, 0, 20]),
        frame('2', coronal, [0, 4, 0]),
        frame('1', AXIAL, [0, 0, 20]),
      ],
    });
    const { stacks, warnings } = orderFrames([instance]);
    expect(stacks.map(({ frames }) => frames.map(({ frame: one }) => one))).toEqual([[3, 6, 1], [5, 2], [4]]);
    expect(warnings).toEqual([{ kind: 'mixed-orientation', groups: 2 }]);
  });

  test('instances follow each other by number', () => {
    expect(stable([enhanced(2, [2, 1]), enhanced(1, [1, 2])])).toEqual([
      '1.2.3.1/1',
      '1.2.3.1/2',
      '1.2.3.2/2',
      '1.2.3.2/1',
    ]);
  });
});

describe.skipIf(!hasSharedFiles)('real series', () => {
  /** By series, images only. */
  function seriesOf(folder: string): Instance[][] {
    const groups = new Map<string, Instance[]>();
    for (const instance of readSharedFiles(folder)) {
      const key = `${instance.study}/${instance.series}`;
      if (instance.frames > 0) groups.set(key, [...(groups.get(key) ?? []), instance]);
    }
    return [...groups.values()];
  }
  const zs = (instances: readonly Instance[]) =>
    orderFrames(instances).frames.map(({ instance }) => Number(instance.dataset['00200032']?.Value?.[2]));

  test('the CT of the PET/CT: 135 slices upwards, evenly, no warning', () => {
    const ct = seriesOf('petct/acrin-nsclc-042').find((series) => series.length === 135);
    if (!ct) throw new Error('no series of 135 images');
    stable(ct);
    const places = zs(ct);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(kinds(ct)).toEqual([]);
  }, 60_000);

  test('diffusion: several b-values at each place, none called doubled', () => {
    const series = seriesOf('mr/prostatex-0207');
    expect(series.length).toBeGreaterThan(5);
    for (const one of series) {
      stable(one);
      expect(kinds(one)).not.toContain('duplicate-position');
    }
  }, 60_000);

  test('localizers in three planes are three groups', () => {
    const warnings = seriesOf('mr/mister-mr').flatMap((one) => orderFrames(one).warnings);
    expect(warnings).toContainEqual({ kind: 'mixed-orientation', groups: 3 });
  }, 60_000);

  test('a tilted gantry: by 14 degrees, as positions and orientation say', () => {
    const [one = []] = seriesOf('geometry/gantry-tilt');
    const [warning] = orderFrames(one).warnings;
    expect(warning).toMatchObject({ kind: 'tilted', degrees: expect.closeTo(14, 6) as number });
  });

  test('two orientations in one series are two stacks', () => {
    const [one = []] = seriesOf('geometry/mixed-orientations');
    expect(orderFrames(one).stacks.map(({ frames }) => frames.length)).toEqual([2, 2]);
  });

  test('stacks of an enhanced MR are kept apart, contrasts at one place together', () => {
    const [one = []] = seriesOf('enhanced/mr-brain-stacks');
    const { stacks } = orderFrames(one);
    const index = stacks.map(({ frames }) => frames.map(({ frame }) => frame));
    // Frame numbers (from 1) by their Dimension Index Values, read with pydicom: stack, place, contrast.
    expect(index).toEqual([
      [1, 5, 2, 6, 7, 3, 4, 8, 9],
      [10, 11, 12],
    ]);
  });

  test('functional MR in one instance: place by place, four times each, as its dimensions say', () => {
    const [one = []] = seriesOf('enhanced/mr-fmri-philips');
    const { frames, stacks, warnings } = orderFrames(one);
    // By Dimension Index Values, read with pydicom: the frames stand so in the file.
    expect(frames.map(({ frame }) => frame)).toEqual(range(32));
    expect([stacks.length, warnings]).toEqual([1, []]);
  });

  test('functional MR: several times in one series', () => {
    for (const one of seriesOf('mr/ge-fmri')) {
      const order = stable(one);
      expect(order).toHaveLength(one.length);
      expect(one.every(({ dataset }) => number(dataset, '00200013') !== undefined)).toBe(true);
      expect(kinds(one)).toEqual([]);
    }
  });
});
