import { toBase64 } from '@/dicom/base64';
import type { DicomElement, DicomJson } from '@/dicom/dicomJson';
import type { Instance } from '@/dicom/instance';
import { PALETTE_DATA } from '@/dicom/palette';
import { instanceUrl } from './address';
import { isAborted } from './archiveError';
import { readParts } from './frames/body';
import { RUNGS } from './frames/ladder';
import { readPart10 } from './frames/part10';
import { get, type RequestParts } from './frames/request';

/**
 * The palette tables of an object out of its stored file. Microsoft's archive leaves all binary attributes out of
 * metadata, and an archive may name an address for them that is not its own. Empty where the file is not to be had.
 */
export async function fetchTables(
  root: string,
  { study, series, sop }: Instance,
  signal: AbortSignal,
  parts: RequestParts,
): Promise<DicomJson> {
  try {
    const url = instanceUrl(root, study, series, sop);
    const answer = await get('instance', url, RUNGS.instance.accept, signal, parts);
    const [part] = await readParts('instance', answer, 'application/dicom');
    const file = part && (await readPart10(part.body));
    if (file === undefined || file.sop !== sop || file.bigEndian) return {};
    const tables: Record<string, DicomElement> = {};
    for (const tag of PALETTE_DATA) {
      const bytes = file.tables.get(Number.parseInt(tag, 16));
      if (bytes) tables[tag] = { vr: 'OW', InlineBinary: toBase64(bytes) };
    }
    return tables;
  } catch (error) {
    if (isAborted(error)) throw error;
    return {};
  }
}
