import { CT_ANSWERS, CUBE_ANSWERS } from '../../server/samples/answers';
import { rows, SERIES_UID, attributeText } from '../harness/dicomWeb';
import { SHORT, SHORT_SLICES } from '../harness/machine';
import { findSeries, type FoundSeries } from './samples';

const rod = CT_ANSWERS.rods.find(({ lengthMm }) => lengthMm === 50);
const insert = CT_ANSWERS.inserts.find(({ valueHu }) => valueHu === 40);
if (!rod || !insert) throw new Error('the CT phantom has no 50 mm rod or no 40 HU insert');

/** The 50.0 mm rod of the CT phantom; slices count from 0 in the short one, all of which hold it. */
export const ROD = { ...rod, slice: 10 };
/** The 40 HU insert of the CT phantom, likewise. */
export const INSERT = { ...insert, slice: 4, instanceNumber: SHORT.first + 4 };

/** The CT phantom among the samples, whole or short (`linkSamples`), its slices in the order of their numbers. */
export const ctPhantom = (root: string): Promise<FoundSeries> =>
  findSeries(root, { modality: 'CT', atLeast: SHORT_SLICES, patientId: CT_ANSWERS.patientId });

export interface CubeSeries {
  readonly series: string;
  /** At the edges of the image as acquired; the first letter where several stand. */
  readonly letters: Readonly<Record<'top' | 'right' | 'bottom' | 'left', string>>;
}

/** The lettered cube and what stands at the edges of each of its series. */
export async function cube(root: string): Promise<{ study: string; seriesAsStored: CubeSeries[] }> {
  const { study } = await findSeries(root, {
    modality: 'MR',
    atLeast: 10,
    patientId: CUBE_ANSWERS.patientId,
  });
  const found = await rows(root, `studies/${study}/series`);
  const seriesAsStored = CUBE_ANSWERS.series.map(({ number, top, right, bottom, left }) => {
    const row = found.find((each) => Number(attributeText(each, '00200011')) === number);
    return { series: row ? attributeText(row, SERIES_UID) : '', letters: { top, right, bottom, left } };
  });
  return { study, seriesAsStored };
}
