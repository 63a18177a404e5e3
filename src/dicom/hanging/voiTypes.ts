import type { CT_WINDOWS } from '@/dicom/transforms/ctWindows';

/** VOI Type (0072,0702): the window that each of its defined terms stands for here; POST_FOSSA stands for none. */
export const VOI_TYPES: Readonly<Record<string, keyof typeof CT_WINDOWS>> = {
  SOFT_TISSUE: 'softTissue',
  LUNG: 'lung',
  BONE: 'bone',
  MEDIASTINUM: 'mediastinum',
  LIVER: 'liver',
  BRAIN: 'brain',
  ABDO_PELVIS: 'softTissue',
};
