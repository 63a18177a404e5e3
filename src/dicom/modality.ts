/** Modality (0008,0060) of objects that hold no picture of their own. */
const NO_PICTURE = new Set([
  'SR',
  'PR',
  'SEG',
  'KO',
  'DOC',
  'RTSTRUCT',
  'RTPLAN',
  'RTRECORD',
  'REG',
  'FID',
  'RWV',
  'SMR',
  'AU',
  'ECG',
  'EPS',
  'HD',
  'RESP',
  'PLAN',
  'STAIN',
  'TEXTUREMAP',
  'M3D',
  'ANN',
  'ASMT',
]);

/** Whether a series can be expected to have a picture, as far as its modality says. */
export const hasPicture = ({ modality }: { readonly modality: string }): boolean => !NO_PICTURE.has(modality);
