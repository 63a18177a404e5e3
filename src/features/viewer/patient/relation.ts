import { text } from '@/dicom/dataset/dicomJson';
import { samenessOf } from '@/dicom/patient/sameness';
import { plainDa } from '@/dicom/values/day';
import type { MessageKey } from '@/i18n/en';
import { useView } from '@/features/viewer/context/viewerContext';
import { usePanePatient, useStudyPatient } from './whose';

/** What a pane's study is to the one that is read, in words; undefined where it is that one, or the pane is empty. */
export function useRelation(pane: number): MessageKey | undefined {
  const study = useView(({ panes }) => panes[pane]?.study);
  const read = useView(({ studies }) => studies[0]);
  const isOther = study !== undefined && study !== read;
  const owner = usePanePatient(pane);
  const reader = useStudyPatient(isOther ? read : undefined);
  if (!isOther) return undefined;
  if (samenessOf(reader, owner) === 'other') return 'pane.otherPerson';
  const [now, then] = [plainDa(text(reader, '00080020')), plainDa(text(owner, '00080020'))];
  if (now === undefined || then === undefined || now === then) return 'pane.otherStudy';
  return then < now ? 'pane.prior' : 'pane.laterStudy';
}
