import { InvalidPDFException, PasswordException } from 'pdfjs-dist/legacy/build/pdf.mjs';

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

/** What pdf.js says of ways to encrypt that it does not know. */
const ENCRYPTED = /^(unknown encryption method|unsupported encryption algorithm)/;

/** What the reader says of a document that it cannot make sense of: by a name of its own, or as an error of any kind of its worker's. */
const isDamage = (thrown: unknown): boolean =>
  thrown instanceof InvalidPDFException ||
  (thrown instanceof Error && thrown.name === 'UnknownErrorException');

/** What was thrown, by what it means for the document. */
export const toPdfError = (thrown: unknown): PdfError => {
  if (thrown instanceof PdfError) return thrown;
  if (thrown instanceof PasswordException || (thrown instanceof Error && ENCRYPTED.test(thrown.message)))
    return new PdfError('password', thrown);
  return new PdfError(isDamage(thrown) ? 'broken' : 'code', thrown);
};
