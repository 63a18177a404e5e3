import { folded } from '@/dicom/priors/readDescription';
import { PROCEDURES, type Procedure, type SomeFacts } from './template';

type Words<Value extends string> = readonly (readonly [Value, RegExp])[];

/** Words of weightings, the particular before the common: a T2 FLAIR is a FLAIR. */
const WEIGHTINGS: Words<NonNullable<SomeFacts['weighting']>> = [
  ['adc', /\b(adc|apparent diffusion)\b/],
  ['dwi', /\b(dwi|diff|diffusion|trace\w*|b ?\d{3,4}|ep2d diff|resolve)\b/],
  ['perfusion', /\b(perf|perfusion|dsc|dce|asl|cbf|cbv|mtt)\b/],
  ['swi', /\b(swi|swan|susceptibility|t2 star|t2star|venobold)\b/],
  ['tof', /\b(tof|time of flight)\b/],
  ['flair', /\b(flair|dark fluid|tirm dark|t2 ?flair)\b/],
  ['stir', /\b(stir|tirm)\b/],
  ['t1', /\b(t1\w?|t 1|mprage|mp2rage|fspgr|bravo|vibe|thrive|lava|tfl)\b/],
  ['t2', /\b(t2\w?|t 2|haste|ssfse|blade|propeller|ciss|fiesta|space t2)\b/],
  ['pd', /\b(pd\w?|proton|dens)\b/],
];

/** Words of planes, with the German ones. */
const PLANES: Words<'axial' | 'coronal' | 'sagittal'> = [
  ['sagittal', /\b(sag|sagittal|saggital|sagit)\b/],
  ['coronal', /\b(cor|coronal|koronar|kor)\b/],
  ['axial', /\b(ax|axial|tra|trans|transversal|transverse|transaxial)\b/],
];

const USES: Words<NonNullable<SomeFacts['use']>> = [
  [
    'localizer',
    /\b(scouts?|topograms?|surview|survey|localizers?|localisers?|loc|3 ?plane|scanograms?|smartbrain)\b/,
  ],
  ['mip', /\b(m ?ips?|minip|max ip)\b/],
  ['mpr', /\b(mpr|reformat\w*|refmt)\b/],
];

const PHASES: Words<NonNullable<SomeFacts['phase']>> = [
  ['native', /\b(nativ\w*|plain|noncon\w*|non ?contrast|unenhanced|without contrast|pre ?contrast)\b/],
  ['arterial', /\b(art|arterial|arteriell)\b/],
  ['portal', /\b(portal\w*|pv|portovenous|pvp)\b/],
  ['venous', /\b(ven|venous|venos)\b/],
  ['delayed', /\b(delay\w*|late|spat\w*|excretory|urographic)\b/],
];

const CONTRASTS: Words<'with' | 'without'> = [
  ['without', /\b(nativ\w*|noncon\w*|non ?contrast|unenhanced|without|wo|w o|pre ?contrast|ohne km)\b/],
  ['with', /\b(contrast|km|ce|gd|gad|post|enhanced|iv|art|arterial|ven|venous|portal\w*)\b/],
];

const KERNELS: Words<'sharp' | 'soft'> = [
  ['sharp', /\b(lung|bone|sharp|lunge|knochen|hr|edge)\b/],
  ['soft', /\b(soft|soft tissue|st|mediastinum|weichteil\w*|standard|std)\b/],
];

/** Words of PET, the longer before the shorter: 'not AC' is none. */
const CORRECTIONS: Words<'attenuation' | 'none'> = [
  ['none', /\b(nac|noac|(no|non|not|un) ?(ac|atten\w*|corrected)|uncorrected|unkorrigiert)\b/],
  ['attenuation', /\b(ac|ctac|mac|atten\w* corr\w*|corrected|korrigiert)\b/],
];

const first = <Value extends string>(words: Words<Value>, said: string): Value | undefined =>
  words.find(([, word]) => word.test(said))?.[0];

