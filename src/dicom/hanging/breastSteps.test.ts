import { describe, expect, test } from 'vitest';
import { buildBreast } from '@/dicom/testing/breasts';
import { breastImage, type BreastImage } from './breastImage';
import { breastKinds, breastNotes } from './breastNotes';
import { breastPose, directionsAs, wallEdge, type Directions } from './breastPose';
import { breastLayout, breastSteps, openingStep, type BreastStep } from './breastSteps';

type Build = Parameters<typeof buildBreast>;
const image = (...of: Build): BreastImage => {
  const found = breastImage(buildBreast(...of));
  if (!found) throw new Error('no mammogram');
  return found;
};
const modifier = (code: string) => [{ '00080100': { vr: 'SH', Value: [code] } }];

const FOUR = [
  image('R', 'MLO', '1.3'),
  image('L', 'CC', '1.2'),
  image('L', 'MLO', '1.4'),
  image('R', 'CC', '1.1', { Rows: 3328, Columns: 2560, ImagerPixelSpacing: [0.065, 0.065] }),
];
const shown = (step: BreastStep, current: readonly BreastImage[], prior1?: readonly BreastImage[]) =>
  breastLayout(step, { current, ...(prior1 ? { prior1 } : {}) })?.places.map((one) => one.image?.sop);

describe('how a mammogram is turned', () => {
  test.each([
    ['R', ['P', 'L'], 0, false],
    ['R', ['P', 'FL'], 0, false],
    ['R', ['P', 'F'], 0, false],
    ['L', ['A', 'R'], 0, false],
    ['L', ['A', 'FR'], 0, false],
    // As some store both breasts: the chest wall of the right one at its left.
    ['R', ['A', 'FL'], 0, true],
    ['R', ['A', 'HR'], 180, false],
    ['L', ['P', 'R'], 0, true],
    ['R', ['F', 'A'], 90, false],
  ] as const)('%s of %s: by %i degrees, mirrored %s', (side, of, rotationDeg, mirrored) => {
    const pose = breastPose(of, side);
    expect(pose).toEqual({ rotationDeg, mirrored });
    if (pose) expect(wallEdge(of, pose)).toBe(side === 'R' ? 'right' : 'left');
  });

  test('whatever way it is stored, the chest wall is in the middle, and the feet or the middle of the body down', () => {
    const poses = ([0, 90, 180, 270] as const).flatMap((rotationDeg) =>
      [false, true].map((mirrored) => ({ rotationDeg, mirrored })),
    );
    for (const [side, right, down] of [
      ['R', 'P', 'FL'],
      ['L', 'A', 'FR'],
      ['R', 'P', 'L'],
      ['L', 'A', 'R'],
    ] as const)
      for (const stored of poses) {
        const as: Directions = directionsAs([right, down], stored);
        const pose = breastPose(as, side);
        expect(pose && directionsAs(as, pose)).toEqual([right, down]);
      }
  });

  test('directions that tell nothing of the chest wall turn nothing', () => {
    expect(breastPose(['L', 'F'], 'R')).toBeUndefined();
    for (const directions of [[], ['P', 'LR'], ['P', 'FH'], ['PA', 'L']]) {
      const stored = { PatientOrientation: directions };
      expect(image('R', 'CC', '1', stored).pose).toBeUndefined();
      expect(breastNotes(buildBreast('R', 'CC', '1', stored)).notes).toEqual(['noOrientation']);
    }
  });
});

describe('what a mammogram is', () => {
  test('the view is by codes, then by View Position, then by words, which is said', () => {
    const codes = image('R', 'CC', '1', { ViewPosition: 'MLO' });
    expect([codes.view, codes.viewFrom]).toEqual(['CC', 'codes']);
    const position = image('R', 'CC', '1', { ViewCodeSequence: [], ViewPosition: 'MLO' });
    expect([position.view, position.viewFrom]).toEqual(['MLO', 'codes']);
    const words = { ViewCodeSequence: [], SeriesDescription: 'R MLO' } as const;
    expect(image('R', 'CC', '1', words)).toMatchObject({ view: 'MLO', viewFrom: 'description' });
    expect(breastNotes(buildBreast('R', 'CC', '1', words)).notes).toEqual(['byDescription']);
    const both = image('R', 'CC', '1', { ViewCodeSequence: [], SeriesDescription: 'CC and MLO' });
    expect(both.view).toBeUndefined();
    expect(breastNotes(buildBreast('R', 'CC', '1', { ViewPosition: 'MLO' }))).toEqual({
      ...{ notes: ['doubtfulView'], view: 'CC', otherView: 'MLO' },
    });
    for (const position of ['CC', 'other'])
      expect(breastNotes(buildBreast('R', 'CC', '1', { ViewPosition: position })).notes).toEqual([]);
  });

  test('the side is never by words', () => {
    const told = { ImageLaterality: [], SeriesDescription: 'R CC' } as const;
    expect(image('R', 'CC', '1', told).side).toBeUndefined();
    expect(breastNotes(buildBreast('R', 'CC', '1', told)).notes).toEqual(['noSide']);
    expect(image('L', 'CC', '1', { SeriesDescription: 'R CC' }).side).toBe('L');
  });

  test('for processing, synthetic, magnified and displaced ones are told by what they say of themselves', () => {
    const use = (content: Build[3]) => image('R', 'CC', '1', content).use;
    expect(use({})).toBe('original');
    expect(use({ SopClassUid: '1.2.840.10008.5.1.4.1.1.1.2.1' })).toBe('processing');
    expect(use({ ImageType: ['DERIVED', 'PRIMARY', 'TOMO', 'GENERATED_2D'] })).toBe('synthetic');
    expect(use({ ImageType: ['ORIGINAL', 'PRIMARY', 'TOMO_PROJ'] })).toBe('processing');
    for (const code of ['399163009', 'R-102D7', '399209000'])
      expect(use({ ViewModifierCodeSequence: modifier(code) })).toBe('special');
    const kinds = (content: Build[3]) => breastKinds(buildBreast('R', 'CC', '1', content));
    const both = [...modifier('399055006'), ...modifier('399163009'), ...modifier('R-102D7')];
    expect(kinds({ ViewModifierCodeSequence: both })).toEqual(['spot', 'magnified']);
    expect(kinds({ EstimatedRadiographicMagnificationFactor: 1.8 })).toEqual(['special']);
    expect(kinds({})).toEqual([]);
    expect(use({ EstimatedRadiographicMagnificationFactor: 1.06 })).toBe('original');
    expect(use({ EstimatedRadiographicMagnificationFactor: 1.8 })).toBe('special');
    expect(use({ SopClassUid: '1.2.840.10008.5.1.4.1.1.13.1.3', NumberOfFrames: 50 })).toBe('tomo');
  });
});

