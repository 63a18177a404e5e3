import { bodyRegionsOf, sideOf } from '@/dicom/priors/readDescription';
import type { BodyRegion } from '@/dicom/priors/regionWords';
import { items, number, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { frameNumbers, frameTexts } from '@/dicom/dataset/functionalGroups';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import { planeName, readOrientation } from '@/dicom/geometry/geometry';
import { laterality } from '@/dicom/geometry/laterality';
import { VIEW_CODES } from '@/dicom/geometry/viewCodes';
import { bValueOf } from '@/dicom/series/diffusion';
import { hasPicture } from '@/dicom/series/modality';
import { proceduresOf, readKernel, expectedFacts } from './factWords';
import {
  classOf,
  likeModality,
  type FactName,
  type FactValue,
  type Procedure,
  type Role,
  type SomeFacts,
} from './template';

/** What a list of series says of one. */
export interface ListedSeries {
  readonly modality: string;
  readonly number?: number | undefined;
  readonly description?: string | undefined;
  /** Body Part Examined (0018,0015). */
  readonly bodyPart?: string | undefined;
  readonly instanceCount?: number | undefined;
}

/** Facts of a series: `undefined` = not known yet; null = the series is described and does not say. */
export type KnownFacts = { readonly [Name in FactName]?: FactValue<Name> | null | undefined };

/** A series as hanging sees it. */
export interface SeriesFacts {
  readonly role: Role;
  /** As likeModality writes it. */
  readonly modality: string;
  readonly known: KnownFacts;
  /** What its description lets one expect of what is not known yet. */
  readonly likely: SomeFacts;
  readonly regions: ReadonlySet<BodyRegion>;
}

const FEW = 15;
const extentOf = (count: number): FactValue<'extent'> =>
  count <= 1 ? 'single' : count <= FEW ? 'few' : 'many';

const thicknessOf = (mm: number | undefined): FactValue<'thickness'> | null =>
  mm === undefined || !(mm > 0) ? null : (classOf('thickness', mm) ?? null);

const PROJECTIONS: ReadonlySet<string> = new Set(['DX', 'MG', 'XA', 'RF', 'US', 'IO', 'PX']);
/** Modalities of which Image Type DERIVED says that the picture was computed from others: of X-rays it says nothing. */
export const SLICED_MODALITIES: ReadonlySet<string> = new Set(['CT', 'MR', 'PT', 'NM']);

export const TOMOSYNTHESIS = '1.2.840.10008.5.1.4.1.1.13.1.3';
/** Storage classes FOR PROCESSING (PS3.6 table A-1): for a computer, not for eyes. */
const FOR_PROCESSING: ReadonlySet<string> = new Set([
  '1.2.840.10008.5.1.4.1.1.1.1.1',
  '1.2.840.10008.5.1.4.1.1.1.2.1',
  '1.2.840.10008.5.1.4.1.1.1.3.1',
]);
/** What a mammogram is in place of a picture of a whole breast. */
export type SpecialView = 'spot' | 'magnified' | 'displaced';
/** Magnification, spot compression, implant displaced (PS3.16 CID 4015): SCT, and SRT before it. */
const SPECIAL_VIEWS: Readonly<Record<string, SpecialView>> = {
  ...{ '399163009': 'magnified', 'R-102D6': 'magnified' },
  ...{ '399055006': 'spot', 'R-102D7': 'spot' },
  ...{ '399209000': 'displaced', 'R-102D5': 'displaced' },
};
/** Views by their codes. */
export const VIEWS: Readonly<Record<string, FactValue<'view'>>> = VIEW_CODES;
/** Terms of View Position (0018,5101). */
export const POSITIONS: Readonly<Record<string, FactValue<'view'>>> = {
  ...{ CC: 'CC', MLO: 'MLO', ML: 'ML', LM: 'LM', XCCL: 'XCCL' },
};

const codes = (of: readonly DicomJson[]): string[] => of.flatMap((item) => text(item, '00080100') ?? []);

/** The view of a mammogram by its codes; null where it names none. */
export function breastViewOf({ dataset }: Instance): FactValue<'view'> | null {
  const [coded] = codes(items(dataset, TAG.ViewCodeSequence));
  if (coded !== undefined) return VIEWS[coded] ?? 'other';
  const position = text(dataset, TAG.ViewPosition);
  return position === undefined ? null : (POSITIONS[position] ?? 'other');
}

/** The view that View Position (0018,5101) names where its code names another, each of them a known one. */
export function otherBreastView(instance: Instance): FactValue<'view'> | undefined {
  const coded = breastViewOf(instance);
  const position = POSITIONS[text(instance.dataset, TAG.ViewPosition) ?? ''];
  return coded === null || coded === 'other' || position === coded ? undefined : position;
}

/** As what a mammogram is coded beside its view (0054,0222); none of a picture of a whole breast. */
export function specialViews(dataset: DicomJson): readonly SpecialView[] {
  const views = items(dataset, TAG.ViewCodeSequence);
  const modifiers = [dataset, ...views].flatMap((one) => items(one, TAG.ViewModifierCodeSequence));
  return [...new Set(codes(modifiers).flatMap((code) => SPECIAL_VIEWS[code] ?? []))];
}

/** What a picture is for. */
export function useOf({ dataset, sopClass }: Instance, modality: string): FactValue<'use'> {
  const type = texts(dataset, TAG.ImageType).map((one) => one.toUpperCase());
  if (FOR_PROCESSING.has(sopClass) || text(dataset, TAG.PresentationIntentType) === 'FOR PROCESSING')
    return 'processing';
  if (modality === 'MG') {
    if (specialViews(dataset).length > 0) return 'special';
    return sopClass === TOMOSYNTHESIS ? 'tomo' : 'original';
  }
  if (type.includes('LOCALIZER')) return 'localizer';
  if (type.some((one) => /(^|_)MI?N?IP(_|$)|PROJECTION IMAGE/.test(one))) return 'mip';
  if (type.some((one) => /(^|_)MPR(_|$)/.test(one))) return 'mpr';
  return SLICED_MODALITIES.has(modality) && type[0] === 'DERIVED' && !type.includes('ADC')
    ? 'derived'
    : 'original';
}

/** Acquisition Contrast (0008,9209; PS3.3 C.8.13.3.1.1). */
export const CONTRASTS: Readonly<Record<string, FactValue<'weighting'>>> = {
  DIFFUSION: 'dwi',
  FLUID_ATTENUATED: 'flair',
  PERFUSION: 'perfusion',
  PROTON_DENSITY: 'pd',
  STIR: 'stir',
  T1: 't1',
  T2: 't2',
  T2_STAR: 'swi',
  TOF: 'tof',
};

/** What Repetition, Echo and Inversion Time (ms) make bright; undefined where they do not tell. */
function weightingByTimes(
  repetitionMs: number | undefined,
  echoMs: number | undefined,
  inversionMs: number | undefined,
  isGradient: boolean,
): FactValue<'weighting'> | undefined {
  if (echoMs === undefined) return undefined;
  if (inversionMs !== undefined && inversionMs > 0) {
    if (inversionMs >= 1500 && echoMs >= 60) return 'flair';
    if (inversionMs <= 300 && !isGradient) return 'stir';
    // A gradient echo that was prepared, as MPRAGE, or a T1 FLAIR.
    if (echoMs < 30) return 't1';
  }
  if (isGradient) return echoMs <= 10 ? 't1' : undefined;
  if (repetitionMs === undefined) return undefined;
  if (repetitionMs <= 1000) return echoMs <= 30 ? 't1' : undefined;
  if (repetitionMs < 1500) return undefined;
  return echoMs >= 60 ? 't2' : echoMs <= 50 ? 'pd' : undefined;
}

/** Weightings that times alone do not tell from T1, T2 and proton density where no inversion time is said. */
const BY_WORD: ReadonlySet<string | undefined> = new Set([
  'flair',
  'stir',
  'swi',
  'tof',
  'perfusion',
  'dwi',
  'adc',
]);

function weightingOf(instance: Instance, word: FactValue<'weighting'> | undefined) {
  const { dataset } = instance;
  const type = new Set(texts(dataset, TAG.ImageType).map((one) => one.toUpperCase()));
  if (type.has('ADC') || type.has('ADC_UNSPECIFIED')) return 'adc';
  const b = bValueOf(instance, 1);
  if ((b !== undefined && b > 0) || type.has('DIFFUSION')) return word === 'adc' ? 'adc' : 'dwi';
  const [coded] = frameTexts(dataset, 1, TAG.MrImageFrameTypeSequence, TAG.AcquisitionContrast);
  if (coded !== undefined && CONTRASTS[coded] !== undefined) return CONTRASTS[coded];
  const timing = TAG.MrTimingAndRelatedParametersSequence;
  const [repetitionMs] = frameNumbers(dataset, 1, timing, TAG.RepetitionTime);
  const [effectiveMs] = frameNumbers(dataset, 1, TAG.MrEchoSequence, TAG.EffectiveEchoTime);
  const echoMs = number(dataset, TAG.EchoTime) ?? effectiveMs;
  const inversionMs = number(dataset, TAG.InversionTime);
  const isGradient = texts(dataset, TAG.ScanningSequence).includes('GR');
  const told = weightingByTimes(repetitionMs, echoMs, inversionMs, isGradient);
  // Times of an echo-planar or angiographic sequence look like others': what it is called counts.
  if (told !== 'flair' && told !== 'stir' && BY_WORD.has(word)) return word;
  return told ?? word ?? null;
}

const bValueClass = (b: number | undefined): FactValue<'bValue'> | null =>
  b === undefined ? null : (classOf('bValue', b) ?? null);

function contrastOf({ dataset }: Instance): FactValue<'contrast'> {
  const agent = text(dataset, TAG.ContrastBolusAgent)?.trim() ?? '';
  return agent === '' || /^(no|none|nein|without|ohne)\b/i.test(agent) ? 'without' : 'with';
}

/** What is called not corrected is none, whatever is marked: a scanner marks ATTN what it calls NAC (acrin-nsclc-042). */
function correctionOf({ dataset }: Instance, word: SomeFacts['correction']): FactValue<'correction'> | null {
  if (word === 'none') return 'none';
  const said = texts(dataset, TAG.CorrectedImage).map((one) => one.toUpperCase());
  return said.includes('ATTN') ? 'attenuation' : said.length > 0 ? 'none' : null;
}

/** What a series is, by one of its images: that it opens with, or any other. */
function describedFacts(instance: Instance, modality: string, words: SomeFacts): KnownFacts {
  const orientation = readOrientation(instance, 1);
  const isProjection = PROJECTIONS.has(modality) && modality !== 'MG';
  const { dataset } = instance;
  const [thicknessMm] = frameNumbers(dataset, 1, TAG.PixelMeasuresSequence, TAG.SliceThickness);
  const kernels = frameTexts(dataset, 1, TAG.CtReconstructionSequence, TAG.ConvolutionKernel);
  const isSlice = SLICED_MODALITIES.has(modality);
  const side = laterality(instance);
  const use = useOf(instance, modality);
  // Scanners that do not mark their scouts call them so.
  const isPlain = isSlice && (use === 'original' || use === 'derived');
  return {
    plane: orientation ? planeName(orientation) : isProjection || modality === 'MG' ? 'none' : null,
    weighting: modality === 'MR' ? weightingOf(instance, words.weighting) : null,
    view: modality === 'MG' ? breastViewOf(instance) : null,
    laterality: side === 'U' ? null : (side ?? null),
    use: isPlain && words.use !== undefined ? words.use : use,
    kernel: modality === 'CT' ? (readKernel(kernels) ?? null) : null,
    thickness: isSlice ? thicknessOf(thicknessMm) : null,
    contrast: isSlice && modality !== 'PT' ? contrastOf(instance) : null,
    bValue: modality === 'MR' ? bValueClass(bValueOf(instance, 1)) : null,
    phase: words.phase ?? null,
    correction: modality === 'PT' ? correctionOf(instance, words.correction) : null,
  };
}

/** What is known of a series from its row of the list, and from one of its images where that is described. */
export function factsOf(listed: ListedSeries, role: Role, instance?: Instance): SeriesFacts {
  const modality = likeModality(listed.modality);
  const own = instance && text(instance.dataset, TAG.ProtocolName);
  const words = expectedFacts([listed.description, own]);
  // What a mammogram shows, its codes say, and no text (a label may stand on the wrong side).
  const side = modality === 'MG' ? undefined : sideOf([listed.description]);
  const count = listed.instanceCount;
  const { weighting, kernel, correction, ...others } = words;
  const likely: SomeFacts = {
    ...others,
    ...(modality === 'MR' && weighting ? { weighting } : {}),
    ...(modality === 'CT' && kernel ? { kernel } : {}),
    ...(modality === 'PT' && correction ? { correction } : {}),
    ...(side === 'left' ? { laterality: 'L' } : side === 'right' ? { laterality: 'R' } : {}),
  };
  return {
    role,
    modality,
    known: {
      ...(count === undefined
        ? {}
        : { extent: extentOf(instance ? Math.max(count, instance.frames) : count) }),
      ...(instance ? describedFacts(instance, modality, words) : {}),
    },
    likely,
    regions: bodyRegionsOf([listed.bodyPart, listed.description]),
  };
}

/** What tells like studies apart. */
export interface StudyFacts {
  /** Of pictures, as likeModality writes them, each once, sorted. */
  readonly modalities: readonly string[];
  readonly regions: ReadonlySet<BodyRegion>;
  readonly procedures: ReadonlySet<Procedure>;
}

/** A study by its list of series; `description`: Study Description (0008,1030), where it is known. */
export function studyFacts(series: readonly ListedSeries[], description?: string): StudyFacts {
  const pictures = series.filter(hasPicture);
  const said = [description, ...pictures.flatMap((one) => [one.bodyPart, one.description])];
  return {
    modalities: [...new Set(pictures.map(({ modality }) => likeModality(modality)))].sort(),
    regions: bodyRegionsOf(said),
    procedures: proceduresOf(said),
  };
}
