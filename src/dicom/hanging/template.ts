import type { BodyRegion } from '@/dicom/priors/regionWords';

/** Whose pictures a pane is for: the study that was opened, the best prior, the next. */
export const ROLES = ['current', 'prior1', 'prior2'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What is known of a series for placing it, by fact, with every value that there is. `CR` counts as `DX` (likeModality). None of them is a
 * UID, a name, a date or free text: what a template holds says nothing of a patient.
 */
export const FACT_VALUES = {
  /** From Image Orientation (Patient) alone, never from a name. `none`: a projection. */
  plane: ['axial', 'coronal', 'sagittal', 'oblique', 'none'],
  /** MR: what its times make bright. */
  weighting: ['t1', 't2', 'pd', 'flair', 'stir', 'dwi', 'adc', 'swi', 'tof', 'perfusion'],
  /** Mammography: View Code Sequence (0054,0220), View Position (0018,5101). */
  view: ['CC', 'MLO', 'ML', 'LM', 'XCCL', 'other'],
  /** Of a paired part: frame, image, series (0020,0060; 0020,0062; 0020,9072). */
  laterality: ['R', 'L', 'B'],
  /** What the picture is for, from Image Type, Presentation Intent Type and the modifiers of a view. */
  use: ['original', 'localizer', 'mip', 'mpr', 'derived', 'processing', 'special', 'tomo'],
  /** Reconstruction kernel. */
  kernel: ['sharp', 'soft'],
  /** Slice Thickness: to 1.5 mm, to 3.5 mm, more. */
  thickness: ['thin', 'medium', 'thick'],
  /** Contrast/Bolus Agent (0018,0010). */
  contrast: ['with', 'without'],
  /** Diffusion b-value, s/mm²: to 50, to 600, more. */
  bValue: ['low', 'middle', 'high'],
  /** Of contrast. */
  phase: ['native', 'arterial', 'portal', 'venous', 'delayed'],
  /** PET: whether the counts were corrected for attenuation, Corrected Image (0028,0051). */
  correction: ['attenuation', 'none'],
  /** How many images: one, to fifteen, more. */
  extent: ['single', 'few', 'many'],
} as const;

export type FactName = keyof typeof FACT_VALUES;
export type FactValue<Name extends FactName = FactName> = (typeof FACT_VALUES)[Name][number];
export const FACT_NAMES = Object.keys(FACT_VALUES) as readonly FactName[];

/** Facts that are classes of a number: what is at most the first bound has the first value, and so on. */
export const CLASS_BOUNDS = {
  /** Of Slice Thickness, mm. */
  thickness: [1.5, 3.5],
  /** Of the b-value, s/mm². */
  bValue: [50, 600],
} as const;

/** The class of a number. */
export const classOf = <Name extends keyof typeof CLASS_BOUNDS>(
  name: Name,
  value: number,
): FactValue<Name> | undefined =>
  FACT_VALUES[name][CLASS_BOUNDS[name].filter((bound) => value > bound).length];

/** Some facts with their values. */
export type SomeFacts = { readonly [Name in FactName]?: FactValue<Name> };

/** Which series a pane is for. Modality and role must agree; a fact that is left out may be anything. */
export interface Selector {
  readonly role: Role;
  /** Modality (0008,0060), as likeModality writes it. */
  readonly modality: string;
  readonly facts: SomeFacts;
  /** The part of the body, where a study shows several. */
  readonly region?: BodyRegion;
}

/** A window in Hounsfield units (CT alone: those of other modalities mean something else in each study). Curve as (0028,1056). */
export interface WindowPreset {
  readonly centre: number;
  readonly width: number;
  readonly curve: 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';
}

/** A pane of a template. */
export interface PaneTemplate {
  readonly selector: Selector;
  /** Absent: the image's own. */
  readonly window?: WindowPreset;
  /** 1 = the whole image fits; absent: so. */
  readonly zoom?: number;
}

/** An arrangement of panes without a patient. */
export interface HangingTemplate {
  readonly grid: { readonly rows: number; readonly columns: number };
  /** Row by row, rows * columns long; null = stays empty. */
  readonly panes: readonly (PaneTemplate | null)[];
  /** What the panes do together; absent: each by itself. */
  readonly links?: { readonly scroll?: boolean; readonly lines?: boolean };
}

/** Words of procedures that tell like studies apart: a closed list, so that no text of a study gets into a protocol. */
export const PROCEDURES = [
  'angiography',
  'perfusion',
  'trauma',
  'stroke',
  'tumour',
  'screening',
  'diagnostic',
  'lowDose',
  'wholeBody',
  'arthrography',
  'coronary',
  'colonography',
  'urography',
  'enterography',
  'cholangiography',
  'epilepsy',
  'pituitary',
  'venography',
] as const;
export type Procedure = (typeof PROCEDURES)[number];

/** Which studies a protocol is for. */
export interface HangingKey {
  /** Of pictures, as likeModality writes them, sorted. */
  readonly modalities: readonly string[];
  /** All of them are in the study; none: any region. */
  readonly regions: readonly BodyRegion[];
  /** All of them are in the study; none: any procedure. */
  readonly procedures: readonly Procedure[];
}

/** A template with the studies that it is for. */
export interface HangingProtocol {
  /** Made here at random, or the name of a built-in one; never a UID. */
  readonly id: string;
  readonly key: HangingKey;
  readonly template: HangingTemplate;
  /** When it was made, ms since 1970, to LAST_MADE_MS: of two for the same studies the newer hangs. 0: built in. */
  readonly madeAtMs: number;
}

/** The last moment that DT can name (PS3.5 6.2: years have four digits). */
export const LAST_MADE_MS = Date.UTC(9999, 11, 31);

/** Computed and digital radiography are hung alike. */
export const likeModality = (modality: string): string => (modality === 'CR' ? 'DX' : modality);
