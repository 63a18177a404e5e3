import type { SuvKind } from './bodySize';

/** What PET values are read in: as the file has them, or as standardized uptake values. Order is part of the link format. */
export const PET_UNITS = ['file', 'bw', 'lbm', 'lbmJames', 'bsa'] as const satisfies readonly (
  'file' | SuvKind
)[];
export type PetUnit = (typeof PET_UNITS)[number];

/** Standardized uptake values as people write them. */
export const SUV_NAMES: Record<SuvKind, string> = {
  bw: 'SUVbw',
  lbm: 'SUVlbm',
  lbmJames: 'SUVlbm James',
  bsa: 'SUVbsa',
};
