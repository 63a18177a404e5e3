import { describe, expect, test } from 'vitest';
import {
  ct,
  diffusion,
  mg,
  mr,
  other,
  pet,
  realSeries,
  scout,
  type TestSeries,
} from '@/dicom/testing/hangingLists';
import { hasSharedFiles } from '@/dicom/testing/sharedFiles';
import { hasPicture } from '@/dicom/series/modality';
import { assign, type Candidate } from './assign';
import { BUILT_IN } from './builtIn';
import { chooseProtocol, selectorOf } from './choose';
import { factsOf, studyFacts } from './facts';
import type { Selector, SomeFacts } from './template';

const candidates = (list: readonly TestSeries[], isDescribed: boolean): readonly Candidate[] =>
  list.filter(hasPicture).map((one) => ({
    key: one.instance.series,
    number: one.number,
    instanceCount: one.instanceCount,
    description: one.description,
    facts: factsOf(one, 'current', isDescribed ? one.instance : undefined),
  }));

/** Series numbers by pane; '-' = nothing fits, '?' = what fits is not described yet. */
const panesOf = (
  selectors: readonly (Selector | null)[],
  list: readonly TestSeries[],
  { isDescribed = true, isFinal = true } = {},
) =>
  assign(selectors, candidates(list, isDescribed), { isFinal })
    .map((one) => (one?.state === 'hung' ? one.of.number : one?.state === 'waiting' ? '?' : '-'))
    .join(' ');

/** Orders that a list may come in. */
function orders<T>(list: readonly T[]): (readonly T[])[] {
  const turned = (by: number) => [...list.slice(by), ...list.slice(0, by)];
  const odd = list.toSorted((a, b) => (list.indexOf(a) % 3) - (list.indexOf(b) % 3));
  return [list.toReversed(), turned(1), turned(Math.floor(list.length / 2)), odd, odd.toReversed()];
}

const of = (modality: string, facts: SomeFacts = {}): Selector => ({ role: 'current', modality, facts });

const BRAIN = [
  scout(1, 'MR', 'Localizer'),
  mr(2, 'ax', 'flair', 'FLAIR ax head'),
  mr(3, 'ax', 't2', 'T2 TSE tra'),
  diffusion(4, 1000, 'DWI b1000'),
  mr(5, 'ax', 't1', 'T1 SE ax'),
  mr(6, 'sag', 't1', 'T1 sag'),
];
const SPINE = [
  mr(2, 'sag', 't2', 'T2 sag lumbar spine'),
  mr(3, 'sag', 't1', 'T1 sag LWS'),
  mr(4, 'sag', 'stir', 'STIR sag'),
  mr(5, 'ax', 't2', 'T2 ax'),
];
const KNEE = [
  mr(2, 'cor', 'pd', 'PD fs cor knee'),
  mr(3, 'sag', 'pd', 'PD sag'),
  mr(4, 'ax', 'pd', 'PD ax'),
  mr(5, 'cor', 't1', 'T1 cor'),
];
const CHEST = [
  scout(1),
  ct(2, 'ax', 'Br40d', 1, 'Thorax 1.0 soft'),
  ct(3, 'ax', 'Bl57d', 1, 'Thorax 1.0 lung'),
  ct(4, 'cor', 'Br40d', 3, 'Thorax cor MPR', { ImageType: ['DERIVED', 'SECONDARY', 'MPR'] }),
];
const ABDOMEN = [
  scout(1),
  ct(2, 'ax', 'B30f', 3, 'Abdomen portal venous', { ContrastBolusAgent: 'Iomeprol' }),
  ct(3, 'cor', 'B30f', 3, 'Abdomen cor'),
];
const SCREENING = [
  mg(1, 'R', 'CC', 'R CC'),
  mg(2, 'L', 'CC', 'L CC'),
  mg(3, 'R', 'MLO', 'R MLO'),
  mg(4, 'L', 'MLO', 'L MLO'),
];
const PET_CT = [scout(1), ct(2, 'ax', 'STANDARD', 3.75, 'CT AC'), pet(3, 'PET AC')];

type Row = readonly [
  name: string,
  list: () => readonly TestSeries[],
  protocol: string | undefined,
  panes: string,
];

