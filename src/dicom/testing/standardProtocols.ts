import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { element } from '@/dicom/objects/written';

const sequence = (...of: readonly DicomJson[]) => element('SQ', ...of);
const cs = (value: string) => element('CS', value);
const us = (...values: readonly number[]) => element('US', ...values);
const code = (value: string, scheme: string, meaning: string): DicomJson => ({
  '00080100': element('SH', value),
  '00080102': element('SH', scheme),
  '00080104': element('LO', meaning),
});

/** Selector Attribute with terms (PS3.3 table C.23.4-1, C.23.4-2). */
const terms = (tag: string, values: readonly string[], valueNumber = 1): DicomJson => ({
  '00720026': element('AT', tag),
  '00720050': cs('CS'),
  '00720062': element('CS', ...values),
  '00720028': us(valueNumber),
});
const noMatch = (of: DicomJson): DicomJson => ({ '00720024': cs('NO_MATCH'), ...of });
const filter = (operator: string, of: DicomJson): DicomJson => ({ ...of, '00720406': cs(operator) });
const MODALITY = '00080060';
const BODY_PART = '00180015';
const VIEW_POSITION = '00185101';

const current = (set: number, label: string): DicomJson => ({
  '00720032': us(set),
  '00720034': cs('RELATIVE_TIME'),
  '00720038': us(0, 0),
  '0072003A': cs('MINUTES'),
  '00720040': element('LO', label),
});
const prior = (set: number, label: string): DicomJson => ({
  '00720032': us(set),
  '00720034': cs('ABSTRACT_PRIOR'),
  '0072003C': element('SS', 1, 1),
  '00720040': element('LO', label),
});

type Corners = readonly [x1: number, y1: number, x2: number, y2: number];
const box = (boxNumber: number, corners: Corners, layout: string): DicomJson => ({
  '00720302': us(boxNumber),
  '00720108': element('FD', ...corners),
  '00720304': cs(layout),
});
const displaySet = (
  at: number,
  group: number,
  set: number,
  boxes: readonly DicomJson[],
  filters: readonly DicomJson[],
  others: DicomJson,
): DicomJson => ({
  '00720202': us(at),
  '00720204': us(group),
  '00720032': us(set),
  '00720300': sequence(...boxes),
  '00720400': sequence(...filters),
  '00720600': sequence(),
  ...others,
});

const module_ = (name: string, description: string, at: string): DicomJson => ({
  '00080016': element('UI', '1.2.840.10008.5.1.4.38.1'),
  '00080018': element('UI', '1.2.3.4'),
  '00720002': element('SH', name),
  '00720004': element('LO', description),
  '00720006': cs('SITE'),
  '0072000A': element('DT', at),
  '0072000E': sequence(),
  '00720010': element('LO', 'ABC Hospital'),
  '00720014': us(1),
  '00720100': us(2),
  '00720208': cs('MAINTAIN_LAYOUT'),
});

const CHEST = code('51185008', 'SCT', 'Chest');
const chestSet = (
  at: number,
  set: number,
  corners: Corners,
  views: readonly string[],
  orientation: readonly string[],
): DicomJson =>
  displaySet(at, 1, set, [box(1, corners, 'SINGLE')], [filter('MEMBER_OF', terms(VIEW_POSITION, views))], {
    '00720700': element('CS', ...orientation),
    '00720710': cs('NO'),
    '00720712': cs('NO'),
  });

/** The example of PS3.17 V.3: chest, frontal and lateral, with the prior; with the third box as it is printed, without height. */
export const CHEST_XRAY: DicomJson = {
  ...module_('Chest X-ray', 'Current and Prior Chest PA and Lateral', '20020823133455'),
  '00720008': element('LO', 'Senior Radiologist'),
  '0072000C': sequence({
    '00082218': sequence(CHEST),
    '00200060': element('CS'),
    '00081032': sequence(),
    '0040100A': sequence(),
  }),
  '00720020': sequence({
    '00720022': sequence(
      noMatch({
        '00720026': element('AT', '00082218'),
        '00720050': cs('SQ'),
        '00720080': sequence(CHEST),
        '00720028': us(1),
      }),
      noMatch(terms(MODALITY, ['CR', 'DX'])),
    ),
    '00720030': sequence(current(1, 'Current Chest X-ray'), prior(2, 'Prior Chest X-ray')),
  }),
  '00720200': sequence(
    chestSet(1, 2, [0, 1, 0.25, 0], ['RL', 'LL'], ['A', 'F']),
    chestSet(2, 2, [0.25, 1, 0.5, 0], ['PA'], ['R', 'F']),
    chestSet(3, 1, [0.5, 1, 0.75, 1], ['PA'], ['R', 'F']),
    chestSet(4, 1, [0.75, 1, 1, 0], ['RL', 'LL'], ['A', 'F']),
  ),
};

