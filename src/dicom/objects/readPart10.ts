import { data, log } from 'dcmjs';
import type { DicomJson } from '@/dicom/dataset/dicomJson';

/** A small Part 10 file (PS3.10 7) as the DICOM JSON Model, but for attribute tags, which are numbers; throws where it cannot be read. */
export function readSmallPart10(bytes: Uint8Array): DicomJson {
  for (const one of [log, log.getLogger('validation.dcmjs')]) one.setLevel('silent', false);
  const { dict } = data.DicomMessage.readFile(bytes.slice().buffer, {});
  return JSON.parse(JSON.stringify(dict)) as DicomJson;
}
