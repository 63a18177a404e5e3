import { kindOf } from '@/dicom/series/modality';
import type { KindSubject } from '@/kinds/contract/paneKind';

/** Structured reports of all classes, and key object documents: text that the same pane shows. */
export const acceptsReport = ({ modality, sopClass }: KindSubject): boolean =>
  ['report', 'keyObjects'].includes(kindOf(modality, sopClass));
