import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { readHanging, type HangingFault, type ReadHanging } from './readHanging';
import type { HangingProtocol } from './template';
import { writeHanging, type HangingWords } from './writeHanging';

/** `tooLarge`: more than any protocol has; `unreadable`: neither a DICOM file nor DICOM JSON. */
export type ProtocolFault = HangingFault | 'tooLarge' | 'unreadable';

/** Bytes of a file that are read, and that it may inflate to: a protocol of many display sets has some tens of thousands. */
export const MOST_PROTOCOL_BYTES = 2_000_000;

const isDataset = (value: unknown): value is DicomJson =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A data set in the DICOM JSON Model, or the first of several. */
function readJson(bytes: Uint8Array): DicomJson | undefined {
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const [first = value] = Array.isArray(value) ? (value as unknown[]) : [];
  return isDataset(first) ? first : undefined;
}

const isJson = (bytes: Uint8Array): boolean => {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  return start.startsWith('{') || start.startsWith('[');
};

const readDataset = (dataset: DicomJson | undefined, id: string): ReadHanging | ProtocolFault =>
  dataset ? readHanging(dataset, id) : 'unreadable';

/** A protocol as a DICOM file (PS3.10 7); undefined where it has no pane with images. Rejects where the code for it did not come. */
export async function exportProtocol(
  protocol: HangingProtocol,
  words: HangingWords,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const dataset = writeHanging(protocol, words);
  if (!dataset) return undefined;
  const { toPart10 } = await import('@/dicom/objects/part10');
  const [sop, sopClass] = [dataset['00080018'], dataset['00080016']].map((one) => String(one?.Value?.[0]));
  return toPart10({ dataset, sop: sop ?? '', sopClass: sopClass ?? '' });
}

/**
 * A protocol out of a file of anybody's: DICOM, or DICOM JSON; `id`: what it is called where it brings no name of ours. No file makes
 * it throw; it rejects where the code that reads DICOM did not come.
 */
export async function importProtocol(bytes: Uint8Array, id: string): Promise<ReadHanging | ProtocolFault> {
  if (bytes.length > MOST_PROTOCOL_BYTES) return 'tooLarge';
  try {
    if (isJson(bytes)) return readDataset(readJson(bytes), id);
  } catch {
    return 'unreadable';
  }
  const [{ boundedPart10 }, { readSmallPart10 }] = await Promise.all([
    import('@/dicom/objects/boundedPart10'),
    import('@/dicom/objects/readPart10'),
  ]);
  const bounded = boundedPart10(bytes, MOST_PROTOCOL_BYTES);
  if (typeof bounded === 'string') return bounded;
  try {
    return readDataset(readSmallPart10(bounded), id);
  } catch {
    return 'unreadable';
  }
}
