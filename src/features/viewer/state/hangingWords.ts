import type { MessageKey } from '@/i18n/en';
import type { Translate } from '@/i18n/t';
import type { Agreed } from '@/dicom/hanging/score';
import type { BodyRegion } from '@/dicom/priors/regionWords';
import type { FactName, HangingKey, HangingProtocol, Selector } from '@/dicom/hanging/template';

/** Terms that are the same in each language. */
const TERMS: Readonly<Record<string, string>> = {
  t1: 'T1',
  t2: 'T2',
  pd: 'PD',
  flair: 'FLAIR',
  stir: 'STIR',
  dwi: 'DWI',
  adc: 'ADC',
  swi: 'SWI',
  tof: 'TOF',
  ...{ CC: 'CC', MLO: 'MLO', ML: 'ML', LM: 'LM', XCCL: 'XCCL' },
};

const WORDS: Partial<Record<FactName, Readonly<Record<string, MessageKey>>>> = {
  weighting: { perfusion: 'hanging.weighting.perfusion' },
  laterality: { R: 'hanging.laterality.R', L: 'hanging.laterality.L', B: 'hanging.laterality.B' },
  view: { other: 'hanging.view.other' },
  plane: {
    axial: 'hanging.plane.axial',
    coronal: 'hanging.plane.coronal',
    sagittal: 'hanging.plane.sagittal',
    oblique: 'hanging.plane.oblique',
  },
  use: {
    localizer: 'hanging.use.localizer',
    mip: 'hanging.use.mip',
    mpr: 'hanging.use.mpr',
    derived: 'hanging.use.derived',
    processing: 'hanging.use.processing',
    special: 'hanging.use.special',
    tomo: 'hanging.use.tomo',
  },
  correction: { attenuation: 'hanging.correction.attenuation', none: 'hanging.correction.none' },
  kernel: { sharp: 'hanging.kernel.sharp', soft: 'hanging.kernel.soft' },
  thickness: { thin: 'hanging.thickness.thin', thick: 'hanging.thickness.thick' },
  contrast: { with: 'hanging.contrast.with' },
  bValue: { low: 'hanging.bValue.low', middle: 'hanging.bValue.middle', high: 'hanging.bValue.high' },
  phase: {
    native: 'hanging.phase.native',
    arterial: 'hanging.phase.arterial',
    portal: 'hanging.phase.portal',
    venous: 'hanging.phase.venous',
    delayed: 'hanging.phase.delayed',
  },
};
/** What goes without saying where a pane is named. */
const ORDINARY: Partial<Record<FactName, Readonly<Record<string, MessageKey>>>> = {
  plane: { none: 'hanging.plane.none' },
  use: { original: 'hanging.use.original' },
  thickness: { medium: 'hanging.thickness.medium' },
  contrast: { without: 'hanging.contrast.without' },
  extent: {
    single: 'hanging.extent.single',
    few: 'hanging.extent.few',
    many: 'hanging.extent.many',
  },
};
const ORDER = Object.keys(WORDS) as readonly FactName[];

/** What a pane is for: 'T2 sagittal', 'CT axial thin', 'right CC', 'prior CT axial'. `isAlone`: its study is of one modality, which is not said again. */
export function selectorText(
  t: Translate,
  { role, modality, facts, region }: Selector,
  isAlone = false,
): string {
  const told = ORDER.flatMap((name) => {
    const value = facts[name];
    if (value === undefined) return [];
    const key = WORDS[name]?.[value];
    return key ? [t(key)] : (TERMS[value] ?? []);
  });
  const words = [
    ...(role === 'current' ? [] : [t(`hanging.role.${role}`)]),
    ...(isAlone && told.length > 0 ? [] : [modality]),
    ...told,
    ...(region ? [t(`hanging.region.${region}`)] : []),
  ];
  return words.length > 0 ? words.join(' ') : t('hanging.anything');
}

/** What a pane asks for, one fact of it: 'T2', 'axial', 'without contrast'. */
export function factText(t: Translate, { fact, value }: Agreed): string {
  if (fact === 'region') return t(`hanging.region.${value as BodyRegion}`);
  const key = WORDS[fact]?.[value] ?? ORDINARY[fact]?.[value];
  return key ? t(key) : (TERMS[value] ?? value);
}

/** The studies of a key: 'CT + PT chest abdomen'. */
export const hangingKeyText = (t: Translate, { modalities, regions, procedures }: HangingKey): string =>
  [
    modalities.join(' + '),
    ...regions.map((region) => t(`hanging.region.${region}`)),
    ...procedures.map((procedure) => t(`hanging.procedure.${procedure}`)),
  ].join(' ');

/** Words as the name of a file: what some system does not take is written otherwise or left out. */
const fileWords = (words: string): string =>
  words
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);

/** What the file of a protocol is called: 'hanging-CT-PT-chest.dcm'. The studies of its key have no patient. */
export const protocolFileName = (t: Translate, { key }: HangingProtocol): string =>
  `hanging-${fileWords(hangingKeyText(t, key)) || 'protocol'}.dcm`;

/** A protocol in one sentence: 'CT chest: axial thin sharp | axial soft | coronal | prior'. */
export const hangingSentence = (t: Translate, { key, template }: HangingProtocol): string =>
  t('hanging.sentence', {
    studies: hangingKeyText(t, key),
    panes: template.panes
      .map((pane) => (pane ? selectorText(t, pane.selector, key.modalities.length === 1) : '–'))
      .join(' | '),
  });