describe('the steps', () => {
  test('right and left CC over MLO, in whatever order they are told', () => {
    expect(shown('four', FOUR)).toEqual(['1.1', '1.2', '1.3', '1.4']);
    expect(shown('four', FOUR.toReversed())).toEqual(['1.1', '1.2', '1.3', '1.4']);
    expect(shown('cc', FOUR)).toEqual(['1.1', '1.2']);
    expect(shown('mlo', FOUR)).toEqual(['1.3', '1.4']);
    expect(openingStep({ current: FOUR })).toBe('four');
  });

  test('one field for all of a step: the widest and the highest of them, whatever their pixels', () => {
    const fields = breastLayout('four', { current: FOUR })?.places.map(({ field }) => field);
    // 1914 at 0.1 mm is wider than 2560 at 0.065; 3328 at 0.065 is 216.3 and 2294 at 0.1 is 229.4 mm high.
    for (const [at, field] of fields?.entries() ?? []) {
      expect(field?.widthMm).toBeCloseTo(191.4, 9);
      expect(field?.heightMm).toBeCloseTo(229.4, 9);
      expect(field?.wall).toBe(at % 2 === 0 ? 'right' : 'left');
    }
    expect(fields).toHaveLength(4);
  });

  test('what is for processing hangs nowhere; spot views and what is not told hang apart, without a field', () => {
    const others = [
      image('R', 'CC', '1.5', { SopClassUid: '1.2.840.10008.5.1.4.1.1.1.2.1' }),
      image('R', 'CC', '1.6', { ViewModifierCodeSequence: modifier('399055006') }),
      image('L', 'CC', '1.7', { ImageLaterality: [] }),
      image('L', 'MLO', '1.8', { ViewCodeSequence: [] }),
      // The same again, taken before: the later one hangs.
      image('L', 'CC', '1.9', { AcquisitionTime: '080000' }),
    ];
    const later = FOUR.map((one) =>
      one.view === 'CC' && one.side === 'L' ? image('L', 'CC', '1.2', { AcquisitionTime: '090000' }) : one,
    );
    const all = [...others, ...later];
    expect(shown('four', all)).toEqual(['1.1', '1.2', '1.3', '1.4']);
    expect(shown('apart', all)?.toSorted()).toEqual(['1.6', '1.7', '1.8', '1.9']);
    expect(breastLayout('apart', { current: all })?.places.every(({ field }) => !field)).toBe(true);
  });

  test.each([
    ['directions of the other breast', 'R', 'MLO', { PatientOrientation: ['A', 'FR'] }],
    ['another side of its series', 'R', 'CC', { Laterality: 'L' }],
    ['another view by View Position', 'R', 'CC', { ViewPosition: 'MLO' }],
  ] as const)('%s: taken later, it goes behind a sound one', (_, side, view, content) => {
    const later = { ...content, AcquisitionTime: '110000' };
    const doubtful = image(side, view, '9', later);
    const others = FOUR.filter((one) => one.side !== side || one.view !== view);
    expect(shown('four', [doubtful, ...FOUR])).toEqual(['1.1', '1.2', '1.3', '1.4']);
    expect(shown('apart', [doubtful, ...FOUR])).toEqual(['9']);
    // A sound one that was computed goes before it too; where there is none, it hangs.
    const computed = image(side, view, '8', { ImageType: ['DERIVED', 'PRIMARY', 'TOMO', 'GENERATED_2D'] });
    expect(shown('four', [doubtful, computed, ...others])).toContain('8');
    expect(shown('four', [doubtful, ...others])).toContain('9');
  });

  test('by a doubtful side nothing is turned, and its quarter is by where its chest wall lies', () => {
    // A right one by its name, stored as a left one is: sound, it would be mirrored.
    const stored = { PatientOrientation: ['A', 'L'] } as const;
    expect(image('R', 'CC', '1', stored).pose).toEqual({ rotationDeg: 0, mirrored: true });
    const content = { ...stored, Laterality: 'L' };
    const doubtful = image('R', 'CC', '1', content);
    expect(doubtful.pose).toBeUndefined();
    expect(breastNotes(buildBreast('R', 'CC', '1', content)).notes).toEqual(['doubtfulSide']);
    const [place] = breastLayout('ccWallUp', { current: [doubtful] })?.places ?? [];
    expect([place?.image?.sop, place?.pose]).toEqual(['1', undefined]);
    expect(place?.field).toMatchObject({ wall: 'left', quarter: 'wallUp' });
  });

  test('one of impossible or contradicting pixels leaves the others as large as they are', () => {
    for (const content of [
      { ImagerPixelSpacing: [50, 50] },
      { ImagerPixelSpacing: [0.0006, 0.0006] },
      { ImagerPixelSpacing: [0.1, 0.1], PixelSpacing: [0.01, 0.1] },
    ]) {
      const current = [image('R', 'CC', '9', content), ...FOUR.filter((one) => one.instance.sop !== '1.1')];
      const fields = breastLayout('four', { current })?.places.map(({ field }) => field?.widthMm);
      expect(fields).toEqual([undefined, 191.4, 191.4, 191.4]);
      const finest = breastLayout('ccWallUp', { current })?.places.map(({ field }) => field?.mmPerCssPx);
      expect(finest).toEqual([undefined, 0.1]);
      expect(breastNotes(buildBreast('R', 'CC', '9', content)).notes).toEqual(['doubtfulPixel']);
    }
  });

  test('a taken picture goes before a synthetic one, that before slices', () => {
    const synthetic = image('R', 'CC', '2.1', { ImageType: ['DERIVED', 'PRIMARY', 'TOMO', 'GENERATED_2D'] });
    const tomo = image('R', 'CC', '2.2', {
      SopClassUid: '1.2.840.10008.5.1.4.1.1.13.1.3',
      NumberOfFrames: 50,
    });
    expect(shown('cc', [tomo, synthetic, ...FOUR])).toEqual(['1.1', '1.2']);
    expect(shown('cc', [tomo, synthetic])).toEqual(['2.1', undefined]);
    expect(shown('ccTomo', [tomo, synthetic])).toEqual(['2.1', undefined, '2.2', undefined]);
    expect(shown('ccTomo', [tomo])).toEqual(['2.2', undefined]);
    expect(shown('ccTomo', FOUR)).toBeUndefined();
  });

  test('a step is there where there is something for it; priors stand below', () => {
    const prior = [image('R', 'CC', '3.1'), image('L', 'CC', '3.2')];
    expect(shown('ccPrior', FOUR, prior)).toEqual(['1.1', '1.2', '3.1', '3.2']);
    const names = breastSteps({ current: FOUR, prior1: prior });
    expect(names).toContain('ccPrior');
    expect(names).not.toContain('mloPrior');
    expect(names).not.toContain('apart');
    expect(breastSteps({ current: FOUR })).not.toContain('ccPrior');
    expect(breastSteps({ current: [] })).toEqual([]);
  });

  test('a single picture of a view hangs as any other', () => {
    expect(openingStep({ current: FOUR.slice(0, 1) })).toBeUndefined();
    expect(openingStep({ current: [] })).toBeUndefined();
    expect(openingStep({ current: [image('R', 'MLO', '1'), image('L', 'MLO', '2')] })).toBe('mlo');
  });

  test('quarters are one pixel of the finest image to one of the screen, each the same quarter of both breasts', () => {
    const fields = (step: BreastStep) =>
      breastLayout(step, { current: FOUR })?.places.map(({ field }) => [field?.mmPerCssPx, field?.quarter]);
    expect(fields('ccWallUp')).toEqual(Array(2).fill([0.065, 'wallUp']));
    expect(fields('ccNippleDown')).toEqual(Array(2).fill([0.065, 'nippleDown']));
    expect(fields('cc')).toEqual(Array(2).fill([undefined, undefined]));
  });

  test('one whose pixels nobody knows hangs in its place, not to the scale of the others', () => {
    const unknown = FOUR.map((one) =>
      one.side === 'R' && one.view === 'CC' ? image('R', 'CC', '1.1', { ImagerPixelSpacing: [] }) : one,
    );
    const [first, second] = breastLayout('cc', { current: unknown })?.places ?? [];
    expect(first?.image?.sop).toBe('1.1');
    expect(first?.field).toBeUndefined();
    expect(second?.field?.widthMm).toBeCloseTo(191.4, 9);
    expect(breastNotes(buildBreast('R', 'CC', '1', { ImagerPixelSpacing: [] })).notes).toEqual(['noPixel']);
  });
});