/** Which built-in protocol takes a list, and the series of its panes. */
const CHOSEN: readonly Row[] = [
  ['brain', () => BRAIN, 'mrBrain', '2 3 4 5'],
  ['a brain without diffusion', () => BRAIN.filter(({ number }) => number !== 4), 'mrBrain', '2 3 - 5'],
  [
    'a brain whose FLAIR bears no inversion time',
    () => [mr(1, 'ax', 't2', 'FLAIR brain'), mr(2, 'ax', 't2', 'T2')],
    'mrBrain',
    '1 2 - -',
  ],
  ['a brain of 3D T1 alone', () => [mr(1, 'sag', 'mprage', 'MPRAGE brain')], 'mrBrain', '- - - -'],
  [
    'a brain in German',
    () => [mr(1, 'ax', 'flair', 'Schädel dark fluid'), mr(2, 'ax', 't1', 'T1 tra')],
    'mrBrain',
    '1 - - 2',
  ],
  ['lumbar spine', () => SPINE, 'mr-lSpine', '2 3 5'],
  ['a spine without axial slices', () => SPINE.slice(0, 3), 'mr-lSpine', '2 3 -'],
  [
    'a name that lies about its plane',
    () => [mr(2, 'sag', 't2', 'T2 ax LWS'), mr(3, 'ax', 't2', 'T2 sag')],
    'mr-lSpine',
    '2 - 3',
  ],
  ['knee', () => KNEE, 'mr-knee', '2 3 4 5'],
  [
    'shoulder',
    () => KNEE.map((one) => ({ ...one, description: one.description.replace('knee', 'shoulder') })),
    'mr-shoulder',
    '2 3 4 5',
  ],
  ['chest', () => CHEST, 'ctChest', '2 3'],
  ['a chest of one kernel', () => CHEST.filter(({ number }) => number !== 3), 'ctChest', '2 -'],
  [
    'a chest in two thicknesses',
    () => [
      ct(2, 'ax', 'B31f', 5, 'Thorax 5.0'),
      ct(3, 'ax', 'B31f', 1, 'Thorax 1.0'),
      ct(4, 'ax', 'B70f', 1, 'Lunge'),
    ],
    'ctChest',
    '2 4',
  ],
  ['abdomen', () => ABDOMEN, 'ct-abdomen', '2 3'],
  ['a scout alone', () => [scout(1, 'CT', 'Scout abdomen')], 'ct-abdomen', '- -'],
  ['PET and CT', () => PET_CT, 'petCt', '2 3'],
  [
    'PET and CT with its objects',
    () => [...PET_CT, other(100, 'SEG', 'Segmentation'), other(101, 'RWV', 'SUV')],
    'petCt',
    '2 3',
  ],
  ['mammograms', () => SCREENING, 'mammography', '1 2 3 4'],
  [
    'mammograms without labels',
    () => SCREENING.map((one) => ({ ...one, description: '' })),
    'mammography',
    '1 2 3 4',
  ],
  [
    'mammograms with labels of the other side',
    () =>
      SCREENING.map((one) => ({
        ...one,
        description: one.description.replace(/^./, (side) => (side === 'R' ? 'L' : 'R')),
      })),
    'mammography',
    '1 2 3 4',
  ],
  [
    'mammograms of View Position alone',
    () => [mg(1, 'L', 'MLO', '', { code: false }), mg(2, 'R', 'CC', '', { code: false })],
    'mammography',
    '2 - - 1',
  ],
  [
    'mammograms FOR PROCESSING beside',
    () => [mg(9, 'R', 'CC', 'R CC', { isProcessing: true }), ...SCREENING.slice(1)],
    'mammography',
    '- 2 3 4',
  ],
  [
    'a magnification in the place of a view',
    () => [mg(9, 'R', 'CC', 'R CC', { modifier: '399163009' }), ...SCREENING.slice(1)],
    'mammography',
    '- 2 3 4',
  ],
  [
    'a spot view beside, coded by SRT',
    () => [mg(0, 'L', 'CC', 'L CC', { modifier: 'R-102D7' }), ...SCREENING],
    'mammography',
    '1 2 3 4',
  ],
  [
    'two radiographs',
    () => [other(1, 'DX', 'Chest PA'), other(2, 'DX', 'Chest lateral')],
    'radiographs',
    '1 2',
  ],
  ['computed radiographs', () => [other(2, 'CR', 'lat'), other(1, 'CR', 'ap')], 'radiographs', '1 2'],
  ['computed beside digital', () => [other(1, 'CR', 'ap'), other(2, 'DX', 'lat')], 'radiographs', '1 2'],
  [
    'biplane angiography',
    () => [other(1, 'XA', 'A plane', 1), other(2, 'XA', 'B plane', 1)],
    'angiograms',
    '1 2',
  ],
  ['ultrasound', () => [other(1, 'US', ''), other(2, 'US', ''), other(3, 'SR', '')], 'ultrasound', '1 2 - -'],
  ['endoscopy', () => [other(1, 'ES', 'colon')], undefined, ''],
  ['a report alone', () => [other(1, 'SR', '')], undefined, ''],
];

const REAL: readonly Row[] = [
  ['petct/acrin-nsclc-042', () => realSeries('petct/acrin-nsclc-042'), 'petCt', '2 1'],
  ['xray/mg-screening', () => realSeries('xray/mg-screening'), 'mammography', '- - 27555 -'],
  ['xray/cr-chest-mono1', () => realSeries('xray/cr-chest-mono1'), 'radiographs', '0 -'],
  ['us/obstetric-with-sr', () => realSeries('us/obstetric-with-sr'), 'ultrasound', '1 - - -'],
];

