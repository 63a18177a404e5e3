import { readReport, writeReport } from '@/view/findings';
import { writeKeyImages } from '@/view/keyImages';
import { writePresentation, type PresentedPane } from '@/view/presentation';
import type { Signature, Writers } from './saver';

function signature(document: Parameters<Writers['signature']>[0]): Signature {
  const { author, at } = readReport(document);
  return { ...(author === undefined ? {} : { author }), ...(at === undefined ? {} : { at }) };
}

/** How the objects of this program are made; `shown` tells what the active pane shows. */
export const writersOf = (shown: () => PresentedPane | undefined): Writers => ({
  report: writeReport,
  keyImages: writeKeyImages,
  presentation: (writing) => {
    const presented = shown();
    return presented && writePresentation(writing, presented);
  },
  signature,
});
