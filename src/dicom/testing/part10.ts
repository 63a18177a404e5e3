import { createRequire } from 'node:module';
import type { DicomJson } from '@/dicom/dataset/dicomJson';

/** As far as it is used here; the package brings no types. */
interface Dcmjs {
  readonly log: { setLevel(level: string): void };
  readonly data: {
    readonly DicomMessage: {
      readFile(file: ArrayBuffer, options: Record<string, unknown>): { readonly dict: unknown };
    };
  };
}
const dcmjs: Dcmjs = createRequire(import.meta.url)('dcmjs');
dcmjs.log.setLevel('silent');

/** A Part 10 file as the DICOM JSON Model, by dcmjs; throws where it cannot be read. */
export function readPart10(bytes: Uint8Array, options: Record<string, unknown> = {}): DicomJson {
  const buffer = bytes.slice().buffer;
  const { dict } = dcmjs.data.DicomMessage.readFile(buffer as ArrayBuffer, options);
  return JSON.parse(JSON.stringify(dict)) as DicomJson;
}