describe.each([
  ['made', CHOSEN],
  ['real', hasSharedFiles ? REAL : []],
])('%s lists', (_, rows) => {
  test.each(rows)('%s', (_, list, protocol, panes) => {
    const series = list();
    const chosen = chooseProtocol(studyFacts(series), BUILT_IN);
    expect(chosen?.id).toBe(protocol);
    if (!chosen) return;
    const selectors = chosen.template.panes.map((pane) => pane && pane.selector);
    expect(panesOf(selectors, series)).toBe(panes);
    for (const order of orders(series)) {
      expect(chooseProtocol(studyFacts(order), BUILT_IN)?.id).toBe(protocol);
      expect(panesOf(selectors, order)).toBe(panes);
    }
  });
});

const prostate = () => realSeries('mr/prostatex-0207');
const knee = () => realSeries('mr/mister-mr');

type Asked = readonly [
  name: string,
  list: () => readonly TestSeries[],
  selectors: readonly Selector[],
  panes: string,
];

/** Panes as readers arrange them. */
const ASKED: readonly Asked[] = [
  [
    'the T2 of a plane that is not there',
    () => SPINE,
    [of('MR', { weighting: 't2', plane: 'coronal' })],
    '-',
  ],
  [
    'one series for two like panes',
    () => SPINE.slice(0, 1),
    [of('MR', { weighting: 't2', plane: 'sagittal' }), of('MR', { weighting: 't2', plane: 'sagittal' })],
    '2 -',
  ],
  [
    'a pane that asks for more before one that asks for less',
    () => CHEST,
    [of('CT', { plane: 'axial' }), of('CT', { plane: 'axial', kernel: 'soft' })],
    '3 2',
  ],
  [
    'b-values apart',
    () => [diffusion(1, 0, 'DWI'), diffusion(2, 1000, 'DWI')],
    [of('MR', { bValue: 'high' }), of('MR', { bValue: 'low' })],
    '2 1',
  ],
  [
    'phases by words',
    () => [ct(1, 'ax', 'B30f', 3, 'Leber arteriell'), ct(2, 'ax', 'B30f', 3, 'Leber portalvenös')],
    [of('CT', { phase: 'portal' }), of('CT', { phase: 'arterial' })],
    '2 1',
  ],
  [
    'contrast by its agent, whatever the name says',
    () => [
      ct(1, 'ax', 'B30f', 3, 'with contrast'),
      ct(2, 'ax', 'B30f', 3, '', { ContrastBolusAgent: 'Iohexol' }),
    ],
    [of('CT', { contrast: 'with' })],
    '2',
  ],
  [
    'the later of two alike where the first is taken',
    () => [ct(1, 'ax', 'B30f', 3, ''), ct(2, 'ax', 'B30f', 3, '')],
    [of('CT', { plane: 'axial' }), of('CT', { plane: 'axial' })],
    '1 2',
  ],
];
const ASKED_REAL: readonly Asked[] = [
  [
    'mr/prostatex-0207',
    prostate,
    [
      of('MR', { weighting: 't2', plane: 'axial' }),
      of('MR', { weighting: 't2', plane: 'sagittal' }),
      of('MR', { weighting: 'adc' }),
      of('MR', { weighting: 'dwi', plane: 'axial' }),
    ],
    '4 3 9 8',
  ],
  [
    'mr/mister-mr',
    knee,
    [
      of('MR', { weighting: 't1', plane: 'coronal' }),
      of('MR', { weighting: 't1', plane: 'sagittal' }),
      of('MR', { weighting: 't2', plane: 'sagittal' }),
    ],
    '3 2 -',
  ],
];

describe.each([
  ['made', ASKED],
  ['real', hasSharedFiles ? ASKED_REAL : []],
])('panes of %s lists', (_, rows) => {
  test.each(rows)('%s', (_, list, selectors, panes) => {
    expect(panesOf(selectors, list())).toBe(panes);
    for (const order of orders(list())) expect(panesOf(selectors, order)).toBe(panes);
  });
});

test.each([
  ['brain', BRAIN],
  ['spine', SPINE],
  ['knee', KNEE],
  ['chest', CHEST],
])('what a screen of %s shows hangs there again', (_, list) => {
  const shown = list.filter(({ description }) => !/local|topogram/i.test(description));
  const selectors = shown.map((one) => selectorOf(factsOf(one, 'current', one.instance), false));
  expect(panesOf(selectors, list)).toBe(shown.map(({ number }) => number).join(' '));
});

test('what is not described yet waits, but for what cannot come otherwise', () => {
  const selectors = [
    of('MR', { weighting: 't2', plane: 'sagittal' }),
    of('PT'),
    of('MR', { plane: 'axial' }),
  ];
  expect(panesOf(selectors, SPINE, { isDescribed: false, isFinal: false })).toBe('? - ?');
  // In its turn the best by its words.
  expect(panesOf(selectors, SPINE, { isDescribed: false })).toBe('2 - 5');
});

test('a series that hangs stays, whatever fits better', () => {
  const selectors = [of('MR', { plane: 'axial' }), of('MR', { plane: 'sagittal' })];
  const [first, , , last] = candidates(SPINE, true);
  const placed = assign(selectors, candidates(SPINE, true), { kept: new Map([[0, first?.key ?? '']]) });
  expect(placed.map((one) => one?.state === 'hung' && one.of.number)).toEqual([2, 3]);
  expect(last?.number).toBe(5);
});
