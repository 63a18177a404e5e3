import { TAG } from '@/dicom/dataset/tags';
import { CONTRASTS, POSITIONS, SLICED_MODALITIES, TOMOSYNTHESIS, VIEWS } from './facts';
import type { FactName, FactValue } from './template';

/** Which attribute of an image says a fact, and by which terms. */
export interface FactTerms<Name extends FactName = FactName> {
  readonly fact: Name;
  readonly value: FactValue<Name>;
  /** A tag; `plane`: the category IMAGE_PLANE of a filter (PS3.3 C.23.3.1.1). */
  readonly attribute: string;
  readonly vr: 'CS' | 'UI' | 'SQ';
  /** Any of them; of a sequence, values of codes. */
  readonly terms: readonly string[];
  /** Which value of the attribute, from 1; 0 = any. */
  readonly valueNumber: number;
  /** The modalities of which the attribute says it; absent: all. */
  readonly modalities?: ReadonlySet<string>;
  /** Written no more, but understood. */
  readonly isReadOnly?: boolean;
}

const row = <Name extends FactName>(
  fact: Name,
  value: FactValue<Name>,
  attribute: string,
  terms: readonly string[],
  others: Partial<FactTerms<Name>> = {},
): FactTerms<Name> => ({ fact, value, attribute, terms, vr: 'CS', valueNumber: 1, ...others });

const PLANES = [
  ['axial', 'TRANSVERSE'],
  ['coronal', 'CORONAL'],
  ['sagittal', 'SAGITTAL'],
  ['oblique', 'OBLIQUE'],
] as const;

/** Modalities whose images have a side of their own, Image Laterality (0020,0062). */
const SIDED: ReadonlySet<string> = new Set(['MG', 'DX']);
const PET: ReadonlySet<string> = new Set(['PT']);
const VIEW_VALUES = ['CC', 'MLO', 'ML', 'LM', 'XCCL'] as const;
const SIDES = ['R', 'L', 'B'] as const;
const USE = TAG.ImageType;

/**
 * Facts that images tell by an attribute with terms. The first row of a fact's value is written. What images lack that hold no such
 * attribute (Acquisition Contrast is of enhanced MR alone), other viewers take for agreeing.
 */
export const FACT_TERMS: readonly FactTerms[] = [
  ...PLANES.map(([plane, term]) => row('plane', plane, 'plane', [term])),
  ...Object.entries(CONTRASTS).map(([term, weighting]) =>
    row('weighting', weighting, TAG.AcquisitionContrast, [term]),
  ),
  row('weighting', 'adc', USE, ['ADC'], { valueNumber: 0 }),
  ...VIEW_VALUES.map((view) => {
    const codes = Object.keys(VIEWS).filter((one) => VIEWS[one] === view);
    return row('view', view, TAG.ViewCodeSequence, codes, { vr: 'SQ' });
  }),
  ...Object.entries(POSITIONS).map(([term, view]) =>
    row('view', view, TAG.ViewPosition, [term], { isReadOnly: true }),
  ),
  ...SIDES.map((side) => row('laterality', side, TAG.ImageLaterality, [side], { modalities: SIDED })),
  ...SIDES.map((side) => row('laterality', side, TAG.Laterality, [side])),
  row('use', 'localizer', USE, ['LOCALIZER'], { valueNumber: 3 }),
  row('use', 'mip', USE, ['MIP', 'PROJECTION IMAGE'], { valueNumber: 0 }),
  row('use', 'mpr', USE, ['MPR'], { valueNumber: 0 }),
  row('use', 'original', USE, ['ORIGINAL'], { modalities: SLICED_MODALITIES }),
  row('use', 'derived', USE, ['DERIVED'], { modalities: SLICED_MODALITIES }),
  row('correction', 'attenuation', TAG.CorrectedImage, ['ATTN'], { valueNumber: 0, modalities: PET }),
  row('use', 'processing', TAG.PresentationIntentType, ['FOR PROCESSING']),
  row('use', 'tomo', TAG.SopClassUid, [TOMOSYNTHESIS], { vr: 'UI' }),
];

/** What a pane never takes that does not ask for it (score.ts): to leave it out, nothing is needed. */
export const APART_TERMS: ReadonlySet<string> = new Set(['LOCALIZER', 'FOR PROCESSING']);
/** Terms that mean: none of those. */
export const PLAIN_TERMS: ReadonlySet<string> = new Set(['AXIAL', 'FOR PRESENTATION']);
