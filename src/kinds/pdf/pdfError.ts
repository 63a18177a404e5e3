/**
 * Why a PDF is not opened, or a page of it not drawn. `long`: more pages than are shown; `code`: what reads PDFs did not come, or broke
 * off; `slowPage`, `heavyPage`: it takes more time, or more memory, than a page may.
 */
export type PdfFault = DocumentFault | PageFault;
export type DocumentFault = 'password' | 'broken' | 'slow' | 'long' | 'code';
export type PageFault = 'slowPage' | 'heavyPage';

export class PdfError extends Error {
  readonly fault: PdfFault;

  constructor(fault: PdfFault, cause?: unknown) {
    super(`PDF: ${fault}`, { cause });
    this.fault = fault;
  }
}

/** Why a document does not open. */
export function documentFaultOf(error: unknown): DocumentFault {
  if (!(error instanceof PdfError)) return 'code';
  return error.fault === 'slowPage' || error.fault === 'heavyPage' ? 'slow' : error.fault;
}
