import { PDF_CLASS } from '@/dicom/series/modality';
import type { KindSubject } from '@/kinds/contract/paneKind';

/** Encapsulated PDF by its class alone: documents of other classes have the same modality. */
export const acceptsPdf = ({ sopClass }: KindSubject): boolean => sopClass === PDF_CLASS;