const [WIDTH, HEIGHT] = [3072, 2560];
const pixels = (x1: number, y1: number, x2: number, y2: number): Corners => [
  x1 / WIDTH,
  y1 / HEIGHT,
  x2 / WIDTH,
  y2 / HEIGHT,
];
const LOWER_LEFT = pixels(0, 512, 512, 0);
const UPPER_LEFT = pixels(0, 1024, 512, 512);
const UPPER_RIGHT = pixels(512, 1024, 1024, 512);
const LOWER_RIGHT = pixels(512, 512, 1024, 0);
const LARGE = pixels(1024, 2560, 3072, 0);
const largeRow = (row: number): Corners => pixels(1024, 2048 - row * 512, 3072, 1536 - row * 512);

const TRANSVERSE = filter('MEMBER_OF', {
  '00720402': cs('IMAGE_PLANE'),
  '00720050': cs('CS'),
  '00720062': cs('TRANSVERSE'),
});
const ALONG_AXIS = { '00720600': sequence({ '00720602': cs('ALONG_AXIS'), '00720604': cs('INCREASING') }) };
const BRAIN = { '00720702': cs('BRAIN') };
const tiled = (boxNumber: number, corners: Corners, rows: number): DicomJson => ({
  ...box(boxNumber, corners, 'TILED'),
  '00720306': us(3),
  '00720308': us(rows),
  '00720310': cs(rows > 1 ? 'VERTICAL' : 'HORIZONTAL'),
});
const mpr = (direction: string): DicomJson => ({
  '00720510': cs('MPR'),
  '00720512': element('FD', 5),
  '00720514': element('FD', 5),
  '00720516': cs(direction),
});

const [MR, CT, OLD_CT] = [1, 2, 3];
const stack = (at: number, group: number, set: number, corners: Corners, others: DicomJson): DicomJson =>
  displaySet(at, group, set, [box(1, corners, 'STACK')], [TRANSVERSE], {
    ...ALONG_AXIS,
    ...(set === MR ? {} : BRAIN),
    ...others,
  });
const planes = (first: number, group: number, set: number): readonly DicomJson[] => [
  stack(first, group, set, LOWER_LEFT, { ...mpr('CORONAL'), '00720700': element('CS', 'L', 'F') }),
  stack(first + 1, group, set, UPPER_LEFT, { ...mpr('SAGITTAL'), '00720700': element('CS', 'P', 'F') }),
  stack(first + 2, group, set, UPPER_RIGHT, { '00720700': element('CS', 'L', 'P') }),
  displaySet(
    first + 3,
    group,
    set,
    [box(1, LOWER_RIGHT, 'PROCESSED')],
    [filter('NOT_MEMBER_OF', terms('00080008', ['LOCALIZER'], 3))],
    { '00720510': cs('3D_RENDERING'), '00720516': cs('CORONAL'), '00720520': cs('VOLUME') },
  ),
  displaySet(first + 4, group, set, [tiled(1, LARGE, 4)], [TRANSVERSE], {
    ...ALONG_AXIS,
    ...(set === MR ? {} : BRAIN),
    '00720700': element('CS', 'L', 'P'),
  }),
];
/** Two sets side by side, for each two planes and two rows of tiles. */
const beside = (first: number, group: number, one: number, other: number): readonly DicomJson[] => [
  stack(first, group, one, LOWER_LEFT, mpr('CORONAL')),
  stack(first + 1, group, other, UPPER_LEFT, mpr('CORONAL')),
  stack(first + 2, group, other, UPPER_RIGHT, {}),
  stack(first + 3, group, one, LOWER_RIGHT, {}),
  ...[other, one].map((set, at) =>
    displaySet(
      first + 4 + at,
      group,
      set,
      [tiled(1, largeRow(at), 1), tiled(2, largeRow(at + 2), 1)],
      [TRANSVERSE],
      ALONG_AXIS,
    ),
  ),
];

const head = (modality: string): DicomJson => ({
  [MODALITY]: cs(modality),
  '00082218': sequence(code('69536005', 'SCT', 'Head')),
  '00200060': element('CS'),
  '00081032': sequence(code('98765', '99Local', 'NeuroSurgery Plan Local5')),
  '0040100A': sequence(code('I67.1', 'I10', 'Cerebral aneurysm')),
});
const headSet = (modality: string, ...times: readonly DicomJson[]): DicomJson => ({
  '00720022': sequence(noMatch(terms(BODY_PART, ['HEAD'])), noMatch(terms(MODALITY, [modality]))),
  '00720030': sequence(...times),
});

/** The example of PS3.17 V.4: MR and CT of the head before an operation, on two screens, in four groups. */
export const NEUROSURGERY: DicomJson = {
  ...module_('NeurosurgeryPlan', 'Neurosurgery planning, requiring MR and CT of head', '20020101104200'),
  '00720008': element('LO', 'Smith^Joseph'),
  '0072000C': sequence(head('MR'), head('CT')),
  '00720020': sequence(
    headSet('MR', current(MR, 'Current MR Head')),
    headSet('CT', current(CT, 'Current CT Head'), prior(OLD_CT, 'Prior CT Head')),
  ),
  '00720200': sequence(
    ...planes(1, 1, CT),
    ...planes(6, 2, MR),
    ...beside(11, 3, MR, CT),
    ...beside(17, 4, CT, OLD_CT),
  ),
  '00720210': sequence({ '00720212': us(15, 16) }, { '00720212': us(21, 22) }),
};
