import { text } from '@/dicom/dataset/dicomJson';
import { formatDate } from '@/dicom/values/dateText';
import { listText } from '@/i18n/numberText';
import { useT } from '@/i18n/t';
import { useSeriesOf } from '@/features/viewer/context/viewerContext';
import { useIdentityHidden } from '@/view/hiddenIdentity';
import { identityOf } from './identity';
import { useRelation } from './relation';
import { usePanePatient } from './whose';

/** A pane's picture in words: what its study is to the one that is read, of which day, whose, and which series; '' while nobody says. */
export function usePaneSaid(pane: number): string {
  const t = useT();
  const relation = useRelation(pane);
  const owner = usePanePatient(pane);
  const series = useSeriesOf(pane)?.description ?? '';
  const isHidden = useIdentityHidden();
  const name = owner && !isHidden ? identityOf(owner).name : '';
  const day = formatDate(text(owner, '00080020'));
  return listText([relation ? t(relation) : '', day, name, series].filter((part) => part !== ''));
}