/** What a description of a series lets one expect: never held for a fact, but better than nothing before the series is described. */
export function expectedFacts(said: readonly (string | undefined)[]): SomeFacts {
  const all = folded(said.filter((one) => one !== undefined).join(' '));
  const slices = kernelOf(all.split(' '));
  const facts = {
    weighting: first(WEIGHTINGS, all),
    plane: first(PLANES, all),
    use: first(USES, all),
    phase: first(PHASES, all),
    contrast: first(CONTRASTS, all),
    kernel: slices ?? first(KERNELS, all),
    correction: first(CORRECTIONS, all),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as SomeFacts;
}

/** Kernels of makers by their letters and numbers; undefined where none is known. In lower case. */
function kernelName(name: string): 'sharp' | 'soft' | undefined {
  // Canon: FC30 to 59 and 80 to 89 are for lung and bone.
  const fc = /^fc(\d\d)/.exec(name)?.[1];
  if (fc !== undefined) return (Number(fc) >= 30 && Number(fc) < 60) || Number(fc) >= 80 ? 'sharp' : 'soft';
  // Siemens: a letter or two, and how sharp it is.
  const siemens = /^[bhiq][a-z]?(\d\d)[a-z]*$/.exec(name)?.[1];
  if (siemens !== undefined) return Number(siemens) >= 50 ? 'sharp' : 'soft';
  return undefined;
}

/** Philips has single letters: they count where a kernel stands, not in a description. */
const PHILIPS: Readonly<Record<string, 'sharp' | 'soft'>> = {
  a: 'soft',
  b: 'soft',
  c: 'soft',
  d: 'sharp',
  e: 'sharp',
  l: 'sharp',
  ya: 'sharp',
  yb: 'sharp',
};

/** The kernel that one of some words in lower case names. */
const kernelOf = (words: readonly string[]): 'sharp' | 'soft' | undefined =>
  words.map(kernelName).find((kernel) => kernel !== undefined);

/** What Convolution Kernel (0018,1210) says; undefined where it is none that is known. */
export function readKernel(values: readonly string[]): 'sharp' | 'soft' | undefined {
  const words = values.flatMap((value) => folded(value).trim().split(' ')).filter(Boolean);
  return kernelOf(words) ?? PHILIPS[words[0] ?? ''] ?? first(KERNELS, folded(values.join(' ')));
}

/** Words of procedures in English and German, as folded writes them. */
const PROCEDURE_WORDS: Readonly<Record<Procedure, RegExp>> = {
  angiography: /\b(cta|mra|angio\w*|ctangio\w*)\b/,
  perfusion: /\bperfusion\w*\b/,
  trauma: /\b(trauma|polytrauma|fracture|fraktur)\b/,
  stroke: /\b(stroke|schlaganfall|apoplex|insult)\b/,
  tumour: /\b(tumou?r|staging|oncolog\w*|metastas\w*|lymphom\w*)\b/,
  screening: /\bscreening\b/,
  diagnostic: /\bdiagnostic\b/,
  lowDose: /\b(low ?dose|ldct|niedrigdosis)\b/,
  wholeBody: /\b(whole ?body|ganzkorper|skull base to (mid )?thigh|eyes to thigh)\b/,
  arthrography: /\b(arthro\w*)\b/,
  coronary: /\b(coronar\w*|koronar(ien|angiographie)|ccta)\b/,
  colonography: /\b(colonograph\w*|kolonograph\w*)\b/,
  urography: /\b(urogra\w*|ivp)\b/,
  enterography: /\b(entero(graph|clys|klys)\w*|sellink)\b/,
  cholangiography: /\b(mrcp|cholangio\w*)\b/,
  epilepsy: /\b(epilep\w*|seizure)\b/,
  pituitary: /\b(pituitar\w*|hypophys\w*|sella)\b/,
  venography: /\b(venogra\w*|mrv|ctv|phlebo\w*)\b/,
};

/** The procedures that descriptions name. */
export function proceduresOf(said: readonly (string | undefined)[]): ReadonlySet<Procedure> {
  const all = folded(said.filter((one) => one !== undefined).join(' '));
  return new Set(PROCEDURES.filter((procedure) => PROCEDURE_WORDS[procedure].test(all)));
}
