/** What a series holds, in the words that are used for it. */
export type SeriesKind =
  | 'image'
  | 'report'
  | 'keyObjects'
  | 'document'
  | 'waveform'
  | 'presentation'
  | 'segmentation'
  | 'structures'
  | 'plan'
  | 'model'
  | 'video'
  | 'other';

/** Modality (0008,0060) of objects that hold no picture of their own; every other is one of images. */
const BY_MODALITY: Readonly<Record<string, SeriesKind>> = {
  SR: 'report',
  KO: 'keyObjects',
  DOC: 'document',
  ECG: 'waveform',
  EPS: 'waveform',
  HD: 'waveform',
  RESP: 'waveform',
  AU: 'waveform',
  PR: 'presentation',
  SEG: 'segmentation',
  RTSTRUCT: 'structures',
  RTPLAN: 'plan',
  RTRECORD: 'plan',
  PLAN: 'plan',
  M3D: 'model',
  REG: 'other',
  FID: 'other',
  RWV: 'other',
  SMR: 'other',
  STAIN: 'other',
  TEXTUREMAP: 'other',
  ANN: 'other',
  ASMT: 'other',
};

/** Storage classes below 1.2.840.10008.5.1.4.1.1 that tell more than the modality does (PS3.6 table A-1). */
const BY_CLASS: readonly (readonly [string, SeriesKind])[] = [
  ['88.59', 'keyObjects'],
  ['88.', 'report'],
  ['104.1', 'document'],
  ['104.2', 'document'],
  ['104.', 'model'],
  ['9.', 'waveform'],
  ['11.', 'presentation'],
  ['66.4', 'segmentation'],
  ['66.5', 'segmentation'],
  ['66.7', 'segmentation'],
  ['66', 'other'],
  ['481.3', 'structures'],
  ['481.1', 'image'],
  ['481.2', 'image'],
  ['481.', 'plan'],
  ['77.1.1.1', 'video'],
  ['77.1.2.1', 'video'],
  ['77.1.4.1', 'video'],
];
const STORAGE = '1.2.840.10008.5.1.4.1.1.';

/** Encapsulated PDF (PS3.3 A.45.1). */
export const PDF_CLASS = '1.2.840.10008.5.1.4.1.1.104.1';

/** What a series holds, as far as its modality says, and the class of an object of it where that is known. */
export function kindOf(modality: string, sopClass?: string): SeriesKind {
  const own = sopClass?.startsWith(STORAGE) ? sopClass.slice(STORAGE.length) : undefined;
  const told =
    own && BY_CLASS.find(([start]) => own === start || (start.endsWith('.') && own.startsWith(start)));
  if (told) return told[1];
  return Object.hasOwn(BY_MODALITY, modality) ? (BY_MODALITY[modality] ?? 'image') : 'image';
}

/** Modalities each once: those of pictures, then what was said about them. A study is known by what was taken. */
export function picturesFirst(modalities: readonly string[]): readonly string[] {
  const all = [...new Set(modalities)].filter(Boolean);
  const isPicture = (modality: string) => hasPicture({ modality });
  return [...all.filter(isPicture), ...all.filter((one) => !isPicture(one))];
}

/** Whether a series can be expected to have a picture, as far as its modality says. */
export const hasPicture = ({ modality }: { readonly modality: string }): boolean =>
  kindOf(modality) === 'image';
