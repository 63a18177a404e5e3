import { useEffect, useState } from 'react';
import type { Archive } from '@/archive/contract/archive';
import { documentLength } from '@/dicom/pixels/encapsulated';
import type { Instance } from '@/dicom/dataset/instance';
import { judgePdf, type Judged } from './judge';
import { openPdf, type Pdf } from './openPdf';
import { documentFaultOf, type DocumentFault } from './pdfError';

type Refused = Extract<Judged, { state: 'refused' }>['reason'];

/** A document on its way, open, or why it is not. `file`: what can be handed on, where it came at all. */
export type PdfState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'refused'; readonly reason: Refused; readonly file: Blob }
  | { readonly state: 'fault'; readonly fault: DocumentFault; readonly file: Blob }
  | { readonly state: 'open'; readonly pdf: Pdf; readonly isCut: boolean; readonly file: Blob };

/** Fetches and opens the document of an object, and closes it when it is no longer shown. */
export function usePdf(archive: Archive, instance: Instance): PdfState {
  const [state, setState] = useState<PdfState>({ state: 'loading' });
  useEffect(() => {
    const life = new AbortController();
    const { signal } = life;
    let open: Pdf | undefined;
    const load = async (): Promise<PdfState> => {
      let bytes: Uint8Array<ArrayBuffer>;
      try {
        bytes = await archive.document(instance, signal);
      } catch {
        return { state: 'failed' };
      }
      const judged = judgePdf(bytes, documentLength(instance.dataset));
      // The workers take the bytes away; the browser may keep this copy on the disk.
      const file = new Blob([judged.state === 'pdf' ? judged.bytes : bytes]);
      if (judged.state === 'refused') return { state: 'refused', reason: judged.reason, file };
      try {
        const pdf = await openPdf(file, signal);
        if (signal.aborted) pdf.close();
        else open = pdf;
        return { state: 'open', pdf, isCut: judged.isCut, file };
      } catch (error) {
        return { state: 'fault', fault: documentFaultOf(error), file };
      }
    };
    void load().then((next) => {
      if (!signal.aborted) setState(next);
    });
    return () => {
      life.abort();
      open?.close();
    };
  }, [archive, instance]);
  return state;
}
