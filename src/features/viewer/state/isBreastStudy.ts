import type { SeriesSummary } from '@/archive/contract/archive';
import { hasPicture } from '@/dicom/series/modality';

/** Series of more objects are not described as a whole for this. */
const MOST_OBJECTS = 64;
const MOST_SERIES = 24;

/** The series of a study that may hold mammograms. */
export const breastSeries = (series: readonly SeriesSummary[]): readonly SeriesSummary[] =>
  series
    .filter(({ modality, instanceCount = 1 }) => modality === 'MG' && instanceCount <= MOST_OBJECTS)
    .slice(0, MOST_SERIES);

/** Whether a study opens as mammograms: it has several, and no other pictures. */
export function isBreastStudy(series: readonly SeriesSummary[]): boolean {
  const pictures = series.filter(hasPicture);
  const count = breastSeries(pictures).reduce((sum, { instanceCount = 1 }) => sum + instanceCount, 0);
  return count > 1 && pictures.every(({ modality }) => modality === 'MG');
}
