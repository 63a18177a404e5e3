import { readReport, writeReport } from '@/measurement/report/findings';
import { writeKeyImages } from '@/view/reports/keyImages';
import { writePresentation } from '@/view/presentation/presentation';
import type { Signature, Writers } from './saver';

function signature(document: Parameters<Writers['signature']>[0]): Signature {
  const { author, at } = readReport(document);
  return { ...(author === undefined ? {} : { author }), ...(at === undefined ? {} : { at }) };
}

/** How the objects of this program are made. */
export const WRITERS: Writers = {
  report: writeReport,
  keyImages: writeKeyImages,
  presentation: writePresentation,
  signature,
};
