import { PDF_CLASS } from '@/dicom/modality';
import type { KindSubject } from '@/kinds/paneKind';

/** Encapsulated PDF by its class alone: documents of other classes have the same modality. */
export const acceptsPdf = ({ sopClass }: KindSubject): boolean => sopClass === PDF_CLASS;
